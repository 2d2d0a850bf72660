"""Tracks: who is who from look to look, and how fast."""

import itertools

import pytest

from console.detection.detection import Box, Kind
from console.detection.tracker import Tracker
from console.media.worker.frame_file import read_frames

FRAME_NS = 66_666_667


def person(x, y=0.0, *, width=40, height=100, kind=Kind.PERSON):
    return Box(kind.value, kind, 0.9, x, y, x + width, y + height)


def test_a_walker_keeps_the_number_and_gets_the_pace():
    tracker = Tracker()
    for look in range(30):
        (box,) = tracker.follow([person(100 + 6 * look, 50 + 3 * look)], at_ns=look * FRAME_NS)
        assert box.track == 1
    assert (box.vx, box.vy) == (pytest.approx(90, rel=0.02), pytest.approx(45, rel=0.02))
    # 400 ms on, the box is where the walker will be.
    assert box.after(0.4).x1 == pytest.approx(100 + 6 * 29 + 36, abs=2)


def test_two_who_cross_slowly_keep_their_numbers():
    tracker, last = Tracker(), ()
    for look in range(40):
        boxes = [person(5 * look), person(200 - 5 * look, 30)]
        last = tracker.follow(boxes, at_ns=look * FRAME_NS)
    assert [box.track for box in last] == [1, 2]


def test_the_order_of_boxes_does_not_matter():
    tracker = Tracker()
    tracker.follow([person(0), person(300)], at_ns=0)
    assert [box.track for box in tracker.follow([person(302), person(3)], at_ns=FRAME_NS)] == [2, 1]


def test_a_short_gap_is_bridged_by_the_pace():
    tracker = Tracker()
    for look in range(20):
        tracker.follow([person(10 * look)], at_ns=look * FRAME_NS)
    tracker.follow([], at_ns=20 * FRAME_NS)
    # Eight frames later the walker is two widths on: only the pace still finds him.
    (box,) = tracker.follow([person(10 * 27)], at_ns=27 * FRAME_NS)
    assert box.track == 1


def test_a_long_gap_ends_the_track():
    tracker = Tracker()
    tracker.follow([person(0)], at_ns=0)
    (box,) = tracker.follow([person(0)], at_ns=2_500_000_000)
    assert (box.track, box.vx) == (2, 0)


def test_a_person_never_becomes_a_vehicle():
    tracker = Tracker()
    tracker.follow([person(0)], at_ns=0)
    (box,) = tracker.follow([person(0, kind=Kind.VEHICLE)], at_ns=FRAME_NS)
    assert box.track == 2


def test_somebody_far_away_is_somebody_else():
    tracker = Tracker()
    tracker.follow([person(0)], at_ns=0)
    assert tracker.follow([person(500)], at_ns=FRAME_NS)[0].track == 2
    assert Tracker().follow([], at_ns=0) == ()


def test_the_same_moment_twice_changes_no_pace():
    tracker = Tracker()
    tracker.follow([person(0)], at_ns=0)
    tracker.follow([person(5)], at_ns=FRAME_NS)
    (again,) = tracker.follow([person(9)], at_ns=FRAME_NS)
    assert again.track == 1
    assert abs(again.vx) < 100


def test_the_street_has_few_more_tracks_than_people(model, asset_folder):
    """Five seconds of footage with 7 people and 2 parked cars at a time."""
    tracker, numbers, most = Tracker(), set(), 0
    for frame in itertools.islice(read_frames(asset_folder / "footage" / "vtest.avi"), 50):
        found = model.detect(frame.pixels, scale=frame.scale, width=frame.width, height=frame.height)
        boxes = tracker.follow([box for box in found if box.score >= 0.5], at_ns=frame.media_time_us * 1000)
        numbers |= {box.track for box in boxes}
        most = max(most, len(boxes))
        assert len({box.track for box in boxes}) == len(boxes)
    assert most >= 5
    assert len(numbers) <= 2 * most
