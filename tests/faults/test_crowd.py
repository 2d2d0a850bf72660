"""A hundred cameras that go in the same second and come back in the same second."""

from __future__ import annotations

from console.media.feed_state import TileState
from tests.faults.ward import Ward
from tests.faults.witness import all_live, is_in
from tests.peers.peer_process import Peer, wait_until

_CROWD = 100


def test_a_hundred_cameras_come_back_at_once(ward: Ward, clips):
    names = [f"crowd-{number}" for number in range(_CROWD)]
    feeds_of = [part for name in names for part in ("--feed", f"{name}={clips.hour}")]
    with Peer("tests.peers.rtsp_server", *feeds_of) as peer:
        feeds = [ward.open(name, f"rtsp://127.0.0.1:{peer.port}/{name}")[0] for name in names]
        wait_until(lambda: all_live(feeds), within_s=40, what="live")
        peer.kill()
        wait_until(lambda: all(is_in(feed, TileState.LOST) for feed in feeds), within_s=15, what="lost")
        peer.start()
        wait_until(lambda: all_live(feeds), within_s=60, what="live again")
        assert {feed.status().failure for feed in feeds} == {None}
