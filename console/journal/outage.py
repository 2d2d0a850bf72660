"""When a lost camera or a fault is worth an entry: after a while, at most one an hour, the rest counted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from console.clock import Clock

LOST_AFTER_NS = 10 * 10**9  # shorter gaps are noise in a city's network
ONE_EACH_NS = 3600 * 10**9
_NEVER = datetime.min.replace(tzinfo=UTC)
Subject = TypeVar("Subject")  # a camera's id, or that and what ails it


@dataclass(frozen=True, slots=True)
class Outage(Generic[Subject]):
    """A loss or return, as it is to be recorded."""

    subject: Subject
    restored: bool
    since_utc: datetime  # of the loss
    unrecorded: int  # earlier losses within the hour that got no entry of their own


@dataclass(slots=True)
class _Course:
    """How one subject has fared."""

    lost_ns: int | None = None
    lost_utc: datetime = _NEVER
    counted: bool = False  # this loss is among the unrecorded
    open: bool = False  # its loss stands in the journal, its return does not
    entry_ns: int | None = None
    unrecorded: int = 0


class OutageLog(Generic[Subject]):
    """Thread: any; `tick` from one."""

    def __init__(
        self,
        clock: Clock,
        record: Callable[[Outage[Subject]], None],
        *,
        after_ns: int = LOST_AFTER_NS,
    ) -> None:
        """`after_ns`: how long a loss must last to be one."""
        self._clock = clock
        self._record = record
        self._after_ns = after_ns
        self._lock = threading.Lock()
        # Guarded by _lock
        self._courses: dict[Subject, _Course] = {}

    def lost(self, subject: Subject, *, since_utc: datetime | None = None) -> None:
        """`since_utc`: of the loss, where it began before this is told."""
        with self._lock:
            course = self._courses.setdefault(subject, _Course())
            if course.lost_ns is None:
                course.lost_ns = self._clock.monotonic_ns()
                course.lost_utc = since_utc or self._clock.now_utc()
                course.counted = False

    def live(self, subject: Subject) -> None:
        with self._lock:
            course = self._courses.get(subject)
            if course is None or course.lost_ns is None:
                return
            outage = Outage(subject, True, course.lost_utc, course.unrecorded)
            tell, course.open, course.lost_ns = course.open, False, None
        if tell:
            self._record(outage)

    def tick(self) -> None:
        """To be called about once a second."""
        now_ns = self._clock.monotonic_ns()
        with self._lock:
            due = [outage for subject in self._courses if (outage := self._due(subject, now_ns))]
        for outage in due:
            self._record(outage)

    def _due(self, subject: Subject, now_ns: int) -> Outage[Subject] | None:
        course = self._courses[subject]
        if course.lost_ns is None or course.open or now_ns - course.lost_ns < self._after_ns:
            return None
        if course.entry_ns is not None and now_ns - course.entry_ns < ONE_EACH_NS:
            course.unrecorded += not course.counted
            course.counted = True
            return None
        outage = Outage(subject, False, course.lost_utc, course.unrecorded - course.counted)
        course.open, course.entry_ns, course.unrecorded = True, now_ns, 0
        return outage
