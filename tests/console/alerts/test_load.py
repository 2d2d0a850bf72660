"""How much alerts ask of a person, over invented shifts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.alerts.load import HANDFUL, AlertLoad, curve, report
from console.alerts.steps import AlertStep, StepKind

BEGAN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture
def shift():
    """Alerts of one shift, one a minute: so many seconds until taken, and what was decided then."""

    def steps(*alerts):
        made = []
        for number, (camera, zone, taken_s, decided) in enumerate(alerts):
            at, name = BEGAN + timedelta(minutes=number), f"a{number}"
            made.append(AlertStep(StepKind.RAISED, name, at, camera, "person in zone", zone, priority=2))
            if taken_s is not None:
                made.append(AlertStep(StepKind.TAKEN, name, at + timedelta(seconds=taken_s)))
            if decided:
                made.append(AlertStep(decided, name, at + timedelta(seconds=(taken_s or 0) + 30)))
        return made

    return steps


def test_a_shift_without_alerts_asks_nothing():
    told = report([], in_ten_minutes=0, waiting=0)
    assert (told.raised, told.waiting, told.worst) == (0, 0, ())
    assert (told.take_median_s, told.take_p95_s) == (None, None)


def test_time_to_take_is_that_to_the_first_answer(shift):
    alerts = [("0401", f"yard {second}", second, None) for second in range(1, 21)]
    alerts += [("0401", "gate", None, StepKind.FALSE), ("0401", "gate", None, None)]
    told = report(shift(*alerts), in_ten_minutes=2, waiting=21)
    assert (told.take_median_s, told.take_p95_s) == (11, 20)  # 1 to 20, and 30 for one decided untaken
    assert (told.raised, told.waiting, told.in_ten_minutes) == (22, 21, 2)


def test_a_share_is_told_from_a_handful_on(shift):
    for count in (HANDFUL - 1, HANDFUL):
        alerts = [("0401", "yard", 4, StepKind.FALSE)] * count
        told = report(shift(*alerts), in_ten_minutes=0, waiting=0)
        enough = count == HANDFUL
        assert (told.take_median_s, told.take_p95_s) == (4, 4 if enough else None)
        assert told.worst[0].false_share == (1.0 if enough else None)


def test_repeats_of_an_open_alert_are_told_apart_from_calls(shift):
    """As the inbox folds them: until the card is decided, and again once it is brought back."""
    steps = shift(*[("0401", "yard", None, None)] * 9, ("0401", "gate", None, None))
    later = [
        (StepKind.TAKEN, "a0", 1.5),  # taken, it is still open
        (StepKind.FALSE, "a0", 3.5),  # so a4 calls
        (StepKind.DECIDED, "a4", 5.5),
        (StepKind.REOPENED, "a4", 5.7),
        (StepKind.EXPIRED, "a4", 7.5),  # and so does a8
    ]
    steps += [AlertStep(kind, name, BEGAN + timedelta(minutes=at)) for kind, name, at in later]
    told = report(steps, in_ten_minutes=0, waiting=2)
    assert (told.raised, told.repeats) == (4, 6)  # a0, a4, a8 and the gate's
    assert [(each.zone, each.raised, each.decided) for each in told.worst] == [
        ("yard", 3, 1),
        ("gate", 1, 0),
    ], "brought back, it is decided no more"
    assert [point.in_ten_minutes for point in curve(steps, until_utc=BEGAN + timedelta(minutes=9))] == [
        1,
        1,
        2,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize(("priority", "calls"), [(1, 4), (2, 2)])
def test_what_a_chattering_rule_left_without_a_call_is_a_card_and_no_call(priority, calls):
    steps = []
    for number in range(4):  # each decided before the next one comes
        at = BEGAN + timedelta(seconds=20 * number)
        source = ("0401", "person in zone", "yard")
        steps.append(AlertStep(StepKind.RAISED, f"a{number}", at, *source, priority=priority))
        steps.append(AlertStep(StepKind.DECIDED, f"a{number}", at + timedelta(seconds=10)))
    assert report(steps, in_ten_minutes=0, waiting=0).raised == 4
    assert curve(steps, until_utc=BEGAN + timedelta(minutes=2))[-1].in_ten_minutes == calls


def test_what_came_before_the_shift_still_folds_and_is_not_counted(shift):
    steps = shift(("0401", "yard", None, None), ("0401", "yard", None, None), ("0401", "gate", None, None))
    since = BEGAN + timedelta(seconds=30)
    told = report(steps, in_ten_minutes=0, waiting=2, since_utc=since)
    assert (told.raised, told.repeats) == (1, 1)
    points = curve(steps, until_utc=BEGAN + timedelta(minutes=2), since_utc=since)
    assert [point.in_ten_minutes for point in points] == [2], "of ten minutes, whenever the shift began"


def test_false_ones_are_told_by_camera_by_rule_and_by_zone(shift):
    false, right = StepKind.FALSE, StepKind.DECIDED
    told = report(
        shift(
            ("0402", "hall", 1, right),
            ("0401", "yard", 1, false),
            *[("0401", "yard", 1, right)] * 4,
            *[("0402", "hall", 1, right)] * 4,
            ("0401", "gate", 1, None),
        ),
        in_ten_minutes=0,
        waiting=0,
    )
    assert [(each.camera, each.raised, each.false_share) for each in told.by_camera] == [
        ("0401", 6, 0.2),
        ("0402", 5, 0.0),
    ]
    assert [(each.rule, each.raised, each.decided, each.false) for each in told.by_rule] == [
        ("person in zone", 11, 10, 1)
    ]
    assert (told.worst[0].camera, told.worst[0].zone) == ("0401", "yard")
    assert told.worst[-1].false_share is None, "nobody has decided on it"


def test_the_ten_worst_are_ten_and_the_worst_comes_first(shift):
    alerts = [(f"{number:04}", "yard", 1, StepKind.FALSE) for number in range(12)] * 2
    told = report(shift(*alerts, ("0007", "yard", 1, StepKind.FALSE)), in_ten_minutes=0, waiting=0)
    assert len(told.worst) == 10 and told.worst[0].camera == "0007"


def test_the_last_word_counts_and_steps_of_unknown_alerts_do_not(shift):
    steps = shift(("0401", "yard", 1, StepKind.FALSE))
    later = BEGAN + timedelta(hours=1)
    steps += [
        AlertStep(StepKind.DECIDED, "a0", later),
        AlertStep(StepKind.FALSE, "of the shift before", later),
    ]
    told = report(reversed(steps), in_ten_minutes=0, waiting=0)
    assert (told.raised, told.by_camera[0].false, told.by_camera[0].decided) == (1, 0, 1)


def test_what_called_is_counted_for_ten_minutes(clock):
    load = AlertLoad(clock)
    load.note()
    clock.advance(300)
    load.note()
    clock.advance(300)
    assert load.in_ten_minutes() == 2
    clock.advance(1)
    assert load.in_ten_minutes() == 1


def test_the_curve_counts_the_ten_minutes_before_each_of_its_points(shift):
    steps = shift(*[("0401", f"yard {number}", None, None) for number in range(12)])
    points = curve(steps, until_utc=BEGAN + timedelta(minutes=21))
    assert [point.in_ten_minutes for point in points] == [1, 3, 5, 7, 9, 10, 9, 7, 5, 3, 1, 0]
    assert points[-1].at_utc == BEGAN + timedelta(minutes=21), "the last one is now"
    assert points[1].at_utc - points[0].at_utc == timedelta(minutes=2)
    assert curve([], until_utc=BEGAN) == ()
