"""Which wall is chosen, and where on it the next camera goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from ui.wall.monitor_wall import MonitorWall
from ui.wall.wall_window import WallWindow


class WallChoice(QObject):
    """The chosen wall is where a called camera goes; 0 is none, and the desk's own picture. Thread: GUI."""

    tileChosen = Signal(str)  # noqa: N815 - Qt's way; the camera's id, "" for an empty cell
    monitorChosen = Signal(int)  # noqa: N815 - the chosen wall's number, 0 for none

    def __init__(self, walls: Callable[[], Sequence[MonitorWall]], *, parent: QObject) -> None:
        """`walls`: all of them, those too that are not seen now."""
        super().__init__(parent)
        self._walls = walls
        self._number = 0
        self._is_marking = False

    def wall(self) -> MonitorWall | None:
        """The chosen one, while it is seen."""
        return next(
            (wall for wall in self._walls() if wall.is_open and wall.window.number == self._number), None
        )

    def watch(self, window: WallWindow) -> None:
        """A tile that a person chooses there chooses its wall as well."""
        window.tileChosen.connect(lambda camera_id: self._on_tile(window.number, camera_id))

    def choose(self, number: int) -> None:
        """Chooses a wall that is seen, and gives it the arrow keys; 0: none."""
        self._set(number)
        if (wall := self.wall()) is not None:
            with self._marking():
                wall.take_keys()

    def put(self, camera_id: str) -> None:
        """Shows a camera in the chosen tile of the chosen wall; nothing happens where none is chosen."""
        if (wall := self.wall()) is not None:
            with self._marking():
                wall.window.put(camera_id)

    def mark(self, camera_id: str) -> None:
        """Marks the camera on every wall that shows it.

        The chosen wall keeps its chosen tile where it does not show that camera: the next one goes there.
        """
        chosen = self.wall()
        with self._marking():
            for wall in self._walls():
                stands = wall.window.grid.cell_of(camera_id) >= 0
                if wall is chosen and (not stands or wall.window.chosen_camera_id == camera_id):
                    continue
                wall.window.choose_camera(camera_id)

    def refresh(self) -> None:
        """Forgets a wall that is not seen any more, and shows on each whether it is the chosen one."""
        if self.wall() is None:
            self._set(0)
        else:
            self._show()

    @contextmanager
    def _marking(self) -> Iterator[None]:
        """What is chosen in the windows meanwhile was not chosen by a person."""
        self._is_marking = True
        try:
            yield
        finally:
            self._is_marking = False

    def _on_tile(self, number: int, camera_id: str) -> None:
        if not self._is_marking:
            self._set(number)
            self.tileChosen.emit(camera_id)

    def _set(self, number: int) -> None:
        is_new = number != self._number
        self._number = number
        self._show()
        if is_new:
            self.monitorChosen.emit(number)

    def _show(self) -> None:
        chosen = self.wall()
        for wall in self._walls():
            wall.mark.choose(wall.label if wall is chosen else "")
