"""libVLC that is let go while it is still looked for."""

from __future__ import annotations

import sys
import threading

from tests.ui.player.test_clip_player import SlowLibrary
from tests.ui.waiting import wait_until
from ui.player.vlc_engine import Opening, VlcEngine


def test_of_one_that_was_let_go_nobody_hears_that_it_is_open(qapp, monkeypatch):
    library = SlowLibrary(threading.Event(), [])
    monkeypatch.setitem(sys.modules, "vlc", library)
    first, second = VlcEngine(), VlcEngine()
    told = []
    for name, engine in (("first", first), ("second", second)):
        engine.opened.connect(lambda came, name=name: told.append((name, came)))
        engine.open()
    first.released.connect(lambda: told.append("first released"))
    first.release()
    library.there.set()
    assert wait_until(lambda: len(told) >= 2)
    assert sorted(told, key=str) == [("second", Opening.OPEN), "first released"]
    second.release()
    assert wait_until(lambda: library.calls.count("stop") == 2)
