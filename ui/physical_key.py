"""Which command, digit or nobody a pressed key belongs to, by where it lies on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.actions import BY_ID, Action, ActionId, Menu
from ui.native_keys import scan_code

# A second layout that is switched on shows as a modifier on some desktops.
NO_MATTER = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
_KEYPAD_ENTER = 104
BACKSPACE = 22
_DIGITS = {10 + n: str((n + 1) % 10) for n in range(10)} | dict(
    zip((90, 87, 88, 89, 83, 84, 85, 79, 80, 81), "0123456789", strict=True)
)
# A widget within which bare keys are its own: True (a form), or the name of the one menu that lives there.
REST_PROPERTY = "actionsRest"
# A widget that wants each key as it is pressed, those of commands too.
ALL_KEYS_PROPERTY = "takesAllKeys"


def digit_of(event: QKeyEvent) -> str:
    """The digit printed on the physical key in a Latin layout, or ""."""
    code = scan_code(event)
    if code:
        return _DIGITS.get(code, "")
    return chr(event.key()) if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 else ""


def action_of(event: QKeyEvent) -> Action | None:
    """The command that this physical key with these modifiers calls."""
    modifiers = event.modifiers() & ~NO_MATTER
    code = scan_code(event)
    if code == _KEYPAD_ENTER or (not code and event.key() == Qt.Key.Key_Enter):
        code = BY_ID[ActionId.CALL_CAMERA].scan_code
    for action in BY_ID.values():
        same_key = code == action.scan_code if code else event.key() == action.key
        if same_key and modifiers == action.modifiers:
            return action
    return None


def takes_text(widget: QWidget | None) -> bool:
    """Whether letters belong to this widget."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox)


def bare_keys_rest(widget: QWidget | None) -> bool:
    """Whether bare letters and digits belong to what has the focus: a text field, a form, another window."""
    return takes_text(widget) or bool(_resting(widget))


def lives(action: Action, widget: QWidget | None) -> bool:
    """Whether the key calls its command while `widget` has the focus."""
    if action.menu is Menu.RECORDS:
        here = not takes_text(widget) and _resting(widget) == action.menu.name
        return here or (action.id is ActionId.VOID and not bare_keys_rest(widget))  # of the last record made
    return not (action.rests and bare_keys_rest(widget))


def goes_on(watched: QObject) -> bool:
    """Whether a key that the focused widget left alone goes on to those around it: it has been looked at."""
    focus = QApplication.focusWidget()
    if focus is None or watched is focus or not isinstance(watched, QWidget):
        return False
    return watched.isAncestorOf(focus)


def _resting(widget: QWidget | None) -> object:
    """What the nearest widget around it says of bare keys; None where they call commands."""
    while widget is not None:
        if resting := widget.property(REST_PROPERTY):
            return resting
        widget = widget.parentWidget()
    return None
