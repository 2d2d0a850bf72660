"""A tour: steps that one monitor shows one after another, and which of them is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

DWELL_S = (2.0, 3600.0)  # shorter is no look at it, longer is no tour
MOST_STEPS = 100
_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """A layout by its name, or one camera; the other is ""."""

    layout: str = ""
    camera_id: str = ""
    dwell_s: float = 15.0


@dataclass(frozen=True, slots=True)
class Tour:
    """At least one step; after the last the first comes again."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TourRun:
    """A tour under way, by a monotonic clock. Pure: each change is a new run.

    `shown_ns`: how far into its round it was at `since_ns`; paused, it stays there.
    """

    tour: Tour
    since_ns: int
    shown_ns: int = 0
    is_paused: bool = False

    def due(self, now_ns: int) -> int:
        """The step that is to be seen now, from 0."""
        place_ns = self._place_ns(now_ns)
        return next(index for index, end_ns in enumerate(self._ends_ns()) if place_ns < end_ns)

    def left_ns(self, now_ns: int) -> int:
        """Until the next step, were it not paused."""
        return self._ends_ns()[self.due(now_ns)] - self._place_ns(now_ns)

    def paused(self, now_ns: int) -> TourRun:
        """It keeps the step, and how long that was seen already."""
        return replace(self, since_ns=now_ns, shown_ns=self._place_ns(now_ns), is_paused=True)

    def resumed(self, now_ns: int) -> TourRun:
        """The step goes on for what was left of it: no pause, however long, jumps over one."""
        return replace(self, since_ns=now_ns, shown_ns=self._place_ns(now_ns), is_paused=False)

    def skipped(self, now_ns: int, *, by: int = 1) -> TourRun:
        """At the start of the next step, or of the one before (-1); paused or not as before."""
        begins_ns = [0, *self._ends_ns()[:-1]]
        step = (self.due(now_ns) + by) % len(begins_ns)
        return replace(self, since_ns=now_ns, shown_ns=begins_ns[step])

    def _place_ns(self, now_ns: int) -> int:
        run_ns = 0 if self.is_paused else max(0, now_ns - self.since_ns)
        return (self.shown_ns + run_ns) % self._ends_ns()[-1]

    def _ends_ns(self) -> list[int]:
        return list(accumulate(round(step.dwell_s * _S) for step in self.tour.steps))
