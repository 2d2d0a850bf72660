"""Where a thing went, by its track: no more is told than its last boxes say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.alerts.followed import followed
from console.alerts.heading import Heading
from console.detection.colour import Colour
from console.detection.detection import Box, Detections, Kind
from console.media.frame import FrameStamp

MS = 1_000_000
WIDTH, HEIGHT = 640, 360
EACH_MS = 200
WALKER = Box("person", Kind.PERSON, 0.9, 60, 150, 90, 220, track=3, vx=-90)
OTHER = replace(WALKER, track=4, x1=400, x2=430, vx=0)


def look(number, *boxes):
    stamp = FrameStamp("c1", number, number * EACH_MS * MS, 0, WIDTH, HEIGHT)
    return Detections(stamp, boxes, 0, 0)


def walk_out(*, steps=4, after=15, **changed):
    """Seen in some looks, further along by its pace in each; then missed in others."""
    box, looks = replace(WALKER, **changed), []
    for number in range(steps):
        looks.append(look(number, OTHER, box.after(number * EACH_MS / 1000)))
    return [*looks, *(look(steps + number, OTHER) for number in range(after))]


def test_who_walked_over_the_left_edge_left_there():
    looks = walk_out()
    found = followed(WALKER, looks, at_ns=0)
    assert (found.is_gone, found.left) == (True, Heading.LEFT)
    assert found.at_ns == looks[3].stamp.captured_at_ns and found.box.x1 == pytest.approx(6)


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({"x1": 560, "x2": 590, "vx": 90}, Heading.RIGHT),
        ({"y1": 250, "y2": 320, "vx": 5, "vy": 70}, Heading.TOWARDS),
        ({"y1": 40, "y2": 110, "vx": 5, "vy": -60}, Heading.AWAY),
        ({"x1": 260, "x2": 290}, None),  # in the middle of the picture: hidden, or simply not seen
        ({"x1": 4, "x2": 34, "vx": 5}, None),  # at the edge, but it stood
        ({"x1": 4, "x2": 34, "vx": 90}, None),  # at the edge, but it came in
        ({"y1": 90, "y2": 120, "vx": 0, "vy": -20}, None),  # away down the street, too small to be seen
    ],
)
def test_the_side_is_told_by_its_pace_at_the_edge_and_else_not_at_all(changed, left):
    found = followed(replace(WALKER, **changed), walk_out(**changed), at_ns=0)
    assert (found.is_gone, found.left) == (True, left)


def test_who_is_still_followed_is_told_as_last_seen_and_has_not_left():
    found = followed(WALKER, walk_out(after=0), at_ns=0)
    assert (found.is_gone, found.left) == (False, None)
    assert found.box.x1 == pytest.approx(6)
    hidden = followed(WALKER, walk_out(after=10), at_ns=0)
    assert (hidden.is_gone, hidden.left) == (False, None), "the tracker may find him yet"


def test_after_a_long_time_without_a_look_nobody_can_tell_where_he_left():
    looks = walk_out(after=0)
    late = [look(9, OTHER), look(30, OTHER)]
    assert followed(WALKER, [*looks, *late], at_ns=0).left is None


def test_another_thing_with_the_same_number_later_or_before_is_not_him():
    back = [look(number, replace(WALKER, x1=300, x2=330)) for number in range(40, 43)]
    found = followed(WALKER, [*walk_out(after=15), *back], at_ns=0)
    assert found.left is Heading.LEFT
    late_ns = 40 * EACH_MS * MS
    again = followed(WALKER, [*walk_out(after=15), *back], at_ns=late_ns)
    assert not again.is_gone and again.box.x1 == 300
    red = walk_out(after=15, worn=(Colour.RED, None))
    assert followed(WALKER, [*red, *back], at_ns=late_ns).box.worn == (None, None), "the other wore red"
    car = replace(WALKER, kind=Kind.VEHICLE)
    assert followed(car, walk_out(), at_ns=0) is None


def test_whose_looks_are_forgotten_or_whom_nobody_followed_has_no_course():
    assert followed(WALKER, [], at_ns=0) is None
    assert followed(WALKER, walk_out(), at_ns=60_000 * MS) is None
    assert followed(replace(WALKER, track=None), walk_out(), at_ns=0) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([Colour.RED] * 3, Colour.RED),
        ([None, Colour.RED, None, Colour.RED, Colour.RED], Colour.RED),
        ([Colour.RED] * 2, None),  # too few
        ([Colour.RED, Colour.RED, Colour.RED, Colour.ORANGE], None),  # not sure
    ],
)
def test_a_colour_is_told_that_was_the_only_one_in_a_few_looks(words, told):
    looks = [look(number, replace(WALKER, worn=(word, None))) for number, word in enumerate(words)]
    assert followed(WALKER, looks, at_ns=0).box.worn == (told, None)
