"""The desk with its walls in a process of its own, on three monitors of a real X server."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.x_display import MISSING, XDisplay, tool, x_server

ROOT = Path(__file__).resolve().parents[2]
LEFT, SECOND, THIRD = "800x600+0+0", "800x600+800+0", "800x600+1600+0"
# Keycodes: where the keys lie, whatever layout is on.
M, G, ENTER, BACKSPACE = 58, 42, 36, 22
ESC = "Escape"  # its keycode is 9, which xdotool takes for the digit
DIGIT = {str((n + 1) % 10): 10 + n for n in range(10)}
ALT_RIGHT, ALT_DOWN, ALT_UP = "alt+Right", "alt+Down", "alt+Up"
PAGE = "alt+Next"


class Desk:
    """The desk's process, and the newest state that it told."""

    def __init__(self, display: XDisplay, root: Path) -> None:
        self.display = display
        self.state: dict = {}
        self.layouts: list[int] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("walls_desk.py")), str(root)],
            env=display.environment | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, name="walls-desk", daemon=True)
        self._reader.start()

    def becomes(self, holds, *, within_s: float = 20) -> bool:
        """Whether what the desk tells comes to hold; a test asserts it and shows `state` if not."""
        end = time.monotonic() + within_s
        while not (self.state and holds(self.state)):
            left = end - time.monotonic()
            if left <= 0:
                return False
            self._take(left)
        return True

    def press(self, *keys: int | str) -> None:
        self.display.press(*keys)

    def type(self, digits: str) -> None:
        self.press(*(DIGIT[digit] for digit in digits))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _take(self, most_s: float) -> None:
        try:
            told = json.loads(self._lines.get(timeout=min(most_s, 1)))
        except queue.Empty:
            return
        if "layout" in told:
            self.layouts.append(told["layout"])
        else:
            self.state = told

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)


@contextmanager
def desk_on_three_monitors(root: Path) -> Iterator[Desk]:
    """The desk on the left one, a wall on each of the others."""
    with x_server("2400x600") as name:
        display = XDisplay(name)
        manager = subprocess.Popen(
            [tool("openbox")], env=display.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        display.plug("*left", LEFT, output="screen")
        display.plug("second", SECOND)
        display.plug("third", THIRD)
        desk = Desk(display, root)
        assert desk.becomes(lambda s: len(s["walls"]) == 2 and s["active"]), MISSING
        yield desk
        desk.close()
        manager.terminate()
        manager.wait(10)


def wall(state: dict, number: int) -> dict:
    return state["walls"].get(str(number), {})
