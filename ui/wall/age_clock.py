"""The timer of ages: a tile's age counts on, whether or not a frame arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from console.clock import Clock

AGE_TICK_MS = 250  # a tenth of a second is shown; four looks a second keep it honest and cheap


class Aging(Protocol):
    def refresh_age(self, now_ns: int, /) -> None: ...


class AgeClock(QObject):
    """One a window; asks the window for its tiles anew each time. Thread: GUI."""

    def __init__(
        self, clock: Clock, *, tiles: Callable[[], Iterable[Aging]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._tiles = tiles
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        self.tick()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        now_ns = self._clock.monotonic_ns()
        for tile in self._tiles():
            tile.refresh_age(now_ns)
