"""A field that takes whatever key is pressed, those of commands too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.key_map import CAPS, Stroke
from ui.native_keys import scan_code
from ui.physical_key import ALL_KEYS_PROPERTY, NO_MATTER

_K = Qt.Key
_HELD = {_K.Key_Shift, _K.Key_Control, _K.Key_Alt, _K.Key_AltGr, _K.Key_Meta, _K.Key_CapsLock, _K.Key_NumLock}
_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")  # Cyrillic letters that nobody tells from Latin ones
_TAKEN = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class KeyField(QLabel):
    """Thread: GUI."""

    pressed = Signal(object, str)  # Stroke, and what the present layout prints, if not the cap

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(ALL_KEYS_PROPERTY, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)

    def event(self, event: QEvent) -> bool:
        """Before Qt makes Tab go on to the next part of the window."""
        if event.type() not in _TAKEN or not isinstance(event, QKeyEvent):
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat() and event.key() not in _HELD:
            stroke = Stroke(scan_code(event), event.modifiers() & ~NO_MATTER)
            self.pressed.emit(stroke, printed(event))
        return True


def printed(event: QKeyEvent) -> str:
    """What the present layout makes of the key, in capitals; "" where it looks as what stands on the cap."""
    text = event.text() if event.text().isprintable() else ""
    if not text.strip() and event.key() < 0x01000000:
        text = chr(event.key())  # with Ctrl the text is a control character
    text = text.strip().upper()
    return "" if text.translate(_ALIKE) == CAPS.get(scan_code(event), ("", None))[0] else text
