"""A clip that the real clip writer made, played again: exact frames, its end, and bytes that were changed."""

from __future__ import annotations

import json
import time

import pytest

from console.alerts.looks import look_lines
from console.cameras.address import Address
from console.clock import SystemClock
from console.detection.detection import Box, Detections, Kind
from console.evidence.clip_looks import ClipFrames, read_clip_looks, utc_ns
from console.journal.entry import utc_text
from console.journal.evidence import file_sha256
from console.media.clip import utc_minus_monotonic_ns
from console.media.frame import FrameStamp
from console.media.host import Host
from console.media.media_error import MediaError
from console.media.replay_state import ReplayPhase, ReplaySpeed
from console.outbox import Outbox
from tests.console.media.numbered_clip import HEIGHT, WIDTH, numbered, read_number
from tests.console.media.test_replays import paused, phase_is, wait_for

S = 1_000_000_000
KEPT_S = 4
OPTIONS = {"preset": "ultrafast", "g": "15", "bf": "2"}  # frames are not shown in the order they are sent in


class Recorded:
    """A clip of a running camera, and what a detector saw meanwhile."""

    def __init__(self, host, folder):
        self.host = host
        self.file = folder / "clip.mp4"
        self.offset_ns = utc_minus_monotonic_ns(SystemClock())
        self.seen = []  # (detections, number painted in)
        host.listen_letterboxes(self._see, lambda _camera_id: None)
        feed = host.open("c1", Address.parse(str(numbered(folder / "film.mp4", 300, **OPTIONS))))
        wait_for(lambda: feed.counters().ring_span_ns > S)
        while feed.counters().ring_span_ns < KEPT_S * S:
            host.ask_letterbox("c1")
            time.sleep(0.15)
        now_ns = time.monotonic_ns()
        self.made = host.save_clip("c1", from_ns=now_ns - 3 * S, to_ns=now_ns, file=self.file).result(20)
        host.close("c1")
        self.sha256 = file_sha256(self.file)
        self.begins_ns = utc_ns(utc_text(self.made.started_at_utc))

    def _see(self, letterbox):
        number = read_number(letterbox.pixels[: int(HEIGHT * letterbox.scale)])
        box = Box("person", Kind.PERSON, 0.9, 10, 10, 40, 80, track=number)
        self.seen.append((Detections(letterbox.stamp, (box,), 0, 0), number))
        self.host.finish_letterbox(letterbox)

    def open(self, *, sha256=None):
        return self.host.replays.open_clip(self.file, sha256=sha256 or self.sha256, begins_ns=self.begins_ns)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=1)
    host.start()
    yield Recorded(host, tmp_path_factory.mktemp("recorded"))
    host.stop()


@pytest.fixture
def clip(recorded):
    clip = recorded.open()
    yield clip
    clip.close()


def at_start(clip):
    eyes = paused(clip)
    clip.seek(0)
    eyes.wait()
    return eyes


def test_every_frame_is_there_and_none_twice(recorded, clip):
    eyes = at_start(clip)
    numbers, moments = zip(*[eyes.look(), *_steps(clip, eyes, recorded.made.frames - 1)], strict=True)
    assert numbers == tuple(range(numbers[0], numbers[0] + recorded.made.frames))
    assert set(moments) == set(clip.clip.frames_ns)
    assert moments[0] == recorded.begins_ns == clip.state().oldest_ns
    assert (clip.clip.width, clip.clip.height) == (WIDTH, HEIGHT)
    clip.step(-1)
    assert eyes.wait()[0] == numbers[-2]


def _steps(clip, eyes, count):
    for _step in range(count):
        clip.step(1)
        yield eyes.wait()


def test_it_goes_to_a_moment_and_plays_to_its_end_at_its_pace(clip):
    eyes = at_start(clip)
    first = eyes.look()[0]
    clip.seek(clip.state().newest_ns - S)
    assert eyes.wait()[0] >= first + 15
    began_ns = time.monotonic_ns()
    clip.play(ReplaySpeed.DOUBLE)
    wait_for(phase_is(clip, ReplayPhase.CAUGHT_UP))
    assert time.monotonic_ns() - began_ns > 0.4 * S
    clip.seek(0)
    wait_for(phase_is(clip, ReplayPhase.PLAYING))


def test_boxes_lie_on_the_frame_they_were_seen_in(recorded, clip, tmp_path):
    wait_for(lambda: clip.clip)
    file = tmp_path / "boxes.jsonl"
    looks = [look for look, _number in recorded.seen]
    file.write_bytes(look_lines(looks, utc_minus_monotonic_ns=recorded.offset_ns))
    frames = ClipFrames(clip.clip.frames_ns, WIDTH, HEIGHT)
    laid = read_clip_looks(file, sha256=file_sha256(file), frames=frames)
    eyes = at_start(clip)
    painted = {}
    for number, at_ns in [eyes.look(), *_steps(clip, eyes, recorded.made.frames - 1)]:
        painted[at_ns] = number
    assert len(laid) >= 10
    assert [painted[look.stamp.captured_at_ns] for look in laid] == [look.boxes[0].track for look in laid]
    assert read_clip_looks(file, sha256=recorded.sha256, frames=frames) == ()


@pytest.mark.parametrize(
    ("width", "at_ms", "frame"),
    [
        (WIDTH, 190, 1),  # its own stream's came in late
        (WIDTH, 700, 2),
        (WIDTH, 701, None),
        (1920, 190, 2),  # the other stream's is nearest to
        (1920, 300, 2),
        (1920, 301, None),
        (1920, -101, None),
    ],
)
def test_boxes_of_the_other_stream_lie_on_the_nearest_frame_and_on_none_far_away(
    tmp_path, width, at_ms, frame
):
    begins_ns, file = 1_800_000_000 * S, tmp_path / "boxes.jsonl"
    moments_ns = tuple(begins_ns + number * S // 10 for number in range(3))
    box = Box("person", Kind.PERSON, 0.9, 10, 10, 40, 80)
    stamp = FrameStamp("c1", 1, begins_ns + at_ms * 1_000_000, 0, width, HEIGHT)
    file.write_bytes(look_lines([Detections(stamp, (box,), 0, 0)], utc_minus_monotonic_ns=0))
    frames = ClipFrames(moments_ns, WIDTH, HEIGHT)
    laid = read_clip_looks(file, sha256=file_sha256(file), frames=frames)
    assert [look.stamp.captured_at_ns for look in laid] == ([] if frame is None else [moments_ns[frame]])
    assert [look.stamp.width for look in laid] == ([] if frame is None else [width])


def test_boxes_that_are_no_boxes_are_none(tmp_path):
    file = tmp_path / "boxes.jsonl"
    for row in ("{", json.dumps({"at_utc": "now"}), json.dumps({"at_utc": "2026-01-01T00:00:00Z"}), "[]"):
        file.write_text(row, encoding="ascii")
        frames = ClipFrames((1,), WIDTH, HEIGHT)
        assert read_clip_looks(file, sha256=file_sha256(file), frames=frames) == ()


def test_changed_bytes_are_not_played(recorded):
    clip = recorded.open(sha256="0" * 64)
    wait_for(phase_is(clip, ReplayPhase.CHANGED))
    assert clip.clip is None


def test_a_file_that_is_no_clip_or_not_there_ends_and_the_decoder_lives(recorded, tmp_path):
    text = tmp_path / "clip.mp4"
    text.write_text("no clip", encoding="ascii")
    for file in (text, tmp_path / "none.mp4"):
        sha256 = file_sha256(file) if file.exists() else "0" * 64
        clip = recorded.host.replays.open_clip(file, sha256=sha256, begins_ns=1)
        wait_for(phase_is(clip, ReplayPhase.EMPTY))
    again = recorded.open()
    wait_for(phase_is(again, ReplayPhase.PLAYING))
    again.close()


def test_without_a_decoder_it_is_refused(recorded):
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=1)  # not started
    with pytest.raises(MediaError):
        host.replays.open_clip(recorded.file, sha256=recorded.sha256, begins_ns=1)
