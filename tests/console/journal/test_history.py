"""A violation is corrected by new entries alone, and everybody sees what holds now."""

from __future__ import annotations

import json

import pytest

from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.erasure import Erasure, Part
from console.journal.history import Correction, history
from console.journal.journal import Journal
from console.journal.search import Query, Standing, find
from console.journal.verify import verify
from console.outbox import Outbox
from console.problem import Problem
from tests.console.journal.conftest import a_violation, tamper


@pytest.fixture
def outbox():
    return Outbox()


@pytest.fixture
def correct(eight, clock, outbox):
    """Corrects through a running journal, and says what came of it."""

    def correct(kind, seq, why, **changes):
        journal = Journal(eight, clock=clock, outbox=outbox)
        journal.start()
        outbox.drain()
        journal.correct(Correction(kind, seq, why, changes), actor="Anna", ref="r")
        journal._reader.settle()  # the correction was looked at before
        journal.stop()
        return next(fact for fact in outbox.drain() if getattr(fact, "ref", "") == "r")

    return correct


def test_an_amendment_says_the_whole_anew_and_leaves_the_first_entry_as_it_was(eight, correct):
    before = history(eight, 3).entries[0]
    written = correct(Kind.VIOLATION_AMENDED, 3, " two more came ", persons=5)
    assert isinstance(written, EntryWritten)
    body = written.entry.body
    assert (body["seq"], body["why"], body["persons"], body["note"]) == (
        3,
        "two more came",
        5,
        "у чёрного входа",
    )
    told = history(eight, 3)
    assert told.entries[0] == before
    assert (told.standing.persons, told.voided) == (5, None)
    assert [entry.kind for entry in told.entries] == [Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED]
    assert verify(eight).sound


def test_the_article_stays_as_it_was_recorded_unless_the_offence_is_another(eight, correct):
    same = correct(Kind.VIOLATION_AMENDED, 3, "counted", offence="koap-434", article="435 of a later law")
    other = correct(Kind.VIOLATION_AMENDED, 3, "worse", offence="uk-190", article="190")
    assert [written.entry.body["article"] for written in (same, other)] == ["434", "190"]


def test_the_second_amendment_builds_on_the_first(eight, correct):
    first = correct(Kind.VIOLATION_AMENDED, 3, "counted again", persons=5)
    correct(Kind.VIOLATION_AMENDED, first.entry.seq, "a name was missing", note="ушёл")
    told = history(eight, 3)
    assert (told.standing.persons, told.standing.note) == (5, "ушёл")
    assert {entry.body.get("seq", 3) for entry in told.entries} == {3}
    assert history(eight, told.entries[-1].seq) == told, "any of its entries leads to it"


def test_what_is_void_stays_and_is_corrected_no_more(eight, correct):
    voided = correct(Kind.VIOLATION_VOIDED, 6, "the wrong camera")
    told = history(eight, 6)
    assert told.voided.seq == voided.entry.seq
    assert told.standing.persons == 6
    again = correct(Kind.VIOLATION_AMENDED, 6, "after all", persons=1)
    assert isinstance(again, EntryRefused)
    assert f"voided by entry {voided.entry.seq}" in again.why
    assert history(eight, 6) == told


def test_nothing_counts_that_came_behind_a_void(eight, journal, correct):
    correct(Kind.VIOLATION_VOIDED, 6, "the wrong camera")
    late = a_violation(persons=9, seq=6, why="asked for before the void was written")
    journal.append_now(Kind.VIOLATION_AMENDED, late, actor="Anna")
    assert history(eight, 6).standing.persons == 6


@pytest.mark.parametrize("why", ["", "  \n "])
def test_no_correction_without_a_reason(eight, correct, why):
    refused = correct(Kind.VIOLATION_VOIDED, 3, why)
    assert isinstance(refused, EntryRefused)
    assert "needs a reason" in refused.why
    assert len(history(eight, 3).entries) == 1


@pytest.mark.parametrize("seq", [9, 10, 99])
def test_only_violations_are_corrected(eight, journal, correct, seq):
    journal.append_now(Kind.BULLETIN, {"text": "a child is missing"}, actor="Anna")
    stray = {"seq": 9, "why": "of a bulletin"}
    journal.append_now(Kind.VIOLATION_VOIDED, stray, actor="Anna")
    refused = correct(Kind.VIOLATION_VOIDED, seq, "why not")
    assert isinstance(refused, EntryRefused)
    assert "no recorded violation" in refused.why
    with pytest.raises(Problem, match=f"entry {seq}"):
        history(eight, seq)


def test_a_damaged_correction_hides_no_sound_one(eight, correct):
    damaged = correct(Kind.VIOLATION_AMENDED, 3, "first", persons=4)
    correct(Kind.VIOLATION_AMENDED, 3, "second", persons=5)
    tamper(eight, f"update entry set body = '{{no json' where seq = {damaged.entry.seq}")
    told = history(eight, 3)
    assert [entry.seq for entry in told.entries] == [3, damaged.entry.seq + 1]
    assert told.standing.persons == 5


def test_searching_finds_what_was_amended_and_what_was_voided(eight, correct):
    correct(Kind.VIOLATION_AMENDED, 3, "counted again", persons=5)
    correct(Kind.VIOLATION_VOIDED, 6, "the wrong camera")

    def found(standing, words=""):
        return [row.seq for row in find(eight, Query(standing=standing, words=words))[0]]

    assert found(Standing.AMENDED) == [3]
    assert found(Standing.VOIDED) == [6]
    assert found(Standing.VOIDED, words="ленина") == []
    assert len(found(Standing.ANY)) == 10


def test_the_command_shows_each_step(eight, correct, munara):
    correct(Kind.VIOLATION_AMENDED, 3, "counted again", persons=5)
    correct(Kind.VIOLATION_VOIDED, 3, "the wrong camera")
    lines = munara("history", "9")[1].splitlines()
    assert ["recorded" in lines[0], "counted again" in lines[1], "entry 3" in lines[2]] == [True] * 3
    told = json.loads(munara("history", "3", "--json")[1])
    assert (told["voided"], told["standing"]["persons"], len(told["entries"])) == (True, 5, 3)
    assert munara("search", "--standing", "voided")[1].endswith("1 of 1\n")
    with pytest.raises(Problem, match="no recorded violation"):
        munara("history", "99")


def test_a_correction_at_the_very_end_is_written_or_refused_aloud(eight, clock, outbox):
    journal = Journal(eight, clock=clock, outbox=outbox)
    journal.start()
    for number in range(20):
        journal.correct(Correction(Kind.VIOLATION_AMENDED, 3, "again"), actor="Anna", ref=f"r{number}")
    journal.stop()
    told = [fact.ref for fact in outbox.drain() if isinstance(fact, EntryWritten | EntryRefused)]
    assert sorted(told) == sorted(f"r{number}" for number in range(20))
    journal.correct(Correction(Kind.VIOLATION_AMENDED, 3, "late"), actor="Anna", ref="late")
    (late,) = outbox.drain()
    assert isinstance(late, EntryRefused)


def test_an_erased_void_is_still_a_void(eight, journal, correct):
    voided = correct(Kind.VIOLATION_VOIDED, 3, "it was Ivan Petrov's double")
    journal.erase(Erasure(voided.entry.seq, "the wrong name", Part.BODY), actor="Anna")
    told = history(eight, 3)
    assert told.voided.seq == voided.entry.seq
    assert told.standing.persons == 3
    assert history(eight, voided.entry.seq) == told
    assert find(eight, Query(standing=Standing.VOIDED))[1] == 1


def test_an_erased_amendment_leaves_what_stood_before(eight, journal, correct):
    correct(Kind.VIOLATION_AMENDED, 3, "counted", persons=5)
    wrong = correct(Kind.VIOLATION_AMENDED, 3, "a name", note="Ivan Petrov")
    journal.erase(Erasure(wrong.entry.seq, "the wrong name", Part.BODY), actor="Anna")
    told = history(eight, 3)
    assert len(told.entries) == 3
    assert (told.standing.persons, told.standing.note) == (5, "у чёрного входа")


def test_an_erased_violation_has_a_history_and_is_corrected_no_more(eight, journal, correct, munara):
    correct(Kind.VIOLATION_AMENDED, 3, "counted", persons=5)
    journal.erase(Erasure(3, "order 7", Part.BODY), actor="Anna")
    told = history(eight, 3)
    assert [entry.erased for entry in told.entries] == [True, True]
    assert told.standing.note == ""
    assert json.loads(munara("history", "3", "--json")[1])["standing"]["persons"] == 0
    refused = correct(Kind.VIOLATION_AMENDED, 3, "after all", persons=1)
    assert "text of this violation was erased" in refused.why
