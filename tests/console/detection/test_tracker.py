"""Tracks: who is who from look to look, and how fast."""

import itertools
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from console.assets import find_asset
from console.detection.colours import colours_of
from console.detection.detection import Box, Kind
from console.detection.model_file import ModelFile
from console.detection.tracker import Tracker
from console.media.worker.frame_file import read_frames
from tests.console.detection.mot_score import score
from tests.console.detection.street_truth import find_truth, truth_of

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


RED = np.array([30, 30, 200, 60, 50, 50], np.float32)


def test_colours_are_sure_when_they_were_seen_a_few_times():
    tracker = Tracker()
    for look, sure in enumerate((False, False, True)):
        (box,) = tracker.follow([person(5 * look)], at_ns=look * FRAME_NS, colours=lambda _box: RED)
        colours = tracker.sure_colours(box)
        assert (colours is not None) is sure
    assert colours == pytest.approx(RED)
    assert tracker.sure_colours(person(0)) is None, "nobody follows it"


def test_colours_that_change_from_look_to_look_are_not_sure():
    tracker = Tracker()
    for look in range(30):
        (box,) = tracker.follow(
            [person(5 * look)], at_ns=look * FRAME_NS, colours=lambda _box, look=look: RED * (look % 2)
        )
    assert tracker.sure_colours(box) is None


def test_a_long_gap_ends_the_track():
    tracker = Tracker()
    tracker.follow([person(0)], at_ns=0)
    tracker.follow([], at_ns=1_000_000_000)
    (box,) = tracker.follow([person(0)], at_ns=2_500_000_000)
    assert (box.track, box.vx) == (2, 0)


def test_what_stands_in_a_still_scene_is_the_same_at_the_next_look():
    """A scene without motion is looked at every ten seconds; nobody looked in between."""
    tracker = Tracker()
    for look in range(5):
        (box,) = tracker.follow([person(look, kind=Kind.VEHICLE)], at_ns=look * 10_000_000_000)
        assert box.track == 1
    (box,) = tracker.follow([person(34, kind=Kind.VEHICLE)], at_ns=50_000_000_000)
    assert box.track == 2  # most of it is elsewhere


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


def faint_person(x, score=0.3):
    return replace(person(x), score=score)


def walked(looks):
    tracker = Tracker()
    for look in range(looks):
        tracker.follow([person(4 * look)], at_ns=look * FRAME_NS)
    return tracker


def test_a_faint_box_is_held_by_a_track_that_counted():
    (box,) = walked(2).follow([], at_ns=2 * FRAME_NS, faint=[faint_person(8)])
    assert (box.track, box.held) == (1, True)
    assert box.score == 0.9  # that of the look which counted last: what asks for a least score can go on
    assert box.x1 == 8


def test_a_faint_box_by_itself_is_nothing():
    tracker = Tracker()
    for look in range(5):
        assert tracker.follow([], at_ns=look * FRAME_NS, faint=[faint_person(4 * look)]) == ()


def test_one_look_is_too_few_to_hold_a_faint_box():
    assert walked(1).follow([], at_ns=FRAME_NS, faint=[faint_person(4)]) == ()


def test_a_track_that_only_faint_boxes_carry_on_is_as_old_as_they_are():
    tracker = walked(2)
    for look in range(2, 30):
        assert len(tracker.follow([], at_ns=look * FRAME_NS, faint=[faint_person(4 * look)])) == 1
    assert tracker.follow([], at_ns=30 * FRAME_NS + 1_000_000_000, faint=[faint_person(4 * 30)]) == ()


def test_a_guess_and_a_piece_of_a_person_are_held_by_none():
    head = replace(person(8, width=20, height=30), score=0.3)
    assert walked(2).follow([], at_ns=2 * FRAME_NS, faint=[faint_person(8, score=0.09), head]) == ()


def test_a_sure_box_comes_before_a_faint_one():
    tracker = walked(5)
    found = tracker.follow([person(20)], at_ns=5 * FRAME_NS, faint=[faint_person(20)])
    assert [(box.track, box.held) for box in found] == [(1, False)]


def test_two_of_other_colours_who_meet_and_turn_back_keep_their_numbers():
    """By their way alone they would have gone past each other."""
    red, blue = np.full(6, 40, np.float32), np.full(6, 200, np.float32)
    with_colours, without = Tracker(), Tracker()
    for look in range(41):
        apart = 3 * abs(20 - look) + (4 if look != 20 else 0)
        boxes = [person(100 - apart), person(104 + apart)]
        if 17 <= look <= 23:
            boxes = []  # one cannot be told from the other
        colours = {box: colour for box, colour in zip(boxes, (red, blue), strict=False)}
        told = with_colours.follow(boxes, at_ns=look * FRAME_NS, colours=colours.__getitem__)
        blind = without.follow(boxes, at_ns=look * FRAME_NS)
    assert [box.track for box in told] == [1, 2]
    assert [box.track for box in blind] != [1, 2]


@pytest.mark.parametrize("per_second", [1, 2, 5])
def test_a_walker_is_followed_at_few_looks_a_second(per_second):
    """1.4 m/s of somebody 1.7 m high: at one look a second more than twice as far as the box is wide."""
    tracker, step = Tracker(), 82 / per_second
    for look in range(6):
        (box,) = tracker.follow([person(step * look)], at_ns=look * 1_000_000_000 // per_second)
        assert box.track == 1


_TRUTH = find_truth("vtest-0-399.jsonl")


@pytest.mark.skipif(_TRUTH is None, reason="the street's truth is not here")
def test_the_street_is_followed_as_well_as_was_measured(asset_folder):
    truth, found = truth_of(_TRUTH), []
    model = ModelFile(find_asset("yolox_nano.onnx"), "").load()
    tracker = Tracker()
    for frame in itertools.islice(read_frames(asset_folder / "footage" / "vtest.avi"), 400):
        seen = model.detect(frame.pixels, scale=frame.scale, width=frame.width, height=frame.height)
        followed = tracker.follow(
            [box for box in seen if box.score >= 0.5],
            at_ns=frame.media_time_us * 1000,
            faint=[box for box in seen if box.score < 0.5],
            colours=partial(colours_of, pixels=frame.pixels, scale=frame.scale),
        )
        found.append([(box.track, corners(box)) for box in followed if is_counted(box)])
    mota, idf1, _errors = score([truth[number] for number in range(400)], found)
    assert mota >= 0.82
    assert idf1 >= 0.74


def corners(box):
    return box.x1, box.y1, box.x2, box.y2


def is_counted(box):
    """The truth leaves a blue sign out that the model takes for a person."""
    x, y = (box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2
    return box.kind is Kind.PERSON and not (x < 50 and 100 < y < 150)
