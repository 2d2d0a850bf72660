"""Real keys on a real X server under us, ru, kz and kz+us call the same commands."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = "this test needs a real X server: apt-get install xvfb xdotool x11-xkb-utils libxcb-cursor0"
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


def _tool(name: str) -> str:
    found = shutil.which(name)
    assert found, MISSING
    return found


@pytest.fixture(scope="module")
def display():
    """A fresh X server; its number comes from itself, so that two runs never meet."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        [_tool("Xvfb"), "-displayfd", str(write_end), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        number = numbers.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Window:
    """The window's process and the lines it tells."""

    def __init__(self, display: str) -> None:
        self.environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
        }
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("x11_keys_window.py"))],
            env=self.environment,
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

    def layout(self, name: str) -> None:
        subprocess.run([_tool("setxkbmap"), name], env=self.environment, check=True, timeout=20)

    def press(self, *keycodes: int) -> None:
        codes = [str(code) for code in keycodes]
        subprocess.run([_tool("xdotool"), "key", *codes], env=self.environment, check=True, timeout=20)

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
def test_keys_call_their_commands_under_each_layout(window, layout):
    window.layout(layout)
    for keycode, command in COMMANDS.items():
        window.press(keycode)
        assert window.line() == command
    window.press(ZERO, FOUR, ZERO, TWO, ENTER)
    assert window.line() == "camera 0402"
