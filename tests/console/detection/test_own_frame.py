"""Boxes of one stream on the other's frames: on the nearest, on no other, on none that is too far away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.detection.detection import Box, Detections, Kind, Source
from console.detection.own_frame import MOST_OFF_NS, laid, on_frame, own_frame
from console.media.frame import FrameStamp

MS = 1_000_000
SUB_NS = tuple(1_000 * MS + 125 * MS * number for number in range(9))  # eight frames a second
PERSON = Box("person", Kind.PERSON, 0.9, 960, 540, 1060, 840)


def look(at_ms: int) -> Detections:
    return Detections(FrameStamp("c1", 1, at_ms * MS, 0, 1920, 1080), (PERSON,), 0, 1)


@pytest.mark.parametrize(
    ("at_ms", "frame"), [(1_000, 0), (1_062, 0), (1_063, 1), (1_120, 1), (900, 0), (899, None), (2_100, 8)]
)
def test_the_nearest_frame_is_its_own_within_the_bound(at_ms, frame):
    assert own_frame(at_ms * MS, SUB_NS) == frame


def test_of_a_film_without_frames_none_is():
    assert own_frame(5, ()) is None
    assert laid([look(1_000)], ()) == {}


def test_in_a_gap_that_is_longer_than_the_bound_no_frame_is_its_own():
    frames_ns = (1_000 * MS, 3_000 * MS)
    assert [own_frame(ms * MS, frames_ns) for ms in (1_100, 1_101, 2_899, 2_900)] == [0, None, None, 1]


def test_a_look_lies_on_one_frame_with_that_frames_moment_and_its_own_size():
    seen = look(1_080)
    ((frame_ns, nearest),) = laid([seen], SUB_NS).items()
    on_it = on_frame(nearest, frame_ns)
    assert frame_ns == on_it.stamp.captured_at_ns == 1_125 * MS
    assert (on_it.stamp.width, on_it.stamp.height) == (1920, 1080)
    assert on_it.boxes == seen.boxes
    assert MOST_OFF_NS == 100 * MS


def test_of_several_looks_the_nearest_one_has_the_frame():
    looks = [look(ms) for ms in (1_090, 1_120, 1_150)]
    assert laid(looks, SUB_NS)[1_125 * MS] is looks[1]
    assert len(laid(looks, SUB_NS)) == 1


def test_a_look_of_the_films_own_stream_is_handed_on_as_it_is():
    seen = look(1_250)
    assert on_frame(laid([seen], SUB_NS)[1_250 * MS], 1_250 * MS) is seen


def test_what_a_camera_told_by_itself_stands_on_no_frame():
    assert laid([replace(look(1_000), source=Source.CAMERA)], SUB_NS) == {}
