"""Far too many pictures for one decoder: what matters most goes on, all else is given up aloud."""

from __future__ import annotations

import time

import pytest

from console import overload as overload_module
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.site_database import Site
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.search import Query, each
from console.journal.verify import verify
from console.media import shedding
from console.media.decode_mode import DecodeMode
from console.media.shedding import Stage
from console.operators.operator import Operator
from console.operators.roles import Role
from console.overload import Painted
from console.paths import DataFolder
from console.settings import Settings
from console.wall.layout import Layout
from tests.console.media.conftest import encode, moving
from tests.ui.waiting import wait_until
from ui.wall.frame_clock import FrameClock
from ui.wall.reduction import Reduction
from ui.wall.wall_window import WallWindow

STREETS = 59  # with the school 900 frames of 1280×720 a second: about two cores' work, for one process
LOOK_S = 0.5


@pytest.fixture
def engine(tmp_path, model_file, monkeypatch):
    monkeypatch.setattr(overload_module, "_BEGINNING_NS", 0)
    monkeypatch.setattr(shedding, "_BAD_FOR_NS", 1_000_000_000)
    monkeypatch.setattr(shedding, "_CALM_NS", 1_000_000_000)
    clip = Address.parse(str(encode(tmp_path / "heavy.mp4", moving(1280, 720, 30))))
    street, school = Place("s", "Street", PlaceKind.STREET), Place("k", "School", PlaceKind.SCHOOL)
    cameras = [Camera(f"{number:04}", f"{number:04}", "", street, clip) for number in range(STREETS)]
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    engine = Engine(
        folder,
        site=Site.of([*cameras, Camera("9000", "9000", "", school, clip)], ()),
        settings=Settings(decoder_processes=1),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=model_file.load,
    )
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def wall(qapp, engine):
    wall, clock = WallWindow(engine, Layout.fitting(list(engine.cameras))), FrameClock(engine.clock)
    clock.watch(wall)
    wall.resize(1280, 720)
    wall.show()
    clock.start()
    yield wall
    clock.stop()
    wall.hide()
    wall.deleteLater()


class Looks:
    """What the app does once a second; twice here, and two bad looks are enough."""

    def __init__(self, engine, wall):
        self._engine, self._wall = engine, wall
        self._next_s = 0.0
        self.stages = [Stage.NOTHING]

    def until(self, stage):
        def reached():
            if time.monotonic() >= self._next_s:
                self._next_s = time.monotonic() + LOOK_S
                self._look()
            return self.stages[-1] is stage

        return reached

    def _look(self):
        wall = self._wall
        painted = Painted(wall.counts.wanted(), wall.counts.painted(), wall.counts.lag_ns())
        self._engine.overload.look(painted, shown=wall.shown_cameras(), last=())
        if self._engine.overload.shed.stage is not self.stages[-1]:
            self.stages.append(self._engine.overload.shed.stage)


def said(engine):
    return [entry.body["what"] for entry in each(engine.folder, Query(kinds=(Kind.LOAD_SHED,)))]


@pytest.mark.timeout(240)
def test_too_much_is_given_up_in_order_and_comes_back(engine, wall):
    looks = Looks(engine, wall)
    assert wait_until(looks.until(Stage.KEYFRAMES), timeout_s=90), looks.stages
    assert list(dict.fromkeys(looks.stages)) == [Stage.NOTHING, Stage.RATE, Stage.KEYFRAMES]
    feeds = engine.host.feeds
    assert feeds["9000"].mode() is DecodeMode.EVERY_FRAME
    cut = next(camera for camera, mode in engine.overload.shed.modes.items() if mode is DecodeMode.KEYFRAMES)
    tile = wall.tile_of(cut)
    assert wait_until(lambda: tile._marks.reduced is Reduction.KEYFRAMES)
    assert wall.tile_of("9000")._marks.reduced is Reduction.NONE
    assert wall.counts.due() > wall.counts.wanted(), "what is due is counted at the source"

    for camera_id in list(engine.cameras)[:50]:  # the machine has room again
        engine.host.close(camera_id)
    assert wait_until(looks.until(Stage.NOTHING), timeout_s=90), looks.stages
    assert wait_until(lambda: feeds["0055"].mode() is DecodeMode.EVERY_FRAME)
    assert wait_until(lambda: wall.tile_of("0055")._marks.reduced is Reduction.NONE)
    assert wait_until(lambda: said(engine) == [stage.value for stage in looks.stages[1:]]), said(engine)
    assert verify(engine.folder).sound
