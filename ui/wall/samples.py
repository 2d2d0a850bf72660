"""The newest few thousand measurements of one quantity, for its percentiles."""

from __future__ import annotations

import math
from array import array


class Samples:
    """A ring of nanosecond values. Thread: GUI."""

    def __init__(self, capacity: int = 4096) -> None:
        self._values = array("q")
        self._capacity = capacity
        self._oldest = 0

    def add(self, value_ns: int) -> None:
        if len(self._values) < self._capacity:
            self._values.append(value_ns)
            return
        self._values[self._oldest] = value_ns
        self._oldest = (self._oldest + 1) % self._capacity

    def percentile_ns(self, percent: float) -> int:
        """The nearest-rank percentile, 0 where nothing was measured."""
        if not self._values:
            return 0
        rank = max(1, math.ceil(percent / 100 * len(self._values)))
        return sorted(self._values)[rank - 1]

    def values_ns(self) -> list[int]:
        return self._values.tolist()

    def clear(self) -> None:
        self._values = array("q")
        self._oldest = 0

    def __len__(self) -> int:
        return len(self._values)
