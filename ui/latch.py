"""While the desk is locked or nobody is signed in, keys and clicks reach the door alone."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import ActionId
from ui.physical_key import action_of, goes_on

_T = QEvent.Type
_CLICKS = frozenset({_T.MouseButtonPress, _T.MouseButtonDblClick})
# The wheel goes on: reading further down a list changes nothing.
_HELD_BACK = _CLICKS | {_T.MouseButtonRelease, _T.ContextMenu, _T.DragEnter, _T.Drop}

_USES = _CLICKS | {_T.KeyPress, _T.Wheel}
_WATCHED = _USES | _HELD_BACK | {_T.Close}


class Hold(Enum):
    """What is held back."""

    NOTHING = "nothing"
    INPUT = "keys and clicks"
    ALL = "keys, clicks, and the closing of windows"


class Latch(QObject):
    """Install it on the application after the ActionFilter: the last one in is the first to see.

    Thread: GUI. The engine refuses whatever comes by another way.
    """

    touched = Signal()  # something was pressed that does nothing now
    used = Signal()  # a key or the mouse, whatever became of it

    def __init__(
        self, *, is_free: Callable[[QWidget], bool], free_actions: frozenset[ActionId], parent: QObject
    ) -> None:
        """`is_free`: whether a widget belongs to the door, and so may be pressed."""
        super().__init__(parent)
        self.hold = Hold.NOTHING
        self._is_free = is_free
        self._free_actions = free_actions

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED:
            return False
        if kind in _USES:
            self.used.emit()
        if self.hold is Hold.NOTHING:
            return False
        if kind == _T.KeyPress and isinstance(event, QKeyEvent):
            return not goes_on(watched) and self._holds_key_back(watched, event)
        if not isinstance(watched, QWidget):
            return False  # a window of the platform: the widget within hears of it next
        if kind == _T.Close:
            return self._keeps_open(watched, event)
        return kind in _HELD_BACK and self._holds_back(watched, tells=kind in _CLICKS)

    def _holds_key_back(self, watched: QObject, event: QKeyEvent) -> bool:
        """A key comes to the platform's window first, and is a command there already."""
        action = action_of(event)
        if action is not None and action.id in self._free_actions:
            return False
        focus = watched if isinstance(watched, QWidget) else QApplication.focusWidget()
        return self._holds_back(focus, tells=not event.isAutoRepeat())

    def _holds_back(self, widget: QWidget | None, *, tells: bool) -> bool:
        if QApplication.activePopupWidget() is not None or (widget is not None and self._is_free(widget)):
            return False
        if tells:
            self.touched.emit()
        return True

    def _keeps_open(self, watched: QWidget, event: QEvent) -> bool:
        """Else a passer-by ends the desk by closing its window; the machine itself may go down."""
        if self.hold is not Hold.ALL or not watched.isWindow() or _goes_down():
            return False
        if not self._holds_back(watched, tells=True):
            return False
        event.ignore()
        return True


def _goes_down() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
