"""Monitors come and go under a real window manager, and the walls are worked by real keys."""

from __future__ import annotations

import pytest

from tests.journeys.x_walls import (
    ALT_DOWN,
    ALT_RIGHT,
    ALT_UP,
    BACKSPACE,
    ENTER,
    ESC,
    LEFT,
    PAGE,
    SECOND,
    THIRD,
    G,
    M,
    desk_on_three_monitors,
    wall,
)
from tests.ui.keys import DIGIT


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_on_three_monitors(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


def stands(state: dict, number: int, monitor: str, x_px: int) -> bool:
    found = wall(state, number)
    place = [x_px, 0, 800, 600]
    return bool(found) and (found["on"], found["at"], found["full"]) == (monitor, place, True)


def test_each_monitor_has_its_wall_full_screen_and_the_desk_stands_on_the_primary(desk):
    assert desk.becomes(lambda s: stands(s, 1, "second", 800) and stands(s, 2, "third", 1600)), desk.state
    assert desk.becomes(lambda s: s["desk_on"] == "left"), desk.state
    assert desk.state["desk"][0] < 10 and desk.state["desk"][2] > 780
    assert wall(desk.state, 1)["shows"] + wall(desk.state, 2)["shows"] == [f"c{n}" for n in range(401, 413)]


@pytest.mark.parametrize("layout", ["us", "ru", "kz", "kz,us"])
def test_by_keys_alone_a_camera_goes_to_the_chosen_tile(desk, layout):
    desk.display.layout(layout)
    desk.press(ESC)
    desk.press(M, DIGIT["0"])
    assert desk.becomes(lambda s: s["chosen"] == 0 and "desk" in s["active"]), desk.state
    desk.press(M)
    assert desk.becomes(lambda s: s["typed"] == "Monitor _ · 0–9"), desk.state
    desk.type("2")
    assert desk.becomes(lambda s: s["chosen"] == 2 and not s["typed"]), desk.state
    assert desk.becomes(lambda s: s["active"] == "Wall 2"), desk.state
    before = wall(desk.state, 1)["shows"]
    called = {"us": "401", "ru": "402", "kz": "403", "kz,us": "404"}[layout]
    desk.type(called)
    desk.press(ENTER)
    assert desk.becomes(lambda s: s["large"] == called), desk.state
    assert desk.becomes(lambda s: f"c{called}" in wall(s, 2)["shows"]), desk.state
    assert wall(desk.state, 2)["shows"][desk.state["cell"]] == f"c{called}"
    assert wall(desk.state, 1)["shows"] == before
    desk.type("777")
    desk.press(ENTER)
    assert desk.becomes(lambda s: "No camera 777." in s["told"]), desk.state
    desk.press(M, ESC)
    desk.type("9")
    assert desk.becomes(lambda s: s["typed"] == "Camera 9_ · Enter"), desk.state
    desk.press(BACKSPACE, G, DIGIT["7"])
    assert desk.becomes(lambda s: not s["typed"] and desk.layouts[-1:] == [7]), desk.state
    desk.layouts.clear()


def test_alt_and_an_arrow_walk_to_the_neighbours(desk):
    desk.display.layout("ru")
    desk.press(M, DIGIT["0"])
    desk.type("401")
    desk.press(ENTER)
    assert desk.becomes(lambda s: s["large"] == "401"), desk.state
    for key, number in ((ALT_RIGHT, "405"), (ALT_RIGHT, "407"), (ALT_UP, "401"), (ALT_DOWN, "405")):
        desk.press(key)
        assert desk.becomes(lambda s, number=number: s["large"] == number), desk.state
    desk.display.layout("us")


def test_a_monitor_unplugged_and_plugged_in_again_gets_back_what_it_showed(desk):
    desk.press(M, DIGIT["2"])
    desk.type("406")
    desk.press(ENTER)
    assert desk.becomes(lambda s: "c406" in wall(s, 2)["shows"]), desk.state
    before = wall(desk.state, 2)["shows"]
    desk.display.unplug("third")
    assert desk.becomes(lambda s: "2" not in s["walls"] and s["chosen"] == 0), desk.state
    assert any("Monitor 2 is no longer connected" in text for text in desk.state["told"])
    desk.press(M, DIGIT["2"])
    assert desk.becomes(lambda s: any("Monitor 2 is not connected" in text for text in s["told"])), desk.state
    # Its layout can be looked at on the other wall meanwhile.
    own = wall(desk.state, 1)["shows"]
    desk.press(PAGE)
    assert desk.becomes(lambda s: wall(s, 1)["shows"] == before), desk.state
    desk.display.plug("third", THIRD)
    assert desk.becomes(lambda s: stands(s, 2, "third", 1600)), desk.state
    assert desk.becomes(lambda s: (wall(s, 1)["shows"], wall(s, 2)["shows"]) == (own, before)), desk.state


def test_a_monitor_that_moves_takes_its_wall_along(desk):
    desk.display.unplug("second")
    assert desk.becomes(lambda s: list(s["walls"]) == ["2"]), desk.state
    before = wall(desk.state, 2)["shows"]
    desk.display.unplug("third")
    # The desk's screen is the only one left: the first wall shares it, as a window among others.
    assert desk.becomes(lambda s: list(s["walls"]) == ["1"] and wall(s, 1)["on"] == "left"), desk.state
    assert not wall(desk.state, 1)["full"]
    desk.display.plug("third", SECOND)  # it stands where the other stood
    assert desk.becomes(lambda s: list(s["walls"]) == ["2"] and stands(s, 2, "third", 800)), desk.state
    assert wall(desk.state, 2)["shows"] == before
    desk.display.unplug("third")
    assert desk.becomes(lambda s: list(s["walls"]) == ["1"]), desk.state
    desk.display.plug("second", SECOND)
    desk.display.plug("third", THIRD)
    assert desk.becomes(lambda s: stands(s, 1, "second", 800) and stands(s, 2, "third", 1600)), desk.state


def test_when_the_desks_own_monitor_goes_the_desk_moves_to_one_that_is_left(desk):
    shown = [wall(desk.state, number)["shows"] for number in (1, 2)]
    # The X server has one output: it goes to a monitor that mirrors the third, and the left one is gone.
    desk.display.plug("mirror", THIRD, output="screen")
    assert desk.becomes(lambda s: s["desk_on"] != "left" and len(s["walls"]) == 1), desk.state
    (number,) = desk.state["walls"]
    assert desk.becomes(lambda s: wall(s, int(number)).get("on") != s["desk_on"] and s["desk"][0] >= 800)
    desk.display.plug("*left", LEFT, output="screen")
    assert desk.becomes(lambda s: s["desk_on"] == "left" and s["desk"][0] < 10), desk.state
    assert desk.becomes(lambda s: stands(s, 1, "second", 800) and stands(s, 2, "third", 1600)), desk.state
    assert [wall(desk.state, number)["shows"] for number in (1, 2)] == shown
