"""The demo day's clock: its wall clock stands where the script is, its ages are the machine's own."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from console.clock import Clock


class DayClock:
    """Thread: any; `go_to` from main."""

    def __init__(self, machine: Clock, *, local: datetime, utc_offset_min: int) -> None:
        """`local`: the desk's wall clock at the day's beginning, naive."""
        self._machine = machine
        self._offset_min = utc_offset_min
        self._lock = threading.Lock()
        # Guarded by _lock
        self._set_utc = (local - timedelta(minutes=utc_offset_min)).replace(tzinfo=UTC)
        self._set_ns = machine.monotonic_ns()

    def monotonic_ns(self) -> int:
        return self._machine.monotonic_ns()

    def now_utc(self) -> datetime:
        with self._lock:
            return self._set_utc + timedelta(microseconds=(self.monotonic_ns() - self._set_ns) // 1000)

    def utc_offset_min(self) -> int:
        return self._offset_min

    def go_to(self, local: datetime) -> None:
        """Sets the wall clock forward; never back, as a journal's times go."""
        wanted = (local - timedelta(minutes=self._offset_min)).replace(tzinfo=UTC)
        now = self.now_utc()
        with self._lock:
            self._set_utc, self._set_ns = max(wanted, now), self._machine.monotonic_ns()
