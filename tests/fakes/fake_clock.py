"""A clock that stands until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self, now: datetime | None = None, *, utc_offset_min: int = 300) -> None:
        self.now = now or datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
        self.mono_ns = 1_000_000_000_000
        self.offset_min = utc_offset_min

    def monotonic_ns(self) -> int:
        return self.mono_ns

    def now_utc(self) -> datetime:
        return self.now

    def utc_offset_min(self) -> int:
        return self.offset_min

    def advance(self, seconds: float) -> None:
        self.mono_ns += int(seconds * 1e9)
        self.now += timedelta(seconds=seconds)
