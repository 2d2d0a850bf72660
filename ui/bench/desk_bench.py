"""`munara bench desk`: the whole console over a wall of live tiles, its keys, layouts and alerts timed."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from threading import Thread
from uuid import uuid4

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QWidget

from console.alerts.alert import Alert
from console.alerts.dismiss_reason import DismissReason
from console.alerts.zone import Zone
from console.bench.cameras import bench_cameras
from console.bench.figures import nearest_rank
from console.bench.streams import StreamShape, make_streams
from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site
from console.detection.detection import Box, Kind
from console.detection.model import Model
from console.detection.model_file import get_model
from console.media.feed_state import TileState
from console.media.frame import FrameStamp
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings, load_settings
from console.wall.layout import Layout
from console.wall.scene import Scene
from ui.alerts.alert_card import AlertCard
from ui.app import App
from ui.bench.desk_figures import DeskFigures
from ui.bench.desk_keys import DeskKeys
from ui.bench.idle_window import IdleFigures, measure_idle
from ui.bench.paint_watch import MISSED_MS, Hand, PaintWatch
from ui.bench.stage import bench_application, bench_engine, run_for, wait_for_all
from ui.bench.wall_bench import wide_layout
from ui.wall.tile_view import TileView
from ui.wall.wall_window import WallWindow

_SCREEN = (1920, 1080)
_SETTLE_S = 2.0
_ALERTS = 12
_KEPT = 3  # alerts that stay in the queue, for the keys
_SECONDS_A_ROUND = 2  # of the measured seconds: ten rounds of keys beside twenty seconds
_ZONE = Polygon(((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)))
_GREY = (TileState.STALE, TileState.LOST, TileState.OFF)


@dataclass(frozen=True, slots=True)
class LayoutTimes:
    changes_ms: tuple[float, ...]
    grey_flashes: int


def run_bench(arguments: argparse.Namespace) -> int:
    """Measures, prints and returns the exit code.

    Raises:
        Problem: no model can be had, or the tiles do not come live.
    """
    shape = StreamShape()
    clips = make_streams(shape)
    application = bench_application([_SCREEN, _SCREEN])
    application.setQuitOnLastWindowClosed(False)
    chosen = DataFolder.choose(arguments.data)
    settings = load_settings(chosen.settings_file)
    model = get_model(settings.model, chosen.models)
    idle = measure_idle(_SCREEN, fps=shape.fps, seconds=min(5, arguments.seconds))
    # Half as many again: a changed layout has other cameras to show.
    cameras = arguments.tiles + arguments.tiles // 2
    with (
        bench_cameras(clips, tiles=cameras, source="file") as found,
        _desk(application, found, settings, model.load, name=model.name) as app,
    ):
        figures = _Bench(app, tiles=arguments.tiles).measured(arguments.seconds, idle=idle, fps=shape.fps)
    print(figures.as_json() if arguments.json else figures.table())  # noqa: T201 - the command's answer
    return 0


@contextmanager
def _desk(
    application: QApplication,
    cameras: Mapping[str, Camera],
    settings: Settings,
    models: Callable[[], Model],
    *,
    name: str,
) -> Iterator[App]:
    """The whole console; no rule is in force."""
    site, operator = Site.of(cameras.values(), []), Operator("Bench", Role.DISPATCHER)
    with bench_engine(site, settings, operator=operator, models=models) as engine:
        app = App(application, engine, model_name=name)
        app.show()
        try:
            yield app
        finally:
            app.close()


class _Bench:
    """Thread: GUI."""

    def __init__(self, app: App, *, tiles: int) -> None:
        self._app, self._tiles = app, tiles
        self._watch = PaintWatch()
        self._ids = list(app.engine.cameras)
        self._wall: WallWindow = app.walls[0]

    def measured(self, seconds: float, *, idle: IdleFigures, fps: float) -> DeskFigures:
        self._open()
        gui_cores, desk_cores, painted_ratio = self._cores(seconds)
        rounds = max(1, round(seconds / _SECONDS_A_ROUND))
        layouts = self._change_layouts(max(2, rounds))
        cards_ms = [self._raise_alert(number) for number in range(_ALERTS)]
        keys = DeskKeys(self._app, self._wall, Hand(self._watch))
        for _round in range(rounds):
            keys.press_round()
        by_command = keys.waits_ms
        keys_ms = [wait for waits in by_command.values() for wait in waits]
        key_p95_ms = _p95(keys_ms)
        return DeskFigures(
            tiles=self._tiles,
            fps=fps,
            model=self._app.model_name,
            key_p95_ms=key_p95_ms,
            key_p50_ms=round(median(keys_ms), 1),
            key_presses=len(keys_ms),
            key_idle_p95_ms=round(idle.key_p95_ms, 1),
            key_ratio=round(key_p95_ms / idle.key_p95_ms, 2),
            layout_ms=round(median(layouts.changes_ms), 1),
            layout_worst_ms=round(max(layouts.changes_ms), 1),
            layout_changes=len(layouts.changes_ms),
            grey_flashes=layouts.grey_flashes,
            alert_to_card_ms=_p95(cards_ms),
            missed=sum(wait >= MISSED_MS for wait in (*keys_ms, *layouts.changes_ms, *cards_ms)),
            gui_cores=round(gui_cores, 3),
            gui_idle_cores=round(idle.gui_cores, 4),
            gui_ratio=round(gui_cores / idle.gui_cores, 1),
            desk_cores=round(desk_cores, 3),
            painted_ratio=round(painted_ratio, 4),
            key_p95_by_command_ms={name: _p95(waits) for name, waits in by_command.items()},
        )

    # --- the wall ---

    def _open(self) -> None:
        self._wall.show_layout(wide_layout(self._ids[: self._tiles], _SCREEN))
        wait_for_all(self._wall.tiles, _is_live, bench="desk")
        run_for(_SETTLE_S)

    def _cores(self, seconds: float) -> tuple[float, float, float]:
        """Of the GUI thread, of this process, and the part of the due frames that was painted meanwhile."""
        counts = self._wall.counts
        due, painted, began_s = counts.due(), counts.painted(), time.monotonic()
        gui_s, desk_s = time.thread_time(), time.process_time()
        run_for(seconds)
        gui_s, desk_s = time.thread_time() - gui_s, time.process_time() - desk_s
        elapsed_s = time.monotonic() - began_s
        due, painted = counts.due() - due, counts.painted() - painted
        return gui_s / elapsed_s, desk_s / elapsed_s, painted / max(1, due)

    def _change_layouts(self, count: int) -> LayoutTimes:
        """There and back: the other grid has one column more, and other cameras in half of its cells."""
        first = wide_layout(self._ids[: self._tiles], _SCREEN)
        columns = first.columns + 1
        second = Layout(columns, -(-self._tiles // columns), tuple(self._ids[-self._tiles :]))
        waits, flashes = [], 0
        for number in range(count):
            wait_ms, grey = self._change(first if number % 2 else second)
            waits.append(wait_ms)
            flashes += grey
            run_for(_SETTLE_S)
        self._app.layouts.call(Scene("bench", first))
        run_for(_SETTLE_S)
        return LayoutTimes(tuple(waits), flashes)

    def _change(self, layout: Layout) -> tuple[float, int]:
        """Milliseconds until every new tile has painted a live picture; staying ones painted without any."""
        staying, grey = set(self._wall.tiles), 0

        def after(painted: list[QWidget]) -> bool:
            nonlocal grey
            grey += sum(_is_grey(tile) for tile in painted if isinstance(tile, TileView) and tile in staying)
            return all(map(_is_live, self._wall.tiles))

        began_ns = time.monotonic_ns()
        shown_ns = self._watch.wait(
            lambda: self._app.layouts.call(Scene("bench", layout)),
            lambda widget: isinstance(widget, TileView) and widget.window() is self._wall,
            after=after,
        )
        return (shown_ns - began_ns) / 1e6 if shown_ns else MISSED_MS, grey

    # --- alerts ---

    def _raise_alert(self, number: int) -> float:
        """Milliseconds from a frame's still being there to the paint of its alert's card."""
        engine, tile = self._app.engine, self._wall.tiles[number % self._tiles]
        assert tile.camera
        alert, still = _alert(tile.camera, number), Future[bytes]()
        coming = engine.raiser.hold((alert,))
        still.set_result(_jpeg_of(tile))
        raiser = Thread(target=engine.raiser.expect, args=(coming, still), name="bench raiser")
        began_ns = time.monotonic_ns()
        shown_ns = self._watch.wait(
            raiser.start, lambda widget: isinstance(widget, AlertCard) and widget.alert_id == alert.id
        )
        raiser.join()
        if number >= _KEPT:  # what lies below the queue's edge is not painted
            engine.duty.dismiss(alert.id, DismissReason.TEST)
        run_for(0.3)
        return (shown_ns - began_ns) / 1e6 if shown_ns else MISSED_MS


def _is_live(tile: TileView) -> bool:
    return tile.painted > 0 and tile.state is TileState.LIVE


def _is_grey(tile: TileView) -> bool:
    return tile.state in _GREY or tile.shown_frame() is None


def _alert(camera: Camera, number: int) -> Alert:
    zone = Zone(f"bench-{number}", camera.id, "street", _ZONE, priority=3)
    cause = Box("person", Kind.PERSON, 0.9, 200, 100, 260, 260)
    stamp = FrameStamp(camera.id, 1, time.monotonic_ns(), 0, 640, 360)
    return Alert(uuid4().hex, camera, zone, 3, datetime.now(UTC), 0, stamp, (cause,), cause)


def _jpeg_of(tile: TileView) -> bytes:
    shown = tile.shown_frame()
    assert shown
    pixels = np.ascontiguousarray(shown[0])
    height, width, _channels = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpeg")).write(image.scaled(640, 360))
    return bytes(buffer.data().data())


def _p95(values: list[float]) -> float:
    return round(nearest_rank(values, 95), 1)
