"""Cameras whose stream becomes another in mid-stream: its size, its codec, its timestamps, its keyframes."""

from __future__ import annotations

import pytest

from console.media.feed import Feed
from console.media.feed_state import Connection, TileState
from tests.faults.ward import Ward
from tests.faults.witness import is_in
from tests.peers.peer_process import Peer, wait_until

_LIVE, _LATE, _STALE = TileState.LIVE, TileState.LATE, TileState.STALE
_INTERVAL_NS = 1e9 / 15


@pytest.fixture
def peer(clips):
    feeds = {
        "size": clips.h264,
        "jpeg-size": clips.jpeg,
        "back": clips.h264,
        "h265-back": clips.h265,
        "still": clips.h264,
        "h265-still": clips.h265,
        "jpeg-still": clips.jpeg,
        "hour": clips.hour,
        "codec": clips.h264,
        "other-codec": clips.h265,
    }
    arguments = [part for name, clip in feeds.items() for part in ("--feed", f"{name}={clip}")]
    with Peer("tests.peers.rtsp_server", *arguments) as peer:
        yield peer


def _open(ward: Ward, peer: Peer, *names: str) -> list[Feed]:
    feeds = [ward.open(name, f"rtsp://127.0.0.1:{peer.port}/{name}")[0] for name in names]
    for feed in feeds:
        wait_until(lambda feed=feed: feed.counters().decoded > 20, within_s=20, what=f"{feed} shows pictures")
    return feeds


def _go_on(feeds: list[Feed], *, frames: int) -> None:
    goals = {feed: feed.counters().decoded + frames for feed in feeds}
    for feed, goal in goals.items():
        wait_until(lambda feed=feed, goal=goal: feed.counters().decoded > goal, within_s=20, what=str(feed))


def _told(ward: Ward, feed: Feed, mark: dict[str, int]) -> list[TileState]:
    return ward.witness.looks.since(mark, feed.camera_id)


def test_another_size_is_shown_as_it_comes(ward, peer, clips):
    feeds = _open(ward, peer, "size", "jpeg-size")
    mark = ward.witness.looks.mark()
    for clip in (clips.larger, clips.h264):
        peer.tell(f"size clip {clip}")
        peer.tell(f"jpeg-size clip {clips.larger_jpeg if clip is clips.larger else clips.jpeg}")
        size = (480, 272) if clip is clips.larger else (320, 184)
        for feed in feeds:
            wait_until(
                lambda feed=feed, size=size: (feed.status().width, feed.status().height) == size,
                within_s=10,
                what=f"{feed} is {size}",
            )
        _go_on(feeds, frames=30)
    for feed in feeds:
        assert _told(ward, feed, mark) in ([], [_LIVE]), feed
        assert (feed.counters().reconnects, feed.counters().dropped) == (0, 0)


def test_timestamps_may_jump_and_stand_still_and_late_is_told_in_time_all_the_same(ward, peer):
    feeds = _open(ward, peer, "back", "h265-back", "still", "h265-still", "jpeg-still")
    mark = ward.witness.looks.mark()
    for feed in feeds:
        peer.tell(f"{feed.camera_id} {feed.camera_id.rpartition('-')[2]}")
    _go_on(feeds, frames=60)
    for feed in feeds:
        assert _told(ward, feed, mark) in ([], [_LIVE]), feed
        counters = feed.counters()
        assert (counters.reconnects, counters.dropped, counters.damaged) == (0, 0, 0), feed
        assert abs(counters.interval_ns - _INTERVAL_NS) < 0.1 * _INTERVAL_NS, feed
    for feed in feeds:
        peer.tell(f"{feed.camera_id} mute")
    for state, within_s in ((_LATE, 2.5), (_STALE, 4)):
        wait_until(
            lambda state=state: all(is_in(feed, state) for feed in feeds), within_s=within_s, what=str(state)
        )
    for feed in feeds:
        peer.tell(f"{feed.camera_id} well")
    _go_on(feeds, frames=15)


def test_one_keyframe_an_hour_is_enough(ward, peer):
    (feed,) = _open(ward, peer, "hour")
    mark = ward.witness.looks.mark()
    _go_on([feed], frames=90)
    counters = feed.counters()
    assert (counters.keyframes, counters.dropped, counters.reconnects, counters.damaged) == (1, 0, 0, 0)
    assert _told(ward, feed, mark) in ([], [_LIVE])


def test_another_codec_is_stale_until_the_stream_is_opened_anew(ward, peer, clips):
    """The camera was set up anew, and its old connection goes on with packets that it never announced."""
    feeds = _open(ward, peer, "codec", "other-codec")
    marks = ward.witness.looks.mark()
    peer.tell(f"codec clip {clips.h265}")
    peer.tell(f"other-codec clip {clips.h264}")
    for feed, codec in zip(feeds, ("hevc", "h264"), strict=True):
        wait_until(lambda feed=feed, codec=codec: feed.status().codec == codec, within_s=40, what=codec)
        assert feed.status().connection is Connection.CONNECTED
        told = _told(ward, feed, marks)
        assert told[told.index(_LATE) :][:3] == [_LATE, _STALE, TileState.LOST], feed
    _go_on(feeds, frames=30)
    assert all(is_in(feed, _LIVE) for feed in feeds)
