"""Files through real decoder processes."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.media.feed_state import Connection, Failure, FeedChanged, TileState

RATE = 15


def _connected(feed) -> bool:
    return feed.status().connection is Connection.CONNECTED


def _lost(feed) -> bool:
    return feed.status().connection is Connection.LOST


def _address(path: Path) -> Address:
    return Address.parse(str(path))


def test_a_clip_loops_at_its_own_pace_and_every_frame_is_decoded(host, clip, eventually):
    feed = host.open("c1", _address(clip))
    assert feed.status().connection is Connection.CONNECTING
    picture = feed.show("tile", width_px=96, height_px=54)
    eventually(lambda: picture.newest() > 75)  # 30 frames a loop
    counters = feed.counters()
    assert counters.due == counters.packets
    assert counters.due - counters.decoded <= 2  # those that lie between the two threads just now
    assert (counters.dropped, counters.out_of_order, counters.reconnects, counters.damaged) == (0, 0, 0, 0)
    assert counters.keyframes >= 5
    assert abs(counters.interval_ns - 1e9 / RATE) < 1e6
    status = feed.status()
    assert (status.codec, status.width, status.height, status.fps) == ("h264", 320, 180, 15.0)
    assert feed.state(time.monotonic_ns()) is TileState.LIVE


def test_frames_come_when_their_timestamps_say(host, clip, eventually):
    picture = host.open("c1", _address(clip)).show("tile", width_px=16, height_px=16)
    seen = {}

    def look():
        shown = picture.claim()
        if shown:
            seen[shown.sequence] = shown.captured_at_ns
        return shown and shown.sequence > 70

    eventually(look)
    first = min(seen)
    lag = [(at - seen[first]) - (number - first) * 1e9 / RATE for number, at in seen.items()]
    # Over more than two loops nothing adds up: the quickest of the late frames is as punctual as the early.
    assert abs(min(lag[-15:]) - min(lag[:15])) < 0.5e9 / RATE


def test_a_picture_is_the_frame_at_exactly_the_size_that_was_asked_for(host, clip, eventually):
    feed = host.open("c1", _address(clip))
    tile = feed.show("tile", width_px=101, height_px=57)
    large = feed.show("large", width_px=640, height_px=360)
    eventually(lambda: tile.newest() and large.newest())
    with av.open(str(clip)) as container:
        scaled = (
            frame.reformat(101, 57, "bgra", interpolation="AREA") for frame in container.decode(video=0)
        )
        frames = [frame.to_ndarray() for frame in scaled]
    shown = tile.claim()
    assert len(shown.pixels) == 101 * 4 * 57 == tile.stride * tile.height_px
    pixels = np.frombuffer(shown.pixels, np.uint8).reshape(57, 101, 4)
    assert (pixels == frames[(shown.sequence - 1) % 30]).all()
    assert len(large.claim().pixels) == 640 * 4 * 360


def test_a_hidden_output_gets_no_more_and_a_shown_one_starts_anew(host, clip, eventually):
    feed = host.open("c1", _address(clip))
    old = feed.show("tile", width_px=32, height_px=18)
    eventually(old.newest)
    new = feed.show("tile", width_px=64, height_px=36)
    eventually(lambda: new.newest() > 3)
    stopped_at = old.newest()
    feed.hide("tile")
    decoded = feed.counters().decoded
    eventually(lambda: feed.counters().decoded > decoded + 10)
    assert old.newest() == stopped_at
    assert new.claim() is not None


def test_closing_ends_the_feed_and_opening_again_begins_at_one(host, outbox, clip, eventually):
    feed = host.open("c1", _address(clip))
    eventually(lambda: _connected(feed))
    host.close("c1")
    assert feed.state(time.monotonic_ns()) is TileState.OFF
    assert "c1" not in host.feeds
    again = host.open("c1", _address(clip))
    picture = again.show("tile", width_px=16, height_px=16)
    eventually(lambda: picture.newest() and _connected(again))
    assert again.counters().decoded < 30
    facts = [fact.status.connection.value for fact in outbox.drain() if isinstance(fact, FeedChanged)]
    assert facts == ["connecting", "connected", "off", "connecting", "connected"]


@pytest.mark.parametrize(
    ("codec", "suffix", "options", "name"),
    [
        ("libx265", ".mp4", {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}, "hevc"),
        ("mjpeg", ".avi", {"q": "3"}, "mjpeg"),
        ("libx264", ".mkv", {"preset": "veryfast", "g": "15", "bf": "3"}, "h264"),
    ],
)
def test_other_codecs_are_decoded_whole(
    host, tmp_path, eventually, encode_clip, codec, suffix, options, name
):
    path = encode_clip(tmp_path / f"clip{suffix}", 30, codec=codec, **options)
    feed = host.open("c1", _address(path))
    picture = feed.show("tile", width_px=64, height_px=36)
    eventually(lambda: picture.newest() > 65)
    counters = feed.counters()
    assert feed.status().codec == name
    assert (counters.damaged, counters.dropped, counters.out_of_order) == (0, 0, 0)
    assert counters.due - counters.decoded <= 6  # B-frames wait for those that they build on


def test_a_stream_may_change_its_size(host, tmp_path, eventually, encode_clip):
    parts = [
        encode_clip(tmp_path / f"{width}.ts", 15, width=width, height=height).read_bytes()
        for width, height in ((320, 180), (176, 144))
    ]
    both = tmp_path / "both.ts"
    both.write_bytes(b"".join(parts))
    feed = host.open("c1", _address(both))
    picture = feed.show("tile", width_px=64, height_px=36)
    sizes = set()

    def look():
        sizes.add((feed.status().width, feed.status().height))
        return {(320, 180), (176, 144)} <= sizes

    eventually(look)
    number = picture.newest()
    eventually(lambda: picture.newest() > number + 20)
    assert feed.counters().damaged == 0


def test_what_cannot_be_opened_says_why_and_disturbs_nobody(host, clip, tmp_path, eventually):
    no_video = tmp_path / "no-video.mp4"
    no_video.write_bytes(b"words, only words" * 500)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        refusing = closed.getsockname()[1]
    silent = socket.create_server(("127.0.0.1", 0))
    dead = {
        Failure.NO_FILE: str(tmp_path / "none.mp4"),
        Failure.NOT_VIDEO: str(no_video),
        Failure.REFUSED: f"rtsp://127.0.0.1:{refusing}/x",
        Failure.TIMED_OUT: f"rtsp://127.0.0.1:{silent.getsockname()[1]}/x",
        Failure.NO_HOST: "rtsp://no-such-camera.invalid/x",
    }
    feeds = {failure: host.open(failure.name, Address.parse(text)) for failure, text in dead.items()}
    good = host.open("good", _address(clip))
    eventually(lambda: _connected(good))
    assert feeds[Failure.TIMED_OUT].status().connection is Connection.CONNECTING
    for failure, feed in feeds.items():
        eventually(lambda feed=feed: _lost(feed))
        status = feed.status()
        assert status.failure is failure
        assert status.next_try_ns
        assert feed.state(time.monotonic_ns()) is TileState.LOST
    assert good.counters().dropped == 0
    silent.close()


def test_a_file_that_comes_later_is_found_by_a_later_try(host, clip, tmp_path, eventually):
    path = tmp_path / "later.mp4"
    feed = host.open("c1", _address(path))
    eventually(lambda: _lost(feed))
    since = feed.status().since_utc
    tries = feed.status().next_try_ns
    eventually(lambda: feed.status().next_try_ns != tries)
    assert feed.status().since_utc == since  # lost is lost, however often it is tried
    path.write_bytes(clip.read_bytes())
    eventually(lambda: _connected(feed))
    assert feed.status().failure is None


def test_feeds_are_spread_evenly(host, clip):
    for index in range(6):
        host.open(f"c{index}", _address(clip))
    assert sorted(feed.process.number for feed in host.feeds.values()) == [0, 0, 0, 1, 1, 1]


def test_stopping_does_not_wait_for_a_camera_that_never_answers(host, clip, eventually):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host.open("silent", Address.parse(f"rtsp://127.0.0.1:{silent.getsockname()[1]}/x"))
        feed = host.open("c1", _address(clip))
        eventually(lambda: _connected(feed))
        host.stop(deadline_s=3)
    assert feed.state(time.monotonic_ns()) is TileState.OFF
