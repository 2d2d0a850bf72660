"""A track's own times on the clock by which packets arrive, whatever they jump by."""

from __future__ import annotations

_JUMP_NS = 1_000_000_000  # a clip that begins anew, a camera that was set right


class ArrivalClock:
    """Goes on as evenly as the track does, and begins anew where it jumps. Thread: its user's."""

    def __init__(self) -> None:
        self._ahead_ns: int | None = None

    def at_ns(self, media_ns: int | None, *, arrived_ns: int) -> int:
        """When that packet was due, monotonic ns; `media_ns`: its own time, None where it tells none."""
        if media_ns is None:
            return arrived_ns
        ahead_ns = arrived_ns - media_ns
        if self._ahead_ns is None or abs(ahead_ns - self._ahead_ns) > _JUMP_NS:
            self._ahead_ns = ahead_ns
        return media_ns + self._ahead_ns
