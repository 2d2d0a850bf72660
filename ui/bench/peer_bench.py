"""The same wall as others build it: libVLC's memory callbacks, or an OpenCV thread a camera with QLabels."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from console.bench.command import screens_of
from console.bench.figures import WallFigures
from console.bench.opencv_feed import OpencvFeed
from console.bench.usage import cpu_s, memory_mb
from console.cameras.camera import Camera
from console.wall.layout import Layout
from ui.bench.stage import run_for
from ui.bench.wall_bench import wide_layout
from ui.wall.samples import Samples

_SETTLE_S = 5.0
_TICK_MS = 16


class _PeerTile(Protocol):
    painted: int

    def begin(self) -> None: ...
    def end(self) -> None: ...


class OpencvTile(QLabel):
    """Each picture is a queued signal and a pixmap of its own. Thread: GUI, `_arrived` from the feed's."""

    _arrived = Signal(QImage)

    def __init__(self, camera: Camera, rect: QRect, *, fps: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.setGeometry(rect)
        self.painted = 0
        self._is_new = False
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)
        size = (rect.width(), rect.height())
        self._feed = OpencvFeed(camera.main.for_opening(), size_px=size, fps=fps, on_picture=self._on_picture)

    def begin(self) -> None:
        self._feed.start()

    def end(self) -> None:
        self._feed.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += self._is_new
        self._is_new = False

    def _on_picture(self, picture: npt.NDArray[np.uint8]) -> None:
        height, width, _channels = picture.shape
        self._arrived.emit(QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy())

    def _show(self, image: QImage) -> None:
        self.setPixmap(QPixmap.fromImage(image))
        self._is_new = True


class VlcTile(QWidget):
    """libVLC scales into this tile's memory; a timer of the window paints what is new. Thread: GUI."""

    def __init__(self, camera: Camera, rect: QRect, *, library: object, parent: QWidget) -> None:
        from ui.bench.vlc_feed import VlcFeed

        super().__init__(parent)
        self.setGeometry(rect)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.painted = self._number = 0
        size = (rect.width(), rect.height())
        self._feed = VlcFeed(library, camera.main.for_opening(), size_px=size)
        width, height = size
        self._image = QImage(self._feed.pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        self._feed.start()
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()
        self._feed.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.end()
        if self._feed.number != self._number:
            self._number = self._feed.number
            self.painted += 1

    def _look(self) -> None:
        if self._feed.number != self._number:
            self.update()


def measure_peer(
    arguments: argparse.Namespace, cameras: Mapping[str, Camera]
) -> Callable[[float], WallFigures]:
    """Builds, shows and measures the wall.

    Raises:
        Problem: the peer's library is missing.
    """
    empty_mb = memory_mb([os.getpid()])
    windows, tiles = _build(arguments, cameras)
    for window in windows:
        window.show()
    began_s = time.monotonic()
    for tile in tiles:
        tile.begin()
    while not all(tile.painted for tile in tiles) and time.monotonic() - began_s < 60:
        run_for(0.02)
    first_all_live_s = time.monotonic() - began_s
    run_for(_SETTLE_S)
    ticks, ticker = _ticker()
    painted, used_s, from_s = sum(tile.painted for tile in tiles), cpu_s([os.getpid()]), time.monotonic()
    run_for(arguments.seconds)
    elapsed_s = time.monotonic() - from_s
    painted = sum(tile.painted for tile in tiles) - painted
    used_s = cpu_s([os.getpid()]) - used_s
    rss_mb = memory_mb([os.getpid()])
    ticker.stop()
    for tile in tiles:
        tile.end()
    due = round(arguments.fps * elapsed_s) * len(tiles)

    def figures(bare_us: float) -> WallFigures:
        per_painted_us = used_s * 1e6 / max(1, painted)
        return WallFigures(
            tiles=len(tiles),
            hardware_tiles=0,
            due=due,
            painted=painted,
            painted_ratio=round(painted / max(1, due), 4),
            cpu_cores=round(used_s / elapsed_s, 3),
            desk_cores=round(used_s / elapsed_s, 3),
            cpu_us_per_painted=round(per_painted_us, 1),
            bare_decode_us=round(bare_us, 1),
            ratio_to_bare=round(per_painted_us / bare_us, 3),
            p95_packet_to_paint_ms=None,
            tick_p99_ms=round(ticks.percentile_ns(99) / 1e6, 1),
            rss_mb=round(rss_mb, 1),
            ring_mb=0.0,
            rss_mb_per_tile=round((rss_mb - empty_mb) / len(tiles), 2),
            first_all_live_s=round(first_all_live_s, 2),
            psnr_db=None,
        )

    return figures


def _build(
    arguments: argparse.Namespace, cameras: Mapping[str, Camera]
) -> tuple[list[QWidget], list[_PeerTile]]:
    screens, ids = screens_of(arguments), list(cameras)
    each = -(-len(ids) // len(screens))
    make = _tile_maker(arguments)
    windows, tiles = [], []
    for number, size in enumerate(screens):
        shown = ids[number * each : (number + 1) * each]
        window = QWidget()
        window.setGeometry(number * size[0], 0, *size)
        layout = wide_layout(shown, size)
        for cell, camera_id in enumerate(shown):
            tiles.append(make(cameras[camera_id], _cell_rect(layout, size, cell), window))
        windows.append(window)
    return windows, tiles


def _cell_rect(layout: Layout, size: tuple[int, int], cell: int) -> QRect:
    row, column = divmod(cell, layout.columns)
    width, height = size[0] // layout.columns, size[1] // layout.rows
    return QRect(column * width, row * height, width - 2, height - 2)


def _tile_maker(arguments: argparse.Namespace) -> Callable[[Camera, QRect, QWidget], _PeerTile]:
    if arguments.peer == "opencv":
        return lambda camera, rect, parent: OpencvTile(camera, rect, fps=arguments.fps, parent=parent)
    from ui.bench.vlc_feed import open_library

    library = open_library()
    return lambda camera, rect, parent: VlcTile(camera, rect, library=library, parent=parent)


def _ticker() -> tuple[Samples, QTimer]:
    """How punctual the GUI thread is."""
    ticks, last_ns = Samples(), [0]

    def tick() -> None:
        now_ns = time.monotonic_ns()
        if last_ns[0]:
            ticks.add(now_ns - last_ns[0])
        last_ns[0] = now_ns

    timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    return ticks, timer
