"""Keeps a card over the middle of a part of the window, whatever becomes of either's size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class Centred(QObject):
    """Lives as long as the card. Thread: GUI."""

    def __init__(self, card: QWidget, *, over: QWidget, window: QWidget) -> None:
        super().__init__(card)
        self._card, self._over, self._window = card, over, window
        for part in (card, over):
            part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self._card.isVisible():
            self._centre()
        return False

    def _centre(self) -> None:
        card, over = self._card, self._over
        card.adjustSize()
        middle = over.mapTo(self._window, over.rect().center())
        place = middle - QPoint(card.width() // 2, card.height() // 2)
        if place != card.pos():
            card.move(place)
        card.raise_()
