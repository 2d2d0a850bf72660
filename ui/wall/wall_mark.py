"""Which wall is which: the chosen one's frame with its number, and a number to be read across the room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import DARK, text_font

FRAME_PX = 5
NUMBERS_MS = 2_000  # long enough to look over four walls
_TAB_PX = 18  # the height of its figures
_PAD = 12


class WallMark(QObject):
    """Lies over a wall window and follows its size. Thread: GUI."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tab = _Tab(window)
        self._card = _Card(window)
        self._strips = [_Strip(window) for _side in range(4)]
        self._hide = QTimer(self, singleShot=True, interval=NUMBERS_MS)
        self._hide.timeout.connect(self.hide_number)
        window.installEventFilter(self)

    @property
    def card(self) -> QWidget:
        """The number, which lies over the middle of the window."""
        return self._card

    def choose(self, text: str) -> None:
        """Marks the window as the chosen one; `text` on its tab, e.g. "2"; "" for not chosen."""
        self._tab.text = text
        for part in (self._tab, *self._strips):
            part.setVisible(bool(text))
        self._follow()

    def show_number(self, number: int, title: str, *, is_chosen: bool) -> None:
        """The window's number and its monitor's name in large letters, for NUMBERS_MS."""
        self._card.number, self._card.title, self._card.is_chosen = str(number), title, is_chosen
        self._card.show()
        self._follow()
        self._hide.start()

    def hide_number(self) -> None:
        self._hide.stop()
        self._card.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A layout's new tiles come to lie over what was there before them.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildPolished, QEvent.Type.Hide):
            if event.type() == QEvent.Type.Hide:
                self.hide_number()
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        whole = self._window.rect()
        width, height = whole.width(), whole.height()
        places = (
            QRect(0, 0, width, FRAME_PX),
            QRect(0, height - FRAME_PX, width, FRAME_PX),
            QRect(0, FRAME_PX, FRAME_PX, height - 2 * FRAME_PX),
            QRect(width - FRAME_PX, FRAME_PX, FRAME_PX, height - 2 * FRAME_PX),
        )
        for strip, place in zip(self._strips, places, strict=True):
            strip.setGeometry(place)
        self._tab.setGeometry(QRect(QPoint((width - self._tab.wanted().width()) // 2, 0), self._tab.wanted()))
        card = QRect(QPoint(0, 0), self._card.wanted(whole.size()))
        card.moveCenter(whole.center())
        self._card.setGeometry(card)
        for part in (*self._strips, self._tab, self._card):
            if not part.isHidden():
                part.raise_()
                part.update()


class _Over(QWidget):
    """Lies over the tiles and lets clicks through. Thread: GUI."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()


class _Strip(_Over):
    """One side of the frame; opaque, so that a tile under it costs nothing more to paint."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), DARK.accent)
        painter.end()


class _Tab(_Over):
    """The chosen wall's number, in the middle of its upper edge."""

    text = ""

    def wanted(self) -> QSize:
        font = text_font(_TAB_PX, QFont.Weight.Bold)
        return QSize(QFontMetrics(font).horizontalAdvance(self.text) + 4 * _PAD, _TAB_PX + _PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK.accent)
        painter.drawRoundedRect(self.rect().adjusted(0, -_PAD, 0, 0), _PAD, _PAD)
        painter.setPen(DARK.on_accent)
        painter.setFont(text_font(_TAB_PX, QFont.Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()


class _Card(_Over):
    """The number that can be read across the room, and the monitor's name under it."""

    number = ""
    title = ""
    is_chosen = False

    def wanted(self, window: QSize) -> QSize:
        """A third of the window's height, and as wide as its words need."""
        height = max(window.height() // 3, 90)
        words = QFontMetrics(text_font(height // 9)).horizontalAdvance(self.title) + height // 3
        return QSize(min(max(height, words), window.width()), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height()
        frame = self.rect().adjusted(3, 3, -3, -3)
        painter.setPen(DARK.accent)
        painter.setBrush(DARK.accent if self.is_chosen else DARK.panel)
        painter.drawRoundedRect(frame, height // 12, height // 12)
        painter.setPen(DARK.on_accent if self.is_chosen else DARK.text)
        painter.setFont(text_font(height * 11 // 20, QFont.Weight.Bold))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(frame.adjusted(0, 0, 0, -height // 5), middle, self.number)
        font = text_font(height // 9)
        painter.setFont(font)
        title = QFontMetrics(font).elidedText(
            self.title, Qt.TextElideMode.ElideRight, frame.width() - 2 * _PAD
        )
        painter.drawText(frame.adjusted(0, height * 13 // 20, 0, -height // 12), middle, title)
        painter.end()
