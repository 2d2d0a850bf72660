"""Facts from engine threads to the one reader: none is lost, and the reader is woken once."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Outbox:
    """A queue that never loses and wakes its reader once until it is drained.

    Thread: `put` from any; `drain` from the reader alone.
    """

    def __init__(self, wake: Callable[[], None] | None = None) -> None:
        self._lock = threading.Lock()
        # Guarded by _lock
        self._facts: list[object] = []
        self._wake = wake

    def set_wake(self, wake: Callable[[], None] | None) -> None:
        """Names who is woken; called at once if facts are already waiting."""
        with self._lock:
            self._wake = wake
            waiting = bool(self._facts)
        if waiting and wake is not None:
            wake()

    def put(self, fact: object) -> None:
        with self._lock:
            first = not self._facts
            self._facts.append(fact)
            wake = self._wake
        if first and wake is not None:
            wake()

    def drain(self) -> list[object]:
        """All waiting facts, oldest first."""
        with self._lock:
            facts, self._facts = self._facts, []
        return facts


class Tap(Outbox):
    """Between a part and the outbox: another part hears of its facts even when the window hangs."""

    def __init__(self, outbox: Outbox, listen: Callable[[object], None]) -> None:
        super().__init__()
        self._outbox = outbox
        self._listen = listen

    def put(self, fact: object) -> None:
        self._listen(fact)
        self._outbox.put(fact)
