"""libVLC's picture stands in the large picture's place only while it may."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from console.detection.latest import LatestDetections
from console.media.feed_state import Connection, TileState
from tests.console.review_desk import STREET
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_feed import FakeFeed
from ui.player.live_picture import LivePicture
from ui.player.live_view import Sound
from ui.wall.tile_view import TileView

S = 1_000_000_000


class FakeVlc(QObject):
    released = Signal()

    def __init__(self):
        super().__init__()
        self.window, self.pictures, self.pace = 0, 1, 1

    def draw_in(self, window_id):
        self.window = window_id

    def seen(self):
        self.pictures += self.pace
        return self.pictures


class Bench:
    def __init__(self, qapp):
        self.feed, self.vlc, self.desk = FakeFeed(), FakeVlc(), SimpleNamespace(has_card=False)
        self.tile = TileView(FakeClock(), latest=LatestDetections(), name="desk")
        self.tile.resize(640, 480)
        self.tile.show()
        self.tile.show_camera(STREET, self.feed)
        self.picture = LivePicture(self.vlc, tile=self.tile, camera=STREET, desk=self.desk)
        self.become(TileState.LIVE)

    def become(self, state):
        self.feed.tile_state = state
        connection = Connection.LOST if state is TileState.LOST else Connection.CONNECTED
        self.feed.set_status(connection=connection)
        self.tile.refresh_age(1)

    def is_shown(self, *, at_s=1.0, sound=Sound.HEARD):
        self.picture.look(int(at_s * S), sound=sound)
        return self.tile.covered_by is self.picture.view


@pytest.fixture
def bench(qapp):
    made = Bench(qapp)
    yield made
    if made.feed.pictures.get("heard"):
        made.picture.end()
    made.vlc.released.emit()


def test_it_comes_with_libvlcs_first_picture(bench):
    assert bench.vlc.window
    bench.vlc.pictures = bench.vlc.pace = 0
    assert not bench.is_shown()
    bench.vlc.pictures = 1
    assert bench.is_shown()


def test_a_picture_that_stands_still_gives_way_to_our_own_until_it_moves_again(bench):
    assert bench.is_shown(at_s=1)
    bench.vlc.pace = 0
    assert bench.is_shown(at_s=2.4)
    assert not bench.is_shown(at_s=2.6)
    assert not bench.is_shown(at_s=600)
    bench.vlc.pace = 1
    assert bench.is_shown(at_s=601)


def test_the_band_tells_of_sound_only_while_it_comes(bench):
    bench.is_shown(sound=Sound.HEARD)
    assert bench.picture.view.title() == "LIVE, WITH SOUND"
    assert bench.is_shown(sound=Sound.QUIET)
    assert bench.picture.view.title() == "live"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (TileState.LIVE, True),
        (TileState.LATE, True),
        (TileState.STALE, False),
        (TileState.FROZEN, False),
        (TileState.LOST, False),
    ],
)
def test_our_own_feed_says_whether_it_is_live(bench, state, shown):
    assert bench.is_shown()
    bench.become(state)
    assert bench.is_shown() is shown
    bench.become(TileState.LIVE)
    assert bench.is_shown()


def test_the_band_says_that_it_is_late(bench):
    bench.is_shown()
    assert bench.picture.view.title() == "LIVE, WITH SOUND"
    bench.become(TileState.LATE)
    bench.is_shown()
    assert bench.picture.view.title() == "late"


def test_nothing_of_ours_is_hidden_behind_it(bench):
    assert bench.is_shown()
    bench.desk.has_card = True
    assert not bench.is_shown()


def test_a_zoomed_picture_is_our_own(bench):
    assert bench.is_shown()
    bench.tile.zoom.by(2)
    assert not bench.is_shown()
    bench.tile.zoom.whole()
    assert bench.is_shown()


def test_the_feed_is_decoded_behind_it_as_long_as_it_stands(bench):
    assert bench.is_shown()
    assert "heard" in bench.feed.pictures
    bench.picture.end()
    assert "heard" not in bench.feed.pictures
    assert bench.tile.covered_by is None
