"""What the mouse does on a tile: choose, open, carry away, zoom, and move what is zoomed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.wall.tile_zoom import STEP, TileZoom

_NOTCH = 120  # eighths of a degree, as mice have it


class TileMouse:
    """Thread: GUI."""

    def __init__(self, zoom: TileZoom, *, clicked: Callable[[], None], dragged: Callable[[], None]) -> None:
        """`dragged`: the left button was pressed here and has moved so far that a drag is meant."""
        self._zoom = zoom
        self._clicked, self._dragged = clicked, dragged
        self._pressed_at: QPoint | None = None
        self._panned_at: QPoint | None = None

    def press(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panned_at = at
            return
        self._pressed_at = at if event.button() is Qt.MouseButton.LeftButton else None
        self._clicked()

    def move(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._panned_at is not None and event.buttons() & Qt.MouseButton.MiddleButton:
            moved, self._panned_at = at - self._panned_at, at
            self._zoom.pan(moved.x(), moved.y())
        elif self._pressed_at is not None and _is_far(at - self._pressed_at):
            self._pressed_at = None
            self._dragged()

    def release(self) -> None:
        self._pressed_at = self._panned_at = None

    def wheel(self, event: QWheelEvent) -> None:
        if turned := event.angleDelta().y():
            self._zoom.by(STEP ** (turned / _NOTCH), at=event.position().toPoint())


def _is_far(moved: QPoint) -> bool:
    return moved.manhattanLength() >= QApplication.startDragDistance()
