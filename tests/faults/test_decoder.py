"""A decoder process that is killed or hangs: its RTSP cameras are lost and come back, no other notices."""

from __future__ import annotations

import os
import signal

import pytest

from console.media.decoder_life import DecoderBack, DecoderDied
from console.media.feed_state import Failure, TileState
from tests.faults.leavings import assert_nothing_is_left, holdings
from tests.faults.ward import TILE_PX, well_host
from tests.faults.witness import Witness, all_live, is_in
from tests.peers.peer_process import wait_until

_LOST_AND_BACK = [TileState.LIVE, TileState.LOST, TileState.LIVE]


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_decoder_that_ends_or_hangs_takes_only_its_own_cameras_along(clips, blow):
    with well_host(clips) as (host, outbox, wells):
        process = wells[0].feed.process
        struck = [well.feed for well in wells if well.feed.process is process]
        spared = [well for well in wells if well.feed.process is not process]
        assert struck
        assert spared
        pictures = [feed.show("tile", width_px=TILE_PX[0], height_px=TILE_PX[1]) for feed in struck]
        wait_until(lambda: all(picture.newest() > 5 for picture in pictures), within_s=20, what="painted")
        before, pid = holdings(host), process.pid
        with Witness(host, outbox, spared) as witness:
            os.kill(pid, blow)
            wait_until(
                lambda: all(is_in(feed, TileState.LOST) for feed in struck), within_s=20, what="told as lost"
            )
            wait_until(lambda: all_live(struck), within_s=30, what="live again")
            newest = [picture.newest() for picture in pictures]
            wait_until(
                lambda: all(now.newest() > then + 10 for now, then in zip(pictures, newest, strict=True)),
                within_s=20,
                what="into the same tiles",
            )
        witness.assert_all_unharmed()
        ids = tuple(feed.camera_id for feed in struck)
        assert {DecoderDied(process.number, ids), DecoderBack(process.number, ids)} <= set(witness.facts())
        for feed in struck:
            states = witness.looks.since({}, feed.camera_id)
            assert [state for state in states if state in _LOST_AND_BACK] == _LOST_AND_BACK
            assert [told.failure for told in witness.told_of(feed.camera_id)] == [Failure.DECODER_DIED, None]
        assert process.pid != pid
        assert_nothing_is_left(host, before)
