"""Walking from camera to camera: beside, on and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.neighbour import Neighbour, Side
from console.cameras.places import Place, PlaceKind
from console.wall.walk import Walk, Way

YARD = Place("yard", "School 1", PlaceKind.SCHOOL)
STREET = Place("street", "Abay street", PlaceKind.STREET)
ALONE = Place("alone", "Market", PlaceKind.STREET)


def camera(number: str, place: Place = STREET, neighbours: tuple[str, ...] = (), **sides: str) -> Camera:
    """`sides`: which neighbour lies on which of them."""
    beside = tuple(map(Neighbour, neighbours))
    beside += tuple(Neighbour(other, Side(side)) for side, other in sides.items())
    return Camera(f"c{number}", number, "", place, Address.parse("rtsp://192.0.2.1/1"), neighbours=beside)


@pytest.fixture
def walk():
    cameras = [
        camera("1", neighbours=("2", "3", "99", "4")),  # 99 was taken down
        camera("2", neighbours=("1", "5")),
        camera("3", neighbours=("1",)),
        camera("4", neighbours=("1",)),
        camera("5", neighbours=("2",)),
        camera("13", YARD),
        camera("11", YARD),
        camera("12", YARD),
        camera("20", ALONE),
    ]
    return Walk({each.id: each for each in cameras})


def led(walk: Walk, start: str, *ways: Way) -> list[str]:
    shown, seen = start, []
    for way in ways:
        shown = walk.step(shown, way) or shown
        seen.append(shown)
    return seen


def test_right_and_left_try_the_neighbours_of_where_the_walk_stands(walk):
    assert led(walk, "c1", *[Way.NEXT] * 4) == ["c2", "c3", "c4", "c2"]
    assert led(walk, "c1", *[Way.PREVIOUS] * 4) == ["c4", "c3", "c2", "c4"]


def test_down_walks_on_and_not_back_where_it_came_from(walk):
    assert led(walk, "c1", Way.NEXT, Way.ON) == ["c2", "c5"]
    assert led(walk, "c1", Way.ON, Way.ON) == ["c2", "c5"]
    # A dead end has nothing but the way back.
    assert led(walk, "c1", Way.NEXT, Way.NEXT, Way.ON) == ["c2", "c3", "c1"]


def test_up_goes_back_step_by_step(walk):
    assert led(walk, "c1", Way.NEXT, Way.ON, Way.BACK, Way.BACK) == ["c2", "c5", "c2", "c1"]
    assert walk.step("c1", Way.BACK) == ""


def test_after_a_step_back_the_other_neighbours_can_be_tried(walk):
    assert led(walk, "c1", Way.NEXT, Way.ON, Way.BACK, Way.NEXT) == ["c2", "c5", "c2", "c3"]


def test_a_camera_called_otherwise_ends_the_walk(walk):
    assert led(walk, "c1", Way.NEXT) == ["c2"]
    assert walk.step("c5", Way.BACK) == ""
    assert walk.step("c5", Way.NEXT) == "c2"
    assert walk.step("c2", Way.BACK) == "c5"


def test_without_neighbours_the_place_is_walked_in_the_order_of_numbers(walk):
    assert led(walk, "c12", *[Way.NEXT] * 4) == ["c13", "c11", "c12", "c13"]
    assert led(walk, "c11", *[Way.PREVIOUS] * 3) == ["c13", "c12", "c11"]
    assert led(walk, "c13", Way.NEXT, Way.NEXT, Way.BACK) == ["c11", "c12", "c13"]
    assert led(walk, "c11", Way.ON, Way.ON, Way.BACK) == ["c12", "c13", "c12"]


def test_a_camera_alone_leads_nowhere(walk):
    assert [walk.step("c20", way) for way in Way] == [""] * len(Way)
    assert walk.step("no such camera", Way.NEXT) == ""


def test_a_camera_that_is_pointed_at_is_a_step_from_which_the_walk_returns(walk):
    walk.lead("c1", "c3")
    assert walk.step("c3", Way.RETURN) == "c1"
    assert walk.step("c1", Way.RETURN) == ""
    walk.lead("c5", "c3")  # of another camera than that which is shown
    assert walk.step("c3", Way.RETURN) == "c5"


def test_pointing_at_one_after_the_other_tries_them_from_where_the_walk_stands(walk):
    walk.lead("c1", "c3")
    walk.lead("c3", "c4")
    assert led(walk, "c4", Way.NEXT, Way.RETURN) == ["c2", "c1"]
    walk.lead("c1", "c2")
    walk.lead("c2", "c5")
    assert led(walk, "c5", Way.RETURN, Way.RETURN) == ["c2", "c1"]


def test_pointing_at_where_one_came_from_is_the_way_back(walk):
    walk.lead("c11", "c12")
    walk.lead("c12", "c12")
    walk.lead("c12", "c11")
    assert walk.step("c11", Way.RETURN) == ""
    walk.lead("c11", "c12")
    walk.lead("c1", "c2")  # called otherwise meanwhile
    assert led(walk, "c2", Way.RETURN, Way.RETURN) == ["c1", "c1"]


@pytest.fixture
def street():
    """4 ← 1 → 2, with 3 further away; 2 looks back along the street; 5 is beside 1, nobody said where."""
    cameras = [
        camera("1", neighbours=("5",), left="4", right="2", up="3"),
        camera("2", left="1", down="6"),
        camera("3", neighbours=("1",)),
        camera("4"),
        camera("5", left="99"),  # taken down
        camera("6"),
    ]
    return Walk({each.id: each for each in cameras})


@pytest.mark.parametrize(("way", "there"), [(Way.PREVIOUS, "c4"), (Way.NEXT, "c2"), (Way.BACK, "c3")])
def test_an_arrow_leads_to_the_neighbour_on_that_side(street, way, there):
    assert street.step("c1", way) == there
    assert street.step(there, Way.RETURN) == "c1"
    assert street.step("c1", Way.RETURN) == ""


def test_on_a_side_where_none_was_entered_an_arrow_means_the_walk(street):
    assert street.step("c1", Way.ON) == "c5", "the first as they were entered"
    assert led(street, "c1", Way.NEXT, Way.NEXT) == ["c2", "c3"], "2 has none to its right: 1's are tried"
    assert led(street, "c5", Way.PREVIOUS) == ["c4"], "its place's, as its only neighbour is no camera"


def test_sides_lead_from_camera_to_camera_and_the_way_back_is_the_way_come(street):
    assert led(street, "c1", Way.NEXT, Way.ON) == ["c2", "c6"]
    assert led(street, "c6", Way.BACK, Way.BACK) == ["c2", "c1"], "no side up at 6 nor at 2"
    assert led(street, "c1", Way.NEXT, Way.PREVIOUS) == ["c2", "c1"]
    assert led(street, "c1", Way.RETURN, Way.RETURN) == ["c2", "c1"]


def test_of_several_on_one_side_the_first_is_shown():
    cameras = [camera("1"), camera("2"), camera("3")]
    both = tuple(Neighbour(number, Side.LEFT) for number in ("3", "2"))
    cameras[0] = replace(cameras[0], neighbours=both)
    walk = Walk({each.id: each for each in cameras})
    assert walk.step("c1", Way.PREVIOUS) == "c3"
