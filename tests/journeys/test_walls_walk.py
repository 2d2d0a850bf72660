"""A newcomer's walk by real keys: a school's camera onto monitor 2, a layout, the monitor gone and back."""

from __future__ import annotations

import pytest

from tests.journeys.x_walls import ENTER, THIRD, Desk, G, M, desk_on_three_monitors, wall
from tests.ui.keys import DIGIT

SMALLER, SAVE, PALETTE, TAB = "ctrl+shift+g", "ctrl+s", "ctrl+k", "Tab"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_on_three_monitors(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


def words(desk: Desk, text: str) -> None:
    desk.press(*("space" if letter == " " else letter for letter in text))


def told(state: dict, text: str) -> bool:
    return any(text in line for line in state["told"])


def test_by_keys_alone_from_a_name_to_a_monitor_that_came_back(desk):
    desk.press(M, DIGIT["2"])
    assert desk.becomes(lambda s: s["active"] == "Wall 2"), desk.state

    # A school's camera is found by a word, and goes to the chosen monitor.
    desk.press(PALETTE)
    assert desk.becomes(lambda s: "desk" in s["active"]), "the palette has the keys, not the wall"
    words(desk, "school gate")
    desk.press(ENTER)
    assert desk.becomes(lambda s: "c401" in wall(s, 2)["shows"] and s["large"] == "401"), desk.state

    # A smaller grid does not lose it.
    desk.press(SMALLER, SMALLER)
    assert desk.becomes(lambda s: len(wall(s, 2)["shows"]) < 6 and "c401" in wall(s, 2)["shows"]), desk.state

    # While the wall has the keys, the strip takes what is typed: a name, not commands.
    desk.press(M, DIGIT["2"])
    assert desk.becomes(lambda s: s["active"] == "Wall 2"), desk.state
    kept = wall(desk.state, 2)["shows"]
    desk.press(SAVE)
    assert desk.becomes(lambda s: "desk" in s["active"]), "the strip has the keys, not the wall"
    words(desk, "schools")
    desk.press(TAB, "Down", "Down", "Down", ENTER)
    assert desk.becomes(lambda s: told(s, "Saved: “schools”. G 2 calls it.")), desk.state["told"]

    # Another grid, and the layout again.
    desk.press("ctrl+g", "ctrl+g", "ctrl+g")
    assert desk.becomes(lambda s: len(wall(s, 2)["shows"]) > len(kept)), desk.state
    desk.press(G, DIGIT["2"])
    assert desk.becomes(lambda s: wall(s, 2)["shows"] == kept), desk.state
    assert desk.becomes(lambda s: told(s, "Monitor 2: “schools”.")), desk.state

    # The monitor goes, and comes back with it.
    desk.display.unplug("third")
    assert desk.becomes(lambda s: "2" not in s["walls"]), desk.state
    assert desk.becomes(lambda s: told(s, "Monitor 2 is no longer connected.")), desk.state
    desk.display.plug("third", THIRD)
    assert desk.becomes(lambda s: wall(s, 2).get("shows") == kept and wall(s, 2)["full"]), desk.state
    assert desk.becomes(lambda s: told(s, "Monitor 2 is connected again")), desk.state
    desk.press(M, DIGIT["2"])
    assert desk.becomes(lambda s: s["chosen"] == 2 and s["active"] == "Wall 2"), desk.state
