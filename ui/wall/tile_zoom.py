"""A tile's digital zoom: which part of its camera's picture it shows, by wheel, key and hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget

from console.wall.zoom import Fit, Zoom
from ui.numerals import decimal
from ui.wall.tile_shape import TileShape

STEP = 2**0.5  # a key, or a notch of the wheel: six from 1 to 8
PAN_PART = 0.125  # of the tile, a key


class TileZoom:
    """Thread: GUI."""

    def __init__(self, tile: QWidget, *, on_change: Callable[[], None]) -> None:
        self._tile = tile
        self._on_change = on_change
        self._zoom = Zoom()
        self._source = QSize()
        self._shape: TileShape | None = None

    @property
    def factor(self) -> float:
        """1 to 8."""
        return self._zoom.factor

    @property
    def fit(self) -> Fit:
        return self._zoom.fit

    @property
    def kept(self) -> Zoom:
        """As a layout keeps it."""
        return self._zoom.rounded()

    @property
    def is_cut(self) -> bool:
        """Whether edges are not seen because the tile is filled."""
        return self._zoom.fit is Fit.FILL and self.shape().is_cut

    @property
    def text(self) -> str:
        """ "2.0×", so that nobody takes it for the camera's own view; "" where it is that."""
        return f"{decimal(self._zoom.factor, 1)}×" if self._zoom.factor > 1 else ""

    def shape(self) -> TileShape:
        """As the tile stands now."""
        tile = self._tile
        now = (tile.width(), tile.height(), tile.devicePixelRatioF(), self._source, self._zoom)
        if self._shape is None or self._shape.made_for != now:
            self._shape = TileShape.of(*now)
        return self._shape

    def take_source(self, width_px: int, height_px: int) -> bool:
        """What the source sends now; True where other pictures are to be asked for than before."""
        if self._source.toTuple() == (width_px, height_px):
            return False
        before = self.shape().asked_px
        self._source = QSize(width_px, height_px)
        return self.shape().asked_px != before

    def forget(self) -> None:
        """Another camera: nothing of the one before stays but whether the tile is filled."""
        self._zoom, self._source = Zoom(fit=self._zoom.fit), QSize()

    def put(self, zoom: Zoom) -> None:
        """As it was kept; how far the picture goes shows once its source has told its size."""
        if zoom != self.kept:
            self._zoom = zoom
            self._on_change()

    def by(self, factor: float, *, at: QPoint | None = None) -> None:
        """So many times larger, about the point under `at` or about the middle."""
        self._set(self.shape().zoomed(self._zoom.factor * factor, at=at))

    def pan(self, across: float, down: float) -> None:
        """Moves the picture by so many units; nothing where all of it is seen."""
        self._set(self.shape().panned(across, down))

    def look(self, columns: int, rows: int) -> None:
        """Goes a step to the right and down (-1: left, up) in the picture."""
        self.pan(-columns * PAN_PART * self._tile.width(), -rows * PAN_PART * self._tile.height())

    def whole(self) -> None:
        """Back to the camera's own view."""
        self._set(Zoom(fit=self._zoom.fit))

    def turn_fit(self) -> None:
        """Fill for fit, or fit for fill."""
        self._set(replace(self._zoom, fit=Fit.FILL if self._zoom.fit is Fit.FIT else Fit.FIT))

    def _set(self, zoom: Zoom) -> None:
        before = self.shape()
        self._zoom = zoom
        self._zoom = self.shape().zoom  # as far as the picture goes: a way back is as long as the way there
        if self.shape().whole_px != before.whole_px or self._zoom.fit is not before.zoom.fit:
            self._on_change()
