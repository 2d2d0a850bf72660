"""Keys as Windows and macOS send them, under a Russian layout: each calls the command that lies on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from tests.ui.keys import key_event
from ui.actions import ACTIONS
from ui.key_map import CAPS
from ui.native_keys import scan_code
from ui.physical_key import action_of, digit_of


def named(first: int, names: str) -> dict[str, int]:
    """In the order of their numbers; "?" is a key that we have no name for."""
    return {name: first + place for place, name in enumerate(names.split()) if name != "?"}


# Keyboard Scan Code Specification (Microsoft), set 1, as (lParam >> 16) & 0x1ff has them: bit 8 is extended.
WINDOWS = {
    **named(1, "Esc 1 2 3 4 5 6 7 8 9 0 - = Backspace Tab Q W E R T Y U I O P [ ] Enter ? A S D F G H J K L"),
    **named(0x27, "; ' ` ? \\ Z X C V B N M , . / ? ? ? Space ? F1 F2 F3 F4 F5 F6 F7 F8 F9 F10"),
    **named(0x57, "F11 F12"),
    **named(0x147, "Home ↑ PgUp ? ← ? → ? End ↓ PgDn Ins Del"),
}
WINDOWS_KEYPAD = {**named(0x47, "7 8 9 - 4 5 6 + 1 2 3 0 ."), "Enter": 0x11C}
# HIToolbox/Events.h.
COCOA = {
    **named(
        0x00, "A S D F H G Z X C V ? B Q W E R Y T 1 2 3 4 6 5 = 9 7 - 8 0 ] O U [ I P Enter L J ' K ; \\"
    ),
    **named(0x2B, ", / N M . Tab Space ` Backspace ? Esc"),
    **named(
        0x60, "F5 F6 F7 F3 F8 F9 ? F11 ? ? ? ? ? F10 ? F12 ? ? Ins Home PgUp Del F4 End F2 PgDn F1 ← → ↓ ↑"
    ),
}
COCOA_KEYPAD = named(0x41, ". ? ? ? + ? ? ? ? ? ? Enter ? - ? ? ? 0 1 2 3 4 5 6 7 ? 8 9")


def windows(code: int, modifiers=Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return key_event(code, "", modifiers=modifiers, key=Qt.Key(0x424))  # Ф


def cocoa(code: int, modifiers=Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key(0x424), modifiers, 1, code, 0, "")


PLATFORMS = {"windows": (windows, WINDOWS, WINDOWS_KEYPAD), "cocoa": (cocoa, COCOA, COCOA_KEYPAD)}


@pytest.fixture(params=PLATFORMS)
def platform(request, monkeypatch):
    monkeypatch.setattr("ui.native_keys.QGuiApplication.platformName", lambda: request.param)
    return PLATFORMS[request.param]


def test_every_key_of_the_keyboard_is_the_one_that_x11_has(platform):
    press, keys, _keypad = platform
    assert {cap: scan_code(press(code)) for cap, code in keys.items()} == {
        cap: code for code, (cap, _key) in CAPS.items()
    }


def test_every_command_is_called_by_its_key_under_another_layout(platform):
    press, keys, _keypad = platform
    for action in ACTIONS:
        code = keys[CAPS[action.scan_code][0]]
        assert action_of(press(code, action.modifiers)) == action


def test_the_keypad_types_digits_and_is_no_arrow(platform):
    press, _keys, keypad = platform
    assert [digit_of(press(keypad[digit])) for digit in "0123456789"] == [*"0123456789"]
    assert action_of(press(keypad["4"])) is None
    assert action_of(press(keypad["Enter"])) == next(each for each in ACTIONS if each.label == "Enter")


def test_a_key_that_shares_its_number_with_another_is_none_of_ours(platform):
    press, _keys, _keypad = platform
    # Next track has the number of P and the extended bit; macOS has no key of that number.
    assert action_of(press(0x119)) is None and digit_of(press(0x119)) == ""


def test_what_a_program_sends_without_a_scan_code_goes_by_its_letter(platform):
    assert scan_code(key_event(0, "c")) == 0


def test_x11_is_taken_as_it_is(monkeypatch):
    monkeypatch.setattr("ui.native_keys.QGuiApplication.platformName", lambda: "xcb")
    assert scan_code(key_event(113, "")) == 113
