"""Each rule, by invented tracks."""

import itertools
import random

import pytest

from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.alerts.rules import density
from console.alerts.watch import Watch
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Detections, Kind
from console.media.frame import FrameStamp

WIDTH, HEIGHT = 640, 360
WHOLE = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
LOWER = Polygon(((0, 0.5), (1, 0.5), (1, 1), (0, 1)))  # from 180 px on
CHILD = {"track": 2, "size": (10, 25)}
ACROSS = Line(((0.0, 0.5), (1.0, 0.5)))  # its right is below


def box(x, y, *, track=1, kind=Kind.PERSON, score=0.9, size=(20, 60), speed=(0.0, 0.0)):
    """A box with its feet at x, y px."""
    width, height = size
    return Box(kind.value, kind, score, x - width / 2, y - height, x + width / 2, y, track, *speed)


def car(x, y, **values):
    return box(x, y, **{"kind": Kind.VEHICLE, "size": (80, 40), **values})


@pytest.fixture
def zone_of(make_zone):
    def make(rule, **values):
        shape = ACROSS if rule.on_line else WHOLE
        return make_zone(**{"rule": rule, "shape": shape, "cool_down_s": 60, **values})

    return make


def run(zone, looks):
    """Shows (second, boxes) one after another to a new watch; (second, measure) of each alert."""
    watch, raised = Watch(zone), []
    for number, (at_s, boxes) in enumerate(looks):
        stamp = FrameStamp("0402", number, int(at_s * 1e9), 0, WIDTH, HEIGHT)
        cause = watch.weigh(Detections(stamp, tuple(boxes), stamp.captured_at_ns, 0))
        if cause:
            raised.append((at_s, cause.measure))
    return raised


def every(seconds, *, until, boxes):
    """A look every `seconds`; `boxes` is told the second."""
    count = round(until / seconds)
    return [(number * seconds, boxes(number * seconds)) for number in range(count + 1)]


# --- person, vehicle in zone ---


@pytest.mark.parametrize(
    ("rule", "made", "not_meant"),
    [(RuleKind.PERSON_IN_ZONE, box, car), (RuleKind.VEHICLE_IN_ZONE, car, box)],
)
class TestInZone:
    def test_two_looks_raise_one_alert(self, zone_of, rule, made, not_meant):
        assert run(zone_of(rule), every(1, until=300, boxes=lambda _: [made(300, 300)])) == [(1, 0)]
        assert run(zone_of(rule), every(1, until=10, boxes=lambda _: [not_meant(300, 300)])) == []

    def test_feet_outside_do_not_count(self, zone_of, rule, made, not_meant):
        zone = zone_of(rule, shape=LOWER)
        assert run(zone, every(1, until=10, boxes=lambda _: [made(300, 179)])) == []
        assert len(run(zone, every(1, until=10, boxes=lambda _: [made(300, 181)]))) == 1
        assert len(run(zone, every(1, until=10, boxes=lambda _: [made(300, 360)]))) == 1  # at the lower edge

    def test_it_is_named_by_the_surest(self, zone_of, rule, made, not_meant):
        watch = Watch(zone_of(rule))
        sure, unsure = made(100, 300, score=0.8), made(500, 300, track=2, score=0.6)
        for number in range(2):
            stamp = FrameStamp("0402", number, number * 10**9, 0, WIDTH, HEIGHT)
            cause = watch.weigh(Detections(stamp, (unsure, not_meant(50, 350, track=3), sure), 0, 0))
        assert cause.box == sure

    def test_small_and_unsure_ones_do_not_count(self, zone_of, rule, made, not_meant):
        high = made(0, 0).y2 - made(0, 0).y1

        def come(**values):
            return run(zone_of(rule, **values), every(1, until=3, boxes=lambda _: [made(300, 300)]))

        assert come(least_height=(high - 1) / HEIGHT)
        assert not come(least_height=(high + 1) / HEIGHT)
        assert come(least_confidence=0.9)
        assert not come(least_confidence=0.91)


def test_two_wrong_boxes_beside_somebody_known_are_no_alert(zone_of):
    """Who was raised for is no second look at somebody else."""
    looks = every(
        1, until=120, boxes=lambda s: [box(300, 300), *[box(50, 100 + s, track=100 + s)] * (s % 3 == 0)]
    )
    assert run(zone_of(RuleKind.PERSON_IN_ZONE, cool_down_s=5), looks) == [(1, 0)]


# --- loitering ---


def test_loitering_is_raised_after_its_time_and_once(zone_of):
    zone = zone_of(RuleKind.LOITERING, after_s=30)
    assert run(zone, every(0.5, until=200, boxes=lambda _: [box(300, 300)])) == [(30, 30)]
    assert run(zone, every(0.5, until=29.5, boxes=lambda _: [box(300, 300)])) == []


def test_people_who_pass_do_not_loiter_together(zone_of):
    """Somebody is always in the zone, each for ten seconds."""
    zone = zone_of(RuleKind.LOITERING, after_s=30)
    looks = every(0.5, until=200, boxes=lambda s: [box(60 * (s % 10), 300, track=int(s // 10))])
    assert run(zone, looks) == []


def test_a_short_way_outside_does_not_end_a_stay(zone_of):
    zone = zone_of(RuleKind.LOITERING, after_s=30, shape=LOWER)
    assert run(zone, every(1, until=40, boxes=lambda s: [box(300, 170 if s % 4 == 1 else 190)])) == [(30, 30)]
    # Twelve seconds outside do.
    assert run(zone, every(1, until=40, boxes=lambda s: [box(300, 170 if 8 < s < 21 else 190)])) == []


@pytest.mark.parametrize("lost_s", [0.5, 1.0, 1.5, 2.0])
def test_a_lost_track_goes_on_under_another_number(zone_of, lost_s):
    """Walks to and fro, is lost from second 12 on, and comes back 60 px on, under another number."""

    def seen(s):
        if 12 < s < 12 + lost_s:
            return []
        x = 200 + 30 * min(s, 12) + 30 * max(0.0, s - 12) if s < 16 else 680 - (s - 16) * 5
        return [box(x, 300, track=1 if s <= 12 else 2, speed=(30, 0) if s < 16 else (-5, 0))]

    zone = zone_of(RuleKind.LOITERING, after_s=30)
    assert run(zone, every(0.25, until=35, boxes=seen)) == [(30, 30)]


def test_somebody_else_far_away_does_not_take_over(zone_of):
    zone = zone_of(RuleKind.LOITERING, after_s=30)

    def seen(s):
        return [] if 12 <= s < 13 else [box(200, 300) if s < 12 else box(290, 300, track=2)]

    assert run(zone, every(0.25, until=40, boxes=seen)) == []


def test_somebody_who_was_seen_all_along_does_not_take_over(zone_of):
    """Two stand side by side; one has only just come in when the other is lost for good."""
    zone = zone_of(RuleKind.LOITERING, after_s=30)

    def seen(s):
        return [*[box(200, 300)] * (s < 20), *[box(220, 300, track=2)] * (s >= 15)]

    assert run(zone, every(0.25, until=44, boxes=seen)) == []


def test_somebody_who_was_seen_outside_does_not_take_over(zone_of):
    """He steps in just when the other one is lost."""
    zone = zone_of(RuleKind.LOITERING, after_s=30, shape=LOWER)

    def seen(s):
        return [*[box(200, 190)] * (s < 20), box(215, 170 if s < 20 else 185, track=2)]

    assert run(zone, every(0.25, until=45, boxes=seen)) == []


def test_nobody_takes_over_from_somebody_who_is_seen_to_leave(zone_of):
    zone = zone_of(RuleKind.LOITERING, after_s=30, shape=LOWER)

    def seen(s):
        return [box(200, 190 if s < 20 else 170), *[box(215, 190, track=2)] * (s > 20)]

    assert run(zone, every(0.25, until=45, boxes=seen)) == []


def test_a_child_does_not_take_over_from_a_grown_up(zone_of):
    zone = zone_of(RuleKind.LOITERING, after_s=30)
    looks = every(0.25, until=40, boxes=lambda s: [box(200, 300, **({} if s < 12 else CHILD))])
    assert run(zone, looks) == []


def test_a_car_does_not_take_over_from_a_person(zone_of):
    looks = every(1, until=10, boxes=lambda s: [box(300, 165) if s < 5 else car(300, 200, track=2)])
    assert run(zone_of(RuleKind.LINE_CROSSED), looks) == []


def test_looks_ten_seconds_apart_still_measure_somebody_who_stands(zone_of):
    """A still camera is looked at seldom; its tracker has a new number each time."""
    zone = zone_of(RuleKind.LOITERING, after_s=60)
    assert run(zone, every(10, until=100, boxes=lambda s: [box(300, 300, track=int(s))])) == [(60, 60)]
    walking = every(10, until=100, boxes=lambda s: [box(100 + 4 * s, 300, track=int(s))])
    assert run(zone, walking) == []
    assert run(zone, every(21, until=200, boxes=lambda s: [box(300, 300, track=int(s))])) == []


def test_loitering_by_chance(zone_of):
    """Whoever is there in every look, wherever he walks, is raised for when the time is over: never before,
    never later than the next look, never twice; whoever leaves for good before never is."""
    chance = random.Random(3)
    for _ in range(60):
        after_s, gap_s = chance.uniform(5, 60), chance.uniform(0.1, 2)
        stays_s = chance.uniform(1, 120)
        begins_s = chance.uniform(0, 20)
        places = itertools.accumulate(
            [300] + [chance.uniform(-30, 30) for _ in range(3000)], lambda x, d: min(max(x + d, 5), 635)
        )
        looks = [
            (at_s, [box(next(places), 200)] if begins_s <= at_s <= begins_s + stays_s else [])
            for at_s in itertools.takewhile(lambda s: s < 150, itertools.count(0, gap_s))
        ]
        seen_s = [at_s for at_s, boxes in looks if boxes]
        due = [s for s in seen_s if s - seen_s[0] >= after_s]
        raised = run(zone_of(RuleKind.LOITERING, after_s=after_s), looks)
        assert [round(at_s, 6) for at_s, _ in raised] == [round(s, 6) for s in due[:1]]


# --- line crossed ---


@pytest.mark.parametrize(
    ("direction", "down", "up"),
    [
        (Direction.EITHER, 1, 1),
        (Direction.LEFT_TO_RIGHT, 1, 0),
        (Direction.RIGHT_TO_LEFT, 0, 1),
    ],
)
def test_the_direction_counts(zone_of, direction, down, up):
    zone = zone_of(RuleKind.LINE_CROSSED, direction=direction)
    assert len(run(zone, every(0.5, until=10, boxes=lambda s: [box(300, 100 + 20 * s)]))) == down
    assert len(run(zone, every(0.5, until=10, boxes=lambda s: [box(300, 300 - 20 * s)]))) == up


def test_a_crossing_says_which_way(zone_of):
    zone = zone_of(RuleKind.LINE_CROSSED)
    assert run(zone, every(0.5, until=10, boxes=lambda s: [box(300, 100 + 20 * s)])) == [(4.5, 1)]
    assert run(zone, every(0.5, until=10, boxes=lambda s: [box(300, 300 - 20 * s)])) == [(6.5, -1)]


def test_walking_along_beside_or_round_it_is_no_crossing(zone_of):
    zone = zone_of(RuleKind.LINE_CROSSED, shape=Line(((0.3, 0.5), (0.7, 0.5))))
    assert run(zone, every(0.5, until=20, boxes=lambda s: [box(30 * s, 170)])) == []
    assert run(zone, every(0.5, until=10, boxes=lambda s: [box(100, 100 + 20 * s)])) == []


def test_standing_on_it_with_trembling_feet_is_no_crossing(zone_of):
    chance = random.Random(4)
    zone = zone_of(RuleKind.LINE_CROSSED, cool_down_s=0)
    assert run(zone, every(0.2, until=60, boxes=lambda _: [box(300, 180 + chance.uniform(-5, 5))])) == []


def test_whoever_turns_back_on_the_line_has_not_crossed(zone_of):
    zone = zone_of(RuleKind.LINE_CROSSED)
    assert run(zone, every(0.5, until=10, boxes=lambda s: [box(300, 184 - 16 * abs(s - 5))])) == []


@pytest.mark.parametrize(
    ("subject", "person", "vehicle"),
    [(Subject.ANY, 1, 1), (Subject.PERSON, 1, 0), (Subject.VEHICLE, 0, 1)],
)
def test_whose_crossings_count(zone_of, subject, person, vehicle):
    zone = zone_of(RuleKind.LINE_CROSSED, subject=subject)
    assert len(run(zone, every(0.5, until=10, boxes=lambda s: [box(300, 100 + 20 * s)]))) == person
    assert len(run(zone, every(0.5, until=10, boxes=lambda s: [car(300, 100 + 20 * s)]))) == vehicle


def test_a_track_lost_on_the_line_has_crossed_all_the_same(zone_of):
    def seen(s):
        return [] if 3.5 <= s < 5 else [box(300, 100 + 20 * s, track=1 if s < 4 else 2, speed=(0, 20))]

    assert run(zone_of(RuleKind.LINE_CROSSED), every(0.5, until=10, boxes=seen)) == [(5, 1)]


def test_two_people_on_either_side_are_no_crossing(zone_of):
    zone = zone_of(RuleKind.LINE_CROSSED)
    looks = every(1, until=10, boxes=lambda s: [box(300, 100), box(310, 260, track=2)])
    assert run(zone, looks) == []
    one_goes = every(1, until=10, boxes=lambda s: [*[box(300, 150)] * (s < 5), box(310, 200, track=2)])
    assert run(zone, one_goes) == []


def test_one_who_paces_over_it_is_one_alert_and_the_next_one_another(zone_of):
    zone = zone_of(RuleKind.LINE_CROSSED, cool_down_s=10)

    def seen(s):
        pacing = box(300, 180 + 80 * (1 if int(s) // 4 % 2 else -1))
        return [pacing, box(500, 100 + 3 * s, track=2)]

    assert run(zone, every(0.5, until=60, boxes=seen)) == [(4, 1), (29, 1)]


def test_crossings_by_chance(zone_of):
    """A walk from clear of the line to clear of it crosses as its ends say, whatever happened in between."""
    chance = random.Random(5)
    for _ in range(200):
        start, end = (chance.choice([60, 120, 240, 300]) for _ in range(2))
        steps = chance.randint(1, 30)
        tremble = [chance.uniform(-2, 2) for _ in range(steps - 1)]
        ys = [start + (end - start) * n / steps for n in range(steps + 1)]
        ys = [ys[0], *(y + d for y, d in zip(ys[1:-1], tremble, strict=True)), ys[-1]]
        raised = run(zone_of(RuleKind.LINE_CROSSED), [(n / 2, [box(300, y)]) for n, y in enumerate(ys)])
        net = (end > 180) - (start > 180)
        assert [measure for _, measure in raised] == ([net] if net else [])


# --- crowd ---


def crowd_of(count, *, size=(20, 60)):
    return [box(30 + 25 * n, 200, track=n, size=size, score=0.5 + n / 100) for n in range(count)]


def test_a_crowd_is_so_many_persons(zone_of):
    zone = zone_of(RuleKind.CROWD, least_count=12)
    assert run(zone, every(1, until=100, boxes=lambda _: crowd_of(12))) == [(1, 12)]
    assert run(zone, every(1, until=100, boxes=lambda _: crowd_of(11))) == []
    assert run(zone, every(1, until=100, boxes=lambda _: [*crowd_of(11), car(600, 300, track=50)])) == []


def test_one_look_alone_is_no_crowd(zone_of):
    zone = zone_of(RuleKind.CROWD, least_count=12)
    assert run(zone, every(1, until=100, boxes=lambda s: crowd_of(12 if s % 3 == 0 else 11))) == []


def test_a_crowd_that_stays_about_its_least_is_one_alert_until_it_was_gone(zone_of):
    zone = zone_of(RuleKind.CROWD, least_count=12, cool_down_s=30)
    assert run(zone, every(1, until=300, boxes=lambda s: crowd_of(11 + s // 2 % 2))) == [(3, 12)]
    gone = every(1, until=120, boxes=lambda s: crowd_of(3 if 20 < s < 60 else 14))
    assert run(zone, gone) == [(1, 14), (61, 14)]


def test_density_is_the_part_of_the_zone_that_people_fill(zone_of):
    zone = zone_of(RuleKind.CROWD, shape=Polygon(((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5))))
    assert density(zone, crowd_of(12), width=WIDTH, height=HEIGHT) == pytest.approx(12 * 1200 / (320 * 180))
    assert density(zone, [], width=WIDTH, height=HEIGHT) == 0


def test_a_crowd_may_have_to_be_dense_besides(zone_of):
    share = 12 * 1200 / (WIDTH * HEIGHT)
    thin = zone_of(RuleKind.CROWD, least_count=5, least_density=share + 0.001)
    dense = zone_of(RuleKind.CROWD, least_count=5, least_density=share - 0.001)
    assert run(thin, every(1, until=5, boxes=lambda _: crowd_of(12))) == []
    assert run(dense, every(1, until=5, boxes=lambda _: crowd_of(12))) == [(1, 12)]
    few = every(1, until=5, boxes=lambda _: crowd_of(4, size=(60, 180)))
    assert run(dense, few) == []  # four near the lens are no crowd, however much they fill


def test_crowds_by_chance(zone_of):
    chance = random.Random(6)
    for _ in range(100):
        counts = [chance.randint(0, 20) for _ in range(60)]
        looks = [(n, crowd_of(count)) for n, count in enumerate(counts)]
        enough = [count >= 12 for count in counts]
        first = next((n for n in range(60) if enough[n] and sum(enough[max(0, n - 2) : n + 1]) >= 2), None)
        raised = run(zone_of(RuleKind.CROWD, least_count=12, cool_down_s=600), looks)
        assert raised == ([] if first is None else [(first, counts[first])])


# --- vehicle standing ---


def test_a_vehicle_that_stands_is_raised_after_its_time_and_once(zone_of):
    zone = zone_of(RuleKind.VEHICLE_STANDING, after_s=60)
    assert run(zone, every(1, until=600, boxes=lambda _: [car(300, 300)])) == [(60, 60)]
    assert run(zone, every(1, until=600, boxes=lambda _: [box(300, 300)])) == []


def test_less_than_its_own_length_is_standing(zone_of):
    zone = zone_of(RuleKind.VEHICLE_STANDING, after_s=60)
    assert run(zone, every(1, until=70, boxes=lambda s: [car(200 + 79 / 60 * s, 300)])) == [(60, 60)]
    assert run(zone, every(1, until=70, boxes=lambda s: [car(200 + 82 / 60 * s, 300)])) == []


def test_its_time_begins_where_it_stops(zone_of):
    zone = zone_of(RuleKind.VEHICLE_STANDING, after_s=30)
    looks = every(1, until=100, boxes=lambda s: [car(20 + 20 * min(s, 25), 300)])
    ((at_s, stood_s),) = run(zone, looks)
    assert (at_s, stood_s) == (54, 30)  # it last moved by its length, four looks' way, at second 24


def test_a_vehicle_that_goes_on_and_stands_again_is_another_alert(zone_of):
    zone = zone_of(RuleKind.VEHICLE_STANDING, after_s=30, cool_down_s=20)
    looks = every(1, until=200, boxes=lambda s: [car(100 if s < 100 else 300, 300)])
    assert run(zone, looks) == [(30, 30), (130, 30)]


def test_a_standing_vehicle_hidden_by_a_bus_goes_on_standing(zone_of):
    zone = zone_of(RuleKind.VEHICLE_STANDING, after_s=60)

    def seen(hidden_s):
        return lambda s: [] if 30 <= s < 30 + hidden_s else [car(300, 300, track=1 if s < 30 else 2)]

    assert run(zone, every(0.5, until=70, boxes=seen(9))) == [(60, 60)]
    assert run(zone, every(0.5, until=70, boxes=seen(15))) == []


def test_standing_by_chance(zone_of):
    """Trembling boxes, a third of the looks missed, numbers that change: a parked car is one alert."""
    chance = random.Random(9)
    for _ in range(40):
        zone = zone_of(RuleKind.VEHICLE_STANDING, after_s=60)

        def seen(_s):
            x, y = 300 + chance.uniform(-8, 8), 300 + chance.uniform(-4, 4)
            return [car(x, y, track=chance.randint(1, 10**9))] * (chance.random() < 0.67)

        raised = run(zone, [(0, [car(300, 300)]), *every(1, until=300, boxes=seen)[1:]])
        assert len(raised) == 1
        assert 60 <= raised[0][0] <= 75
