"""Letterboxes that wait: who is taken first, and that none is lost."""

from __future__ import annotations

from console.detection.turns import Turns
from console.detection.waiting import Waiting
from tests.console.detection.test_turns import LONG_AGO, MS, camera
from tests.fakes.fake_letterboxes import letterbox


def test_a_street_is_taken_before_scenes_that_rest_however_many_came_first():
    moved = {"street": 9_900 * MS}
    turns = Turns(lambda camera_id: moved.get(camera_id, LONG_AGO))
    waiting = Waiting(turns)
    for camera_id in ("a", "b", "street"):
        turns.watch(camera(camera_id), 0)
    for _ in range(3):
        turns.looked(turns.arrived(turns.ask_next(2_000 * MS)[0]), 2_000 * MS)
    turns.looked(turns.arrived("street"), 9_000 * MS)
    for camera_id in ("a", "street", "b"):
        waiting.put(letterbox(camera_id))
    assert len(waiting) == 3
    taken = [waiting.take(10_000 * MS) for _ in range(4)]
    assert [job and job[0].stamp.camera_id for job in taken] == ["street", "a", "b", None]


def test_what_is_left_at_the_end_is_given_back():
    turns = Turns()
    turns.watch(camera("a"), 0)
    waiting = Waiting(turns)
    for camera_id in ("a", "unheard of"):
        waiting.put(letterbox(camera_id))
    assert [each.stamp.camera_id for each in waiting.clear()] == ["a", "unheard of"]
    assert waiting.take(1) is None
