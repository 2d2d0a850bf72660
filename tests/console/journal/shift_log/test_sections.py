"""Each kind of entry stands in one table and each entry in one row; who was on duty; where a shift ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each
from console.journal.shift_log.course import Course
from console.journal.shift_log.gather import gather
from console.journal.shift_log.log import ShiftLogOrder
from console.journal.shift_log.sections import KINDS
from console.problem import Problem
from tests.console.journal.conftest import tamper
from tests.console.journal.shift_log.a_day import FIRST, LEAD, SECOND, THIRD


def _log(folder, query=None, **order):
    return gather(folder, ShiftLogOrder(folder.root / "log.pdf", LEAD, query or Query(), **order), Course())


def _seqs(log):
    return sorted(int(row[0]) for section in log.sections for row in section.rows())


def test_each_kind_stands_in_one_section():
    standing = [kind for kinds in KINDS.values() for kind in kinds]
    assert sorted(standing) == sorted(Kind)


def test_each_entry_is_one_row(day, folder):
    tamper(folder, "update entry set kind = 'of a later version' where seq in (15, 16)")
    log = _log(folder)
    assert _seqs(log) == [entry.seq for entry in each(folder, Query())]
    assert log.count == len(_seqs(log)) == sum(section.count for section in log.sections)


@pytest.mark.parametrize(
    "query",
    [
        Query(camera="0402"),
        Query(operator="Әсел"),
        Query(kinds=(Kind.NOTE, Kind.VIOLATION_RECORDED)),
        Query(words="камера"),
        Query(words="no such word"),
    ],
)
def test_a_filter_narrows_every_table(day, folder, query):
    log = _log(folder, query)
    assert _seqs(log) == [entry.seq for entry in each(folder, query)]
    assert log.count == len(_seqs(log))
    assert any(fact.name == "Only" for fact in log.facts)


def test_what_is_recorded_meanwhile_is_not_in_it(day, folder, journal):
    log = _log(folder)
    before = log.count
    journal.append_now(Kind.NOTE, {"text": "later"}, actor="Anna")
    assert len(_seqs(log)) == before


def test_a_shift_is_found_by_either_end_whatever_the_clock_did(journal, clock, day, folder):
    closed = day.closed[1]
    opened = closed.body["opened_seq"]
    wanted = list(range(opened, closed.seq + 2))  # and the signature behind it
    assert _seqs(_log(folder, shift_seq=opened)) == wanted
    assert _seqs(_log(folder, shift_seq=closed.seq)) == wanted
    clock.now -= timedelta(hours=3)  # a clock that was set right
    day.open(THIRD)
    day.add(Kind.NOTE, {"text": "во второй раз тот же час"}, by=THIRD)
    assert len(_seqs(_log(folder, shift_seq=day.opened.seq))) == 2, "open still: up to now"
    with pytest.raises(Problem, match="opens or closes no shift"):
        _log(folder, shift_seq=4)
    with pytest.raises(Problem, match="opens or closes no shift"):
        _log(folder, shift_seq=4444)


def test_who_was_on_duty(day, folder, clock):
    rows = list(_log(folder).on_duty.rows())
    assert [row[0] for row in rows] == [FIRST, LEAD, SECOND, THIRD]
    assert rows[1][1] == "shift lead"
    assert rows[0][4] == "by hand"
    shift = list(_log(folder, shift_seq=day.closed[1].seq).on_duty.rows())
    assert [row[0] for row in shift] == [SECOND]
    assert shift[0][4] == "still signed in", "the span ends before the sign-out"
    middle = Query(since_utc=clock.now - timedelta(minutes=7), kinds=(Kind.NOTE,))
    assert [row[0] for row in _log(folder, middle).on_duty.rows()] == [SECOND, THIRD]


def test_a_breakdown_ends_a_spell_without_a_sign_out(journal, folder):
    journal.append_now(Kind.SIGNED_IN, {"role": "dispatcher"}, actor="Anna")
    journal.append_now(Kind.DESK_OPENED, {}, actor="munara")
    journal.append_now(Kind.SIGNED_IN, {"role": "trainer"}, actor="Boris")
    rows = list(_log(folder).on_duty.rows())
    assert [(row[0], row[4]) for row in rows] == [("Anna", "not signed out"), ("Boris", "still signed in")]


def test_the_figures_are_the_days(day, folder):
    figures = {(about, fact.name): fact.value for about, facts in _log(folder).summary for fact in facts}
    assert figures["Violations", "recorded"] == 2
    assert figures["Violations", "voided"] == 1
    assert figures["Alerts", "raised"] == 2
    assert figures["Alerts", "confirmed as a violation"] == 1
    assert figures["Dismissed because", "is allowed to be there"] == 1
    assert figures["Second look at dismissals", "share found wrong"] == "100.0 %"
    assert figures["Desk", "refused"] == 1


def test_where_an_alert_was_raised_is_told_in_every_row(day, folder):
    (alerts,) = [section for section in _log(folder).sections if section.key == "alerts"]
    taken = next(row for row in alerts.rows() if row[2] == "Alert taken")
    assert taken[3:5] == ("0402", "Школа № 4")


def test_an_empty_journal_is_told(folder):
    with pytest.raises(Problem, match="there is no journal here"):
        _log(folder)
