"""The small signs of a picture's state: each state has a shape of its own, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from console.media.feed_state import TileState
from ui.theme import colours


def state_colour(state: TileState) -> QColor:
    shades = colours()
    return {
        TileState.LIVE: shades.good,
        TileState.LATE: shades.warning,
        TileState.FROZEN: shades.warning,
        TileState.LOST: shades.bad,
    }.get(state, shades.quiet)


def paint_state(painter: QPainter, box: QRectF, state: TileState) -> None:
    """Live: a disc; late: a clock; not changing: two bars; stale: a square; lost: a cross; off: a dash."""
    colour = state_colour(state)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.6, box.width() / 6))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if state in (TileState.LIVE, TileState.STALE, TileState.FROZEN):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        _paint_solid(painter, box, state)
    else:
        painter.setPen(pen)
        _paint_lines(painter, box.adjusted(1, 1, -1, -1), state)
    painter.restore()


def _paint_solid(painter: QPainter, box: QRectF, state: TileState) -> None:
    if state is TileState.LIVE:
        painter.drawEllipse(box)
    elif state is TileState.STALE:
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    else:
        bar = box.width() * 0.34
        painter.drawRect(QRectF(box.left() + 0.5, box.top(), bar, box.height()))
        painter.drawRect(QRectF(box.right() - 0.5 - bar, box.top(), bar, box.height()))


def _paint_lines(painter: QPainter, box: QRectF, state: TileState) -> None:
    centre = box.center()
    if state is TileState.LATE:
        painter.drawEllipse(box)
        painter.drawLine(centre, QPointF(centre.x(), box.top() + 1))
        painter.drawLine(centre, QPointF(box.right() - 1, centre.y()))
    elif state is TileState.LOST:
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        painter.drawLine(QPointF(box.left(), centre.y()), QPointF(box.right(), centre.y()))


class StateSign(QWidget):
    """A state's sign as a widget of 12 px, to stand before a count."""

    def __init__(self, state: TileState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedSize(12, 12)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        paint_state(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._state)
        painter.end()
