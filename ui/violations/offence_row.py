"""One row of the offences found: law and article, then the name in up to two lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.journal.offences import Offence
from console.language import LANGUAGES, language
from ui.theme import colours, text_font

ROW_ROLE = Qt.ItemDataRole.UserRole
_TEXT_PX, _QUIET_PX = 14, 12
_PAD_PX, _GAP_PX = 8, 4
_NAME_LINES = 2  # the catalogue's longest name has three; its beginning tells it


@dataclass(frozen=True, slots=True)
class OffenceRow:
    """An offence as it is looked for and shown."""

    offence: Offence
    text: str
    number: str = ""
    more: str = ""

    @classmethod
    def of(cls, offence: Offence) -> OffenceRow:
        """In the language in use; the others find it too."""
        others = (offence.name(code) for code in LANGUAGES if code != language())
        return cls(offence, offence.name(), more=" ".join((offence.reference(), *others)))

    @property
    def id(self) -> str:
        return self.offence.code


class OffenceDelegate(QStyledItemDelegate):
    """Thread: GUI."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All alike: a list counts its height by its first row."""
        lines = QFontMetrics(text_font(_TEXT_PX)).lineSpacing() * _NAME_LINES
        return QSize(100, QFontMetrics(text_font(_QUIET_PX)).lineSpacing() + lines + 2 * _GAP_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, shades = index.data(ROW_ROLE), colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, shades.accent if chosen else shades.raised)
        room = option.rect.adjusted(_PAD_PX, _GAP_PX, -_PAD_PX, -_GAP_PX)
        quiet = shades.on_accent if chosen else shades.quiet
        room.setTop(_write(painter, room, row.offence.reference(), px=_QUIET_PX, colour=quiet))
        _write(painter, room, row.text, px=_TEXT_PX, colour=shades.on_accent if chosen else shades.text)


def _write(painter: QPainter, room: QRect, text: str, *, px: int, colour: QColor) -> int:
    """Where the next text may begin, in pixels. What has no room is cut off with dots."""
    font = text_font(px)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(colour)
    y = room.top()
    for line in _lines(text, metrics, room.width(), most=max(1, room.height() // metrics.lineSpacing())):
        painter.drawText(QRect(room.left(), y, room.width(), metrics.lineSpacing()), 0, line)
        y += metrics.lineSpacing()
    return y


def _lines(text: str, metrics: QFontMetrics, width_px: int, *, most: int) -> list[str]:
    words, lines = text.split(), list[str]()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width_px:
            taken += 1
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        lines.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width_px))
    return lines
