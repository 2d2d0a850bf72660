"""A hardware decoder, played by software: when it takes over, and what comes when it fails."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import av
import numpy as np
import pytest
from av.error import InvalidDataError
from av.video.reformatter import ColorRange, Interpolation

from console.cameras.search_grid import WHOLE
from console.media.board import Column
from console.media.hardware import Hardware, StreamClass
from console.media.letterbox_arena import LETTERBOX_SHAPE, make_arena
from console.media.messages import AskLetterbox, LetterboxMade
from console.media.worker import hardware_sessions
from console.media.worker.feed_decoding import FeedDecoding
from console.media.worker.hardware_sessions import HardwareSessions
from console.media.worker.letterbox import letterbox
from console.media.worker.letterbox_jobs import LetterboxJobs
from console.media.worker.luma import Luma
from console.media.worker.packet_queue import Arrival
from console.media.worker.stream import open_stream
from tests.console.media.worker.feed_bench import make_feed
from tests.fakes.fake_hardware import FakeHardware

_GROUP = 15  # frames from keyframe to keyframe of the clip
_FRAMES = 60
_DAMAGED = InvalidDataError(1094995529, "Invalid data found when processing input")


def hardware(*, better: bool = True, sessions: int = 4, height: int = 180, codec: str = "h264") -> Hardware:
    return Hardware("cuda", av.ffmpeg_version_info, {StreamClass(codec, height): better}, sessions)


def tile(frame) -> np.ndarray:
    """Scaled as a tile is: in full size each format has its own way to spread its colours."""
    small = frame.reformat(
        frame.width // 2, frame.height // 2, "bgr24", interpolation=Interpolation.AREA, threads=1
    )
    return small.to_ndarray()


class Shown:
    """A tile that remembers: format, presentation time and pixels of each picture."""

    name = "tile"

    def __init__(self) -> None:
        self.formats: list[str] = []
        self.times: list[int] = []
        self.pixels: list[np.ndarray] = []

    def show(self, frame, *, captured_at_ns: int, sequence: int) -> None:
        self.formats.append(frame.format.name)
        self.times.append(frame.pts)
        self.pixels.append(tile(frame))


class Wall:
    """One camera's feed and its decoding, with packets by hand."""

    def __init__(self, clip: Path, sessions: HardwareSessions) -> None:
        self.told: list[object] = []
        self._arena = make_arena()
        self._letterboxes = LetterboxJobs(self._arena, busy_slots=(), tell=self.told.append)
        self.feed = make_feed(str(clip), tell=self.told.append)
        self.shown = Shown()
        self.feed.scalers = (self.shown,)
        self.decoding = FeedDecoding(self.feed, letterboxes=self._letterboxes, sessions=sessions)
        self._clip = clip

    def play(self, before=lambda _number, _packet: None) -> None:
        """The whole clip; `before` sees each packet, numbered from 1."""
        with open_stream(str(self._clip), kind="file") as stream:
            self.feed.begin(stream)
            for number, packet in enumerate(stream.packets(), 1):
                before(number, packet)
                self.decoding.take(Arrival(stream, packet, time.monotonic_ns()))

    def count(self, column: Column) -> int:
        return self.feed.row[column]

    def end(self) -> None:
        self._letterboxes.end()
        os.close(self._arena)


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory) -> Path:
    from tests.peers.moving_clip import encode, moving

    return encode(tmp_path_factory.mktemp("clips") / "long.mp4", moving(320, 180, _FRAMES))


@pytest.fixture(scope="module")
def truth(long_clip) -> list[np.ndarray]:
    with av.open(str(long_clip)) as container:
        return [tile(frame) for frame in container.decode(video=0)]


@pytest.fixture
def fake(monkeypatch) -> FakeHardware:
    fake = FakeHardware()
    fake.install(monkeypatch)
    monkeypatch.setattr(hardware_sessions, "_PAUSE", 0)
    return fake


@pytest.fixture
def wall(long_clip, fake):
    walls = []

    def make(told: Hardware | None = None) -> Wall:
        walls.append(Wall(long_clip, HardwareSessions(told or hardware())))
        return walls[-1]

    yield make
    for each in walls:
        each.end()


def _assert_right(shown: Shown, truth: list[np.ndarray], numbers: list[int]) -> None:
    """Those frames of the clip, in order, each once, with their own pixels."""
    step = shown.times[1] - shown.times[0]
    assert [at // step for at in shown.times] == numbers
    for number, pixels in zip(numbers, shown.pixels, strict=True):
        assert np.abs(pixels.astype(int) - truth[number]).mean() < 1.5, f"frame {number}"


def test_the_hardware_takes_over_with_a_keyframe_and_no_picture_is_lost(wall, fake, truth):
    each = wall()
    each.play()
    assert fake.opened == 1
    assert each.shown.formats == ["yuv420p"] * _GROUP + ["nv12"] * (_FRAMES - _GROUP)
    _assert_right(each.shown, truth, list(range(_FRAMES)))
    assert (each.count(Column.HARDWARE), each.count(Column.FALLBACKS)) == (1, 0)


def test_frames_that_were_held_back_for_their_order_come_out_before_the_hardwares(
    fake, encode_clip, tmp_path
):
    clip = encode_clip(tmp_path / "b.mp4", 45, g="15", bf="2", preset="veryfast")
    each = Wall(clip, HardwareSessions(hardware()))
    each.play()
    assert fake.opened == 1
    shown = each.shown.times
    assert shown == sorted(set(shown))
    assert len(shown) >= 43, "only what the decoder still holds at the end"
    assert each.shown.formats.index("nv12") == 15
    each.end()


@pytest.mark.parametrize(
    "told",
    [
        hardware(better=False),
        hardware(height=200),
        hardware(codec="hevc"),
        hardware(sessions=0),
        Hardware("cuda", "another FFmpeg", {StreamClass("h264", 180): True}, 4),
    ],
)
def test_software_decodes_what_was_not_measured_to_be_better(wall, fake, told):
    each = wall(told)
    each.play()
    assert fake.opened == 0
    assert set(each.shown.formats) == {"yuv420p"}
    assert len(each.shown.times) == _FRAMES


def test_a_session_that_cannot_be_opened_is_told_and_software_goes_on(wall, fake, truth, caplog):
    fake.most = 0
    each = wall()
    with caplog.at_level(logging.WARNING):
        each.play()
    _assert_right(each.shown, truth, list(range(_FRAMES)))
    assert (each.count(Column.HARDWARE), each.count(Column.FALLBACKS)) == (0, 1)
    assert each.count(Column.DAMAGED) == 0
    (line,) = [record.getMessage() for record in caplog.records]
    assert "camera c1: the hardware decoder failed (NotImplementedError: no more sessions)" in line


@pytest.mark.parametrize("error", [None, _DAMAGED])
def test_a_first_keyframe_that_fails_is_decoded_in_software(wall, fake, truth, error):
    fake.fail_at(1, error)
    each = wall()
    each.play()
    _assert_right(each.shown, truth, list(range(_FRAMES)))
    assert each.count(Column.FALLBACKS) == 1


def test_after_a_failure_in_midstream_software_goes_on_with_the_next_keyframe(wall, fake, truth, caplog):
    fake.fail_at(6)  # packet 21 of the clip
    each = wall()
    with caplog.at_level(logging.WARNING):
        each.play()
    _assert_right(each.shown, truth, [*range(20), *range(30, _FRAMES)])
    assert each.shown.formats[20:] == ["yuv420p"] * 30
    assert (each.count(Column.HARDWARE), each.count(Column.FALLBACKS)) == (0, 1)
    assert each.count(Column.DAMAGED) == 10
    assert fake.opened == 1, "not again in this connection"
    assert len(caplog.records) == 1


def test_a_failure_at_a_keyframe_costs_no_picture(wall, fake, truth):
    fake.fail_at(_GROUP + 1)
    each = wall()
    each.play()
    _assert_right(each.shown, truth, list(range(_FRAMES)))
    assert each.count(Column.FALLBACKS) == 1


def test_a_damaged_packet_is_no_failure_of_the_hardware(wall, fake):
    fake.fails = lambda packet: _DAMAGED if packet == 6 else None
    each = wall()
    each.play()
    assert (each.count(Column.HARDWARE), each.count(Column.FALLBACKS)) == (1, 0)
    assert each.count(Column.DAMAGED) == 1
    assert len(each.shown.times) == _FRAMES - 1


def test_the_next_connection_tries_the_hardware_again(wall, fake):
    fake.fail_at(6)
    each = wall()
    each.play()
    fake.fails = lambda _packet: None
    each.play()
    assert fake.opened == 2
    assert each.count(Column.HARDWARE) == 1


def test_a_clip_that_loops_stays_in_hardware(wall, fake, long_clip, truth):
    each = wall()
    with open_stream(str(long_clip), kind="file") as stream:
        each.feed.begin(stream)
        for _turn in range(2):
            for packet in stream.packets():
                each.decoding.take(Arrival(stream, packet, time.monotonic_ns()))
            each.decoding.take(Arrival(stream, None, time.monotonic_ns()))
            stream.rewind()
    assert len(each.shown.times) == 2 * _FRAMES
    assert fake.opened == 1
    assert np.abs(each.shown.pixels[-1].astype(int) - truth[-1]).mean() < 1.5


def test_only_so_many_sessions_are_open_and_a_closed_feed_gives_its_own_back(long_clip, fake):
    sessions = HardwareSessions(hardware(sessions=1))
    first, second = Wall(long_clip, sessions), Wall(long_clip, sessions)
    first.play()
    second.play()
    assert (first.count(Column.HARDWARE), second.count(Column.HARDWARE)) == (1, 0)
    first.decoding = None
    second.play()
    assert second.count(Column.HARDWARE) == 1
    for each in (first, second):
        each.end()


def test_a_wall_moves_over_bit_by_bit(long_clip, fake, monkeypatch):
    monkeypatch.setattr(hardware_sessions, "_PAUSE", 10**6)
    sessions = HardwareSessions(hardware())
    walls = [Wall(long_clip, sessions) for _number in range(2)]
    for each in walls:
        each.play()
        each.end()
    assert [each.count(Column.HARDWARE) for each in walls] == [1, 0]


def test_a_device_that_does_not_answer_is_told_once(wall, fake, monkeypatch, caplog):
    def absent(_device):
        raise NotImplementedError("no such device")

    monkeypatch.setattr("console.media.worker.hardware_device.open_device", absent)
    each = wall()
    with caplog.at_level(logging.WARNING):
        each.play()
        each.play()
    assert len(each.shown.times) == 2 * _FRAMES
    assert each.count(Column.FALLBACKS) == 0
    (line,) = [record.getMessage() for record in caplog.records]
    assert "cuda does not answer (NotImplementedError): software decodes" in line


def test_a_device_that_no_stream_needs_is_left_alone(wall, monkeypatch):
    def opened(_device):
        raise AssertionError("a context of the driver for nothing")

    monkeypatch.setattr("console.media.worker.hardware_device.open_device", opened)
    wall(hardware(better=False)).play()


# --- what looks at the frames ---


def test_a_detector_gets_the_full_frame_of_a_hardware_session_at_once(wall, long_clip):
    each = wall()

    def ask_at_40(number, _packet):
        if number == 40:
            each.feed.ask(AskLetterbox(1, job=7, grid=WHOLE))

    each.play(ask_at_40)
    made = next(told for told in each.told if isinstance(told, LetterboxMade))
    assert made.stamp.sequence == 40


def _twins(tmp_path, encode_clip, **how):
    """A frame as software decodes it, and the same as the hardware hands it over."""
    with av.open(str(encode_clip(tmp_path / "clip.mp4", 3, width=640, height=360, **how))) as container:
        frame = next(container.decode(video=0))
    moved = frame.reformat(format="nv12", dst_color_range=frame.color_range)
    moved.color_range, moved.colorspace = frame.color_range, frame.colorspace
    return frame, moved


def test_picture_health_sees_the_same_brightness(tmp_path, encode_clip):
    frame, moved = _twins(tmp_path, encode_clip)
    assert moved.format.name == "nv12"
    assert (Luma(frame).points == Luma(moved).points).all()


def test_the_detectors_letterbox_is_the_same(tmp_path, encode_clip):
    frame, moved = _twins(tmp_path, encode_clip)
    ours, theirs = np.zeros(LETTERBOX_SHAPE, np.uint8), np.zeros(LETTERBOX_SHAPE, np.uint8)
    assert letterbox(frame, ours) == letterbox(moved, theirs)
    assert np.abs(ours.astype(int) - theirs).mean() < 1


def test_full_range_colours_stay_full_range(tmp_path, encode_clip):
    """What software calls yuvj420p is NV12 that says so."""
    frame, moved = _twins(tmp_path, encode_clip, codec="mjpeg")
    assert frame.format.name == "yuvj420p" and moved.color_range == ColorRange.JPEG
    assert np.abs(tile(frame).astype(int) - tile(moved)).mean() < 1
