"""Files read frame by frame: times, letterbox, JPEG, and files that are no pictures."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path
from queue import Queue

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.media.frame import Letterbox
from console.media.host import Host
from console.media.worker.frame_file import read_frames
from console.media.worker.letterbox import letterbox
from console.outbox import Outbox
from console.problem import Problem
from tests.peers.peer_process import wait_until


@pytest.fixture
def street(asset_folder) -> Path:
    return asset_folder / "footage" / "vtest.avi"


def test_frames_come_in_order_with_their_times(street):
    frames = list(islice(read_frames(street), 30))
    assert [frame.index for frame in frames] == list(range(30))
    assert [frame.media_time_us for frame in frames] == [100_000 * number for number in range(30)]
    assert {(frame.width, frame.height, frame.scale) for frame in frames} == {(768, 576, 416 / 768)}


def test_every_third_keeps_its_number_and_picture(street):
    all_frames = list(islice(read_frames(street), 10))
    some = list(islice(read_frames(street, every=3), 4))
    assert [(frame.index, frame.media_time_us) for frame in some] == [
        (0, 0),
        (3, 300_000),
        (6, 600_000),
        (9, 900_000),
    ]
    for frame in some:
        assert np.array_equal(frame.pixels, all_frames[frame.index].pixels)


def test_pixels_are_the_live_feeds_letterbox_of_the_full_frame(street):
    expected = np.empty((416, 416, 3), np.uint8)
    with av.open(str(street)) as container:
        for frame, full in zip(islice(read_frames(street), 3), container.decode(video=0), strict=False):
            assert frame.scale == letterbox(full, expected)
            assert np.array_equal(frame.pixels, expected)
    assert (frame.pixels[312:] == 114).all() and not (frame.pixels[:312] == 114).all()


def test_frames_do_not_share_their_memory(street):
    first, second = islice(read_frames(street), 2)
    before = first.pixels.copy()
    second.pixels[:] = 0
    assert np.array_equal(first.pixels, before)


def test_the_jpeg_is_the_full_frame_and_reads_as_a_picture(street, tmp_path):
    frame = next(islice(read_frames(street), 5, None))
    picture = tmp_path / "still.jpg"
    picture.write_bytes(frame.jpeg())
    (again,) = read_frames(picture)
    assert (again.index, again.width, again.height) == (0, 768, 576)
    difference = again.pixels.astype(float) - frame.pixels
    assert (
        10 * np.log10(255**2 / np.mean(difference**2)) > 38
    )  # dB; quality, colours and brightness are right


def test_a_live_feed_of_the_file_has_the_same_frames(asset_folder):
    file = asset_folder / "footage" / "car-detection.mp4"
    frames = {frame.media_time_us: frame for frame in islice(read_frames(file), 100)}
    letterboxes: Queue[Letterbox] = Queue()
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=1)
    host.start()
    try:
        host.listen_letterboxes(letterboxes.put, lambda _camera_id: None)
        feed = host.open("file", Address.parse(str(file)))
        wait_until(lambda: feed.counters().decoded > 0, within_s=10, what="the file plays")
        for _look in range(15):
            wait_until(lambda: host.ask_letterbox("file"), within_s=5, what="it can be asked")
            live = letterboxes.get(timeout=5)
            frame = frames[live.stamp.media_time_us]
            assert (frame.width, frame.height) == (live.stamp.width, live.stamp.height)
            assert frame.scale == live.scale
            assert np.array_equal(frame.pixels, live.pixels)
            host.finish_letterbox(live)
    finally:
        host.stop()


def test_a_damaged_part_is_passed_over(asset_folder, tmp_path):
    content = bytearray((asset_folder / "footage" / "car-detection.mp4").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 30_000] = random.Random(5).randbytes(30_000)
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(content)
    times = [frame.media_time_us for frame in read_frames(damaged, every=5)]
    assert times == sorted(times)
    assert times[-1] > 29_000_000  # the clip has 30 s


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<html><body>Login</body></html>"),
        ("words.txt", b"FFmpeg would paint this text as ANSI art\n" * 20),
        ("cut.mp4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41"),
        ("empty.jpg", b""),
        ("noise.avi", random.Random(3).randbytes(5000)),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n"),
    ],
)
def test_what_is_no_picture_is_told(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Problem, match="no picture or video can be read") as caught:
        next(read_frames(file))
    assert caught.value.where == str(file)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Problem, match="there is no such file"):
        next(read_frames(tmp_path / "gone.mp4"))
