"""Cameras dropped on a wall window, and carried away from it; the cell meant is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDrag, QDropEvent, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from console.language import _
from ui.camera_drag import CameraDrag
from ui.theme import DARK
from ui.wall.alert_painter import paint_choice
from ui.wall.text_painter import Line, metrics, paint_block, tile_font
from ui.wall.tile_measure import TileMeasure

if TYPE_CHECKING:
    from ui.wall.tile_view import TileView
    from ui.wall.wall_window import WallWindow

_VEIL = QColor(15, 18, 22, 150)
_DRAGGED_PX = (160, 90)  # the small picture at the pointer
_NUMBER_PX = 14
_UPPER_PART = 0.35  # of a cell: with the pointer there the words stand under what hangs on it, else above


class DropMark(QWidget):
    """Lies over the cell that a camera would be dropped into, and says what would come of it. Thread: GUI."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.text = ""
        self._is_high = False  # the pointer, in the cell

    def show_at(self, rect: QRect, text: str, *, pointer: QPoint) -> None:
        """`pointer`: where what is carried hangs, as `rect` in the window."""
        self.text = text
        self._is_high = pointer.y() - rect.top() < rect.height() * _UPPER_PART
        self.setGeometry(rect)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _VEIL)
        measure = TileMeasure.of(self.height())
        line = Line((self.text,), measure.headline_px, DARK.text)
        paint_block(painter, self._text_rect(), lines=(line,), picture=None)
        paint_choice(painter, self.rect())
        painter.end()

    def _text_rect(self) -> QRect:
        """Clear of the picture that hangs on the pointer, and of the caption below."""
        height = self.height()
        top, bottom = (0.55, 0.85) if self._is_high else (0.0, _UPPER_PART)
        rect = QRect(0, round(height * top), self.width(), round(height * (bottom - top)))
        return rect.adjusted(8, 4, -8, -4)


class WallDrop(QObject):
    """Takes the drag events of a wall window. Thread: GUI."""

    def __init__(self, wall: WallWindow) -> None:
        super().__init__(wall)
        wall.installEventFilter(self)
        self._wall = wall
        self.mark = DropMark(wall)
        self._is_over = False  # something that may be dropped here entered, and has not left

    def carry(self, cell: int) -> None:
        """Begins to carry a cell's camera; comes back when it is dropped. Timers run on meanwhile."""
        camera_id, tile = self._wall.shown.camera_at(cell), self._wall.tile_at(cell)
        if not camera_id:
            return
        drag = QDrag(self._wall)
        drag.setMimeData(CameraDrag(camera_id, cell).mime())
        if tile is not None:
            drag.setPixmap(_dragged(tile))
            drag.setHotSpot(QPoint(8, 8))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.leave()
        if not isinstance(event, QDropEvent):
            return False
        {QEvent.Type.DragEnter: self.enter, QEvent.Type.DragMove: self.move}.get(kind, self.drop)(event)
        return True

    def enter(self, event: QDropEvent) -> None:
        self._is_over = self._of(event) is not None
        self.move(event)
        # Qt tells no move to a window that refused what entered, be it over a cell that takes none.
        event.setAccepted(self._is_over)

    def move(self, event: QDropEvent) -> None:
        dragged = self._of(event) if self._is_over else None
        cell = self._wall.cell_at(event.position().toPoint())
        if dragged is None or self._stays(event, dragged, cell):
            self.mark.hide()
            event.ignore()
            return
        pointer = event.position().toPoint()
        self.mark.show_at(self._wall.shown_rect(cell), self._what(event, dragged, cell), pointer=pointer)
        event.setDropAction(self._action(event, dragged))
        event.accept()

    def leave(self) -> None:
        self._is_over = False
        self.mark.hide()

    def drop(self, event: QDropEvent) -> None:
        dragged = self._of(event)
        cell = self._wall.cell_at(event.position().toPoint())
        self.leave()
        if dragged is None or self._stays(event, dragged, cell):
            event.ignore()
            return
        self._put(event, dragged, cell)
        event.setDropAction(self._action(event, dragged))
        event.accept()

    def _put(self, event: QDropEvent, dragged: CameraDrag, cell: int) -> None:
        source = self._source(event, dragged)
        if source is None or _copies(event):
            self._wall.put(dragged.camera_id, cell)
        elif source is self._wall:
            self._wall.swap(dragged.cell, cell)
        else:
            # What stood here goes the other way: no camera is lost by a slip of the hand.
            instead, before = self._wall.grid.camera_at(cell), self._wall.grid.zoom_at(cell)
            self._wall.put(dragged.camera_id, cell, zoom=source.grid.zoom_at(dragged.cell))
            if instead:
                source.put(instead, dragged.cell, zoom=before)
            else:
                source.clear(dragged.cell)
        self._wall.choose_cell(cell)

    def _of(self, event: QDropEvent) -> CameraDrag | None:
        """The camera that is carried; None where it is none that this wall knows."""
        dragged = CameraDrag.of(event.mimeData())
        return dragged if dragged and dragged.camera_id in self._wall.cameras else None

    def _source(self, event: QDropEvent, dragged: CameraDrag) -> WallWindow | None:
        """The wall that it is carried from; None for a list, and where that cell shows another one by now."""
        source = event.source()
        if not isinstance(source, type(self._wall)) or dragged.cell < 0:
            return None
        return source if source.grid.camera_at(dragged.cell) == dragged.camera_id else None

    def _stays(self, event: QDropEvent, dragged: CameraDrag, cell: int) -> bool:
        return self._source(event, dragged) is self._wall and dragged.cell == cell

    def _what(self, event: QDropEvent, dragged: CameraDrag, cell: int) -> str:
        if self._source(event, dragged) is None or _copies(event):
            return _("Show here")
        return _("Swap") if self._wall.grid.camera_at(cell) else _("Move here")

    def _action(self, event: QDropEvent, dragged: CameraDrag) -> Qt.DropAction:
        copies = self._source(event, dragged) is None or _copies(event)
        return Qt.DropAction.CopyAction if copies else Qt.DropAction.MoveAction


def _dragged(tile: TileView) -> QPixmap:
    """The tile small, with its number in figures that can still be read."""
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    picture = tile.grab().scaled(*_DRAGGED_PX, keep, smooth)
    number, font = tile.camera.number if tile.camera else "", tile_font(_NUMBER_PX, QFont.Weight.Bold)
    painter = QPainter(picture)
    painter.setFont(font)
    place = QRect(0, 0, metrics(font).horizontalAdvance(number) + 10, metrics(font).height() + 2)
    place.moveBottomLeft(QPoint(2, picture.height() - 3))
    painter.fillRect(place, DARK.ground)
    painter.setPen(DARK.text)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number)
    painter.end()
    return picture


def _copies(event: QDropEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
