"""Cameras carried by a real pointer: from list to tile, tile to tile, monitor to monitor, and given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.x_walls import ESC, Desk, M, desk_on_three_monitors, wall
from tests.ui.keys import DIGIT


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_on_three_monitors(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


def cell(desk: Desk, number: int, place: int) -> list[int]:
    return wall(desk.state, number)["cells"][place]


def empty(desk: Desk, number: int, place: int) -> None:
    """By hand: the tile is chosen, and Del empties it."""
    desk.display.click(*cell(desk, number, place))
    assert desk.becomes(lambda s: s["chosen"] == number and s["cell"] == place), desk.state
    desk.press("Delete")
    assert desk.becomes(lambda s: shows(s, number)[place] == ""), desk.state


def shows(state: dict, number: int) -> list[str]:
    """By cell, "" for an empty one."""
    found = wall(state, number)
    return [*found["shows"], *[""] * (len(found["cells"]) - len(found["shows"]))]


def carry(desk: Desk, start: list[int], end: list[int], *, over: int, says: str) -> None:
    """From there to there, where wall `over` marks the cell and says what would come of it ("": nothing)."""
    desk.display.grasp(*start)
    away = [start[0] + 20, start[1] + 10]  # far enough: it is no click
    assert moved(desk, away, lambda s: s["carries"]), desk.state
    reach(desk, end, over=over, says=says)


def moved(desk: Desk, to: list[int], until: Callable[[dict], bool]) -> bool:
    """A hand is never quite still: whoever looks sees the pointer move there."""
    for _time in range(100):
        desk.display.hover(*to)
        if desk.becomes(until, within_s=0.2):
            return True
    return False


def drop(desk: Desk) -> None:
    desk.display.let_go()
    assert desk.becomes(lambda s: not s["carries"]), desk.state


def reach(desk: Desk, end: list[int], *, over: int, says: str) -> None:
    assert moved(desk, end, lambda s: wall(s, over)["mark"] == says), desk.state["walls"]


def both(desk: Desk) -> list[list[str]]:
    return [shows(desk.state, 1), shows(desk.state, 2)]


def test_from_the_list_onto_a_tile_and_into_an_empty_cell_of_a_monitor(desk):
    empty(desk, 1, 5)
    before = both(desk)
    carry(desk, desk.state["rows"]["402"], cell(desk, 1, 5), over=1, says="Show here")
    drop(desk)
    assert desk.becomes(lambda s: shows(s, 1)[5] == "c402" and not wall(s, 1)["mark"]), desk.state
    assert desk.becomes(lambda s: (s["chosen"], s["cell"], s["large"]) == (1, 5, "402")), desk.state
    carry(desk, desk.state["rows"]["403"], cell(desk, 2, 0), over=2, says="Show here")
    drop(desk)
    assert desk.becomes(lambda s: shows(s, 2)[0] == "c403"), desk.state
    assert both(desk) == [[*before[0][:5], "c402"], ["c403", *before[1][1:]]]


def test_within_a_monitor_two_tiles_change_over_and_an_empty_cell_is_moved_into(desk):
    before = shows(desk.state, 1)
    carry(desk, cell(desk, 1, 0), cell(desk, 1, 4), over=1, says="Swap")
    drop(desk)
    assert desk.becomes(lambda s: shows(s, 1) == [before[4], *before[1:4], before[0], before[5]]), desk.state
    empty(desk, 1, 3)
    before = shows(desk.state, 1)
    carry(desk, cell(desk, 1, 1), cell(desk, 1, 3), over=1, says="Move here")
    drop(desk)
    assert desk.becomes(lambda s: shows(s, 1) == [before[0], "", before[2], before[1], *before[4:]]), (
        desk.state
    )


def test_from_monitor_to_monitor_it_moves_and_changes_over(desk):
    one, two = both(desk)
    carry(desk, cell(desk, 2, 1), cell(desk, 1, 1), over=1, says="Move here")
    drop(desk)
    assert desk.becomes(lambda s: shows(s, 1)[1] == two[1] and shows(s, 2)[1] == ""), desk.state
    carry(desk, cell(desk, 1, 2), cell(desk, 2, 2), over=2, says="Swap")
    drop(desk)
    assert desk.becomes(lambda s: (shows(s, 1)[2], shows(s, 2)[2]) == (two[2], one[2])), desk.state


def test_with_ctrl_held_it_stays_where_it_was_too(desk):
    one, two = both(desk)
    carry(desk, cell(desk, 1, 0), cell(desk, 2, 4), over=2, says="Swap")
    desk.display.hold("ctrl")
    reach(desk, cell(desk, 2, 4), over=2, says="Show here")
    drop(desk)
    desk.display.release("ctrl")
    assert desk.becomes(lambda s: shows(s, 2)[4] == one[0] and shows(s, 1) == one), desk.state
    assert both(desk)[1] == [*two[:4], one[0], *two[5:]]


def test_a_press_on_a_tile_that_is_marked_already_chooses_its_monitor(desk):
    """The large picture's camera is marked wherever it is shown."""
    desk.press(ESC)
    desk.press(M, DIGIT["0"])
    desk.display.click(*desk.state["rows"]["401"])
    assert desk.becomes(lambda s: (s["chosen"], s["large"]) == (0, "401")), desk.state
    place = shows(desk.state, 1).index("c401")
    desk.display.click(*cell(desk, 1, place))
    assert desk.becomes(lambda s: (s["chosen"], s["cell"]) == (1, place)), desk.state


def test_given_up_with_esc_or_dropped_outside_nothing_changes(desk):
    before = both(desk)
    carry(desk, cell(desk, 1, 0), cell(desk, 2, 3), over=2, says="Swap")
    desk.press(ESC)
    assert desk.becomes(lambda s: not wall(s, 2)["mark"]), desk.state
    drop(desk)
    for start in (desk.state["rows"]["404"], cell(desk, 1, 4)):
        carry(desk, start, cell(desk, 2, 3), over=2, says="Show here" if start[0] < 800 else "Swap")
        reach(desk, [500, 300], over=2, says="")  # the desk's own picture takes none
        drop(desk)
    # Another carry comes after whatever would have come of these.
    carry(desk, cell(desk, 1, 0), cell(desk, 1, 4), over=1, says="Swap")
    assert both(desk) == before
    desk.press(ESC)
    assert desk.becomes(lambda s: not wall(s, 1)["mark"]), desk.state
    drop(desk)
