"""Turns physical keys into commands and camera numbers, before any widget sees them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import NONE, ActionId, Menu
from ui.physical_key import (
    BACKSPACE,
    NO_MATTER,
    action_of,
    bare_keys_rest,
    digit_of,
    goes_on,
    lives,
    scan_code,
)

DIGITS_WAIT_MS = 5_000  # a number left half typed is forgotten, as on a CCTV keyboard


class ActionFilter(QObject):
    """Turns physical keys into commands, before any widget sees them. Thread: GUI.

    Install it on the application. Digits are gathered until Enter calls the camera.
    """

    triggered = Signal(object)  # ActionId; never CALL_CAMERA, which comes as cameraCalled
    cameraCalled = Signal(str)  # noqa: N815 - Qt's way; the digits as typed
    digitsChanged = Signal(str)  # noqa: N815 - what is typed so far, "" when done or forgotten

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.in_replay: Callable[[], bool] = lambda: False  # whether the keys of a replay live now
        self._digits = ""
        self._forget = QTimer(self, singleShot=True, interval=DIGITS_WAIT_MS)
        self._forget.timeout.connect(self._clear)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activePopupWidget() is not None:
            return False  # an open menu or list has the keys
        if goes_on(watched):
            return False
        focus = watched if isinstance(watched, QWidget) else QApplication.focusWidget()
        return self.press(event, focus)

    def press(self, event: QKeyEvent, focus: QWidget | None) -> bool:
        """Acts on a key press; True when it was ours and nobody else may see it."""
        if not bare_keys_rest(focus) and self._type_number(event):
            return True
        action = action_of(event)
        if action is None or not lives(action, focus):
            return False
        if action.menu is Menu.REPLAY and not self.in_replay():
            return False
        if action.id is ActionId.CALL_CAMERA:
            return self._call()
        if not event.isAutoRepeat():  # a key held down is one decision
            self.trigger(action.id)
        return True

    def trigger(self, action_id: ActionId) -> None:
        """The one way in for menus and buttons, too."""
        if action_id is ActionId.CALL_CAMERA:
            self._call()
            return
        if action_id is ActionId.BACK:
            self._clear()
        self.triggered.emit(action_id)

    def _type_number(self, event: QKeyEvent) -> bool:
        bare = event.modifiers() & ~NO_MATTER == NONE
        digit = digit_of(event) if bare else ""
        if digit:
            self._set_digits((self._digits + digit)[-6:])
            return True
        if self._digits and bare and scan_code(event) == BACKSPACE:
            self._set_digits(self._digits[:-1])
            return True
        return False

    def _call(self) -> bool:
        """Enter belongs to the focused button or list unless a number stands typed."""
        if not self._digits:
            return False
        digits = self._digits
        self._clear()
        self.cameraCalled.emit(digits)
        return True

    def _clear(self) -> None:
        self._set_digits("")

    def _set_digits(self, digits: str) -> None:
        if digits == self._digits:
            return
        self._digits = digits
        if digits:
            self._forget.start()
        else:
            self._forget.stop()
        self.digitsChanged.emit(digits)
