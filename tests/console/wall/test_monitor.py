"""Which remembered monitor is which: by serial, by socket, by place, and the same each time."""

from __future__ import annotations

import random

import pytest

from console.wall.monitor import Monitor, in_reading_order, matched


def dell(connector: str, serial: str = "", x_px: int = 0) -> Monitor:
    return Monitor(connector, "Dell", "U2720Q", serial, x_px, 0, 1920, 1080)


def lg(connector: str, serial: str = "", x_px: int = 0) -> Monitor:
    return Monitor(connector, "LG", "27UP", serial, x_px, 0, 1920, 1080)


LEFT, RIGHT = dell("DP-1"), dell("DP-2", x_px=1920)


@pytest.mark.parametrize(
    ("remembered", "present", "expected"),
    [
        pytest.param([], [LEFT], {}, id="nothing remembered"),
        pytest.param([LEFT], [], {}, id="nothing connected"),
        pytest.param([LEFT, RIGHT], [RIGHT, LEFT], {0: 1, 1: 0}, id="told in another order"),
        pytest.param(
            [dell("DP-1", "A"), dell("DP-2", "B", 1920)],
            [dell("DP-1", "B"), dell("DP-2", "A", 1920)],
            {0: 1, 1: 0},
            id="two equal ones with serials, their cables swapped",
        ),
        pytest.param(
            [LEFT, RIGHT],
            [dell("DP-1", x_px=1920), dell("DP-2")],
            {0: 0, 1: 1},
            id="two equal ones without serials, moved past each other: the socket says who they are",
        ),
        pytest.param([LEFT, RIGHT], [dell("DP-2")], {0: 1}, id="one unplugged, the other moves to its place"),
        pytest.param(
            [LEFT, RIGHT],
            [dell("DisplayPort-0"), dell("DisplayPort-1", x_px=1920)],
            {0: 0, 1: 1},
            id="sockets renamed: the place says who they are",
        ),
        pytest.param(
            [LEFT, RIGHT],
            [dell("DisplayPort-1", x_px=1920), dell("DisplayPort-0")],
            {0: 1, 1: 0},
            id="sockets renamed, and told in another order",
        ),
        pytest.param(
            [LEFT, RIGHT], [LEFT, dell("HDMI-1", x_px=3840)], {0: 0, 1: 1}, id="one in a new socket and moved"
        ),
        pytest.param([LEFT], [lg("DP-1")], {}, id="another make in the same socket is another monitor"),
        pytest.param([dell("DP-1", "A")], [dell("DP-1", "B")], {}, id="another serial is another monitor"),
        pytest.param(
            [dell("DP-1", "A")], [dell("DP-1")], {0: 0}, id="its serial cannot be read behind a splitter"
        ),
        pytest.param(
            [dell("DP-1", "0"), dell("DP-2", "0", 1920)],
            [dell("DP-2", "0", 1920), dell("DP-1", "0")],
            {0: 1, 1: 0},
            id="a serial that all of a make share",
        ),
        pytest.param(
            [dell("DP-1", "7"), lg("DP-2", "7", 1920)],
            [lg("DP-1", "7"), dell("DP-2", "7", 1920)],
            {0: 1, 1: 0},
            id="two makes with the same serial",
        ),
        pytest.param(
            [Monitor("W1", x_px=800), Monitor("W2", x_px=1600)],
            [Monitor("W2", x_px=800)],
            {0: 1},
            id="monitors that tell nothing at all",
        ),
        pytest.param(
            [dell("DP-1"), dell("DP-2", "B", 1920)],
            [dell("DP-3", "B"), dell("DP-1", x_px=1920)],
            {0: 1, 1: 0},
            id="a serial is surer than a place",
        ),
    ],
)
def test_monitors_are_known_again(remembered, present, expected):
    assert matched(remembered, present) == expected


def some_monitors(chance: random.Random) -> list[Monitor]:
    """As may be connected at one moment: no two in one socket or in one place."""
    count = chance.randint(0, 6)
    sockets = chance.sample(["DP-1", "DP-2", "DP-3", "HDMI-1", "HDMI-2", "VGA-1", "DP-1-1"], count)
    places = chance.sample(range(8), count)
    makes = [("Dell", "U2720Q"), ("LG", "27UP"), ("", "")]
    return [
        Monitor(socket, *chance.choice(makes), chance.choice(["", "", "A", "B", "0"]), place * 1920)
        for socket, place in zip(sockets, places, strict=True)
    ]


@pytest.mark.parametrize("seed", range(200))
def test_any_monitors_are_matched_once_and_the_same_again(seed):
    chance = random.Random(seed)
    remembered, present = some_monitors(chance), some_monitors(chance)
    found = matched(remembered, present)
    assert matched(remembered, present) == found
    assert len(set(found.values())) == len(found)
    for now, index in found.items():
        one, other = remembered[index], present[now]
        assert one.kind == other.kind
        assert one.serial == other.serial or "" in (one.serial, other.serial)
    # Nothing changed: everybody is who they were, in whatever order they are told.
    order = chance.sample(range(len(remembered)), len(remembered))
    assert matched(remembered, [remembered[index] for index in order]) == dict(enumerate(order))
    # A socket is unplugged: the rest stays who it is.
    if remembered:
        gone = chance.randrange(len(remembered))
        rest = [index for index in range(len(remembered)) if index != gone]
        assert matched(remembered, [remembered[index] for index in rest]) == dict(enumerate(rest))


def test_walls_are_counted_row_by_row_though_they_stand_a_little_apart():
    upper = [Monitor("C", x_px=1920, y_px=0, height_px=1080), Monitor("A", x_px=0, y_px=90, height_px=1080)]
    lower = [
        Monitor("D", x_px=0, y_px=1200, height_px=1080),
        Monitor("B", x_px=1920, y_px=1180, height_px=900),
    ]
    monitors = [*lower, *upper]
    assert [monitors[index].connector for index in in_reading_order(monitors)] == ["A", "C", "D", "B"]
    assert in_reading_order([Monitor("X"), Monitor("Y")]) == [0, 1]


def test_a_monitor_without_a_name_is_called_by_its_socket():
    assert dell("DP-1").title == "Dell U2720Q"
    assert Monitor("DP-1").title == "DP-1"
