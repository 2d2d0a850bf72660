"""Finding entries as people type: beginnings of words in three languages, cameras, kinds, times."""

from datetime import timedelta

import pytest

from console.journal.journal import EvidenceDraft, Kind, Query
from console.journal.search import count_all, each, find
from console.language import use_language
from tests.console.journal.conftest import a_violation, tamper


@pytest.fixture
def several(journal, clock, folder):
    still = [EvidenceDraft("still", ".jpg", b"picture")]
    violation = Kind.VIOLATION_RECORDED
    journal.append_now(violation, a_violation(), actor="Әсел Жұмабаева", evidence=still)
    clock.advance(3600)
    journal.append_now(
        violation,
        a_violation(place="Ёлочная улица", camera_number="0017", camera_id="x", note="100% NOT"),
        actor="Anna",
    )
    clock.advance(3600)
    journal.append_now(Kind.BULLETIN, {"text": "Қар жауады, жол тайғақ"}, actor="Anna")
    clock.advance(3600)
    journal.append_now(
        violation,
        a_violation(offence="uk-188", article="188", camera_number="", camera_id="", note=""),
        actor="Иван",
    )
    return folder


def _found(folder, **query):
    return [row.seq for row in find(folder, Query(**query))[0]]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", [4, 3, 2, 1]),
        ("школ", [4, 1]),
        ("ШКОЛА 4", [4, 1]),
        ("әсел", [1]),
        ("жұмаб", [1]),
        ("ҚАР", [3]),
        ("кар", [3]),  # typed on a Russian keyboard
        ("тайғ", [3]),
        ("елочн", [2]),
        ("ёлочная", [2]),
        ("кража", [4]),  # the offence's Russian name
        ("ұрлық", [4]),  # and its Kazakh one
        ("theft", [4]),
        ("чёрного входа", [1]),
        ("входа чёрн", [1]),
        ("0017", [2]),
        ("NOT", [2]),
        ('"NOT', [2]),
        ("a OR b", []),
        ("100%", [2]),
        ("*", []),
        ("???", []),
        ("'; drop table entry; --", []),
        ("bulletin", [3]),  # the kind's title
        ("violation recorded", [4, 2, 1]),
        ("violation жұма", [1]),
    ],
)
def test_words_find_what_begins_with_them(several, words, wanted):
    assert _found(several, words=words) == wanted


def test_titles_and_their_words_follow_the_language(several):
    (row,) = find(several, Query(kinds=(Kind.BULLETIN,)))[0]
    assert row.title() == "Bulletin"
    use_language("ru")
    assert _found(several, words=row.title()) == [3]


def test_the_salt_and_file_names_are_not_searched(several):
    row = find(several, Query())[0][-1]
    assert _found(several, words=row.body["salt"]) == []
    assert _found(several, words=row.body["evidence"][0]["sha256"]) == []


def test_filters_by_kind_camera_and_time(several, clock):
    assert _found(several, kinds=(Kind.BULLETIN, Kind.MUTED)) == [3]
    assert _found(several, camera="0402") == [1]
    assert _found(several, camera="x") == [2], "by its id too"
    assert _found(several, camera="9999") == []
    assert _found(several, since_utc=clock.now - timedelta(hours=1)) == [4, 3]
    assert _found(several, until_utc=clock.now - timedelta(hours=2)) == [1]
    assert _found(several, words="школа", camera="0402", kinds=(Kind.VIOLATION_RECORDED,)) == [1]


def test_pages_and_the_total(several):
    rows, total = find(several, Query(limit=2, offset=1))
    assert [row.seq for row in rows] == [3, 2]
    assert total == 4
    assert [row.seq for row in each(several, Query(limit=2))] == [1, 2, 3, 4], "an export has no pages"


def test_a_row_has_what_the_window_shows(several):
    row = find(several, Query(camera="0402"))[0][0]
    assert row.local_time().isoformat() == "2026-11-23T23:00:00+05:00"
    assert (row.actor, row.camera_number, row.place) == ("Әсел Жұмабаева", "0402", "Школа № 4")
    assert row.title() == "Violation recorded"
    assert row.summary() == "Petty hooliganism (CAO art. 434) · persons: 2 · patrol sent · у чёрного входа"
    assert [path.read_bytes() for path in row.evidence] == [b"picture"]


def test_damaged_entries_are_found_all_the_same(several):
    tamper(
        several,
        "update entry set body = '[1' where seq = 1",
        "update entry set body = '[1]', at_utc = 'noon' where seq = 2",
    )
    rows = find(several, Query(camera="0402"))[0] + find(several, Query(camera="0017"))[0]
    assert [(row.seq, row.body, row.summary()) for row in rows] == [(1, {}, ""), (2, {}, "")]
    assert rows[1].local_time() is None


def test_a_span_is_found_whole_though_the_clock_went_back(journal, folder, clock):
    begin = clock.now
    for step_min in (0, 60, -90, 60, 60, -10, 200):  # at 0, 60, -30, 30, 90, 80, 280 minutes
        clock.now += timedelta(minutes=step_min)
        journal.append_now(Kind.BULLETIN, {"text": "клякса"}, actor="Anna")

    def found(since_min, until_min, words=""):
        since = None if since_min is None else begin + timedelta(minutes=since_min)
        rows, total = find(
            folder, Query(words=words, since_utc=since, until_utc=begin + timedelta(minutes=until_min))
        )
        assert total == len(rows)
        return [row.seq for row in rows]

    assert found(0, 90) == [6, 4, 2, 1]
    assert found(0, 90, "кляк") == [6, 4, 2, 1]
    assert found(None, 60) == [4, 3, 1]
    assert found(None, -30) == found(300, 400) == []


def test_numbers_and_the_kinds_of_headers_narrow_it(several):
    assert [row.seq for row in each(several, Query(), among=(2, 3))] == [2, 3]
    assert [row.seq for row in each(several, Query(words="anna"), among=(3, 9))] == [3]
    assert count_all(several, Query(words="anna"), among=(0, 9)) == 2
    assert find(several, Query(), among=(0, 2))[1] == 2
    tamper(several, "update entry set kind = 'of a later version' where seq = 3")
    assert [row.seq for row in each(several, Query(), kinds=("of a later version",))] == [3]
    assert [row.seq for row in each(several, Query(words="қар"), kinds=(Kind.NOTE,))] == []


def test_words_and_kinds_narrow_each_other(several):
    every = {row.seq for row in each(several, Query())}
    for words in ("школа", "anna", "школа anna", "наруш", "violation школа", "violation"):
        whole = {row.seq for row in each(several, Query(words=words))}
        assert whole <= every
        parts = [{row.seq for row in each(several, Query(words=word))} for word in words.split()]
        assert whole == set.intersection(*parts)
        for kind in Kind:
            narrowed = {row.seq for row in each(several, Query(words=words, kinds=(kind,)))}
            assert narrowed == whole & {row.seq for row in each(several, Query(kinds=(kind,)))}
