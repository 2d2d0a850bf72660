"""Armed cells and black walls: who pops up where, who waits, and what comes back."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from console.wall.armed import ArmedWall, Placing, settle
from console.wall.layout import Cell, Layout

SINCE = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
FOUR = Layout(2, 2, ("a", "b", "c", "d"))
NEXT_FOUR = Layout(2, 2, ("e", "f", "g", "h"))
BLACK = ArmedWall(FOUR, black_since_utc=SINCE)


def armed(*cells: int, layout: Layout = FOUR) -> ArmedWall:
    return ArmedWall(layout, frozenset(cells))


def shown(walls, placing, number=1):
    """What stands in each cell, by a letter, "." for dark."""
    layout = walls[number].shown(placing.on(number))
    return "".join(layout.camera_at(cell) or "." for cell in range(len(layout.cells)))


def run(walls, *calls: str, before: Placing | None = None):
    """The walls after each of these calls, each a camera a letter, most urgent first."""
    placing, seen = before or Placing(), []
    for called in calls:
        placing = settle(walls, called, placing)
        seen.append(shown(walls, placing))
    return seen, placing


def test_a_camera_that_calls_pops_up_and_the_former_comes_back():
    seen, placing = run({1: armed(3)}, "", "x", "")
    assert seen == ["abcd", "abcx", "abcd"]
    assert placing == Placing()


def test_one_that_is_shown_in_another_cell_is_not_doubled():
    seen, placing = run({1: armed(3)}, "a", "ax")
    assert seen == ["abcd", "abcx"]
    assert placing.waiting == ()


def test_one_whose_own_cell_is_armed_pops_up_there():
    seen, _placing = run({1: armed(2, 3)}, "d", "xd", "xyd", "")
    assert seen == ["abcd", "abxd", "abxy", "abcd"]


def test_of_more_than_there_are_cells_the_most_urgent_stand_and_the_rest_wait():
    walls = {1: armed(2, 3)}
    seen, placing = run(walls, "xyzw")
    assert (seen, placing.waiting) == (["abxy"], ("z", "w"))
    seen, placing = run(walls, "yzw", before=placing)
    assert (seen, placing.waiting) == (["abzy"], ("w",))


def test_the_more_urgent_takes_the_place_of_the_least_urgent_and_the_others_stand_still():
    seen, placing = run({1: armed(1, 2, 3)}, "xyz", "wxyz")
    assert (seen, placing.waiting) == (["axyz", "axyw"], ("z",))


def test_one_that_stands_is_not_moved_by_what_comes_or_goes_beside_it():
    seen, _placing = run({1: armed(1, 2, 3)}, "x", "yx", "yzx", "zx", "z")
    assert seen == ["axcd", "axyd", "axyz", "axcz", "abcz"]


def test_an_empty_cell_is_taken_before_one_that_shows_a_camera():
    walls = {1: armed(0, 3, layout=Layout(2, 2, ("a", "b", "c")))}
    assert run(walls, "x", "xy")[0] == ["abcx", "ybcx"]


def test_a_black_wall_is_dark_but_for_what_calls_which_stands_at_its_own_place():
    seen, placing = run({1: BLACK}, "", "c", "cx", "cxyzw")
    assert seen == ["....", "..c.", "x.c.", "xycz"]
    assert placing.waiting == ("w",)


def test_a_camera_moves_home_when_its_cell_is_free_again():
    # b's cell was taken while all others were, too
    seen, placing = run({1: BLACK}, "xyzwb", "xyzb", "xzb")
    assert seen == ["xyzw", "xyzb", "xbz."]
    assert placing.waiting == ()


def test_an_alert_stands_once_on_the_desk_on_the_wall_where_it_is_at_home():
    walls = {1: BLACK, 2: ArmedWall(NEXT_FOUR, black_since_utc=SINCE)}
    placing = settle(walls, "gax", Placing())
    assert [shown(walls, placing, number) for number in (1, 2)] == ["ax..", "..g."]


def test_a_wall_that_shows_it_small_leaves_it_to_another_that_is_armed():
    walls = {1: armed(3), 2: armed(0, layout=NEXT_FOUR)}
    placing = settle(walls, "ae", Placing())
    assert [shown(walls, placing, number) for number in (1, 2)] == ["abce", "afgh"]


def test_a_cell_that_is_armed_no_more_lets_go():
    wall = armed(2, 3)
    _seen, placing = run({1: wall}, "xy")
    seen, placing = run({1: wall.toggle(2)}, "xy", before=placing)
    assert (seen, placing.waiting) == (["abcx"], ("y",))


def test_black_and_light_again_is_as_before():
    wall = armed(3).blacken(SINCE)
    assert wall.is_black and not wall.is_plain
    assert run({1: wall}, "x")[0] == ["x..."]
    light = wall.lighten()
    assert light == armed(3)
    assert light.toggle(3).is_plain


def test_with_a_big_cell():
    layout = Layout(3, 3, ("a",), big=(Cell(0, 0, 2, 2),))
    assert run({1: armed(0, layout=layout)}, "x", "")[0] == ["x.....", "a....."]


# --- what hands do meanwhile ---


def test_a_camera_called_by_hand_stays_when_the_alert_beside_it_is_gone():
    after = armed(3).heeding(FOUR.put(0, "n"), {3: "x"})
    assert run({1: after}, "x", "")[0] == ["nbcx", "nbcd"]


def test_one_called_over_an_alert_disarms_the_cell():
    after = armed(2, 3).heeding(FOUR.put(3, "n"), {3: "x"})
    assert after.armed == {2}
    assert run({1: after}, "x", "")[0] == ["abxn", "abcn"]


def test_one_called_to_an_armed_cell_in_which_nothing_calls_leaves_it_armed():
    after = armed(3).heeding(FOUR.put(3, "n"), {})
    assert run({1: after}, "x", "")[0] == ["abcx", "abcn"]


def test_one_called_to_a_black_wall_is_seen():
    after = BLACK.heeding(FOUR.put(1, "n"), {1: "x"})
    assert run({1: after}, "", "xyz", "")[0] == [".n..", "xnyz", ".n.."]
    assert run({1: after.lighten()}, "")[0] == ["ancd"]
    assert after.blacken(SINCE).lit == frozenset()


def test_a_whole_layout_of_the_same_grid_is_taken_over_in_the_dark():
    after = BLACK.heeding(NEXT_FOUR, {})
    assert run({1: after}, "", "g")[0] == ["....", "..g."]
    assert run({1: after.lighten()}, "")[0] == ["efgh"]


def test_another_grid_keeps_the_armed_cells_that_are_its_own_too():
    big = Layout(3, 3, ("a", "b"), big=(Cell(0, 0, 2, 2),))
    wall = ArmedWall(big, frozenset({0, 1, 2}))  # the big one and both beside it
    even = Layout(3, 3, ("a", "b", "c"))
    after = wall.heeding(even, {})
    assert {even.cells[cell] for cell in after.armed} == {Cell(2, 0), Cell(2, 1)}
    assert after.layout == even


# --- whatever comes ---


@pytest.mark.parametrize("seed", range(40))
def test_whatever_comes_and_goes_each_stands_once_and_the_most_urgent_stand(seed):
    chance = random.Random(seed)
    walls = {
        1: ArmedWall(FOUR, frozenset(chance.sample(range(4), chance.randint(0, 4)))),
        2: ArmedWall(NEXT_FOUR, black_since_utc=SINCE if chance.random() < 0.5 else None),
    }
    placing = Placing()
    for _turn in range(30):
        called = chance.sample("abcdefghstuvwxyz", chance.randint(0, 12))
        placing = settle(walls, called, placing)
        standing = list(placing.at.values())
        assert len(set(standing)) == len(standing)
        assert not set(standing) & set(placing.waiting)
        assert all(cell in walls[number].pops for number, cell in placing.at)
        for number, wall in walls.items():
            layout = wall.shown(placing.on(number))
            seen = [camera for camera in layout.camera_ids if camera]
            assert len(set(seen)) == len(seen), "doubled on one wall"
        _most_urgent_stand(walls, placing, called)


def _most_urgent_stand(walls, placing, called):
    for waits in placing.waiting:
        for (number, cell), stands in placing.at.items():
            fixed = {walls[number].standing(c) for c in range(4) if c not in walls[number].pops}
            assert waits in fixed or called.index(stands) < called.index(waits), (cell, stands, waits)
