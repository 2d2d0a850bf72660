"""The desk with its walls in a process of its own, on three monitors of a real X server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.telling_script import TellingScript
from tests.journeys.x_display import MISSING, XDisplay, managed_display
from tests.ui.keys import DIGIT

LEFT, SECOND, THIRD = "800x600+0+0", "800x600+800+0", "800x600+1600+0"
# Keycodes: where the keys lie, whatever layout is on.
M, G, ENTER, BACKSPACE = 58, 42, 36, 22
ESC = "Escape"  # its keycode is 9, which xdotool takes for the digit
ALT_RIGHT, ALT_DOWN, ALT_UP = "alt+Right", "alt+Down", "alt+Up"
PAGE = "alt+Next"


class Desk:
    """The desk's process, and the newest state that it told."""

    def __init__(self, display: XDisplay, root: Path) -> None:
        self.display = display
        self.state: dict = {}
        self.layouts: list[int] = []
        self._script = TellingScript(display, "walls_desk.py", str(root))

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
        self._script.close()

    def _take(self, most_s: float) -> None:
        if not (line := self._script.line(within_s=min(most_s, 1))):
            return
        told = json.loads(line)
        if "layout" in told:
            self.layouts.append(told["layout"])
        else:
            self.state = told


@contextmanager
def desk_on_three_monitors(root: Path) -> Iterator[Desk]:
    """The desk on the left one, a wall on each of the others."""
    with managed_display("2400x600") as display:
        display.plug("*left", LEFT, output="screen")
        display.plug("second", SECOND)
        display.plug("third", THIRD)
        desk = Desk(display, root)
        assert desk.becomes(lambda s: len(s["walls"]) == 2 and s["active"]), MISSING
        yield desk
        desk.close()


def wall(state: dict, number: int) -> dict:
    return state["walls"].get(str(number), {})
