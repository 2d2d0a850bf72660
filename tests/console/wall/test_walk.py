"""Walking from camera to camera: beside, on and back."""

from __future__ import annotations

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.wall.walk import Walk, Way

YARD = Place("yard", "School 1", PlaceKind.SCHOOL)
STREET = Place("street", "Abay street", PlaceKind.STREET)
ALONE = Place("alone", "Market", PlaceKind.STREET)


def camera(number: str, place: Place = STREET, neighbours: tuple[str, ...] = ()) -> Camera:
    return Camera(f"c{number}", number, "", place, Address.parse("rtsp://192.0.2.1/1"), neighbours=neighbours)


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
    assert [walk.step("c20", way) for way in Way] == ["", "", "", ""]
    assert walk.step("no such camera", Way.NEXT) == ""
