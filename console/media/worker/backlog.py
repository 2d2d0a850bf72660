"""How long the decode thread needs for all packets that wait for it."""

from __future__ import annotations

import threading

_WEIGHT = 64  # packets over which the mean cost is taken
_LATE_NS = 400_000_000
_REMEMBERED_NS = 15_000_000_000  # three of the longest usual groups of pictures


class Backlog:
    """One a decode thread. Thread: any."""

    def __init__(self) -> None:
        # Decode alone writes these.
        self._cost_ns = 0.0  # of a packet, the mean of the last ones
        self._waited_ns = 0  # the packet that was taken last
        self._late_at_ns: int | None = None  # when a packet was taken late, last
        self.is_pressed = False  # packets were taken late not long ago
        self._lock = threading.Lock()
        # Guarded by _lock
        self._waiting = 0

    @property
    def ns(self) -> float:
        """How far behind the thread is, and will be.

        Not more than the last packet has really waited: a hundred cameras that come back at once bring many
        packets, of which most cost little.
        """
        return min(self._waiting * self._cost_ns, self._waited_ns)

    def add(self, count: int) -> None:
        with self._lock:
            self._waiting += count

    def remove(self, count: int) -> None:
        """So many were taken or given up."""
        with self._lock:
            self._waiting -= count

    def see(self, cost_ns: int, *, waited_ns: int, now_ns: int) -> None:
        """What one packet took, by the clock on the wall, and how long it had waited."""
        if waited_ns > _LATE_NS:
            self._late_at_ns = now_ns
        self.is_pressed = self._late_at_ns is not None and now_ns - self._late_at_ns < _REMEMBERED_NS
        self._waited_ns = waited_ns
        self._cost_ns += (cost_ns - self._cost_ns) / _WEIGHT
