"""What is said by radio, in each language: no more than is seen, and no direction that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from console.alerts.radio_text import Heading, Sighting, heading_of, radio_text
from console.detection.detection import Box, Kind
from console.language import use_language
from tests.console.review_desk import SCHOOL, STREET

WALKER = Box("person", Kind.PERSON, 0.9, 100, 100, 150, 200, track=3, vx=-60)
CAR = Box("car", Kind.VEHICLE, 0.8, 300, 100, 400, 160)
SIGHTING = Sighting(
    SCHOOL,
    datetime(2026, 11, 23, 2, 5, 7),
    what="Zone",
    boxes=(WALKER, WALKER, CAR),
    cause=WALKER,
    neighbours=(STREET,),
)


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
    assert heading_of(replace(WALKER, track=None)) is None


def test_it_says_where_when_what_how_many_which_way_and_the_cameras_nearby():
    assert radio_text(SIGHTING) == (
        "02:05:07. School No. 1, yard, camera 0402. Zone. In the picture: 2 persons, 1 vehicle."
        " Moves to the left of the picture. Cameras nearby: 0117 Mira, house 4."
    )


def test_of_an_empty_picture_it_says_where_and_when_alone():
    assert radio_text(Sighting(STREET, SIGHTING.at)) == "02:05:07. Mira, house 4, camera 0117."


@pytest.mark.parametrize("code", ["ru", "kk", "en"])
def test_in_each_language_every_part_is_said(code):
    use_language(code)
    text = radio_text(SIGHTING)
    assert all(
        part in text for part in ("02:05:07", "0402", "Zone", "0117", "2 ", "1 ", Heading.LEFT.title())
    )
    assert "{" not in text
