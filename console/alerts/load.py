"""How many alerts came in the last ten minutes: what one person can handle is counted so (EEMUA 191)."""

from __future__ import annotations

from collections import deque

from console.clock import Clock

SPAN_NS = 600 * 10**9


class AlertLoad:
    """Thread: main."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._raised_ns: deque[int] = deque()

    def note(self) -> None:
        """An alert was raised now; one folded into an open card calls nobody and is not noted."""
        self._raised_ns.append(self._clock.monotonic_ns())

    def in_ten_minutes(self) -> int:
        oldest_ns = self._clock.monotonic_ns() - SPAN_NS
        while self._raised_ns and self._raised_ns[0] < oldest_ns:
            self._raised_ns.popleft()
        return len(self._raised_ns)
