"""One line of the palette: sign of its kind, number, text, what is beside it, key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.palette.item import Item, Kind
from ui.theme import colours, icon, text_font

ITEM_ROLE = Qt.ItemDataRole.UserRole
ROW_PX = 32
_PAD_PX, _ICON_PX, _GAP_PX = 10, 18, 10
_TEXT_PX, _QUIET_PX = 14, 12
_SIGNS = {
    Kind.CAMERA: "mdi6.cctv",
    Kind.PLACE: "mdi6.map-marker-outline",
    Kind.LAYOUT: "mdi6.view-grid-outline",
    Kind.SALVO: "mdi6.monitor-multiple",
    Kind.TOUR: "mdi6.rotate-3d-variant",
    Kind.COMMAND: "mdi6.chevron-right-box-outline",
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ItemRow(QStyledItemDelegate):
    """Thread: GUI."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(ITEM_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        shades = colours()
        rect = option.rect
        if chosen:
            painter.fillRect(rect, shades.accent)
        main = shades.on_accent if chosen else shades.text
        side = shades.on_accent if chosen else shades.quiet
        room = rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        icon(_SIGNS[item.kind], side).paint(painter, QRect(room.left(), room.top(), _ICON_PX, ROW_PX))
        room.setLeft(room.left() + _ICON_PX + _GAP_PX)
        if item.key:
            room.setRight(room.right() - _write(painter, room, item.key, _font(side, bold=True)))
        _paint_texts(painter, room, item, (main, side))


def _font(colour: QColor, *, bold: bool = False) -> tuple[QFont, QColor]:
    return text_font(_QUIET_PX, QFont.Weight.Bold if bold else QFont.Weight.Normal), colour


def _write(painter: QPainter, room: QRect, text: str, style: tuple[QFont, QColor]) -> int:
    """At the right; returns the room that it took, in pixels."""
    font, colour = style
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(room, _RIGHT, text)
    return QFontMetrics(font).horizontalAdvance(text) + _GAP_PX


def _paint_texts(painter: QPainter, room: QRect, item: Item, shades: tuple[QColor, QColor]) -> None:
    """The text first; what is beside it has the rest of the line."""
    main, side = shades
    text = f"{item.number} {item.text}" if item.number else item.text
    font = text_font(_TEXT_PX)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(main)
    painter.drawText(room, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
    rest = room.adjusted(metrics.horizontalAdvance(text) + _GAP_PX, 0, 0, 0)
    if not item.detail or rest.width() <= 0:
        return
    font = text_font(_QUIET_PX)
    painter.setFont(font)
    painter.setPen(side)
    shown = QFontMetrics(font).elidedText(item.detail, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, _RIGHT, shown)
