"""A clip is what came in, from a keyframe on, in a file that players open; or there is none."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import pytest

from console.media.clip import epoch_ns, utc_at
from console.media.media_error import MediaError
from console.media.worker.clip import cut_out, write_clip
from console.media.worker.stream import open_stream
from tests.console.media.worker.ring_peers import FRAME_NS, S, fill, new_ring, without_sets

STARTED = datetime(2026, 11, 24, 22, 15, 3, 123456, tzinfo=UTC)
END = 2**62
CODECS = [
    ("libx264", ".mp4", {"preset": "ultrafast", "g": "15", "bf": "0"}, "h264"),
    ("libx264", ".ts", {"preset": "veryfast", "g": "15", "bf": "2"}, "h264"),
    ("libx265", ".mp4", {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}, "hevc"),
    ("libx265", ".ts", {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}, "hevc"),
    ("mjpeg", ".avi", {"q": "3"}, "mjpeg"),
]


def pictures(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [hashlib.sha256(frame.to_ndarray()).hexdigest() for frame in container.decode(video=0)]


def save(ring, file: Path, *, from_ns=0, to_ns=END):
    cut = cut_out(ring.read(from_ns=from_ns, to_ns=to_ns), from_ns=from_ns, to_ns=to_ns)
    write_clip(cut, file, started_at_utc=STARTED)
    return cut


@pytest.mark.parametrize(("codec", "suffix", "options", "name"), CODECS)
def test_every_codec_keeps_each_picture_and_its_time(tmp_path, encode_clip, codec, suffix, options, name):
    source = encode_clip(tmp_path / f"source{suffix}", 45, codec=codec, **options)
    ring, _row = new_ring()
    fill(ring, source, begin_ns=S)
    cut = save(ring, tmp_path / "clip.mp4")
    assert cut.codec == name
    assert abs(cut.timeline.first_at_ns - S) < 1000
    assert abs(cut.timeline.last_at_ns - (S + 44 * FRAME_NS)) < 20_000
    assert pictures(tmp_path / "clip.mp4") == pictures(source)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        video = container.streams.video[0]
        assert (video.codec_context.name, video.codec_context.width) == (name, 320)
        assert abs(container.duration / 1e6 - 3.0) < 0.02
        packets = [packet for packet in container.demux(video) if packet.size]
    assert packets[0].is_keyframe
    times = [packet.dts for packet in packets]
    assert times == sorted(set(times))
    assert not list(tmp_path.glob(".*"))


def test_the_file_says_when_it_was_filmed_and_begins_with_its_index(tmp_path, clip):
    ring, _row = new_ring()
    fill(ring, clip, begin_ns=0)
    save(ring, tmp_path / "clip.mp4")
    with av.open(str(tmp_path / "clip.mp4")) as container:
        said = container.metadata
    assert said["creation_time"] == "2026-11-24T22:15:03.000000Z"
    assert said["date"] == "2026-11-24T22:15:03.123456Z"
    data = (tmp_path / "clip.mp4").read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")


def test_it_begins_at_the_last_keyframe_before_the_wish(tmp_path, clip):
    ring, _row = new_ring()
    at_ns = S
    for _lap in range(5):
        _stream, at_ns = fill(ring, clip, begin_ns=at_ns)  # 30 frames, a keyframe each 15
    cut = save(ring, tmp_path / "clip.mp4", from_ns=int(4.5 * S), to_ns=7 * S)
    first_ns, last_ns = cut.packets[0].captured_at_ns, cut.packets[-1].captured_at_ns
    assert first_ns <= 4.5 * S < first_ns + S + FRAME_NS
    assert last_ns <= 7 * S < last_ns + 2 * FRAME_NS
    whole = pictures(clip) * 5
    first = round((first_ns - S) / FRAME_NS)
    assert first % 15 == 0
    assert pictures(tmp_path / "clip.mp4") == whole[first : first + len(cut.packets)]


@pytest.mark.parametrize(("codec", "suffix", "options", "name"), CODECS)
def test_wherever_it_ends_no_picture_before_its_end_is_missing(
    tmp_path, encode_clip, codec, suffix, options, name
):
    source = encode_clip(tmp_path / f"source{suffix}", 45, codec=codec, **options)
    ring, _row = new_ring()
    fill(ring, source, begin_ns=S)
    shown = pictures(source)
    for count in range(20, 40):
        cut = save(ring, tmp_path / "clip.mp4", to_ns=S + (count - 1) * FRAME_NS)
        assert count - 5 < len(cut.packets) <= count
        assert pictures(tmp_path / "clip.mp4") == shown[: len(cut.packets)]


def test_a_wish_before_everything_begins_with_the_first_keyframe(clip):
    ring, _row = new_ring()
    fill(ring, clip, begin_ns=100 * S)
    groups = ring.read(from_ns=0, to_ns=END)
    assert cut_out(groups, from_ns=0, to_ns=END).packets[0].captured_at_ns == 100 * S
    for from_ns, to_ns in ((0, 99 * S), (200 * S, 300 * S)):
        with pytest.raises(MediaError, match="nothing of that span"):
            cut_out(ring.read(from_ns=from_ns, to_ns=to_ns), from_ns=from_ns, to_ns=to_ns)


def test_an_interruption_is_as_long_as_it_was(tmp_path, clip):
    ring, _row = new_ring()
    _stream, at_ns = fill(ring, clip, begin_ns=0)
    fill(ring, clip, begin_ns=at_ns + 7 * S)
    save(ring, tmp_path / "clip.mp4")
    with av.open(str(tmp_path / "clip.mp4")) as container:
        assert abs(container.duration / 1e6 - (2 + 7 + 2)) < 0.1
    assert pictures(tmp_path / "clip.mp4") == pictures(clip) * 2


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_a_camera_that_comes_back_with_another_size_is_shown_in_both(tmp_path, encode_clip, codec):
    options = {"preset": "ultrafast"}
    options |= {"x265-params": "keyint=15:log-level=none"} if codec == "libx265" else {"g": "15"}
    small = encode_clip(tmp_path / "small.ts", 30, width=176, height=144, codec=codec, **options)
    large = encode_clip(tmp_path / "large.ts", 45, width=320, height=180, codec=codec, **options)
    ring, _row = new_ring()
    _stream, at_ns = fill(ring, large, begin_ns=0)
    fill(ring, small, begin_ns=at_ns)
    cut = save(ring, tmp_path / "clip.mp4")
    assert len(cut.packets) == 75
    assert pictures(tmp_path / "clip.mp4") == pictures(large) + pictures(small)


def test_parameter_sets_that_came_beforehand_alone_are_in_the_file_for_both(tmp_path, encode_clip):
    options = {"preset": "ultrafast", "g": "15", "bf": "0"}
    small = encode_clip(tmp_path / "small.ts", 30, width=176, height=144, **options)
    large = encode_clip(tmp_path / "large.ts", 45, **options)
    ring, _row = new_ring()
    _stream, at_ns = fill(ring, large, begin_ns=0, change=without_sets)
    fill(ring, small, begin_ns=at_ns, change=without_sets)
    save(ring, tmp_path / "clip.mp4")
    assert pictures(tmp_path / "clip.mp4") == pictures(large) + pictures(small)


def test_of_two_codecs_in_a_span_the_longer_part_is_the_clip(tmp_path, clip, encode_clip):
    options = {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}
    other = encode_clip(tmp_path / "other.ts", 45, codec="libx265", **options)
    ring, _row = new_ring()
    _stream, at_ns = fill(ring, clip, begin_ns=0)
    fill(ring, other, begin_ns=at_ns)
    cut = save(ring, tmp_path / "clip.mp4")
    assert cut.codec == "hevc"
    assert cut.packets[0].captured_at_ns == at_ns
    assert pictures(tmp_path / "clip.mp4") == pictures(other)


def test_what_no_mp4_can_hold_is_not_kept(tmp_path, encode_clip):
    raw = encode_clip(tmp_path / "raw.avi", 5, codec="rawvideo")
    with open_stream(str(raw), kind="file") as stream:
        assert stream.track is None


def test_a_disk_that_refuses_leaves_nothing_behind_and_the_old_file_whole(tmp_path, clip, monkeypatch):
    ring, _row = new_ring()
    fill(ring, clip, begin_ns=0)
    with pytest.raises(MediaError, match="No such file or directory"):
        save(ring, tmp_path / "nowhere" / "clip.mp4")
    (tmp_path / "clip.mp4").write_bytes(b"the old one")

    def full(_descriptor):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("console.media.worker.whole_file.os.fsync", full)
    with pytest.raises(MediaError, match="No space left on device"):
        save(ring, tmp_path / "clip.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
    assert (tmp_path / "clip.mp4").read_bytes() == b"the old one"


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path, clip, monkeypatch):
    ring, _row = new_ring()
    fill(ring, clip, begin_ns=0)
    steps, fsync, replace = [], os.fsync, Path.replace

    def noted_fsync(descriptor):
        steps.append(("fsync", os.readlink(f"/proc/self/fd/{descriptor}")))  # noqa: PTH115 - no path yet
        fsync(descriptor)

    def noted_replace(path, target):
        steps.append(("rename", str(path)))
        return replace(path, target)

    monkeypatch.setattr("console.media.worker.whole_file.os.fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    save(ring, tmp_path / "clip.mp4")
    unfinished = steps[0][1]
    assert Path(unfinished).parent == tmp_path
    assert steps == [("fsync", unfinished), ("rename", unfinished), ("fsync", str(tmp_path))]


def test_names_with_odd_characters_are_files_too(tmp_path, clip):
    ring, _row = new_ring()
    fill(ring, clip, begin_ns=0)
    save(ring, tmp_path / "рельс: 22:15 'a' %d.mp4")
    assert len(pictures(tmp_path / "рельс: 22:15 'a' %d.mp4")) == 30


def test_the_wall_clock_is_kept_to_the_microsecond():
    offset = epoch_ns(STARTED) - 5_000_000_123_000
    assert utc_at(5_000_000_123_000, utc_minus_monotonic_ns=offset) == STARTED
    later = utc_at(5_000_000_124_000 + 60 * S, utc_minus_monotonic_ns=offset)
    assert later - STARTED == timedelta(seconds=60, microseconds=1)
