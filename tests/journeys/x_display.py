"""A real X server for a test: its display, its monitors, its window manager, its keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

MISSING = (
    "this test needs a real X server: apt-get install"
    " xvfb xdotool x11-xkb-utils x11-xserver-utils openbox libxcb-cursor0"
)


def tool(name: str) -> str:
    found = shutil.which(name)
    assert found, MISSING
    return found


@contextmanager
def x_server(size: str) -> Iterator[str]:
    """A fresh one; its number comes from itself, so that two runs never meet. `size`: "800x600"."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        # Without -noreset it forgets its monitors when the tool that made them ends.
        [
            tool("Xvfb"),
            "-displayfd",
            str(write_end),
            "-screen",
            "0",
            f"{size}x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
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


class XDisplay:
    """What a person does at it: monitors, keyboard layouts, keys."""

    def __init__(self, name: str) -> None:
        self.environment = os.environ | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}

    def run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [tool(name), *arguments],
            env=self.environment,
            check=True,
            timeout=20,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def plug(self, monitor: str, place: str, *, output: str = "none") -> None:
        """`place`: width, height and corner in px, as "800x600+800+0"."""
        size, x, y = place.split("+")
        width, height = size.split("x")
        self.run("xrandr", "--setmonitor", monitor, f"{width}/{width}x{height}/{height}+{x}+{y}", output)

    def unplug(self, monitor: str) -> None:
        self.run("xrandr", "--delmonitor", monitor)

    def layout(self, name: str) -> None:
        self.run("setxkbmap", name)

    def press(self, *keys: int | str) -> None:
        """By keycode, or by name with modifiers ("alt+Right")."""
        self.run("xdotool", "key", "--delay", "0", *map(str, keys))

    def hold(self, modifier: str) -> None:
        self.run("xdotool", "keydown", modifier)

    def release(self, modifier: str) -> None:
        self.run("xdotool", "keyup", modifier)

    def click(self, x_px: int, y_px: int) -> None:
        """Where the pointer is taken to at once."""
        self.run("xdotool", "mousemove", str(x_px), str(y_px), "click", "--delay", "0", "1")

    def grasp(self, x_px: int, y_px: int) -> None:
        """Holds the pointer's button down there."""
        self.run("xdotool", "mousemove", str(x_px), str(y_px), "mousedown", "1")

    def hover(self, x_px: int, y_px: int) -> None:
        """A hand is never quite still: whoever looks for a drag sees the pointer move there."""
        for away in (2, 0):
            self.run("xdotool", "mousemove", str(x_px - away), str(y_px - away))

    def let_go(self) -> None:
        self.run("xdotool", "mouseup", "1")


@contextmanager
def managed_display(size: str) -> Iterator[XDisplay]:
    """Of a fresh server, with a window manager; `size`: "800x600"."""
    with x_server(size) as name:
        display = XDisplay(name)
        manager = subprocess.Popen(
            [tool("openbox")], env=display.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        yield display
        manager.terminate()
        manager.wait(10)
