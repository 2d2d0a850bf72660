"""Real keys on a real X server under us, ru, kz and kz+us call the same commands."""

from __future__ import annotations

import pytest

from tests.journeys.telling_script import TellingScript
from tests.journeys.x_display import MISSING, XDisplay, x_server

# Keycodes of A, C, D, E, N, P, F, J and what they must call.
COMMANDS = {
    38: "take",
    54: "confirm",
    40: "dismiss",
    26: "escalate",
    57: "next alert",
    33: "previous alert",
    41: "full",
    44: "journal",
}
ZERO, FOUR, TWO, ENTER = 19, 13, 11, 36


@pytest.fixture(scope="module")
def display():
    with x_server("800x600") as name:
        yield XDisplay(name)


@pytest.fixture(scope="module")
def window(display):
    window = TellingScript(display, "x11_keys_window.py")
    assert window.line() == "ready", MISSING
    yield window
    window.close()


@pytest.mark.parametrize("layout", ["us", "ru", "kz", "kz,us"])
def test_keys_call_their_commands_under_each_layout(display, window, layout):
    display.layout(layout)
    for keycode, command in COMMANDS.items():
        display.press(keycode)
        assert window.line() == command
    display.press(ZERO, FOUR, ZERO, TWO, ENTER)
    assert window.line() == "camera 0402"
