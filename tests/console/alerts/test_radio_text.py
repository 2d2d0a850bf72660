"""What is said by radio, in each language: no more than is seen, and no direction that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from console.alerts.heading import Heading
from console.alerts.radio_text import LastSeen, Sighting, radio_text
from console.cameras.neighbour import Side
from console.detection.colour import Colour
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
    nearby=((STREET, None),),
)


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


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_what_became_of_it_is_said_in_each_language(code):
    use_language(code)
    gone = LastSeen(datetime(2026, 11, 23, 2, 5, 31), Heading.LEFT)
    cause = replace(WALKER, worn=(Colour.RED, Colour.RED))
    for each in (gone, replace(gone, left=None)):
        text = radio_text(replace(SIGHTING, cause=cause, gone=each, nearby=((STREET, Side.LEFT),)))
        assert "02:05:31" in text and "{" not in text


def last_sentences(**changed):
    return radio_text(replace(SIGHTING, boxes=(), what="", **changed)).split("camera 0402. ")[1]


def test_colours_that_are_sure_are_a_description():
    cause = replace(WALKER, vx=0, worn=(Colour.RED, Colour.DARK))
    assert last_sentences(cause=cause, nearby=()) == "Description: person, red above, dark below."


def test_a_direction_names_the_camera_that_lies_there():
    other = replace(STREET, number="0118")
    assert last_sentences(nearby=((STREET, Side.LEFT), (other, Side.RIGHT))).startswith(
        "Moves to the left of the picture, towards camera 0117. Cameras nearby: 0117 "
    )
    assert last_sentences(nearby=((STREET, Side.LEFT), (other, Side.LEFT))).startswith(
        "Moves to the left of the picture, towards cameras 0117, 0118. "
    )


@pytest.mark.parametrize(
    ("left", "vx", "said"),
    [
        (Heading.LEFT, -60, "02:05:31: the person left the picture to the left, towards camera 0117."),
        (Heading.AWAY, -60, "02:05:31: the person left the picture into the distance."),
        (None, -60, "Followed until 02:05:31, moving to the left of the picture."),
        (None, 0, "Followed until 02:05:31."),
    ],
)
def test_who_is_gone_left_by_a_side_only_if_that_is_known(left, vx, said):
    gone = LastSeen(datetime(2026, 11, 23, 2, 5, 31), left)
    text = last_sentences(cause=replace(WALKER, vx=vx), gone=gone, nearby=((STREET, Side.LEFT),))
    assert text == f"{said} Cameras nearby: 0117 Mira, house 4."


def test_a_vehicle_leaves_as_a_vehicle():
    gone = LastSeen(datetime(2026, 11, 23, 2, 5, 31), Heading.RIGHT)
    assert last_sentences(cause=replace(CAR, track=2), gone=gone, nearby=()) == (
        "02:05:31: the vehicle left the picture to the right."
    )
