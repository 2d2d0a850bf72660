"""Alerts in ten minutes as time went on, against what one person can handle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.alerts.load import LoadPoint
from console.clock import time_zone_of
from console.language import _
from ui.status.figures import load_of
from ui.theme import colours, text_font

_LINES = (1, 2, 5, 10)  # EEMUA 191: manageable from 1 to 2, too much above 5, a flood above 10
_LEFT_PX, _TOP_PX, _BOTTOM_PX, _TEXT_PX = 150, 12, 24, 12


class LoadCurve(QWidget):
    """Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[LoadPoint, ...] = ()
        self._offset_min = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(190)

    def sizeHint(self) -> QSize:
        return QSize(640, 190)

    @property
    def points(self) -> tuple[LoadPoint, ...]:
        return self._points

    def show_points(self, points: Sequence[LoadPoint], *, utc_offset_min: int) -> None:
        self._points, self._offset_min = tuple(points), utc_offset_min
        most = max((point.in_ten_minutes for point in points), default=0)
        self.setAccessibleName(
            _("Alerts in ten minutes as time went on, {count} at the most").format(count=most)
        )
        self.update()

    def paintEvent(self, _event: object) -> None:
        shades = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), shades.ground)
        room = QRectF(self.rect()).adjusted(_LEFT_PX, _TOP_PX, -12, -_BOTTOM_PX)
        top = max(12, *(point.in_ten_minutes for point in self._points)) if self._points else 12
        painter.setFont(text_font(_TEXT_PX))
        named_y = -float(_TEXT_PX)
        for count in reversed(_LINES):
            y = _height(room, count, top)
            painter.setPen(QPen(shades.line, 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            if y - named_y < _TEXT_PX + 3:  # in a flood the low ones lie too near for their names
                continue
            named_y = y
            painter.setPen(shades.quiet)
            name = QRectF(6, y - 8, _LEFT_PX - 14, 16)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _name(count))
        self._paint_curve(painter, room, top)
        painter.end()

    def _paint_curve(self, painter: QPainter, room: QRectF, top: int) -> None:
        points, shades = self._points, colours()
        if not points:
            painter.setPen(shades.quiet)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _("No alert yet."))
            return
        span = (points[-1].at_utc - points[0].at_utc) or timedelta(1)
        line = QPolygonF(
            [
                QPointF(
                    room.left() + room.width() * ((point.at_utc - points[0].at_utc) / span),
                    _height(room, point.in_ten_minutes, top),
                )
                for point in points
            ]
        )
        painter.setPen(QPen(shades.accent, 2))
        if len(points) == 1:
            painter.drawEllipse(line.first(), 2, 2)
        painter.drawPolyline(line)
        painter.setPen(shades.quiet)
        below = QRectF(room.left(), room.bottom() + 4, room.width(), _BOTTOM_PX - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._time(points[0]))
        if len(points) > 1:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._time(points[-1]))

    def _time(self, point: LoadPoint) -> str:
        return f"{point.at_utc.astimezone(time_zone_of(self._offset_min)):%H:%M}"


def _height(room: QRectF, count: int, top: int) -> float:
    """By the root: between one and five lies what one person can handle, and a flood still has room."""
    return room.bottom() - room.height() * math.sqrt(count / top)


def _name(count: int) -> str:
    """ "busy · 5": what so many still are; one is what two are, and is not named twice."""
    return f"{load_of(count).title()} · {count}" if count > 1 else str(count)
