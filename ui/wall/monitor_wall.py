"""One monitor's wall: its window and its mark, where it stands, and which layout it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen

from ui.screens import monitor_of, stand_beside, stand_full
from ui.wall.frame_clock import FrameClock
from ui.wall.wall_mark import WallMark
from ui.wall.wall_window import WallWindow


class MonitorWall:
    """Stays, hidden, while its monitor is away: so it comes back as it was. Thread: GUI."""

    def __init__(self, window: WallWindow, *, frames: FrameClock) -> None:
        self.window = window
        self.own = self.page = window.number - 1  # its share of the arrangement, and the one that it shows
        self.screen: QScreen | None = None  # where it is seen
        self.mark = WallMark(window)
        self._frames = frames

    @property
    def is_open(self) -> bool:
        return self.screen is not None

    @property
    def title(self) -> str:
        """Its monitor's name and socket."""
        if self.screen is None:
            return ""
        monitor = monitor_of(self.screen)
        return (
            monitor.title if monitor.title == monitor.connector else f"{monitor.title} · {monitor.connector}"
        )

    @property
    def label(self) -> str:
        """Its number, and whose layout it shows if not its own: "2", "2 ▸ 3"."""
        number = self.window.number
        return str(number) if self.page == self.own else f"{number} ▸ {self.page + 1}"

    def fill(self, screen: QScreen) -> None:
        """Shows it over the whole of its own screen."""
        stands = self.screen is screen and not self._has_frame()
        if stands and self.window.geometry() == screen.geometry():
            return
        self._set_frame(is_wanted=False)
        stand_full(self.window, screen)
        self._open(screen)

    def share(self, screen: QScreen) -> bool:
        """Shows it as a window among others; False where it stood there already."""
        if self.screen is screen and self._has_frame():
            return False
        self._set_frame(is_wanted=True)
        stand_beside(self.window, screen)
        self._open(screen)
        return True

    def take_keys(self) -> None:
        """Comes to the front with the arrow keys, and marks where the next camera goes: an empty cell."""
        window = self.window
        window.show()  # one that shares the desk's screen may have been closed
        window.raise_()
        window.activateWindow()
        if window.chosen_cell < 0:
            window.choose_cell(max(0, window.grid.first_empty()))

    def take_away(self) -> None:
        self.screen, self.page = None, self.own
        self.window.hide()
        self._frames.unwatch(self.window)

    def _open(self, screen: QScreen) -> None:
        self.screen = screen
        self._frames.watch(self.window)

    def _has_frame(self) -> bool:
        return not self.window.windowFlags() & Qt.WindowType.FramelessWindowHint

    def _set_frame(self, *, is_wanted: bool) -> None:
        if self._has_frame() is not is_wanted:
            self.window.hide()
            self.window.setWindowFlag(Qt.WindowType.FramelessWindowHint, not is_wanted)
