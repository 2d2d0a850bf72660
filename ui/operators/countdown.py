"""Counts the seconds until a next try is let in."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from console.clock import Clock

_TICK_MS = 200  # a second shown is never late by more than a fifth
_SECOND_NS = 1_000_000_000


class Countdown(QObject):
    """Thread: GUI."""

    counted = Signal(int)  # the seconds left
    over = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until_ns = 0
        self._told = 0
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.tick)

    def start(self, seconds: float) -> None:
        self._until_ns = self._clock.monotonic_ns() + int(seconds * _SECOND_NS)
        self._told = 0
        self._tick.start()
        self.tick()

    def stop(self) -> None:
        self._until_ns = 0
        self._tick.stop()

    def left_s(self) -> int:
        """Whole seconds, the last one begun counts; 0 when nothing is waited for."""
        return (
            max(0, -(-(self._until_ns - self._clock.monotonic_ns()) // _SECOND_NS)) if self._until_ns else 0
        )

    def tick(self) -> None:
        left = self.left_s()
        if not left:
            self.stop()
            self.over.emit()
        elif left != self._told:
            self._told = left
            self.counted.emit(left)
