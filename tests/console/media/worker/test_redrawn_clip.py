"""A clip encoded again: every frame at its time, true start and rotation, and nothing but the picture."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from console.media.area import Area
from console.media.worker import evidence_reader
from console.media.worker.evidence_reader import ClipReader, read_still
from console.media.worker.redrawn_clip import redraw_clip
from console.problem import Problem
from tests.peers.moving_clip import encode, moving


def nothing(_frame, _expected):
    pass


def times(path):
    with ClipReader(path) as reader:
        return [frame.at_us for frame in reader.frames()]


def psnr(one, other):
    return 10 * np.log10(255**2 / max(1e-9, np.mean((one.astype(float) - other) ** 2)))


@pytest.mark.parametrize(
    ("codec", "options"),
    [
        ("libx264", {"preset": "ultrafast", "g": "15", "bf": "0"}),
        ("libx264", {"preset": "veryfast", "g": "15", "bf": "3"}),
        ("libx265", {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}),
        ("mjpeg", {"q": "3"}),
    ],
)
def test_every_codec_keeps_its_frames_and_times(tmp_path, encode_clip, codec, options):
    source = encode_clip(tmp_path / "source.mp4", 45, codec=codec, **options)
    done = redraw_clip(source, tmp_path / "copy.mp4", draw=nothing)
    assert (done.frames, done.damaged, done.left_out) == (45, 0, 0)
    assert times(tmp_path / "copy.mp4") == times(source)
    with av.open(str(tmp_path / "copy.mp4")) as copy:
        assert all(packet.dts == packet.pts for packet in copy.demux(video=0) if packet.size)
    with ClipReader(source) as old, ClipReader(tmp_path / "copy.mp4") as new:
        assert (new.stream.codec_context.name, new.stream.codec_context.thread_count) == ("h264", 0)
        for one, other in zip(old.frames(), new.frames(), strict=True):
            assert psnr(one.y, other.y) > 33
    assert {path.name for path in tmp_path.iterdir()} == {"source.mp4", "copy.mp4"}


def uneven(path: Path, pts: list[int]) -> Path:
    """Frames at odd times, a rotation, full range in BT.709, a date, a sound track, a title."""
    with av.open(str(path), "w", options={"video_track_timescale": "90000"}) as out:
        out.metadata.update(
            creation_time="2026-11-24T22:15:03.123456Z", date="2026-11-24T22:15:03.123456Z", title="Болат Ж."
        )
        video = out.add_stream("libx264", rate=15, options={"preset": "ultrafast", "bf": "0"})
        video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        video.time_base = video.codec_context.time_base = Fraction(1, 90000)
        video.codec_context.color_range, video.codec_context.colorspace = 2, 1
        video.set_display_rotation(90)
        sound = out.add_stream("aac", rate=8000)
        for at, pixels in zip(pts, moving(320, 180, len(pts)), strict=True):
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = at, Fraction(1, 90000)
            out.mux(video.encode(frame))
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        silence.rate, silence.pts, silence.time_base = 8000, 0, Fraction(1, 8000)
        out.mux(sound.encode(silence))
        for stream in (video, sound):
            out.mux(stream.encode(None))
    return path


def test_uneven_times_start_and_rotation_stay_the_rest_goes(tmp_path):
    pts = [0, 5999, 12_001, 100_000, 100_001, 300_000]
    source = uneven(tmp_path / "source.mp4", pts)
    done = redraw_clip(source, tmp_path / "copy.mp4", draw=nothing)
    assert (done.frames, done.left_out) == (6, 1)
    for path in (source, tmp_path / "copy.mp4"):
        with ClipReader(path) as reader:
            assert [frame.pts for frame in reader.frames()] == pts
            assert reader.rotation == 90
        with av.open(str(path)) as container:
            frame = next(container.decode(video=0))
            assert (frame.format.name, frame.color_range, frame.colorspace) == ("yuvj420p", 2, 1)
    with av.open(str(tmp_path / "copy.mp4")) as copy:
        assert [stream.type for stream in copy.streams] == ["video"]
        assert copy.metadata["date"] == "2026-11-24T22:15:03.123456Z"
        assert copy.metadata["creation_time"].startswith("2026-11-24T22:15:03")
        assert "title" not in copy.metadata
    assert "Болат".encode() not in (tmp_path / "copy.mp4").read_bytes()


def test_what_is_painted_is_in_the_copy_and_in_no_later_frame(tmp_path, clip):
    """A decoder predicts from its frames: painting on them would spread."""

    def draw(frame, expected):
        assert expected == 30
        if frame.index == 4:
            frame.y[:] = 16
            frame.uv[:] = 128

    redraw_clip(clip, tmp_path / "copy.mp4", draw=draw)
    with ClipReader(clip) as old, ClipReader(tmp_path / "copy.mp4") as new:
        for one, other in zip(old.frames(), new.frames(), strict=True):
            assert (other.y.max() <= 18) == (other.index == 4)
            assert other.index == 4 or psnr(one.y, other.y) > 33


def test_a_camera_that_changes_its_size_has_one_in_the_copy(tmp_path, encode_clip):
    """As after its connection was lost: in one track, pictures of two sizes."""
    small = encode_clip(tmp_path / "small.mp4", 3, codec="mjpeg", q="3")
    large = encode_clip(tmp_path / "large.mp4", 3, codec="mjpeg", q="3", width=640, height=360)
    with (
        av.open(str(tmp_path / "both.mp4"), "w") as out,
        av.open(str(small)) as one,
        av.open(str(large)) as two,
    ):
        stream = out.add_stream_from_template(one.streams.video[0])
        packets = [packet for part in (one, two) for packet in part.demux(video=0) if packet.size]
        for number, packet in enumerate(packets):
            packet.stream, packet.time_base = stream, Fraction(1, 15)
            packet.pts = packet.dts = number
            out.mux(packet)
    assert redraw_clip(tmp_path / "both.mp4", tmp_path / "copy.mp4", draw=nothing).frames == 6
    for path in (tmp_path / "both.mp4", tmp_path / "copy.mp4"):  # so boxes mean the same in each
        with ClipReader(path) as reader:
            pictures = list(reader.frames())
        assert {(frame.width, frame.height) for frame in pictures} == {(320, 180)}
    with ClipReader(large) as reader:
        (*_first, last) = reader.frames()
    scaled = last.pixels(Area(0, 0, 640, 360), height=180)
    assert psnr(pictures[-1].pixels(Area(0, 0, 320, 180), height=180), scaled) > 24


def test_full_range_stays_full_range(tmp_path, encode_clip):
    source = encode_clip(tmp_path / "source.mp4", 3, codec="mjpeg", q="2")
    redraw_clip(source, tmp_path / "copy.mp4", draw=nothing)
    with av.open(str(tmp_path / "copy.mp4")) as copy:
        frame = next(copy.decode(video=0))
        assert int(frame.color_range) == 2


@pytest.mark.parametrize("part", [0.05, 0.5, 0.9, 0.999, 1])
def test_a_clip_that_is_cut_off_is_one_clear_line(tmp_path, part):
    """Its index stands in front and promises more. At 1 it ends exactly between two frames."""
    whole = tmp_path / "whole.mp4"
    encode(tmp_path / "raw.mp4", moving(320, 180, 60))
    redraw_clip(tmp_path / "raw.mp4", whole, draw=nothing)
    cut = tmp_path / "cut.mp4"
    with av.open(str(whole)) as container:
        at = [packet.pos for packet in container.demux(video=0) if packet.size][40]
    cut.write_bytes(whole.read_bytes()[: at if part == 1 else int(part * whole.stat().st_size)])
    with pytest.raises(Problem, match=r"cut off|no picture or video can be read") as told:
        redraw_clip(cut, tmp_path / "copy.mp4", draw=nothing)
    assert str(told.value).count("\n") == 0
    assert {path.name for path in tmp_path.iterdir()} == {"raw.mp4", "whole.mp4", "cut.mp4"}


@pytest.mark.parametrize("content", [b"", b"no film at all " * 100, b"#EXTM3U\n/etc/passwd\n"])
def test_what_is_no_clip_is_one_clear_line(tmp_path, content):
    (tmp_path / "clip.mp4").write_bytes(content)
    with pytest.raises(Problem, match="no picture or video can be read"):
        redraw_clip(tmp_path / "clip.mp4", tmp_path / "copy.mp4", draw=nothing)
    with pytest.raises(Problem, match="no picture or video can be read"):
        read_still(tmp_path / "clip.mp4")
    with pytest.raises(Problem, match="no such file"):
        ClipReader(tmp_path / "none.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_clip_without_a_picture_is_one_clear_line(tmp_path):
    with av.open(str(tmp_path / "sound.mp4"), "w") as out:
        sound = out.add_stream("aac", rate=8000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        silence.rate, silence.pts, silence.time_base = 8000, 0, Fraction(1, 8000)
        out.mux(sound.encode(silence))
        out.mux(sound.encode(None))
    with pytest.raises(Problem, match="no picture or video can be read"):
        ClipReader(tmp_path / "sound.mp4")


def test_too_large_is_told_before_it_is_decoded(tmp_path, clip, monkeypatch):
    monkeypatch.setattr(evidence_reader, "LARGEST_PX", 320 * 180 - 1)
    with pytest.raises(Problem, match="320×180"):
        ClipReader(clip)


def test_a_lost_packet_is_passed_over_and_counted(tmp_path):
    """As a camera's bad connection leaves it: the file is whole, a frame of it is not."""
    source = encode(tmp_path / "source.mp4", moving(320, 180, 30), preset="ultrafast", g="1", bf="0")
    with av.open(str(source)) as container:
        packets = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]
    content = bytearray(source.read_bytes())
    position, size = packets[10]
    content[position : position + size] = b"\xff" * size
    source.write_bytes(content)
    done = redraw_clip(source, tmp_path / "copy.mp4", draw=nothing)
    assert (done.frames, done.damaged) == (29, 1)
    assert times(tmp_path / "copy.mp4") == times(source)


def test_a_copy_that_cannot_be_written_is_one_clear_line(tmp_path, clip):
    with pytest.raises(Problem, match="copy cannot be written"):
        redraw_clip(clip, tmp_path / "no folder" / "copy.mp4", draw=nothing)
