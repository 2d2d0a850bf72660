"""A small button that shows the key which does the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.actions import BY_ID, ActionId
from ui.theme import colours, text_font

TEXT_PX = 13
HEIGHT_PX = 28
PAD_PX = 6
GAP_PX = 5


class KeyButton(QPushButton):
    """Paints its key in the accent colour before its text; the text gives way where room is short.

    Thread: GUI. A click does not take the focus from the queue: the keys go on working.
    """

    def __init__(
        self,
        key: ActionId | str,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
        parent: QWidget | None = None,
    ) -> None:
        """`key`: the command whose key in force is shown, or what stands on a key."""
        super().__init__(parent)
        self._key = key
        self._align = align
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEIGHT_PX)

    @property
    def key(self) -> str:
        return BY_ID[self._key].label if isinstance(self._key, ActionId) else self._key

    def sizeHint(self) -> QSize:
        text = QFontMetrics(text_font(TEXT_PX)).horizontalAdvance(self.text())
        return QSize(self._key_px() + GAP_PX + text + 2 * PAD_PX + 2, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._key_px() + 2 * PAD_PX, HEIGHT_PX)

    def paintEvent(self, _event: object) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        shades = colours()
        room = self.rect().adjusted(PAD_PX, 0, -PAD_PX, 0)
        key_px = self._key_px()
        metrics = QFontMetrics(text_font(TEXT_PX))
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() - key_px - GAP_PX)
        used = key_px + GAP_PX + metrics.horizontalAdvance(text)
        spare = max(0, room.width() - used) // 2
        left = room.left() + (spare if self._align == Qt.AlignmentFlag.AlignHCenter else 0)
        painter.setFont(text_font(TEXT_PX, QFont.Weight.Bold))
        painter.setPen(shades.accent if self.isEnabled() else shades.edge)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, room.top(), key_px + 2, room.height()), centre, self.key)
        painter.setFont(text_font(TEXT_PX))
        painter.setPen(shades.text if self.isEnabled() else shades.edge)
        at = QRect(left + key_px + GAP_PX, room.top(), room.width(), room.height())
        painter.drawText(at, centre, text)

    def _key_px(self) -> int:
        return QFontMetrics(text_font(TEXT_PX, QFont.Weight.Bold)).horizontalAdvance(self.key)
