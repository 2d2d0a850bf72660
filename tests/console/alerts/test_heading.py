"""Which way something moves, by its track."""

from dataclasses import replace

import pytest

from console.alerts.heading import Heading, heading_of
from console.cameras.neighbour import Side
from console.detection.detection import Box, Kind

WALKER = Box("person", Kind.PERSON, 0.9, 100, 100, 150, 200, track=3)


@pytest.mark.parametrize(
    ("vx", "vy", "heading"),
    [
        (50, 20, Heading.RIGHT),
        (-50, 20, Heading.LEFT),
        (10, 40, Heading.TOWARDS),
        (10, -40, Heading.AWAY),
        (10, 10, None),  # a tenth of its height a second: it stands
    ],
)
def test_which_way_it_goes_is_told_by_its_track(vx, vy, heading):
    assert heading_of(replace(WALKER, vx=vx, vy=vy)) is heading


def test_what_nobody_followed_has_no_direction():
    assert heading_of(replace(WALKER, track=None, vx=-60)) is None


def test_towards_the_camera_is_down_in_the_picture():
    assert [each.side for each in Heading] == [Side.LEFT, Side.RIGHT, Side.DOWN, Side.UP]
