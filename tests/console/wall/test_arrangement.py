"""An arrangement opens on other monitors than it was made for, and loses nothing on the way."""

from __future__ import annotations

import random

import pytest

from console.wall.arrangement import NEW, Arrangement, Share, shared_out
from console.wall.layout import Layout
from console.wall.monitor import Monitor

EMPTY = Layout(2, 2)


def monitor(number: int, *, serial: str = "") -> Monitor:
    return Monitor(f"DP-{number}", "Dell", f"U{number}", serial, number * 1920, 0, 1920, 1080)


def layout(number: int) -> Layout:
    return Layout(2, 1, (f"cam-{number}", f"cam-{number}-b"))


def made_for(*numbers: int) -> Arrangement:
    return Arrangement(tuple(Share(monitor(number), layout(number)) for number in numbers))


FOUR = made_for(1, 2, 3, 4)
STRANGER, OTHER = Monitor("HDMI-1", "LG", "27UP"), Monitor("HDMI-2", "LG", "32UP", x_px=1920)


def test_on_its_own_monitors_each_shows_its_own():
    assert FOUR.opened_on([monitor(3), monitor(1), monitor(4), monitor(2)]) == {0: 2, 1: 0, 2: 3, 3: 1}


def test_on_one_of_its_monitors_that_one_shows_its_own_and_the_rest_waits():
    assert FOUR.opened_on([monitor(3)]) == {0: 2}


def test_on_one_strange_monitor_the_first_is_seen():
    assert FOUR.opened_on([STRANGER]) == {0: 0}


def test_strangers_stand_in_for_those_that_are_missing_lowest_number_first():
    assert FOUR.opened_on([STRANGER, monitor(1), OTHER]) == {1: 0, 0: 1, 2: 2}


def test_an_exchanged_monitor_goes_on_in_the_socket_of_the_old_one():
    exchanged = Monitor("DP-3", "LG", "27UP")
    assert FOUR.opened_on([exchanged, monitor(4)]) == {1: 3, 0: 2}


def test_a_stand_in_gives_way_when_the_monitor_comes_back():
    alone = FOUR.met([STRANGER], new=EMPTY)
    assert alone == FOUR
    back = alone.met([monitor(1), STRANGER], new=EMPTY)
    assert back.opened_on([monitor(1), STRANGER]) == {0: 0, 1: 1}
    assert back == FOUR


def test_a_monitor_more_than_there_are_layouts_begins_at_the_end():
    five = FOUR.met([*FOUR.monitors, STRANGER], new=EMPTY)
    assert five.shares == (*FOUR.shares, Share(STRANGER, EMPTY))


def test_a_known_monitor_is_remembered_as_it_stands_now():
    there = Arrangement((Share(monitor(1, serial="A"), layout(1)),))
    moved = Monitor("HDMI-1", "Dell", "U1", "A", 5760, 0, 1920, 1080)
    assert there.met([moved], new=EMPTY) == Arrangement((Share(moved, layout(1)),))


@pytest.mark.parametrize("seed", range(100))
def test_whatever_is_plugged_and_unplugged_nothing_is_lost_and_it_comes_back(seed):
    chance = random.Random(seed)
    arrangement = FOUR
    pool = [*FOUR.monitors, STRANGER, OTHER]
    for _turn in range(10):
        present = chance.sample(pool, chance.randint(1, len(pool)))
        arrangement = arrangement.met(present, new=EMPTY)
        opened = arrangement.opened_on(present)
        assert sorted(opened) == list(range(len(present))), "each monitor shows something"
        assert len(set(opened.values())) == len(opened), "no layout is shown twice"
        assert arrangement.shares[:4] == FOUR.shares
    opened = arrangement.opened_on(FOUR.monitors)
    assert [arrangement.shares[opened[now]].layout for now in range(4)] == [layout(n) for n in range(1, 5)]


def test_a_called_arrangement_changes_the_monitors_it_names_and_leaves_the_others():
    called = Arrangement((Share(monitor(3), layout(9)), Share(monitor(1), layout(8))))
    changed = FOUR.changed_to(called, kept=FOUR.monitors)
    assert changed.monitors == FOUR.monitors
    assert [share.layout for share in changed.shares] == [layout(8), layout(2), layout(9), layout(4)]


def test_one_made_on_another_desk_opens_here_and_what_finds_no_monitor_waits():
    here = Arrangement((Share(STRANGER, EMPTY), Share(OTHER, EMPTY)))
    changed = here.changed_to(FOUR, kept=here.monitors)
    assert [share.layout for share in changed.shares] == [layout(n) for n in range(1, 5)]
    assert changed.monitors == (STRANGER, OTHER, monitor(3), monitor(4))
    # The next one called takes the place of what waited for monitors never seen here.
    again = changed.changed_to(made_for(7), kept=here.monitors)
    assert again.monitors == (STRANGER, OTHER)
    assert [share.layout for share in again.shares] == [layout(7), layout(2)]


def test_a_layout_is_changed_alone():
    assert FOUR.with_layout(1, EMPTY).shares[1] == Share(monitor(2), EMPTY)
    assert FOUR.with_layout(1, EMPTY).shares[2:] == FOUR.shares[2:]


@pytest.mark.parametrize(
    ("cameras", "monitors", "parts"),
    [
        ("abcde", 2, ["abc", "de"]),
        ("abcd", 1, ["abcd"]),
        ("a", 3, ["a", "", ""]),
        ("", 2, ["", ""]),
        ("abcdefghi", 4, ["abc", "def", "ghi", ""]),
    ],
)
def test_cameras_are_shared_out_in_order(cameras, monitors, parts):
    shared = shared_out(tuple(cameras), [monitor(n) for n in range(monitors)])
    assert shared.monitors == tuple(monitor(n) for n in range(monitors))
    assert ["".join(share.layout.camera_ids) for share in shared.shares] == parts
    assert all(share.layout == NEW for share, part in zip(shared.shares, parts, strict=True) if not part)
