"""A count that is looked at again and again: whether it still rises."""

from __future__ import annotations


class Rising:
    """Totals tell that something came once, not that it comes. Thread: GUI."""

    def __init__(self, *, patience_ns: int) -> None:
        """`patience_ns`: how long it may stand still."""
        self._patience_ns = patience_ns
        self._count = 0
        self._rose_ns: int | None = None

    def look(self, count: int, *, now_ns: int) -> bool:
        """Whether it has risen, and not too long ago (monotonic)."""
        if count > self._count:
            self._count, self._rose_ns = count, now_ns
        return self._rose_ns is not None and now_ns - self._rose_ns <= self._patience_ns
