"""The one door for facts from engine threads: one queued wake, then the GUI pulls."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from console.outbox import Outbox

FACTS_A_TURN = 200  # a burst is told in turns, so that the wall paints between them


class Bridge(QObject):
    """Tells the outbox's facts, in their order, on the GUI thread.

    Thread: GUI; the outbox wakes it from any.
    """

    factArrived = Signal(object)  # noqa: N815 - Qt spells its signals so
    _woken = Signal()

    def __init__(self, outbox: Outbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wakes = 0  # turns taken so far
        self._outbox = outbox
        # Outlives a turn: a handler that runs an event loop of its own is told the rest in order.
        self._waiting: deque[object] = deque()
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        outbox.set_wake(self._woken.emit)

    def close(self) -> None:
        """Takes no more wakes. What still waits in the outbox stays there for whoever drains it."""
        self._outbox.set_wake(None)
        self._woken.disconnect(self._on_woken)

    def _on_woken(self) -> None:
        self.wakes += 1
        self._waiting.extend(self._outbox.drain())
        for _turn in range(FACTS_A_TURN):
            if not self._waiting:
                return
            self.factArrived.emit(self._waiting.popleft())
        if self._waiting:
            self._woken.emit()
