"""Turns physical keys into commands and camera numbers, before any widget sees them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import NONE, ActionId, Menu
from ui.native_keys import scan_code
from ui.physical_key import (
    ALL_KEYS_PROPERTY,
    BACKSPACE,
    NO_MATTER,
    action_of,
    bare_keys_rest,
    digit_of,
    goes_on,
    lives,
)

DIGITS_WAIT_MS = 5_000  # a number left half typed is forgotten, as on a CCTV keyboard
CHORDS = (ActionId.CHOOSE_MONITOR, ActionId.CALL_LAYOUT)  # a key and then a digit


class ActionFilter(QObject):
    """Turns physical keys into commands, before any widget sees them. Thread: GUI.

    Install it on the application. Digits are gathered until Enter calls the camera; after the key of a
    chord the next digit is its own.
    """

    triggered = Signal(object)  # ActionId; never CALL_CAMERA, which comes as cameraCalled, nor a chord
    cameraCalled = Signal(str)  # noqa: N815 - Qt's way; the digits as typed, "" where a menu asks without
    digitsChanged = Signal(str)  # noqa: N815 - what is typed so far, "" when done or forgotten
    monitorChosen = Signal(int)  # noqa: N815 - 0 to 9
    layoutCalled = Signal(int)  # noqa: N815 - 0 to 9
    chordChanged = Signal(object)  # noqa: N815 - the ActionId that waits for its digit, None when done

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.in_replay: Callable[[], bool] = lambda: False  # whether the keys of a replay live now
        self._digits = ""
        self._chord: ActionId | None = None
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
        if focus is not None and focus.property(ALL_KEYS_PROPERTY):
            return False
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
            if not self._call():
                self.cameraCalled.emit("")
            return
        if action_id in CHORDS:
            self._begin(action_id)
            return
        waited = self._chord is not None
        self._set_chord(None)  # any other command is a change of mind
        if action_id is ActionId.BACK:
            self._clear()
            if waited:
                return
        self.triggered.emit(action_id)

    def _begin(self, chord: ActionId) -> None:
        self._set_digits("")
        self._set_chord(chord)

    def _type_number(self, event: QKeyEvent) -> bool:
        bare = event.modifiers() & ~NO_MATTER == NONE
        digit = digit_of(event) if bare else ""
        if digit and self._chord is not None:
            self._end_chord(int(digit))
            return True
        if digit:
            self._set_digits((self._digits + digit)[-6:])
            return True
        if bare and scan_code(event) == BACKSPACE and (self._digits or self._chord):
            self._set_digits(self._digits[:-1])
            self._set_chord(None)
            return True
        return False

    def _end_chord(self, digit: int) -> None:
        chord = self._chord
        self._set_chord(None)
        (self.monitorChosen if chord is ActionId.CHOOSE_MONITOR else self.layoutCalled).emit(digit)

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
        self._set_chord(None)

    def _set_digits(self, digits: str) -> None:
        if digits == self._digits:
            return
        self._digits = digits
        self._wait()
        self.digitsChanged.emit(digits)

    def _set_chord(self, chord: ActionId | None) -> None:
        if chord is self._chord:
            return
        self._chord = chord
        self._wait()
        self.chordChanged.emit(chord)

    def _wait(self) -> None:
        if self._digits or self._chord:
            self._forget.start()
        else:
            self._forget.stop()
