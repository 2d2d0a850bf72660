"""Evidence is erased when its time is over, by what it belongs to; never what is held or stands for ever."""

from __future__ import annotations

import shutil
import time
from functools import partial

import pytest

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.erasure import _STILL_NAMED, Erasure
from console.journal.evidence import EvidenceDraft
from console.journal.retention import (
    _OF_ALERTS,
    _OF_VIOLATIONS,
    _OTHERS,
    Due,
    KeepDays,
    Retention,
    find_due,
)
from console.journal.search import Query, each, evidence_of
from console.journal.verify import verify
from tests.console.journal.affair import CAMERA, an_affair, an_alert
from tests.console.journal.conftest import a_violation

DAY_S = 24 * 3600.0


@pytest.fixture
def retention(folder, journal, clock):
    def retention(**days):
        erase = partial(journal.erase, actor="munara")
        return Retention(folder, KeepDays(**days), clock=clock, erase=erase)

    return retention


def _dismiss(journal, alert, kind=Kind.ALERT_DISMISSED):
    body = {"alert_id": alert.body["alert_id"], "reason": "no offence", **CAMERA}
    journal.append_now(kind, body, actor="Anna")


def _file(folder, entry):
    return folder.root / evidence_of(entry.body)[0]["file"]


def _due(folder, clock, **days):
    return [(due.seq, due.rule) for due in find_due(folder, KeepDays(**days), now_utc=clock.now_utc())]


@pytest.mark.parametrize("kind", [Kind.ALERT_DISMISSED, Kind.ALERT_EXPIRED])
def test_a_dismissed_alert_is_kept_for_thirty_days_after_that(folder, journal, clock, retention, kind):
    alert = an_alert(journal)
    clock.advance(2 * DAY_S)
    _dismiss(journal, alert, kind)
    clock.advance(30 * DAY_S - 1)
    assert _due(folder, clock) == []
    clock.advance(2)
    assert _due(folder, clock) == [(1, "keep_days_dismissed")]
    retention().work()
    assert not _file(folder, alert).exists()
    report = verify(folder)
    assert (report.sound, report.erased) == (True, 1)
    told = list(each(folder, Query()))[-1]
    assert (told.actor, told.body["why"]) == ("munara", "keep_days_dismissed = 30")
    assert _due(folder, clock) == [], "once is enough"


def test_what_nobody_decided_goes_as_well(folder, journal, clock):
    an_alert(journal)
    clock.advance(31 * DAY_S)
    assert _due(folder, clock) == [(1, "keep_days_dismissed")]


def test_its_late_clip_goes_with_an_alert(folder, journal, clock, retention):
    alert = an_alert(journal)
    clip = [EvidenceDraft("clip", ".mp4", b"moving")]
    stored = journal.append_now(
        Kind.EVIDENCE_STORED, {"alert_id": "a1", **CAMERA}, actor="munara", evidence=clip
    )
    _dismiss(journal, alert)
    clock.advance(31 * DAY_S)
    retention().work()
    assert not _file(folder, alert).exists()
    assert not _file(folder, stored).exists()
    assert verify(folder).sound


def test_a_violation_stays_for_ever_with_its_alert_and_clip(folder, journal, clock, retention):
    affair = an_affair(journal)
    clock.advance(36_500 * DAY_S)
    assert _due(folder, clock) == []
    retention().work()
    assert _file(folder, affair.alert).exists()
    assert verify(folder).erased == 0


def test_a_violation_goes_after_its_days_where_that_is_set(folder, journal, clock, retention):
    affair = an_affair(journal)
    clock.advance(365 * DAY_S + 1)
    assert _due(folder, clock, violation=366) == []
    retention(violation=365).work()
    assert not _file(folder, affair.violation).exists()
    assert not _file(folder, affair.clip).exists()
    report = verify(folder)
    assert (report.sound, report.erased) == (True, 3)
    assert not any(entry.erased for entry in each(folder, Query())), "the texts stay"


def test_voided_ones_by_their_own_days_from_the_void_on(folder, journal, clock):
    standing = an_affair(journal, "a1", b"the yard")
    voided = an_affair(journal, "a2", b"the gate")
    clock.advance(50 * DAY_S)
    void = {**a_violation(), "seq": voided.violation.seq, "why": "the wrong camera"}
    journal.append_now(Kind.VIOLATION_VOIDED, void, actor="Anna")
    clock.advance(10 * DAY_S + 1)
    assert _due(folder, clock, voided=11) == []
    assert _due(folder, clock, voided=10) == [(voided.violation.seq, "keep_days_voided")]
    both = _due(folder, clock, voided=10, violation=60)
    assert sorted(both) == [
        (standing.violation.seq, "keep_days_violation"),
        (voided.violation.seq, "keep_days_voided"),
    ]


def test_anything_else_by_its_own_days(folder, journal, clock):
    still = [EvidenceDraft("still", ".jpg", b"rain")]
    journal.append_now(Kind.BOOKMARK, CAMERA, actor="Anna", evidence=still)
    clock.advance(91 * DAY_S)
    assert _due(folder, clock) == []
    assert _due(folder, clock, other=90) == [(1, "keep_days_other")]


def test_nothing_set_means_nothing_goes(folder, journal, clock):
    an_alert(journal)
    clock.advance(9999 * DAY_S)
    assert _due(folder, clock, dismissed=0) == []


def test_what_is_held_stays_and_goes_once_it_is_released(folder, journal, clock, retention):
    alert, other = an_alert(journal), an_alert(journal, "a2", b"the gate")
    journal.append_now(Kind.EVIDENCE_HELD, {"seq": 1, "why": "case 17"}, actor="Anna")
    clock.advance(31 * DAY_S)
    assert _due(folder, clock) == [(other.seq, "keep_days_dismissed")]
    retention().work()
    assert _file(folder, alert).exists()
    assert not _file(folder, other).exists()
    journal.append_now(Kind.EVIDENCE_RELEASED, {"seq": 1, "why": "judged"}, actor="Anna")
    retention().work()
    assert not _file(folder, alert).exists()


def test_a_hold_that_comes_in_between_is_kept(folder, journal, clock, retention):
    alert = an_alert(journal)
    clock.advance(31 * DAY_S)
    work = retention()
    (due,) = find_due(folder, KeepDays(), now_utc=clock.now_utc())
    journal.append_now(Kind.EVIDENCE_HELD, {"seq": 1, "why": "case 17"}, actor="Anna")
    work._erase_one(due)
    assert _file(folder, alert).exists()
    assert verify(folder).erased == 0


def test_one_that_was_tampered_with_hinders_no_other(folder, journal, clock, retention, caplog):
    alert, other = an_alert(journal), an_alert(journal, "a2", b"the gate")
    _file(folder, alert).write_bytes(b"another")
    clock.advance(31 * DAY_S)
    retention().work()
    assert _file(folder, alert).exists()
    assert not _file(folder, other).exists()
    assert "not as it was recorded" in caplog.text


def test_a_desk_erases_at_its_start_and_after_a_day(folder, journal, clock, retention, monkeypatch):
    monkeypatch.setattr("console.journal.retention._LOOK_S", 0.01)
    first = an_alert(journal)
    clock.advance(20 * DAY_S)
    second = an_alert(journal, "a2", b"the gate")
    clock.advance(10 * DAY_S + 1)
    running = retention()
    running.start()
    try:
        _wait_for(lambda: not _file(folder, first).exists())
        clock.advance(20 * DAY_S)
        _wait_for(lambda: not _file(folder, second).exists())
    finally:
        running.stop()
    assert verify(folder).sound


def _wait_for(what):
    give_up = time.monotonic() + 60
    while not what():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def test_at_its_start_a_desk_finishes_what_was_broken_off(folder, journal, clock, retention):
    alert = an_alert(journal)
    shutil.copy(_file(folder, alert), folder.root / "copy")
    journal.erase(Erasure(1, "order 7"), actor="Anna")
    shutil.copy(folder.root / "copy", _file(folder, alert))
    retention().work()
    assert not _file(folder, alert).exists()


def test_a_fault_ends_only_this_days_work(folder, retention, caplog):
    folder.root.mkdir()
    folder.journal_db.write_bytes(b"no database at all " * 500)
    retention().work()
    assert "cannot be used" in caplog.text


def test_the_reason_names_the_rule():
    assert Due(3, "keep_days_dismissed", 30).why() == "keep_days_dismissed = 30"


@pytest.mark.parametrize("query", [_OF_ALERTS, _OF_VIOLATIONS, _OTHERS, _STILL_NAMED])
def test_what_was_erased_is_looked_up_and_not_searched_for(folder, query):
    """With hundreds of thousands of erasures, each of them looked through for each entry takes for ever."""
    folder.root.mkdir()
    with JournalDatabase.open_for_writing(folder) as database:
        plan = [row[3] for row in database.read(f"explain query plan {query}", [None] * query.count("?"))]
    assert any("USING INDEX entry_by_named" in step for step in plan), plan
    assert not any("entry_by_kind" in step and not step.startswith("SEARCH e ") for step in plan), plan
