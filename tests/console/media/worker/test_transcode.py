"""Demo clips: their frames, GOP, choice of frames by time, laps, mirror; and what goes wrong aloud."""

from __future__ import annotations

import resource
import signal
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from console.media.worker.clip_fault import Span
from console.media.worker.picture_health import PictureHealth
from console.media.worker.transcode import Mirror, make_clip
from console.problem import Problem

FOOTAGE = ["car-detection.mp4", "motorway.avi", "one-by-one-person-detection.mp4", "vtest.avi"]


@pytest.fixture(scope="module")
def grey_ramp(tmp_path_factory) -> Path:
    """20 frames at 10 fps; frame n is grey of value 20 + 10 n, its left half 6 brighter."""
    path = tmp_path_factory.mktemp("ramp") / "ramp.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "1", "g": "5", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(20):
            planes = np.full((270, 320), 128, np.uint8)
            planes[:180] = 20 + 10 * number
            planes[:180, :160] += 6
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _greys(clip: Path) -> list[tuple[float, float]]:
    """(mean of the left half, mean of the right half) of each frame's brightness."""
    with av.open(str(clip)) as container:
        frames = [frame.to_ndarray()[:360] for frame in container.decode(video=0)]
    return [(float(frame[:, 40:280].mean()), float(frame[:, 360:600].mean())) for frame in frames]


def _shown(clip: Path) -> list[int]:
    """Which frame of the ramp each frame of the clip shows."""
    return [round((right - 20) / 10) for _left, right in _greys(clip)]


@pytest.mark.parametrize("name", FOOTAGE)
def test_real_footage_becomes_a_street_cameras_stream(asset_folder, tmp_path, name):
    target = tmp_path / "clip.mp4"
    make_clip(asset_folder / "footage" / name, target, start_s=9.5, seconds=5, crop=(0.05, 0.1, 0.8, 0.8))
    with av.open(str(target)) as container:
        stream = container.streams.video[0]
        assert (stream.codec.name, stream.width, stream.height) == ("h264", 640, 360)
        assert stream.average_rate == 15
        assert stream.codec_context.has_b_frames is False
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        times = [packet.pts * packet.time_base for packet in packets]
        assert times == [Fraction(number, 15) for number in range(75)]
        assert [number for number, packet in enumerate(packets) if packet.is_keyframe] == [0, 30, 60]
    assert 350_000 < target.stat().st_size * 8 / 5 < 700_000  # 512 kbit/s
    assert list(tmp_path.iterdir()) == [target]


def test_frames_are_chosen_by_time_and_go_round(grey_ramp, tmp_path):
    target = tmp_path / "clip.mp4"
    make_clip(grey_ramp, target, start_s=1.5, seconds=3)
    assert _shown(target) == [(15 + 10 * number // 15) % 20 for number in range(45)]


def test_a_start_beyond_the_end_is_taken_round(grey_ramp, tmp_path):
    target = tmp_path / "clip.mp4"
    make_clip(grey_ramp, target, start_s=2 * 7 + 0.3, seconds=1)
    assert _shown(target)[0] == 3


@pytest.mark.parametrize("mirror", list(Mirror))
def test_the_mirror_exchanges_left_and_right(grey_ramp, tmp_path, mirror):
    target = tmp_path / "clip.mp4"
    make_clip(grey_ramp, target, seconds=1, mirror=mirror)
    brighter_left = [left > right + 3 for left, right in _greys(target)]
    assert brighter_left == [mirror is Mirror.NONE] * 15


def test_the_crop_is_in_fractions_of_the_picture(grey_ramp, tmp_path):
    target = tmp_path / "clip.mp4"
    make_clip(grey_ramp, target, seconds=1, crop=(0.25, 0.25, 0.75, 0.75))
    with av.open(str(target)) as container:
        first = next(container.decode(video=0)).to_ndarray()[:360].astype(float)
    middle = first.mean(axis=0)
    assert abs(int(np.argmin(np.diff(middle))) - 213) <= 6  # the edge, a third from the left


def test_the_same_call_writes_the_same_bytes(asset_folder, tmp_path):
    source = asset_folder / "footage" / "vtest.avi"
    for name in ("a.mp4", "b.mp4"):
        make_clip(source, tmp_path / name, start_s=3, seconds=2, mirror=Mirror.LEFT_RIGHT)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_pause_has_no_frames_and_takes_its_time(grey_ramp, tmp_path):
    target = tmp_path / "clip.mp4"
    make_clip(grey_ramp, target, seconds=4, pauses=[Span(0.4, 1.0), Span(2, 3)])
    with av.open(str(target)) as container:
        numbers = [round(frame.pts * frame.time_base * 15) for frame in container.decode(video=0)]
    assert numbers == [*range(6), *range(15, 30), *range(45, 60)]
    assert _shown(target) == [10 * number // 15 % 20 for number in numbers]


def test_a_frozen_picture_stands_still_under_its_counter(asset_folder, tmp_path):
    """The desk's own judge of pictures calls it frozen in its span alone."""
    target = tmp_path / "clip.mp4"
    make_clip(asset_folder / "footage" / "vtest.avi", target, start_s=9, seconds=22, frozen=Span(4, 20))
    health, frozen_s, counters = PictureHealth(set_fault=lambda _fault, _since_ns: None), [], set()
    with av.open(str(target)) as container:
        for frame in container.decode(video=0):
            since_ns = health.look(frame, at_ns=round(1 + frame.time * 1e9))
            if since_ns and frame.time - since_ns / 1e9 >= 10:
                frozen_s.append(frame.time)
            if frame.key_frame and 4 <= frame.time < 20:
                counters.add((frame.to_ndarray()[14:38, 92:112] > 128).tobytes())
    assert 14 <= min(frozen_s) <= 17
    assert 19.9 < max(frozen_s) < 21
    assert len(counters) > 4


def test_progress_only_grows_and_ends_with_one(grey_ramp, tmp_path):
    heard: list[float] = []
    make_clip(grey_ramp, tmp_path / "clip.mp4", seconds=4, progress=heard.append)
    assert heard == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_a_clip_given_up_leaves_the_old_one(grey_ramp, tmp_path):
    target = tmp_path / "clip.mp4"
    target.write_bytes(b"old")

    def give_up(part: float) -> None:
        if part > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_clip(grey_ramp, target, seconds=4, progress=give_up)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("missing.mp4", None, "there is no such file"),
        ("page.mp4", b"<html>no video</html>" * 50, "this file is no video that can be read"),
        ("empty.avi", b"", "this file is no video that can be read"),
    ],
)
def test_a_source_that_is_no_video_is_told(tmp_path, name, content, what):
    source = tmp_path / name
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(Problem) as caught:
        make_clip(source, tmp_path / "clip.mp4", seconds=1)
    assert (caught.value.what, caught.value.where) == (what, str(source))
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert not (tmp_path / "clip.mp4").exists()


def test_sound_alone_is_no_video(tmp_path):
    source = tmp_path / "sound.wav"
    with av.open(str(source), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.int16), format="s16", layout="mono")
        sound.sample_rate = 8000
        container.mux(stream.encode(sound))
    with pytest.raises(Problem, match="no video"):
        make_clip(source, tmp_path / "clip.mp4", seconds=1)


def test_a_target_that_cannot_be_written_is_told(grey_ramp, tmp_path):
    with pytest.raises(Problem, match="the clip cannot be written") as caught:
        make_clip(grey_ramp, tmp_path / "no folder" / "clip.mp4", seconds=1)
    assert caught.value.where.endswith("clip.mp4")


def test_a_full_disk_is_told_and_leaves_nothing(asset_folder, tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(Problem, match="the clip cannot be written"):
            make_clip(asset_folder / "footage" / "vtest.avi", tmp_path / "clip.mp4", seconds=5)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
