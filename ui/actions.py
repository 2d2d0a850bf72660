"""Every command and its key, one table; keys go by where they lie, whatever layout is on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from console.language import N_, _


class ActionId(Enum):
    TAKE = "take"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    ESCALATE = "escalate"
    NEXT_ALERT = "next alert"
    PREVIOUS_ALERT = "previous alert"
    RECORD = "record"
    CALL_CAMERA = "call camera"
    SEARCH = "search"
    FULL = "full"
    SNAPSHOT = "snapshot"
    JOURNAL = "journal"
    VOID = "void"
    AMEND = "amend"
    PACKAGE = "package"
    REDACT = "redact"
    SHIFT = "shift"
    READ_BULLETIN = "read bulletin"
    NOTICES = "notices"
    RULES = "rules"
    REVIEWS = "reviews"
    SHIFT_LOG = "shift log"
    LOCK = "lock"
    SIGN_OUT = "sign out"
    OPERATORS = "operators"
    SHEET = "sheet"
    BACK = "back"


class Menu(Enum):
    ALERTS = N_("Alerts")
    SHIFT = N_("Shift")
    CAMERAS = N_("Cameras")
    WINDOWS = N_("Windows")
    OPERATOR = N_("Who works here")
    RECORDS = N_("In the journal")  # their keys live in its window alone


NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Action:
    """One command: where it stands in the menu and which physical key calls it."""

    id: ActionId
    text: str
    menu: Menu
    scan_code: int  # as X11 and Wayland count: the kernel's (evdev) code + 8
    key: Qt.Key  # for platforms that give no scan code, and for the label
    label: str
    modifiers: Qt.KeyboardModifier = NONE

    @property
    def rests(self) -> bool:
        """Whether the key rests where people type: bare letters and digits do, Esc, F1 and Ctrl+ do not."""
        return self.modifiers == NONE and self.id not in (ActionId.BACK, ActionId.SHEET)


_K, _A, _M = Qt.Key, ActionId, Menu
# Scan codes: linux/input-event-codes.h, each + 8.
ACTIONS: tuple[Action, ...] = (
    Action(_A.TAKE, N_("Take the alert"), _M.ALERTS, 38, _K.Key_A, "A"),
    Action(_A.CONFIRM, N_("Confirm: record a violation"), _M.ALERTS, 54, _K.Key_C, "C"),
    Action(_A.DISMISS, N_("Dismiss the alert"), _M.ALERTS, 40, _K.Key_D, "D"),
    Action(_A.ESCALATE, N_("Escalate to the shift lead"), _M.ALERTS, 26, _K.Key_E, "E"),
    Action(_A.NEXT_ALERT, N_("Next alert"), _M.ALERTS, 57, _K.Key_N, "N"),
    Action(_A.PREVIOUS_ALERT, N_("Previous alert"), _M.ALERTS, 33, _K.Key_P, "P"),
    Action(_A.RECORD, N_("Record without a camera"), _M.ALERTS, 57, _K.Key_N, "Ctrl+N", CTRL),
    Action(_A.SHIFT, N_("Open, hand over or close the shift…"), _M.SHIFT, 43, _K.Key_H, "H"),
    Action(_A.READ_BULLETIN, N_("Bulletin read"), _M.SHIFT, 31, _K.Key_I, "I"),
    Action(_A.NOTICES, N_("Notes, faults, bulletins…"), _M.SHIFT, 25, _K.Key_W, "W"),
    Action(_A.REVIEWS, N_("Second look at dismissals…"), _M.SHIFT, 24, _K.Key_Q, "Q"),
    Action(_A.SHIFT_LOG, N_("Shift log as a file…"), _M.SHIFT, 45, _K.Key_K, "K"),
    Action(_A.CALL_CAMERA, N_("Call the camera typed"), _M.CAMERAS, 36, _K.Key_Return, "Enter"),
    Action(_A.SEARCH, N_("Find a camera"), _M.CAMERAS, 45, _K.Key_K, "Ctrl+K", CTRL),
    Action(_A.FULL, N_("Chosen camera to full size and back"), _M.CAMERAS, 41, _K.Key_F, "F"),
    Action(_A.SNAPSHOT, N_("Save the chosen camera's picture"), _M.CAMERAS, 39, _K.Key_S, "S"),
    Action(_A.RULES, N_("Rules of the chosen camera…"), _M.CAMERAS, 27, _K.Key_R, "Ctrl+R", CTRL),
    Action(_A.JOURNAL, N_("Journal"), _M.WINDOWS, 44, _K.Key_J, "J"),
    Action(_A.SHEET, N_("Every key on one sheet"), _M.WINDOWS, 67, _K.Key_F1, "F1"),
    Action(_A.BACK, N_("Back to the alert queue"), _M.WINDOWS, 9, _K.Key_Escape, "Esc"),
    Action(_A.LOCK, N_("Lock the desk"), _M.OPERATOR, 46, _K.Key_L, "Ctrl+L", CTRL),
    Action(_A.SIGN_OUT, N_("Sign out"), _M.OPERATOR, 46, _K.Key_L, "Ctrl+Shift+L", CTRL | SHIFT),
    Action(_A.OPERATORS, N_("Operators and roles…"), _M.OPERATOR, 32, _K.Key_O, "Ctrl+O", CTRL),
    Action(_A.AMEND, N_("Amend the violation"), _M.RECORDS, 30, _K.Key_U, "U"),
    Action(_A.VOID, N_("Void the violation"), _M.RECORDS, 55, _K.Key_V, "V"),
    Action(_A.PACKAGE, N_("Evidence package…"), _M.RECORDS, 53, _K.Key_X, "X"),
    Action(_A.REDACT, N_("Redacted copies…"), _M.RECORDS, 32, _K.Key_O, "O"),
)
BY_ID = {action.id: action for action in ACTIONS}

# A second layout that is switched on shows as a modifier on some desktops.
_NO_MATTER = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
_KEYPAD_ENTER = 104
_BACKSPACE = 22
_DIGITS = {10 + n: str((n + 1) % 10) for n in range(10)} | dict(
    zip((90, 87, 88, 89, 83, 84, 85, 79, 80, 81), "0123456789", strict=True)
)
DIGITS_WAIT_MS = 5_000  # a number left half typed is forgotten, as on a CCTV keyboard
# A widget within which bare keys are its own: True (a form), or the name of the one menu that lives there.
REST_PROPERTY = "actionsRest"


def tooltip(action_id: ActionId) -> str:
    """What the command does and the key that calls it."""
    action = BY_ID[action_id]
    return f"{_(action.text)} · {action.label}"


def scan_code(event: QKeyEvent) -> int:
    """The physical key as X11 counts it; 0 where the platform tells none."""
    code = event.nativeScanCode()
    # Windows gives the keyboard's own set 1 codes: for the keys used here the kernel's codes, without the 8.
    return code + 8 if code and QGuiApplication.platformName() == "windows" else code


def digit_of(event: QKeyEvent) -> str:
    """The digit printed on the physical key in a Latin layout, or ""."""
    code = scan_code(event)
    if code:
        return _DIGITS.get(code, "")
    return chr(event.key()) if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 else ""


def action_of(event: QKeyEvent) -> Action | None:
    """The command that this physical key with these modifiers calls."""
    modifiers = event.modifiers() & ~_NO_MATTER
    code = scan_code(event)
    if code == _KEYPAD_ENTER or (not code and event.key() == Qt.Key.Key_Enter):
        code = BY_ID[ActionId.CALL_CAMERA].scan_code
    for action in ACTIONS:
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
        return not takes_text(widget) and _resting(widget) == action.menu.name
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


class ActionFilter(QObject):
    """Turns physical keys into commands, before any widget sees them. Thread: GUI.

    Install it on the application. Digits are gathered until Enter calls the camera.
    """

    triggered = Signal(object)  # ActionId; never CALL_CAMERA, which comes as cameraCalled
    cameraCalled = Signal(str)  # noqa: N815 - Qt's way; the digits as typed
    digitsChanged = Signal(str)  # noqa: N815 - what is typed so far, "" when done or forgotten

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        bare = event.modifiers() & ~_NO_MATTER == NONE
        digit = digit_of(event) if bare else ""
        if digit:
            self._set_digits((self._digits + digit)[-6:])
            return True
        if self._digits and bare and scan_code(event) == _BACKSPACE:
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
