"""One feed's packets by hand: detectors get frames that were decoded in full, whatever tiles need."""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest

from console.cameras.search_grid import WHOLE
from console.media.board import Column
from console.media.letterbox_arena import ARENA_BYTES, LETTERBOX_SHAPE, make_arena, slots_of
from console.media.messages import AskLetterbox, FeedReport, LetterboxDropped, LetterboxMade
from console.media.worker.codec import Codec
from console.media.worker.feed_decoding import FeedDecoding
from console.media.worker.hardware_sessions import HardwareSessions
from console.media.worker.letterbox import letterbox
from console.media.worker.letterbox_jobs import LetterboxJobs
from console.media.worker.packet_queue import Arrival
from console.media.worker.stream import open_stream
from tests.console.media.worker.feed_bench import make_feed


class Bench:
    """A feed between a file and a list of what it tells."""

    def __init__(self, path: Path) -> None:
        self.told: list[object] = []
        self.arena = make_arena()
        self.letterboxes = LetterboxJobs(self.arena, busy_slots=(), tell=self.told.append)
        self.feed = make_feed(str(path), tell=self.told.append)
        self.decoding = FeedDecoding(self.feed, letterboxes=self.letterboxes, sessions=HardwareSessions(None))

    def end(self) -> None:
        self.letterboxes.end()
        os.close(self.arena)

    def letterbox(self) -> tuple[LetterboxMade, np.ndarray]:
        made = next(each for each in self.told if isinstance(each, LetterboxMade))
        with open(self.arena, "rb", closefd=False) as file:
            pixels = np.frombuffer(file.read(ARENA_BYTES), np.uint8)
        return made, slots_of(pixels)[made.slot][0]


@pytest.fixture
def filtered_clip(tmp_path, encode_clip) -> Path:
    return encode_clip(tmp_path / "filtered.mp4", 45, preset="veryfast", g="15", bf="0", crf="40")


@pytest.fixture
def bench(filtered_clip):
    bench = Bench(filtered_clip)
    yield bench
    bench.end()


def _wanted(path: Path, media_time_us: int) -> np.ndarray:
    with av.open(str(path)) as container:
        frame = next(f for f in container.decode(video=0) if round(f.time * 1e6) == media_time_us)
    out = np.zeros(LETTERBOX_SHAPE, np.uint8)
    letterbox(frame, out)
    return out


@pytest.mark.parametrize(("asked_before", "comes_with"), [(True, 21), (False, 31)])
def test_a_detector_gets_no_frame_that_was_decoded_without_its_filter(
    bench, filtered_clip, asked_before, comes_with
):
    if asked_before:
        bench.feed.asked_at_ns = time.monotonic_ns()
    with open_stream(str(filtered_clip), kind="file") as stream:
        bench.feed.begin(stream)
        for number, packet in enumerate(stream.packets(), 1):
            if number == 21:
                bench.feed.ask(AskLetterbox(1, job=7, grid=WHOLE))
            bench.decoding.take(Arrival(stream, packet, time.monotonic_ns()))
    made, pixels = bench.letterbox()
    assert (made.job, made.stamp.sequence) == (7, comes_with)  # a keyframe is the place to change
    assert (pixels == _wanted(filtered_clip, made.stamp.media_time_us)).all()
    assert bench.feed.row[Column.DECODED] == 45


def test_what_is_left_of_a_lost_connection_is_not_shown(bench, filtered_clip):
    with open_stream(str(filtered_clip), kind="file") as stream:
        packet = next(stream.packets())
        bench.decoding.take(Arrival(stream, packet, time.monotonic_ns()))
    assert bench.told == []
    assert bench.feed.row[Column.DECODED] == 0


def _connect(bench, clip, count=None, *, first=0):
    """A connection that ends after so many packets; returns what the tile was shown."""
    pictures = []
    show = SimpleNamespace(name="t", show=lambda frame, **_times: pictures.append(frame.to_ndarray()))
    bench.feed.add_scaler(show)
    with open_stream(str(clip), kind="file") as stream:
        bench.feed.begin(stream)
        for packet in itertools.islice(stream.packets(), first, count):
            bench.decoding.take(Arrival(stream, packet, time.monotonic_ns()))
    return pictures


@pytest.fixture
def opened(monkeypatch):
    """The decoders that were opened, by the width of their video."""
    widths, real = [], Codec._open
    monkeypatch.setattr(
        Codec, "_open", lambda codec: (widths.append(codec._parameters.width), real(codec))[1]
    )
    return widths


def test_a_camera_that_comes_back_goes_on_with_its_decoder_and_shows_what_a_new_one_would(
    bench, opened, tmp_path, encode_clip
):
    clip = encode_clip(tmp_path / "reordered.mp4", 30, g="15", bf="2", b_adapt="0")
    _connect(bench, clip, 20)  # in the middle of a group, with pictures that wait for their turn
    once = len(opened)
    again = _connect(bench, clip)
    assert len(opened) == once
    sessions = HardwareSessions(None)
    bench.decoding = FeedDecoding(bench.feed, letterboxes=bench.letterboxes, sessions=sessions)
    assert np.array_equal(again, _connect(bench, clip))
    assert len(again) > 20


def test_a_camera_that_comes_back_with_other_video_has_another_decoder(
    bench, filtered_clip, opened, tmp_path, encode_clip
):
    _connect(bench, filtered_clip, 20)
    pictures = _connect(bench, encode_clip(tmp_path / "small.mp4", 5, width=160, height=96, bf="0"))
    assert opened[-1] == 160
    assert len(pictures) == 5


def test_a_decoder_that_makes_no_pictures_any_more_is_not_gone_on_with(bench, opened, tmp_path, encode_clip):
    clip = encode_clip(tmp_path / "one-group.mp4", 40, g="99", sc_threshold="0", bf="0")
    _connect(bench, clip, 5)
    once = len(opened)
    assert _connect(bench, clip, first=1) == []  # without its keyframe; the decoder does not complain
    assert len(opened) == once
    assert len(_connect(bench, clip)) == 40
    assert len(opened) == once + 2  # with the filter, and at the keyframe without it


def test_damaged_packets_are_counted_and_the_feed_goes_on(bench, filtered_clip):
    with open_stream(str(filtered_clip), kind="file") as stream:
        bench.feed.begin(stream)
        for number, packet in enumerate(stream.packets()):
            if 5 <= number < 35 and not packet.is_keyframe:
                packet.update(bytes([number]) * packet.size)
            bench.decoding.take(Arrival(stream, packet, time.monotonic_ns()))
    assert bench.feed.row[Column.DAMAGED] > 20
    assert bench.feed.row[Column.DECODED] >= 15
    assert [type(each) for each in bench.told] == [FeedReport]


def test_a_wish_that_no_frame_answers_is_given_up(bench):
    bench.feed.begin(object())
    bench.feed.ask(AskLetterbox(1, job=7, grid=WHOLE))
    now_ns = time.monotonic_ns()
    bench.feed.drop_stale_job(now_ns)
    assert bench.told == []
    bench.feed.drop_stale_job(now_ns + 7_000_000_000)
    assert bench.told == [LetterboxDropped(7)]
