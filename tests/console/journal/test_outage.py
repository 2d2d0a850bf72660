from datetime import timedelta

import pytest

from console.journal.outage import Outage, OutageLog
from tests.fakes.fake_clock import FakeClock


@pytest.fixture
def log():
    class Log:
        clock = FakeClock()
        said: list[Outage]

    Log.said = []
    Log.outages = OutageLog(Log.clock, Log.said.append)
    return Log


def lose(log, seconds):
    since = log.clock.now_utc()
    log.outages.lost("c1")
    for _ in range(seconds):
        log.clock.advance(1)
        log.outages.tick()
    log.outages.live("c1")
    return since


def test_a_short_gap_is_no_entry(log):
    lose(log, 9)
    assert log.said == []


def test_a_loss_and_its_return_are_one_entry_each(log):
    since = lose(log, 30)
    assert log.said == [Outage("c1", False, since, 0), Outage("c1", True, since, 0)]


def test_within_the_hour_further_losses_are_counted(log):
    lose(log, 30)
    lose(log, 30)
    lose(log, 30)
    assert len(log.said) == 2
    log.clock.advance(3600)
    lose(log, 30)
    assert [outage.unrecorded for outage in log.said[2:]] == [2, 0]


def test_a_loss_that_outlasts_the_hour_gets_its_entry(log):
    lose(log, 30)
    since = lose(log, 4000)
    assert log.said[2] == Outage("c1", False, since, 0)


def test_a_camera_that_was_never_lost_says_nothing(log):
    log.outages.live("c1")
    log.outages.tick()
    assert log.said == []


def test_what_is_told_late_carries_its_own_beginning_and_needs_no_wait():
    clock, said = FakeClock(), []
    log = OutageLog(clock, said.append, after_ns=0)
    began, subject = clock.now_utc() - timedelta(seconds=40), ("c1", "black")
    log.lost(subject, since_utc=began)
    log.lost(("c1", "blurred"))
    log.tick()
    log.live(subject)
    told = [(outage.subject, outage.restored, outage.since_utc) for outage in said]
    assert told == [
        (subject, False, began),
        (("c1", "blurred"), False, clock.now_utc()),
        (subject, True, began),
    ]
