"""Windows that are opened from the desk stand in front of it, but not in front of its alert queue."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMargins, QRect
from PySide6.QtWidgets import QApplication, QWidget

_FRAME = QMargins(10, 40, 10, 10)  # what a desktop draws around a window, before it says so
_PLACED = "placed"  # once: where people move it, it comes back


@runtime_checkable
class LeavesRoom(Protocol):
    """A window of which a part must never be covered."""

    def free_room(self) -> QRect:
        """Where others may stand, in the desktop's pixels."""
        ...

    def isVisible(self) -> bool: ...


@runtime_checkable
class ShowsCamera(Protocol):
    """A window in which pictures of a camera are seen that is not the chosen one."""

    def shown_camera(self) -> str:
        """Its id; "" where no such picture is seen now."""
        ...


def window_in_front() -> QWidget | None:
    """The one that has the keys, be it through a dialog of its own; None: none of ours has."""
    window = QApplication.activeWindow()
    while window is not None and (parent := window.parentWidget()) is not None:
        window = parent.window()
    return window


def bring_in_front(window: QWidget) -> None:
    """Shows it with the keys; the first time where an alert that is raised now will still be seen."""
    if not window.property(_PLACED):
        desks = (each for each in QApplication.topLevelWidgets() if isinstance(each, LeavesRoom))
        if desk := next((each for each in desks if each.isVisible()), None):
            window.setProperty(_PLACED, True)
            _place(window, desk.free_room().marginsRemoved(_FRAME))
    window.show()
    window.raise_()
    window.activateWindow()


def _place(window: QWidget, room: QRect) -> None:
    """In the middle; where it needs more room than there is, it covers the least that it can."""
    window.resize(window.size().boundedTo(room.size()).expandedTo(window.minimumSizeHint()))
    place = QRect(room.topLeft(), window.size())
    place.moveCenter(room.center())
    window.setGeometry(place.translated(max(0, room.left() - place.left()), max(0, room.top() - place.top())))
