"""Time, injected: ages are monotonic, records are UTC with the offset that was in force."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Protocol


class Clock(Protocol):
    """Thread: any."""

    def monotonic_ns(self) -> int:
        """Nanoseconds that never step back; the same count in every process of this machine."""

    def now_utc(self) -> datetime:
        """The moment, aware, in UTC."""

    def utc_offset_min(self) -> int:
        """Minutes that local time is ahead of UTC, by the rules in force now."""


class SystemClock:
    """The machine's own clocks. Thread: any."""

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def now_utc(self) -> datetime:
        return datetime.now(UTC)

    def utc_offset_min(self) -> int:
        offset = datetime.now().astimezone().utcoffset()
        return int(offset.total_seconds() // 60) if offset else 0


@lru_cache(64)  # a desk sees two of them in its life
def time_zone_of(utc_offset_min: int) -> timezone:
    """Of an offset as clocks and entries tell it, in minutes."""
    return timezone(timedelta(minutes=utc_offset_min))


def wall_time(moment_utc: datetime, clock: Clock) -> datetime:
    """The same moment as people here read it, aware: by the offset in force now."""
    return moment_utc.astimezone(time_zone_of(clock.utc_offset_min()))
