"""A real decoder process fills a real window's tiles, and its slots are drawn as they are."""

from __future__ import annotations

import time

import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.detection.latest import LatestDetections
from console.media.feed_state import TileState
from console.media.host import Host
from console.outbox import Outbox
from console.wall.layout import Layout
from console.wall.presets import PRESETS
from tests.ui.wall.conftest import camera
from ui.wall.frame_clock import FrameClock
from ui.wall.wall_window import WallWindow

ENOUGH = 40  # frames painted on each tile
BOUND_S = 40


class Engine:
    def __init__(self, clip: str) -> None:
        self.clock = SystemClock()
        self.latest = LatestDetections()
        self.masking = None
        self.host = Host(clock=self.clock, outbox=Outbox(), processes=1)
        self.cameras = {f"cam-{n}": camera(n) for n in (1, 2)}
        self.host.start()
        for camera_id in self.cameras:
            self.host.open(camera_id, Address.parse(clip))


@pytest.fixture
def engine(asset_folder):
    made = Engine(str(asset_folder / "footage" / "one-by-one-person-detection.mp4"))
    yield made
    made.host.stop()


@pytest.fixture
def frame_clock(engine):
    made = FrameClock(engine.clock)
    made.start()
    yield made
    made.stop()


def test_a_real_feed_goes_live_survives_a_resize_and_stops_when_hidden(qapp, engine, frame_clock):
    window = WallWindow(engine, Layout.fitting(engine.cameras))
    frame_clock.watch(window)
    window.resize(643, 180)
    window.show()
    assert run_until(qapp, lambda: all(tile.painted >= ENOUGH for tile in window.tiles))
    assert run_until(qapp, lambda: window.counts.live(engine.clock.monotonic_ns()) == 2)
    assert window.counts.due() >= window.counts.painted()
    assert window.tiles[0].state is TileState.LIVE

    window.resize(1283, 360)
    before = window.counts.painted()
    assert run_until(qapp, lambda: window.tiles[0]._picture._shown.width_px == 640)
    assert run_until(qapp, lambda: window.counts.painted() > before + ENOUGH)
    image = window.tiles[0].grab().toImage()
    colours = {image.pixelColor(x, y).rgb() for x in range(0, 640, 16) for y in range(0, 300, 16)}
    assert len(colours) > 50  # a picture, and not one shade

    stayed, first = window.tiles[1], []
    original = stayed._paint_ground
    stayed._paint_ground = lambda painter: (
        original(painter),
        first.append(stayed._picture.frame is not None),
    )
    window.show_layout(Layout(3, 3, ("", "cam-2", "cam-1"), big=PRESETS["1+5"].big))
    assert [tile.camera.id for tile in window.tiles] == ["cam-2", "cam-1"]
    assert window.tiles[0] is stayed
    assert run_until(qapp, lambda: first)
    assert first[0], "a camera that stays has its picture in the first paint after the change"
    assert run_until(qapp, lambda: stayed._picture._shown.height_px == stayed.height())
    stayed.zoom.by(2)
    assert run_until(qapp, lambda: stayed._picture._shown.height_px > stayed.height())

    window.hide()
    painted = window.counts.painted()
    run_until(qapp, lambda: False, bound_s=0.3)
    assert window.counts.painted() == painted


def run_until(qapp, done, *, bound_s=BOUND_S):
    end = time.monotonic() + bound_s
    while time.monotonic() < end:
        qapp.processEvents()
        if done():
            return True
        time.sleep(0.002)
    return False
