"""Saved searches: kept by name, whole or not at all, and never lost to a file that cannot be read."""

import json
import threading
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from console.journal.entry import Kind
from console.journal.query import Query, Standing
from console.journal.saved_searches import _READ, SavedSearches, SavedSearchesRead
from console.problem import Problem

EVERYTHING_ASKED = Query(
    words="дерутся",
    kinds=(Kind.VIOLATION_RECORDED, "of a later version"),
    camera="0402",
    since_utc=datetime(2026, 11, 1, tzinfo=UTC),
    until_utc=datetime(2026, 12, 1, tzinfo=UTC),
    standing=Standing.AMENDED,
    place="Ержанова",
    offence="434",
    operator="Ахметова",
    with_clip=True,
)


@pytest.fixture
def searches(folder):
    folder.root.mkdir()
    return SavedSearches(folder)


def _file(folder):
    return folder.root / "searches.json"


def test_what_was_saved_is_read_again(searches, folder):
    assert searches.read() == ()
    searches.save("Ночные драки", EVERYTHING_ASKED)
    searches.save("all", Query(limit=7, offset=3))
    again = SavedSearches(folder).read()
    assert [(search.name, search.query) for search in again] == [
        ("all", Query()),
        ("Ночные драки", EVERYTHING_ASKED),
    ]
    assert list(folder.root.iterdir()) == [_file(folder)]


def test_every_field_of_a_query_is_kept_but_its_page():
    assert {field.name for field in fields(Query)} - set(_READ) == {"limit", "offset"}


def test_a_name_is_replaced_and_removed(searches):
    searches.save("драки", Query(words="драка"))
    (search,) = searches.save(" драки ", Query(words="төбелес"))
    assert search.query.words == "төбелес"
    assert searches.get("драки") == search
    assert searches.remove("драки") == ()
    with pytest.raises(Problem, match="no saved search of that name"):
        searches.remove("драки")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\u202eabc", "x" * 81])
def test_a_name_that_is_none_is_refused(searches, folder, name):
    with pytest.raises(Problem, match="name of a search"):
        searches.save(name, Query())
    assert not _file(folder).exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "\udcff",
        '{"a": []}',
        '{"a": {"colour": "red"}}',
        '{"a": {"words": 3}}',
        '{"a": {"kinds": "bulletin"}}',
        '{"a": {"standing": "lost"}}',
        '{"a": {"since_utc": "yesterday"}}',
        '{"a": {"with_clip": 1}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_one_line_and_stays_as_it_is(searches, folder, text):
    content = text.encode("utf-8", "surrogateescape")
    _file(folder).write_bytes(content)
    for work in (searches.read, lambda: searches.save("b", Query()), lambda: searches.remove("a")):
        with pytest.raises(Problem, match="saved searches cannot be read") as told:
            work()
        assert "\n" not in str(told.value)
        assert "searches.json" in str(told.value)
    assert _file(folder).read_bytes() == content


def test_a_search_broken_off_in_writing_leaves_the_others(searches, folder, monkeypatch):
    searches.save("a", Query())

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("console.journal.disk.sync_file", full)
    with pytest.raises(Problem, match="No space left"):
        searches.save("b", Query())
    assert [search.name for search in searches.read()] == ["a"]
    assert list(folder.root.iterdir()) == [_file(folder)]


def test_two_programs_forget_nothing_of_each_other(searches, folder):
    def save_many(name):
        for number in range(20):
            SavedSearches(folder).save(f"{name}{number}", Query())

    programs = [threading.Thread(target=save_many, args=(name,)) for name in "ab"]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert len(searches.read()) == 40


def test_the_desk_saves_on_the_reader_s_thread_and_answers(journal, folder):
    outbox, answered = journal._outbox, threading.Event()
    threads = list[str]()

    def wake():
        threads.append(threading.current_thread().name)
        answered.set()

    outbox.set_wake(wake)
    journal.start()
    try:
        answered.clear()
        journal.save_search("драки", Query(words="драка"), ref="1")
        journal.read_searches(ref="2")
        journal.remove_search("нет", ref="3")
        journal.remove_search("драки", ref="4")
    finally:
        answered.wait(10)
        journal._reader.settle()  # everything before it is done
        journal.stop()
    facts = [fact for fact in outbox.drain() if isinstance(fact, SavedSearchesRead)]
    assert [(fact.ref, len(fact.searches)) for fact in facts] == [("1", 1), ("2", 1), ("3", 0), ("4", 0)]
    assert [bool(fact.failure) for fact in facts] == [False, False, True, False]
    assert all(name.startswith("journal-reader") for name in threads)
    assert json.loads(_file(folder).read_text()) == {}


def test_a_closed_journal_answers_too(journal):
    journal.read_searches(ref="late")
    (fact,) = journal._outbox.drain()
    assert (fact.ref, fact.failure) == ("late", "the journal is closed")
