"""Physical keys as Windows and macOS tell them, by the numbers that X11 and Wayland have for them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeyEvent

_TO_X11 = 8  # X11 and Wayland count the kernel's codes (linux/input-event-codes.h) from 8 on
_EXTENDED = 0x100
# Set 1 codes without the extended bit have the kernel's numbers, up to F12; the bit marks the keys that share
# their numbers with the keypad. Qt keeps it: scancodeBitmask in qtbase's qwindowskeymapper.cpp.
_WINDOWS = {
    0x11C: 104,  # Enter of the keypad
    0x135: 106,  # its /
    0x147: 110,  # Home
    0x148: 111,  # ↑
    0x149: 112,  # PgUp
    0x14B: 113,  # ←
    0x14D: 114,  # →
    0x14F: 115,  # End
    0x150: 116,  # ↓
    0x151: 117,  # PgDn
    0x152: 118,  # Ins
    0x153: 119,  # Del
}
_NO_KEY = 0xFFFF  # a key that is none of ours: not 0, which would let its letter count


def _row(first: int, keys: str) -> dict[int, int]:
    """`keys`: hexadecimal, in the order in which X11 counts them."""
    return {key: first + place for place, key in enumerate(bytes.fromhex(keys))}


# Cocoa tells no scan code, and Qt says 1 for every key (qtbase's qnsview_keys.mm). Its virtual keys are
# places, not letters: kVK_ANSI_A and the others in HIToolbox/Events.h.
_COCOA = {
    **_row(9, "35"),  # Esc
    **_row(10, "12 13 14 15 17 16 1a 1c 19 1d 1b 18 33"),  # 1 to Backspace
    **_row(23, "30 0c 0d 0e 0f 11 10 20 22 1f 23 21 1e 24"),  # Tab, Q to Enter
    **_row(38, "00 01 02 03 05 04 26 28 25 29 27 32"),  # A to `
    **_row(51, "2a 06 07 08 09 0b 2d 2e 2b 2f 2c"),  # \, Z to /
    **_row(65, "31"),  # Space
    **_row(67, "7a 78 63 76 60 61 62 64 65 6d"),  # F1 to F10
    **_row(79, "59 5b 5c 4e 56 57 58 45 53 54 55 52 41"),  # the keypad: 7 8 9 - 4 5 6 + 1 2 3 0 .
    **_row(95, "67 6f"),  # F11, F12
    **_row(104, "4c"),  # Enter of the keypad
    **_row(110, "73 7e 74 7b 7c 77 7d 79 72 75"),  # Home ↑ PgUp ← → End ↓ PgDn Ins Del
}


def scan_code(event: QKeyEvent) -> int:
    """The physical key as X11 counts it; 0 where nobody tells it, as of what a program types."""
    code, platform = event.nativeScanCode(), QGuiApplication.platformName()
    if not code:
        return 0
    if platform == "windows":
        return _WINDOWS.get(code, _NO_KEY) if code & _EXTENDED else code + _TO_X11
    if platform == "cocoa":
        return _COCOA.get(event.nativeVirtualKey(), _NO_KEY)
    return code
