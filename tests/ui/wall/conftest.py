"""A wall of fakes: an engine with feeds that a test paints by hand, and a clock that it moves."""

from __future__ import annotations

import numpy as np
import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.detection.latest import LatestDetections
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_feed import FakeFeed
from ui.wall.tile_view import TileView
from ui.wall.tile_ways import AgeTimer


class FakeHost:
    def __init__(self) -> None:
        self.feeds: dict[str, FakeFeed] = {}


class FakeEngine:
    def __init__(self, count: int) -> None:
        self.clock = FakeClock()
        self.latest = LatestDetections()
        self.masking = None
        self.cameras = {f"cam-{n}": camera(n) for n in range(1, count + 1)}
        self.host = FakeHost()
        self.host.feeds = {camera_id: FakeFeed(camera_id) for camera_id in self.cameras}


def camera(n: int = 1, *, name: str = "School 1, yard", place: str = "School 1") -> Camera:
    place_of = Place(f"place-{n}", place, PlaceKind.SCHOOL)
    return Camera(f"cam-{n}", f"{400 + n:04}", name, place_of, Address.parse(f"rtsp://192.0.2.1/{n}"))


def picture_of(colour: tuple[int, ...]) -> np.ndarray:
    """All of one colour, BGRA; a feed fits it to its outputs."""
    return np.full((180, 320, 4), colour, np.uint8)


@pytest.fixture
def engine():
    return FakeEngine(4)


@pytest.fixture
def tile(qapp, engine):
    """A shown tile of 320×180 with camera cam-1, and its feed as `tile.feed`."""
    view = TileView(engine.clock, latest=engine.latest, name="tile", age_timer=AgeTimer.OF_WINDOW)
    view.resize(320, 180)
    view.show_camera(engine.cameras["cam-1"], engine.host.feeds["cam-1"])
    view.show()
    qapp.processEvents()
    return view
