"""A replay's own thread decodes at its leisure, and whoever gives it orders goes on at once."""

from __future__ import annotations

import itertools
import threading

from console.media.replay_messages import CloseReplay
from console.media.worker.reel import Reel
from console.media.worker.reel_player import ReelPlayer
from console.media.worker.replay import Replay
from tests.console.media.worker.ring_peers import S, fill, new_ring

_BOUND_S = 10


def test_an_order_does_not_wait_for_a_frame_that_is_being_decoded(tmp_path, encode_clip, monkeypatch):
    ring, _row = new_ring()
    fill(ring, encode_clip(tmp_path / "film.mp4", 30), begin_ns=S)
    peek, peeks = ReelPlayer.peek, itertools.count()
    decodes, may_go_on = threading.Event(), threading.Event()

    def slow(player):
        if next(peeks):  # the first one belongs to its beginning
            decodes.set()
            may_go_on.wait(_BOUND_S)
        return peek(player)

    monkeypatch.setattr(ReelPlayer, "peek", slow)
    replay = Replay(1, lambda: Reel(ring), at_ns=0, tell=lambda _message: None)
    assert decodes.wait(_BOUND_S)
    main = threading.Thread(target=replay.obey, args=(CloseReplay(1),))
    main.start()
    main.join(_BOUND_S / 2)
    was_held = main.is_alive()
    may_go_on.set()
    main.join()
    replay.thread.join(_BOUND_S)
    assert not was_held
    assert not replay.thread.is_alive()
