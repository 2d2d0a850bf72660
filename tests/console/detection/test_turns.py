"""Turns: who is asked next, by times that the test gives."""

import itertools
from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.detection.turns import Turns

MS = 1_000_000


def camera(camera_id):
    place = Place("p", "Street", PlaceKind.STREET)
    return Camera(camera_id, camera_id, "", place, Address.parse("rtsp://10.0.0.2/1"))


@pytest.fixture
def turns():
    turns = Turns()
    for at, camera_id in enumerate("abc"):
        turns.watch(camera(camera_id), at)
    return turns


def test_the_longest_waiting_comes_first(turns):
    asked = []
    for at in range(10, 40):
        asked.append(turns.ask_next(at))
        turns.looked(turns.arrived(asked[-1]), at)
    assert asked == list("abc") * 10


def test_one_job_a_camera(turns):
    assert [turns.ask_next(10) for _ in range(4)] == ["a", "b", "c", None]
    assert turns.under_way == 3
    a = turns.arrived("a")
    assert turns.arrived("a") is None
    assert turns.ask_next(11) is None
    turns.looked(a, 12)
    assert turns.under_way == 2
    assert turns.ask_next(13) == "a"


def test_what_is_not_answered_within_a_second_blocks_nothing(turns):
    for _ in range(3):
        turns.ask_next(10)
    assert turns.ask_next(10 + 999 * MS) is None
    assert turns.under_way == 3
    assert turns.ask_next(10 + 1000 * MS) is None  # given up; each pauses before it is asked again
    assert turns.under_way == 0
    assert turns.ask_next(10 + 1100 * MS) == "a"


def test_a_late_answer_counts_all_the_same(turns):
    turns.ask_next(10)
    turns.ask_next(2000 * MS)
    late = turns.arrived("a")
    assert late.camera.id == "a"
    turns.looked(late, 2001 * MS)


def test_a_camera_that_cannot_be_asked_pauses_longer_each_time_and_keeps_its_place(turns):
    tries, now = [], 0
    turns.unwatch("b")
    turns.unwatch("c")
    while len(tries) < 8:
        if turns.ask_next(now) == "a":
            tries.append(now // MS)
            turns.dropped("a", now)
        now += MS
    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert waits == [100, 200, 400, 800, 1600, 2000, 2000]
    turns.watch(camera("b"), now)
    assert turns.ask_next(now + 5000 * MS) == "a"


def test_unwatched_means_gone(turns):
    turns.ask_next(10)
    turns.unwatch("a")
    assert turns.arrived("a") is None
    assert turns.under_way == 0
    turns.ask_next(11)
    b = turns.arrived("b")
    turns.unwatch("b")
    assert not turns.holds(b)
    turns.looked(b, 12)
    assert turns.under_way == 0
    assert len(turns) == 1
    turns.unwatch("nobody")
    turns.dropped("nobody", 13)


def test_watching_again_puts_new_values_in_force(turns):
    turns.watch(replace(camera("a"), confidence=0.9), 50)
    assert turns.ask_next(60) == "a"  # its waiting time is not lost
    assert turns.arrived("a").camera.confidence == 0.9


def test_the_longest_wait_leaves_out_who_does_not_answer(turns):
    assert turns.longest_wait_ns(100) == 100
    turns.ask_next(100)
    turns.dropped("a", 100)
    assert turns.longest_wait_ns(100) == 99


def test_a_favoured_camera_comes_often_and_starves_nobody():
    turns = Turns()
    for number in range(30):
        turns.watch(camera(f"c{number}"), 0)
    turns.favoured = "c7"
    asked = []
    for at in range(1, 1001):
        asked.append(turns.ask_next(at * MS))
        turns.looked(turns.arrived(asked[-1]), at * MS)
    others = [asked.count(f"c{number}") for number in range(30) if number != 7]
    assert 4 * max(others) < asked.count("c7") < 8 * max(others)
    assert min(others) > 0.9 * max(others)
