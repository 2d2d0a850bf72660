"""Turns: who is asked next, by times that the test gives."""

import itertools
from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.search_grid import WHOLE, SearchGrid
from console.detection.detection import Box, Kind
from console.detection.turns import Turns
from console.media.frame import Wish

MS = 1_000_000


def ask(turns, at):
    """The camera that is asked next, or None."""
    asked = turns.ask_next(at)
    return asked and asked[0]


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
        asked.append(ask(turns, at))
        turns.looked(turns.arrived(asked[-1]), at)
    assert asked == list("abc") * 10


def test_one_job_a_camera(turns):
    assert [ask(turns, 10) for _ in range(4)] == ["a", "b", "c", None]
    assert turns.under_way == 3
    a = turns.arrived("a")
    assert turns.arrived("a") is None
    assert ask(turns, 11) is None
    turns.looked(a, 12)
    assert turns.under_way == 2
    assert ask(turns, 13) == "a"


def test_what_is_not_answered_within_a_second_blocks_nothing(turns):
    for _ in range(3):
        ask(turns, 10)
    assert ask(turns, 10 + 999 * MS) is None
    assert turns.under_way == 3
    assert ask(turns, 10 + 1000 * MS) is None  # given up; each pauses before it is asked again
    assert turns.under_way == 0
    assert ask(turns, 10 + 1100 * MS) == "a"


def test_a_late_answer_counts_all_the_same(turns):
    ask(turns, 10)
    ask(turns, 2000 * MS)
    late = turns.arrived("a")
    assert late.camera.id == "a"
    turns.looked(late, 2001 * MS)


def test_a_camera_that_cannot_be_asked_pauses_longer_each_time_and_keeps_its_place(turns):
    tries, now = [], 0
    turns.unwatch("b")
    turns.unwatch("c")
    while len(tries) < 8:
        if ask(turns, now) == "a":
            tries.append(now // MS)
            turns.dropped("a", now)
        now += MS
    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert waits == [100, 200, 400, 800, 1600, 2000, 2000]
    turns.watch(camera("b"), now)
    assert ask(turns, now + 5000 * MS) == "a"


def test_unwatched_means_gone(turns):
    ask(turns, 10)
    turns.unwatch("a")
    assert turns.arrived("a") is None
    assert turns.under_way == 0
    ask(turns, 11)
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
    assert ask(turns, 60) == "a"  # its waiting time is not lost
    assert turns.arrived("a").camera.confidence == 0.9


def test_the_longest_wait_leaves_out_who_does_not_answer(turns):
    assert turns.longest_wait_ns(100) == 100
    ask(turns, 100)
    turns.dropped("a", 100)
    assert turns.longest_wait_ns(100) == 99


def test_a_favoured_camera_comes_often_and_starves_nobody():
    turns = Turns()
    for number in range(30):
        turns.watch(camera(f"c{number}"), 0)
    turns.favoured = "c7"
    asked = []
    for at in range(1, 1001):
        asked.append(ask(turns, at * MS))
        turns.looked(turns.arrived(asked[-1]), at * MS)
    others = [asked.count(f"c{number}") for number in range(30) if number != 7]
    assert 4 * max(others) < asked.count("c7") < 8 * max(others)
    assert min(others) > 0.9 * max(others)


LONG_AGO = -10_000 * MS


class Scenes:
    """When something moved last, by camera."""

    def __init__(self):
        self.moved_ns = {}
        self.turns = Turns(lambda camera_id: self.moved_ns.get(camera_id, 0))

    def add(self, camera_id, moved_ns, **values):
        self.turns.watch(replace(camera(camera_id), **values), 0)
        self.moved_ns[camera_id] = moved_ns

    def asked_ms(self, *, until_ms, every_ms=100, seen=lambda camera_id: (), moves=()):
        """{camera: [ms]} where every look takes no time and one camera is asked each step."""
        asked = {camera_id: [] for camera_id in self.moved_ns}
        for at in range(1, until_ms, every_ms):
            self.moved_ns.update(dict.fromkeys(moves, at * MS))
            camera_id = ask(self.turns, at * MS)
            if camera_id:
                asked[camera_id].append(at)
                self.turns.looked(self.turns.arrived(camera_id), at * MS, seen(camera_id))
        return asked


def waits(times):
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def test_a_still_scene_is_asked_for_so_early_that_a_keyframe_answers_within_ten_seconds():
    scenes = Scenes()
    scenes.add("still", moved_ns=LONG_AGO)
    scenes.add("moving", moved_ns=LONG_AGO)
    asked = scenes.asked_ms(until_ms=60_000, moves=("moving",))
    assert waits(asked["still"]) == [pytest.approx(5_500, abs=300)] * 10
    assert max(waits(asked["moving"])) <= 200


def test_where_it_is_not_enough_for_both_a_still_scene_waits_ten_times_as_long_as_one_that_moves():
    scenes = Scenes()
    for number in range(30):
        scenes.add(f"moving{number}", moved_ns=LONG_AGO)
    scenes.add("still", moved_ns=LONG_AGO)
    asked = scenes.asked_ms(until_ms=120_000, moves=[f"moving{number}" for number in range(30)])
    moving = max(max(waits(asked[f"moving{number}"])) for number in range(30))
    assert moving <= 3_300
    assert max(waits(asked["still"])) == pytest.approx(10 * moving, rel=0.1)


def test_a_still_scene_is_asked_at_leisure_and_keeps_nobody_from_being_asked():
    scenes = Scenes()
    scenes.add("still", moved_ns=LONG_AGO)
    scenes.asked_ms(until_ms=200)
    assert scenes.turns.ask_next(6_000 * MS) == ("still", Wish.AT_LEISURE)
    assert scenes.turns.under_way == 0
    assert scenes.turns.longest_wait_ns(7_000 * MS) == 0  # it waits for its camera, not for a detector
    assert ask(scenes.turns, 10_900 * MS) is None
    assert ask(scenes.turns, 11_000 * MS) is None  # given up: it pauses first
    assert ask(scenes.turns, 11_200 * MS) == "still"
    scenes.turns.looked(scenes.turns.arrived("still"), 12_000 * MS)
    assert scenes.turns.under_way == 0


def test_what_moves_is_asked_for_now():
    scenes = Scenes()
    scenes.add("a", moved_ns=LONG_AGO)
    scenes.asked_ms(until_ms=200)
    scenes.moved_ns["a"] = 600 * MS
    assert scenes.turns.ask_next(700 * MS) == ("a", Wish.NOW)
    assert scenes.turns.under_way == 1


def test_motion_is_answered_at_once():
    scenes = Scenes()
    scenes.add("a", moved_ns=LONG_AGO)
    scenes.asked_ms(until_ms=2_000)
    assert ask(scenes.turns, 2_500 * MS) is None
    scenes.moved_ns["a"] = 2_600 * MS
    assert ask(scenes.turns, 2_700 * MS) == "a"


def test_not_knowing_whether_something_moves_means_looking():
    scenes = Scenes()
    scenes.add("a", moved_ns=0)
    assert max(waits(scenes.asked_ms(until_ms=3_000)["a"])) == 100


def test_somebody_who_stands_is_followed_and_a_parked_car_is_not():
    scenes = Scenes()
    person = Box("person", Kind.PERSON, 0.9, 0, 0, 40, 100, 1)
    car = Box("car", Kind.VEHICLE, 0.9, 0, 0, 200, 100, 2, 1.0, 0.5)
    found = {
        "person": [person],
        "parked": [car],
        "going": [replace(car, vx=50.0)],
        "nobody": [],
    }
    for camera_id in found:
        scenes.add(camera_id, moved_ns=LONG_AGO)
    asked = scenes.asked_ms(until_ms=20_000, seen=found.__getitem__)
    assert max(waits(asked["person"])) <= 1_200
    assert max(waits(asked["going"])) <= 1_200
    assert min(waits(asked["parked"])) >= 5_400
    assert min(waits(asked["nobody"])) >= 5_400


def test_the_favoured_camera_is_never_still():
    scenes = Scenes()
    scenes.add("a", moved_ns=LONG_AGO)
    scenes.turns.favoured = "a"
    assert max(waits(scenes.asked_ms(until_ms=3_000)["a"])) == 100


def test_children_come_twice_as_often_and_nobody_starves():
    scenes, school = Scenes(), Place("s", "School", PlaceKind.SCHOOL)
    for number in range(20):
        scenes.add(f"street{number}", moved_ns=0)
    for number in range(5):
        scenes.add(f"school{number}", moved_ns=0, place=school)
    asked = {each: len(times) for each, times in scenes.asked_ms(until_ms=100_000).items()}
    street = [count for each, count in asked.items() if each.startswith("street")]
    children = [count for each, count in asked.items() if each.startswith("school")]
    assert min(children) >= 1.8 * max(street)
    assert min(street) >= 0.6 * 1000 / 25  # of an equal share
    assert max(street) <= 1.1 * min(street)


SIX = SearchGrid(3, 2)


def test_tiles_count_as_looks_that_are_under_way():
    turns = Turns()
    turns.watch(replace(camera("a"), search_grid=SIX), 0)
    turns.watch(camera("b"), 1)
    assert [ask(turns, 10), ask(turns, 10)] == ["a", "b"]
    assert (turns.grid_of("a"), turns.grid_of("b")) == (SIX, WHOLE)
    assert turns.under_way == 7 + 1
    a = turns.arrived("a")
    assert turns.under_way == 7 + 1
    turns.looked(a, 20)
    assert turns.under_way == 1
    turns.ask_next(30)
    turns.arrived("a")
    turns.unwatch("a")
    assert turns.under_way == 1


def test_a_still_scene_costs_nothing_more_for_its_tiles():
    scenes, car = Scenes(), Box("car", Kind.VEHICLE, 0.9, 0, 0, 20, 10)
    scenes.add("a", moved_ns=LONG_AGO, search_grid=SIX)

    def searched(at_ms, *seen):
        camera_id = ask(scenes.turns, at_ms * MS)
        grid = scenes.turns.grid_of(camera_id)
        scenes.turns.looked(scenes.turns.arrived(camera_id), at_ms * MS, seen)
        return grid

    assert searched(20_000) is SIX  # nobody knows yet what is there
    assert searched(40_000) is WHOLE
    scenes.moved_ns["a"] = 59_900 * MS
    assert searched(60_000, car) is SIX
    assert searched(80_000, car) is SIX  # what stands there is small, perhaps
    assert searched(100_000) is SIX
    assert searched(120_000) is WHOLE
