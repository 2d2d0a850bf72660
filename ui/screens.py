"""Which window stands on which screen, and screens that exist in memory alone."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QScreen


def use_offscreen(sizes: Sequence[tuple[int, int]]) -> None:
    """Has Qt paint into memory, on screens of these sizes in px; call it before the application is made."""
    left, screens = 0, []
    for number, (width, height) in enumerate(sizes, 1):
        screens.append(
            {
                "name": f"screen-{number}",
                "x": left,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": 96,
                "logicalBaseDpi": 96,
                "dpr": 1,
            }
        )
        left += width
    # Qt reads the file while the application is made; it is small and lies with the other temporary files.
    handle, path = tempfile.mkstemp(prefix="munara-screens-", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"screens": screens}, file)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"


def forget_offscreen() -> None:
    """Takes the file away once the application is made."""
    path = os.environ.get("QT_QPA_PLATFORM", "").partition("configfile=")[2]
    if path and os.path.exists(path):  # noqa: PTH110
        os.unlink(path)  # noqa: PTH108


def desk_and_walls() -> tuple[QScreen, list[QScreen]]:
    """The desk's screen and those of the walls; with a single screen the wall shares it."""
    primary = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen is not primary]
    return primary, others
