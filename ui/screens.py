"""Which window stands on which screen, and screens that exist in memory alone."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from console.wall.monitor import Monitor, in_reading_order

SHARED_PART = 0.66  # of a screen's width and height that a wall takes beside the desk


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
    """The desk's screen, and those of the walls row by row from the left; none where there is one alone.

    A screen that mirrors another is none of its own: a wall there would lie over what the other shows.
    """
    primary = QGuiApplication.primaryScreen()
    others: list[QScreen] = []
    for screen in QGuiApplication.screens():
        if all(screen.geometry() != known.geometry() for known in (primary, *others)):
            others.append(screen)
    monitors = [monitor_of(screen) for screen in others]
    return primary, [others[index] for index in in_reading_order(monitors)]


def monitor_of(screen: QScreen) -> Monitor:
    """As it can be remembered when it is no longer there."""
    place = screen.geometry()
    return Monitor(
        connector=screen.name(),
        maker=screen.manufacturer(),
        model=screen.model(),
        serial=screen.serialNumber(),
        x_px=place.x(),
        y_px=place.y(),
        width_px=place.width(),
        height_px=place.height(),
    )


def stand_full(window: QWidget, screen: QScreen) -> None:
    """Shows a window over the whole of a screen, without a frame."""
    _begin_anew(window)
    window.setScreen(screen)
    window.setGeometry(screen.geometry())  # where a window manager looks for the monitor that is meant
    if is_offscreen():
        window.show()
    else:
        window.showFullScreen()


def stand_large(window: QWidget, screen: QScreen) -> None:
    """Shows the desk's window over all of a screen that the desktop leaves free."""
    if window.isMaximized():  # it would not leave its screen
        window.showNormal()
    window.setScreen(screen)
    window.setGeometry(screen.availableGeometry())
    if is_offscreen():  # it takes room for a frame that nobody draws
        window.show()
    else:
        window.showMaximized()


def stands_large(window: QWidget, screen: QScreen) -> bool:
    """Whether it is there already; a real desktop keeps it large when the screen's size changes."""
    if not window.isVisible() or window.screen() is not screen:
        return False
    return not is_offscreen() or window.geometry() == screen.availableGeometry()


def stand_beside(window: QWidget, screen: QScreen) -> None:
    """Shows a window in the middle of a screen that it shares, with a frame to move it by."""
    _begin_anew(window)
    size = screen.availableGeometry().size() * SHARED_PART
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(screen.availableGeometry().center())
    window.setScreen(screen)
    window.setGeometry(place)
    window.show()


def is_offscreen() -> bool:
    return QGuiApplication.platformName() == "offscreen"


def _begin_anew(window: QWidget) -> None:
    """A window manager puts a window that once filled a screen back there: openbox heeds no new place."""
    window.hide()
    window.setWindowState(Qt.WindowState.WindowNoState)
    if not is_offscreen() and window.testAttribute(Qt.WidgetAttribute.WA_WState_Created):
        window.destroy()
