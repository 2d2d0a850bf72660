"""A zone tried out on the last minute."""

from dataclasses import replace

import pytest

from console.alerts.hours import Hours
from console.alerts.judge import Judge
from console.alerts.rule_kind import RuleKind
from console.alerts.trial import tried
from console.cameras.polygon import Polygon
from console.media.clip import utc_minus_monotonic_ns


@pytest.fixture
def minute(clock, look, person):
    """A look a second; somebody comes for three seconds at 10, 30 and 50, each at another place."""
    looks = []
    for second in range(61):
        came = [person(foot=(second / 60, 0.9))] if second % 20 in (10, 11, 12) else []
        looks.append(look(*came))
        clock.advance(1)
    return looks


@pytest.fixture
def try_out(clock, make_camera, minute):
    def run(zone, looks=None, **camera):
        return tried(
            zone,
            minute if looks is None else looks,
            camera=replace(make_camera(), **camera),
            utc_minus_monotonic_ns=utc_minus_monotonic_ns(clock),
            utc_offset_min=clock.utc_offset_min(),
        )

    return run


def test_it_says_what_would_have_been_raised(try_out, make_zone, clock, minute):
    trial = try_out(make_zone(cool_down_s=5, priority=1))
    assert (len(trial.alerts), trial.looks, trial.seconds, trial.too_short) == (3, 61, 60, False)
    ages_s = [(clock.now_utc() - alert.raised_at_utc).total_seconds() for alert in trial.alerts]
    assert ages_s == pytest.approx([50, 30, 10], abs=0.001)
    first = trial.alerts[0]
    assert (first.stamp, first.boxes, first.priority) == (minute[11].stamp, minute[11].boxes, 1)


def test_the_hours_are_left_out_and_the_cool_down_is_not(try_out, make_zone):
    assert len(try_out(make_zone(cool_down_s=5, hours=Hours(0))).alerts) == 3
    assert len(try_out(make_zone(cool_down_s=25)).alerts) == 2


def test_a_stricter_camera_can_be_tried(try_out, make_zone):
    zone = make_zone(cool_down_s=5)
    assert try_out(zone, confidence=0.95).alerts == ()
    left = Polygon(((0, 0.5), (0.4, 0.5), (0.4, 1), (0, 1)))
    assert len(try_out(zone, ignore_zones=(left,)).alerts) == 2


def test_a_rule_that_asks_for_more_time_says_so(try_out, make_zone):
    assert try_out(make_zone(rule=RuleKind.LOITERING, after_s=61)).too_short
    assert not try_out(make_zone(rule=RuleKind.LOITERING, after_s=60)).too_short


def test_no_looks_are_no_trial(try_out, make_zone):
    trial = try_out(make_zone(), looks=[])
    assert (trial.alerts, trial.looks, trial.seconds) == ((), 0, 0)


def test_nothing_in_force_is_touched(try_out, make_zone, make_camera, clock, minute):
    zone = make_zone(cool_down_s=5)
    judge = Judge([zone], clock, cameras={"0402": make_camera()})
    before = [bool(judge.judge(look)) for look in minute[:11]]
    try_out(zone)
    assert before + [bool(judge.judge(look)) for look in minute[11:]] == [
        second in (11, 31, 51) for second in range(61)
    ]
