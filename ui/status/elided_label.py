"""A line of text that gives way where room is short; its tooltip keeps the whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import text_font

TEXT_PX = 13


class ElidedLabel(QWidget):
    """Thread: GUI."""

    def __init__(self, parent: QWidget | None = None, *, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        super().__init__(parent)
        self._font = text_font(TEXT_PX, weight)
        self._text, self._colour = "", QColor()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        return self._text

    def show_text(self, text: str, colour: QColor) -> None:
        if (text, colour) == (self._text, self._colour):
            return
        self._text, self._colour = text, colour
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: object) -> None:
        text = QFontMetrics(self._font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self._colour)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
