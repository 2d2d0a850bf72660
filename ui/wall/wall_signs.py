"""Small signs over a wall: which cells are armed, and that a black wall is black by choice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from console.language import _, ngettext
from console.wall.layout import Cell
from ui.theme import DARK
from ui.wall.caption_strip import strip_height
from ui.wall.state_painter import CHIP_GROUND
from ui.wall.text_painter import Chip
from ui.wall.tile_measure import TileMeasure
from ui.wall.wall_window import WallWindow

_LINE_PX, _LINE_MARGIN_PX = 15, 10


class ArmedSign(QWidget):
    """A bell over a cell's foot, and how many wait behind it. Thread: GUI."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip: Chip | None = None

    @property
    def text(self) -> str:
        return self._chip.text if self._chip else ""

    def place(self, cell: QRect, *, waiting: int) -> None:
        """`waiting`: cameras that call and find no cell; 0 for none."""
        measure = TileMeasure.of(cell.height())
        words = f"+{waiting}" if waiting else ""
        colour = DARK.warning if waiting else DARK.text
        self._chip = Chip(words, colour, CHIP_GROUND, measure.caption_px, icon_name="mdi6.bell-outline")
        place = QRect(0, 0, self._chip.width_px, self._chip.height_px)
        place.moveRight(cell.right() - measure.margin_px - measure.frame_px)
        place.moveBottom(cell.bottom() - strip_height(cell.height()))
        self.setGeometry(place)
        waits = ngettext("{count} more waits", "{count} more wait", waiting).format(count=waiting)
        armed = _("Armed: cameras that call pop up here")
        self.setAccessibleName(f"{armed} · {waits}" if waiting else armed)
        self.update()
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chip is None:
            return
        painter = QPainter(self)
        self._chip.paint(painter, self.rect())
        painter.end()


class WallSigns(QObject):
    """What stands over one wall's cells. Thread: GUI."""

    def __init__(self, window: WallWindow) -> None:
        super().__init__(window)
        self.window = window
        self.signs: dict[int, ArmedSign] = {}  # by cell
        self.line = QLabel(window)
        self.line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.setStyleSheet(
            f"background: {DARK.ground.name()}; color: {DARK.quiet.name()}; font-size: {_LINE_PX}px;"
            " padding: 2px 8px;"
        )
        self.line.hide()
        self._waiting: Mapping[int, int] = {}
        window.installEventFilter(self)

    def show_signs(self, waiting: Mapping[int, int], *, line: str) -> None:
        """`waiting`: the armed cells, each with how many wait behind it; `line`: "" where it is not black."""
        self._waiting = waiting
        for cell in set(self.signs) - set(waiting):
            sign = self.signs.pop(cell)
            sign.hide()
            sign.deleteLater()
        for cell in set(waiting) - set(self.signs):
            self.signs[cell] = ArmedSign(self.window)
        self.line.setText(line)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window and event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        for cell, sign in self.signs.items():
            sign.place(self.window.cell_rect(cell), waiting=self._waiting[cell])
        self.line.adjustSize()
        room = self._dark_room() if self.line.text() else None
        self.line.setVisible(room is not None)
        if room is not None:
            left = room.center().x() - self.line.width() // 2
            self.line.move(left, room.bottom() - self.line.height() - _LINE_MARGIN_PX)
            self.line.raise_()

    def _dark_room(self) -> QRect | None:
        """The lowest row that is dark, so that the line covers no picture; None where nothing is dark."""
        layout, width = self.window.shown, self.window.width()
        dark = [cell for cell in range(len(layout.cells)) if not layout.camera_at(cell)]
        rows = {
            row: [cell for cell in dark if row in _rows(layout.cells[cell])] for row in range(layout.rows)
        }
        for row in sorted(rows, reverse=True):
            if sum(layout.cells[cell].width for cell in rows[row]) == layout.columns:
                foot = self.window.cell_rect(rows[row][0])
                return QRect(0, foot.top(), width, foot.height())
        wide = [rect for rect in map(self.window.cell_rect, dark) if rect.width() >= self.line.width()]
        return wide[-1] if wide else self.window.rect() if dark else None


def _rows(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.height)
