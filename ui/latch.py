"""While the desk is locked or nobody is signed in, keys and clicks reach the door alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import ActionId, action_of

_T = QEvent.Type
# The wheel goes on: reading further down a list changes nothing.
_HELD_BACK = frozenset(
    {
        _T.MouseButtonPress,
        _T.MouseButtonRelease,
        _T.MouseButtonDblClick,
        _T.ContextMenu,
        _T.DragEnter,
        _T.Drop,
    }
)


class Latch(QObject):
    """Install it on the application behind the ActionFilter: the last one in is the first to see.

    Thread: GUI. The engine refuses whatever comes by another way.
    """

    touched = Signal()  # something was pressed that does nothing now

    def __init__(
        self, *, is_free: Callable[[QWidget], bool], free_actions: frozenset[ActionId], parent: QObject
    ) -> None:
        """`is_free`: whether a widget belongs to the door, and so may be pressed."""
        super().__init__(parent)
        self.is_shut = False
        self._is_free = is_free
        self._free_actions = free_actions

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_shut or not isinstance(watched, QWidget):
            return False
        if event.type() in _HELD_BACK:
            return self._holds_back(watched, tells=event.type() == _T.MouseButtonPress)
        if event.type() == _T.KeyPress and isinstance(event, QKeyEvent):
            action = action_of(event)
            if action is None or action.id not in self._free_actions:
                return self._holds_back(watched, tells=not event.isAutoRepeat())
        return False

    def _holds_back(self, watched: QWidget, *, tells: bool) -> bool:
        if QApplication.activePopupWidget() is not None or self._is_free(watched):
            return False
        if tells:
            self.touched.emit()
        return True
