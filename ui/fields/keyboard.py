"""What a key press tells of the keyboard: the alphabet that its layout types, and Caps Lock."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_KAZAKH = frozenset("әғқңөұүһі")  # letters that no Russian layout types
_CAPS_BIT = {"windows": 0x100}  # in the native modifiers; X11 and Wayland count alike
_CAPS_BIT_OF_XKB = 0x2
_TELLING = ("windows", "cocoa")  # X11 answers "C" whatever layout is on


class Alphabet(Enum):
    """The value is what the operator reads beside the field."""

    UNKNOWN = "··"
    LATIN = "EN"
    CYRILLIC = "RU·KK"  # most letters lie in both layouts
    KAZAKH = "KK"


def alphabet_of(letter: str) -> Alphabet:
    """The alphabet of what a key typed; digits and signs belong to none."""
    small = letter.casefold()
    if len(small) != 1 or not small.isalpha():
        return Alphabet.UNKNOWN
    if small in _KAZAKH:
        return Alphabet.KAZAKH
    if "а" <= small <= "я" or small == "ё":
        return Alphabet.CYRILLIC
    return Alphabet.LATIN if small.isascii() else Alphabet.UNKNOWN


def alphabet_in_use() -> Alphabet:
    """By what the platform says of its layout; unknown where it says nothing to be relied on."""
    if QGuiApplication.platformName() not in _TELLING:
        return Alphabet.UNKNOWN
    code = QGuiApplication.inputMethod().locale().name()[:2]
    known = {"en": Alphabet.LATIN, "ru": Alphabet.CYRILLIC, "kk": Alphabet.KAZAKH}
    return known.get(code, Alphabet.UNKNOWN)


def caps_lock(event: QKeyEvent) -> bool | None:
    """Whether Caps Lock is on after this press; None where the event tells nothing."""
    if QGuiApplication.platformName() != "cocoa":
        bit = _CAPS_BIT.get(QGuiApplication.platformName(), _CAPS_BIT_OF_XKB)
        before = bool(event.nativeModifiers() & bit)
        # X11 tells of a press as things stood before it; Windows, as they stand after.
        turns = event.key() == Qt.Key.Key_CapsLock and bit == _CAPS_BIT_OF_XKB
        return before is not turns
    letter = event.text()
    if len(letter) != 1 or letter.lower() == letter.upper():
        return None
    return letter.isupper() is not bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
