"""One timer for the pictures of all windows: each tick asks whose newest picture changed."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from console.clock import Clock
from ui.wall.samples import Samples

TICK_MS = 16  # one screen refresh: no source is faster than the screen


class Polled(Protocol):
    def poll(self, now_ns: int, /) -> None: ...


class FrameClock(QObject):
    """Ticks every window and large picture. Thread: GUI.

    `intervals` holds the time between ticks, for the bench: the GUI thread's stalls show there.
    """

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.intervals = Samples()
        self._clock = clock
        self._watched: list[Polled] = []
        self._last_tick_ns = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def watch(self, polled: Polled) -> None:
        if polled not in self._watched:
            self._watched.append(polled)

    def unwatch(self, polled: Polled) -> None:
        """Takes it out; no matter if it was not in."""
        if polled in self._watched:
            self._watched.remove(polled)

    def start(self) -> None:
        self._last_tick_ns = 0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        now_ns = self._clock.monotonic_ns()
        if self._last_tick_ns:
            self.intervals.add(now_ns - self._last_tick_ns)
        self._last_tick_ns = now_ns
        for polled in tuple(self._watched):
            polled.poll(now_ns)
