"""Key events as a keyboard sends them: the physical key, and the letter that a layout makes of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
DIGIT = {str((n + 1) % 10): 10 + n for n in range(10)}  # keycodes of the row above the letters
SPECIAL = {"\r": Qt.Key.Key_Return, "\x1b": Qt.Key.Key_Escape}


def key_event(
    scan_code: int,
    text: str,
    *,
    modifiers: Qt.KeyboardModifier = NONE,
    key: Qt.Key | None = None,
    repeat: bool = False,
) -> QKeyEvent:
    if key is None:
        key = SPECIAL.get(text) or _key(text)
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text, repeat, 1)


def send_key(widget: QWidget, scan_code: int, text: str, *, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Through the application, so that its event filters see it first."""
    QApplication.sendEvent(widget, key_event(scan_code, text, modifiers=modifiers))


def type_text(widget: QWidget, text: str) -> None:
    """Letter by letter; QTest's own typing knows Latin letters alone."""
    for letter in text:
        QApplication.sendEvent(widget, key_event(0, letter))


def _key(text: str) -> int:
    """X11 gives Qt the letter's own code point for what is not Latin."""
    return ord(text.upper()) if len(text) == 1 else 0
