"""The last minute of real feeds in real decoder processes: clips, pins, the budget, and nothing left over."""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import signal
import time
from pathlib import Path

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.media.clip import ClipMade
from console.media.feed_state import Connection
from console.media.frame import Still
from console.media.host import Host
from console.media.media_error import MediaError
from console.media.ring_budget import FULL_SPAN_NS
from tests.peers.peer_process import Peer

S = 1_000_000_000
FRAME_NS = S / 15
_PLANTED = "s3cret-Planted"


def pictures(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [hashlib.sha256(frame.to_ndarray()).hexdigest() for frame in container.decode(video=0)]


def first_is_keyframe(path: Path) -> bool:
    with av.open(str(path)) as container:
        return next(container.demux(video=0)).is_keyframe


def place_in(source: list[str], frames: list[str]) -> list[int]:
    """Which frame of its source each frame of a clip is."""
    assert len(set(source)) == len(source)
    return [source.index(frame) for frame in frames]


def goes_round(numbers: list[int], count: int) -> bool:
    return all(after == (before + 1) % count for before, after in itertools.pairwise(numbers))


def span_of(feed) -> float:
    return feed.counters().ring_span_ns / S


def save(host, camera_id: str, file: Path, *, last_s: float = 60.0) -> ClipMade:
    now_ns = time.monotonic_ns()
    return host.save_clip(camera_id, from_ns=now_ns - int(last_s * S), to_ns=now_ns, file=file).result(30)


def mb_of(host) -> float:
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in host.pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.fixture
def _budget_soon(monkeypatch):
    """The budget is looked at more often, and a ring says what a minute costs once it holds four seconds."""
    monkeypatch.setattr("console.media.rings._EACH_NS", S // 4)
    monkeypatch.setattr("console.media.rings._BEGINNING_S", 4.0)


@pytest.fixture
def source(tmp_path, encode_clip) -> Path:
    """Four seconds, a keyframe a second."""
    return encode_clip(tmp_path / "source.mp4", 60)


def test_a_clip_of_a_camera_is_what_it_sent_with_its_true_time(host, source, tmp_path, eventually):
    arguments = ["--feed", f"north={source}", "--auth", "digest", "--user", "bob", "--password", _PLANTED]
    with Peer("tests.peers.rtsp_server", *arguments) as peer:
        address = f"rtsp://bob:{_PLANTED}@127.0.0.1:{peer.port}/north"
        feed = host.open("c1", Address.parse(address))
        letterboxes = []
        host.listen_letterboxes(letterboxes.append, lambda _camera_id: None)
        eventually(lambda: span_of(feed) > 3)
        eventually(lambda: letterboxes or host.ask_letterbox("c1") is None)
        still = host.finish_letterbox(letterboxes[0], still=Still.KEEP).result(30)
        cause_ns = letterboxes[0].stamp.captured_at_ns
        wish = {"from_ns": cause_ns - 2 * S, "to_ns": cause_ns + 2 * S}  # ends later than now
        asked_utc, asked_ns = SystemClock().now_utc(), time.monotonic_ns()
        made = host.save_clip("c1", **wish, file=tmp_path / "clip.mp4").result(30)

    assert (made.camera_id, made.file, made.codec) == ("c1", tmp_path / "clip.mp4", "h264")
    assert wish["from_ns"] - 1.5 * S < made.first_at_ns <= wish["from_ns"]
    assert wish["to_ns"] - S < made.last_at_ns <= wish["to_ns"]
    assert first_is_keyframe(made.file)
    frames = pictures(made.file)
    assert len(frames) == made.frames
    assert goes_round(place_in(pictures(source), frames), 60)
    spoken_utc = asked_utc.timestamp() - (asked_ns - made.first_at_ns) / S
    assert abs(made.started_at_utc.timestamp() - spoken_utc) < 0.01
    with av.open(str(made.file)) as container:
        assert abs(container.duration / 1e6 - made.frames / 15) < 0.1
        assert container.metadata["date"] == made.started_at_utc.isoformat(timespec="microseconds").replace(
            "+00:00", "Z"
        )
    assert abs(_moment_of(still, made.file) - (cause_ns - made.first_at_ns) / S) < 0.4
    assert _PLANTED.encode() not in made.file.read_bytes()
    assert b"127.0.0.1" not in made.file.read_bytes()


def _moment_of(still: bytes, clip: Path) -> float:
    """At which second the clip shows that picture."""
    (jpeg,) = av.CodecContext.create("mjpeg", "r").decode(av.Packet(still))
    shown = jpeg.to_ndarray(format="gray").astype(int)
    with av.open(str(clip)) as container:
        difference = {
            frame.time: np.abs(frame.to_ndarray(format="gray").astype(int) - shown).mean()
            for frame in container.decode(video=0)
        }
    return min(difference, key=difference.__getitem__)


@pytest.mark.parametrize(
    ("codec", "suffix", "options", "name"),
    [
        ("libx265", ".mp4", {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}, "hevc"),
        ("mjpeg", ".avi", {"q": "3"}, "mjpeg"),
    ],
)
def test_other_codecs_over_several_loops(
    host, tmp_path, encode_clip, eventually, codec, suffix, options, name
):
    path = encode_clip(tmp_path / f"source{suffix}", 30, codec=codec, **options)
    feed = host.open("c1", Address.parse(str(path)))
    eventually(lambda: span_of(feed) > 5)
    made = save(host, "c1", tmp_path / "clip.mp4")
    assert made.codec == name
    assert first_is_keyframe(made.file)
    frames = pictures(made.file)
    assert len(frames) == made.frames >= 70
    assert goes_round(place_in(pictures(path), frames), 30)
    with av.open(str(made.file)) as container:
        assert abs(container.duration / 1e6 - (made.last_at_ns - made.first_at_ns) / S) < 0.5


def test_a_clip_goes_over_an_outage_and_is_as_long_as_it_lasted(host, source, tmp_path, eventually):
    with Peer("tests.peers.rtsp_server", "--feed", f"north={source}") as peer:
        feed = host.open("c1", Address.parse(f"rtsp://127.0.0.1:{peer.port}/north"))
        eventually(lambda: span_of(feed) > 2)
        peer.kill()
        eventually(lambda: feed.status().connection is Connection.LOST)
        peer.start()
        eventually(lambda: feed.status().connection is Connection.CONNECTED)
        came_back = feed.counters().packets
        eventually(lambda: feed.counters().packets > came_back + 20)
        made = save(host, "c1", tmp_path / "clip.mp4")
    numbers = place_in(pictures(source), pictures(made.file))
    (again,) = [at for at in range(1, len(numbers)) if numbers[at] != (numbers[at - 1] + 1) % 60]
    assert numbers[0] == 0 == numbers[again]  # a connection begins with the clip's first frame
    assert len(numbers) == made.frames
    with av.open(str(made.file)) as container:
        times = [packet.dts for packet in container.demux(video=0) if packet.size]
        assert times == sorted(set(times))
        assert abs(container.duration / 1e6 - (made.last_at_ns - made.first_at_ns) / S) < 0.5


def test_what_is_asked_of_nothing_fails_and_says_why(host, clip, tmp_path, eventually):
    now_ns = time.monotonic_ns()
    with pytest.raises(MediaError, match="not open"):
        save(host, "none", tmp_path / "clip.mp4")
    feed = host.open("c1", Address.parse(str(clip)))
    eventually(lambda: span_of(feed) > 1)
    past = host.save_clip("c1", from_ns=now_ns - 90 * S, to_ns=now_ns - 60 * S, file=tmp_path / "a.mp4")
    with pytest.raises(MediaError, match="nothing of that span"):
        past.result(30)
    with pytest.raises(MediaError, match="No such file or directory"):
        save(host, "c1", tmp_path / "nowhere" / "clip.mp4")
    coming = host.save_clip("c1", from_ns=now_ns, to_ns=now_ns + 600 * S, file=tmp_path / "b.mp4")
    host.close("c1")
    with pytest.raises(MediaError, match="the feed was closed"):
        coming.result(30)
    assert list(tmp_path.iterdir()) == []


def test_a_decoder_that_dies_takes_its_clips_along_and_pins_go_on(host, clip, tmp_path, eventually):
    feed = host.open("c1", Address.parse(str(clip)))
    eventually(lambda: span_of(feed) > 1)
    now_ns = time.monotonic_ns()
    coming = host.save_clip("c1", from_ns=now_ns, to_ns=now_ns + 600 * S, file=tmp_path / "clip.mp4")
    pin = host.pin("c1", from_ns=now_ns, to_ns=now_ns + 100 * S)
    packets = feed.counters().packets
    os.kill(host.pids[feed.process.number], signal.SIGSEGV)
    with pytest.raises(MediaError, match="the decoder broke down"):
        coming.result(30)
    eventually(lambda: feed.counters().packets > packets + 20)
    host._rings._budget_bytes = 1  # a second's span: what is older is kept by the pin alone
    eventually(lambda: feed.counters().ring_pinned_bytes > 0)
    host._rings._budget_bytes = 10**9
    host.unpin(pin)
    eventually(lambda: feed.counters().ring_pinned_bytes == 0)


def test_a_pinned_span_outlives_the_ring_and_can_still_be_saved(outbox, source, tmp_path, eventually):
    host = Host(clock=SystemClock(), outbox=outbox, processes=1, ring_bytes=0)
    host.start()
    try:
        feed = host.open("c1", Address.parse(str(source)))
        eventually(lambda: span_of(feed) > 0)
        from_ns = time.monotonic_ns()
        host._rings._next_look_ns = time.monotonic_ns() + 600 * S  # pins would be let go at once
        pin = host.pin("c1", from_ns=from_ns, to_ns=from_ns + 2 * S)
        packets = feed.counters().packets
        eventually(lambda: feed.counters().packets > packets + 90)
        made = host.save_clip(
            "c1", from_ns=from_ns, to_ns=from_ns + 2 * S, file=tmp_path / "clip.mp4"
        ).result(30)
        assert made.first_at_ns <= from_ns + S
        assert goes_round(place_in(pictures(source), pictures(made.file)), 60)
        assert abs(made.last_at_ns - from_ns - 2 * S) < S
        host.unpin(pin)
        host.unpin(pin)
        eventually(lambda: feed.counters().ring_pinned_bytes == 0)
    finally:
        host.stop()


@pytest.mark.usefixtures("_budget_soon")
def test_a_tiny_budget_gives_all_streets_the_same_seconds_and_children_more(outbox, source, eventually):
    a_second = source.stat().st_size / 4
    host = Host(
        clock=SystemClock(),
        outbox=outbox,
        processes=2,
        ring_bytes=int(a_second * 90),
        for_children=lambda camera_id: camera_id == "school",
    )
    host.start()
    try:
        names = ["school", "a", "b", "c", "d"]
        feeds = {name: host.open(name, Address.parse(str(source))) for name in names}
        assert host.ring_span_ns == FULL_SPAN_NS
        eventually(lambda: host.ring_span_ns == 10 * S, within_s=60)  # a street's least
        spans = host._rings._spans
        assert {spans[name] for name in names[1:]} == {10 * S} != {spans["school"]}
        assert spans["school"] > 20 * S
        host._rings._budget_bytes //= 3
        eventually(lambda: host.ring_span_ns < 10 * S, within_s=60)
        assert len(set(host._rings._spans.values())) == 1

        def all_kept():
            span_s = host.ring_span_ns / S
            return all(span_s <= span_of(feed) < span_s + 2.5 for feed in feeds.values())

        eventually(all_kept, within_s=60)
        held = sum(feed.counters().ring_bytes for feed in feeds.values())
        assert held < 1.1 * host._rings._budget_bytes
    finally:
        host.stop()


@pytest.mark.usefixtures("_budget_soon")
def test_pins_that_nobody_remembers_cannot_eat_the_memory(outbox, source, eventually, caplog):
    caplog.set_level(logging.WARNING)
    a_second = source.stat().st_size / 4
    host = Host(clock=SystemClock(), outbox=outbox, processes=1, ring_bytes=int(a_second * 5))
    host.start()
    try:
        feed = host.open("c1", Address.parse(str(source)))
        eventually(lambda: feed.counters().packets > 15)
        now_ns = time.monotonic_ns()
        first = host.pin("c1", from_ns=now_ns, to_ns=now_ns + 3600 * S)
        assert first.to_ns - first.from_ns <= 120 * S
        eventually(lambda: "let go" in caplog.text, within_s=60)
        eventually(lambda: feed.counters().ring_pinned_bytes == 0)
        assert host._rings._pins == {}
    finally:
        host.stop()


def test_memory_comes_back_when_feeds_close(host, tmp_path, encode_clip, eventually):
    heavy = encode_clip(
        tmp_path / "heavy.mp4", 30, width=640, height=360, preset="ultrafast", g="15", bf="0", qp="1"
    )
    feeds = [host.open(f"c{number}", Address.parse(str(heavy))) for number in range(8)]
    eventually(lambda: all(feed.counters().decoded > 20 for feed in feeds))
    eventually(lambda: sum(feed.counters().ring_bytes for feed in feeds) > 40e6)
    held_mb = sum(feed.counters().ring_bytes for feed in feeds) / 1e6
    full_mb = mb_of(host)
    for number in range(8):
        host.close(f"c{number}")
    eventually(lambda: all(feed.counters().ring_bytes == 0 for feed in feeds))
    eventually(lambda: full_mb - mb_of(host) > 0.8 * held_mb)


def test_clips_cost_no_packet_and_no_picture(host, source, tmp_path, eventually):
    with Peer("tests.peers.rtsp_server", "--feed", f"north={source}") as peer:
        feed = host.open("c1", Address.parse(f"rtsp://127.0.0.1:{peer.port}/north"))
        eventually(lambda: span_of(feed) > 2)
        end_ns = time.monotonic_ns() + 3 * S
        while time.monotonic_ns() < end_ns:
            wanted = [
                host.save_clip("c1", from_ns=0, to_ns=time.monotonic_ns(), file=tmp_path / f"{number}.mp4")
                for number in range(8)
            ]
            assert {made.result(30).codec for made in wanted} == {"h264"}
        counters = feed.counters()
        assert (counters.out_of_order, counters.reconnects, counters.damaged) == (0, 0, 0)
        made = save(host, "c1", tmp_path / "whole.mp4")
    numbers = place_in(pictures(source), pictures(made.file))
    assert numbers[0] == 0
    assert goes_round(numbers, 60)
    assert made.frames >= counters.packets
