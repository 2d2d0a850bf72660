"""Real keys on a real X server under us, ru, kz and kz+us call the same commands."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.journeys.x_display import MISSING, XDisplay, x_server

ROOT = Path(__file__).resolve().parents[2]
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


class Window:
    """The window's process and the lines it tells."""

    def __init__(self, display: XDisplay) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("x11_keys_window.py"))],
            env=display.environment | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="x11-keys", daemon=True)
        self._reader.start()

    def line(self) -> str:
        """The next one; "" when none comes."""
        try:
            return self._lines.get(timeout=20)
        except queue.Empty:
            return ""

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())


@pytest.fixture(scope="module")
def window(display):
    window = Window(display)
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
