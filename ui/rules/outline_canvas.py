"""Outlines over a live picture, drawn by mouse or by keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from console.alerts.outline import Corner
from console.alerts.rule_kind import Direction
from ui.mask_cover import EDGE
from ui.rules.rule_draft import RuleDraft, Spot
from ui.theme import DARK

_GRAB_PX = 12  # so near a corner a press takes hold of it
_CORNER_PX, _CROSS_PX = 5, 11
_STEP, _LONG_STEP = 0.005, 0.05  # of the picture, for an arrow key alone and with Shift
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FILL_ALPHA, _QUIET_ALPHA = 60, 28


class OutlineCanvas(QWidget):
    """Lies over a picture and draws all rules of its camera; the chosen one can be changed. Thread: GUI."""

    changed = Signal(object)  # RuleDraft: the chosen one, with other corners

    def __init__(self, picture: QWidget, *, frame: Callable[[], QRect]) -> None:
        """`frame` tells where the camera's frame stands within `picture`."""
        super().__init__(picture)
        self._frame = frame
        self._others: Sequence[RuleDraft] = ()
        self._chosen: RuleDraft | None = None
        self._grabbed: int | None = None
        self._cross: Corner = (0.5, 0.5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_rules(self, chosen: RuleDraft | None, *, others: Sequence[RuleDraft]) -> None:
        if self._chosen is None or chosen is None or chosen.id != self._chosen.id:
            self._grabbed = None
        self._chosen, self._others = chosen, others
        self.update()

    # by mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._chosen is None:
            return
        near = self._corner_near(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            if near is not None:
                self._change(self._chosen.without_corner(near))
        elif near is not None:
            self._grabbed = near
        else:
            self._cross = self._corner_at(event.position())
            self._grabbed = len(self._chosen.corners)
            self._change(self._chosen.with_corner(self._cross))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._chosen is not None and self._grabbed is not None:
            self._cross = self._corner_at(event.position())
            self._change(self._chosen.with_corner_at(self._grabbed, self._cross))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None

    # by keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            long = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move(*_MOVES[key], by=_LONG_STEP if long else _STEP)
        elif key == Qt.Key.Key_Space and self._chosen is not None:
            self._change(self._chosen.with_corner(self._cross))
        elif key == Qt.Key.Key_Backspace and self._chosen is not None and self._chosen.corners:
            self._change(self._chosen.without_corner(len(self._chosen.corners) - 1))
        else:
            super().keyPressEvent(event)

    def _move(self, columns: int, rows: int, *, by: float) -> None:
        x, y = self._cross
        self._cross = (_within(x + columns * by), _within(y + rows * by))
        self.update()

    def _change(self, draft: RuleDraft) -> None:
        self._chosen = draft
        self.update()
        self.changed.emit(draft)

    # points

    def _corner_at(self, point: QPointF) -> Corner:
        frame = self._frame()
        x = (point.x() - frame.x()) / max(1, frame.width())
        y = (point.y() - frame.y()) / max(1, frame.height())
        return (_within(x), _within(y))

    def _point_of(self, corner: Corner) -> QPointF:
        frame = self._frame()
        return QPointF(frame.x() + corner[0] * frame.width(), frame.y() + corner[1] * frame.height())

    def _corner_near(self, point: QPointF) -> int | None:
        corners = self._chosen.corners if self._chosen else ()
        distances = [(_distance(point, self._point_of(corner)), at) for at, corner in enumerate(corners)]
        distance, nearest = min(distances, default=(math.inf, 0))
        return nearest if distance <= _GRAB_PX else None

    # painting: over pictures the dark theme's colours, in a bright room too

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for draft in self._others:
            self._paint_shape(painter, draft, _colour(draft), alpha=_QUIET_ALPHA, width_px=1)
        if self._chosen is not None:
            self._paint_shape(painter, self._chosen, _colour(self._chosen), alpha=_FILL_ALPHA, width_px=2)
            self._paint_corners(painter, self._chosen)
            if self.hasFocus():
                self._paint_cross(painter)
        painter.end()

    def _paint_shape(
        self, painter: QPainter, draft: RuleDraft, colour: QColor, *, alpha: int, width_px: int
    ) -> None:
        points = QPolygonF([self._point_of(corner) for corner in draft.corners])
        # A dark edge under the line keeps it in sight on snow.
        for pen in (QPen(QColor(0, 0, 0, 160), width_px + 2), QPen(colour, width_px)):
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            (painter.drawPolyline if draft.on_line else painter.drawPolygon)(points)
        if draft.on_line:
            self._paint_arrows(painter, draft, colour)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            fill = QColor(colour)
            fill.setAlpha(alpha)
            painter.setBrush(fill)
            painter.drawPolygon(points)

    def _paint_arrows(self, painter: QPainter, draft: RuleDraft, colour: QColor) -> None:
        """Which way counts, at the middle of each part."""
        painter.setPen(QPen(colour, 2))
        points = [self._point_of(corner) for corner in draft.corners]
        for one, other in pairwise(points):
            middle, along = (one + other) / 2, other - one
            length = math.hypot(along.x(), along.y()) or 1
            right = QPointF(-along.y(), along.x()) / length  # y grows down
            for side in _sides(draft.direction):
                tip = middle + right * side * 18
                back = middle + right * side * 9
                painter.drawLine(middle, tip)
                painter.drawLine(tip, back + along / length * 6)
                painter.drawLine(tip, back - along / length * 6)

    def _paint_corners(self, painter: QPainter, draft: RuleDraft) -> None:
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(DARK.text)
        for corner in draft.corners:
            painter.drawEllipse(self._point_of(corner), _CORNER_PX, _CORNER_PX)

    def _paint_cross(self, painter: QPainter) -> None:
        point = self._point_of(self._cross)
        for pen in (QPen(QColor(0, 0, 0, 160), 3), QPen(DARK.text, 1)):
            painter.setPen(pen)
            painter.drawLine(point - QPointF(_CROSS_PX, 0), point + QPointF(_CROSS_PX, 0))
            painter.drawLine(point - QPointF(0, _CROSS_PX), point + QPointF(0, _CROSS_PX))


def _sides(direction: Direction) -> tuple[int, ...]:
    return {Direction.LEFT_TO_RIGHT: (1,), Direction.RIGHT_TO_LEFT: (-1,)}.get(direction, (1, -1))


def _colour(draft: RuleDraft) -> QColor:
    spots = {Spot.BLIND: DARK.quiet, Spot.MASK: EDGE}
    return spots[draft.rule] if isinstance(draft.rule, Spot) else DARK.priority(draft.priority)


def _within(part: float) -> float:
    """Thousandths are what a journal keeps, and finer than a hand."""
    return round(min(max(part, 0.0), 1.0), 3)


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
