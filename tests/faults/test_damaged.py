"""Cameras whose bits are flipped on the way for a while."""

from __future__ import annotations

import time

import pytest

from console.media.feed_state import TileState
from tests.faults.ward import Ward
from tests.faults.witness import all_live, is_in
from tests.peers.peer_process import Peer, wait_until

_CODECS = ("h264", "h265", "jpeg")


@pytest.mark.parametrize("seconds", [5, pytest.param(30, marks=pytest.mark.long)])
def test_flipped_bits_are_over_when_they_are_over(ward: Ward, clips, seconds):
    feeds_of = [part for name in _CODECS for part in ("--feed", f"{name}={getattr(clips, name)}")]
    with Peer("tests.peers.rtsp_server", *feeds_of) as peer:
        feeds = [ward.open(name, f"rtsp://127.0.0.1:{peer.port}/{name}")[0] for name in _CODECS]
        wait_until(lambda: all_live(feeds), within_s=20, what="live")
        for name in _CODECS:
            peer.tell(f"{name} bits")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for feed in feeds:  # nobody can take an old picture for a live one
                now_ns = time.monotonic_ns()
                age_ns = feed.age_ns(now_ns) or 0
                assert age_ns < 2e9 or not is_in(feed, TileState.LIVE), feed
            time.sleep(0.05)
        for name in _CODECS:
            peer.tell(f"{name} well")
        wait_until(lambda: all_live(feeds), within_s=20, what="live again")
        time.sleep(2)  # past the next keyframe: from there on nothing is refused any more
        damaged = [feed.counters().damaged for feed in feeds]
        decoded = [feed.counters().decoded for feed in feeds]
        for feed, before in zip(feeds, decoded, strict=True):
            wait_until(
                lambda feed=feed, before=before: feed.counters().decoded > before + 30,
                within_s=20,
                what="pictures are whole again",
            )
        assert [feed.counters().damaged for feed in feeds] == damaged
