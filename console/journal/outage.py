"""When a lost camera is worth an entry: after 10 s, at most one an hour a camera, the rest counted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from console.clock import Clock

LOST_AFTER_NS = 10 * 10**9  # shorter gaps are noise in a city's network
ONE_EACH_NS = 3600 * 10**9
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outage:
    """A camera's loss or return, as it is to be recorded."""

    camera_id: str
    restored: bool
    since_utc: datetime  # of the loss
    unrecorded: int  # earlier losses within the hour that got no entry of their own


@dataclass(slots=True)
class _Course:
    """How one camera has fared."""

    lost_ns: int | None = None
    lost_utc: datetime = _NEVER
    counted: bool = False  # this loss is among the unrecorded
    open: bool = False  # its loss stands in the journal, its return does not
    entry_ns: int | None = None
    unrecorded: int = 0


class OutageLog:
    """Thread: any; `tick` from one."""

    def __init__(self, clock: Clock, record: Callable[[Outage], None]) -> None:
        self._clock = clock
        self._record = record
        self._lock = threading.Lock()
        # Guarded by _lock
        self._courses: dict[str, _Course] = {}

    def lost(self, camera_id: str) -> None:
        with self._lock:
            course = self._courses.setdefault(camera_id, _Course())
            if course.lost_ns is None:
                course.lost_ns, course.lost_utc = self._clock.monotonic_ns(), self._clock.now_utc()
                course.counted = False

    def live(self, camera_id: str) -> None:
        with self._lock:
            course = self._courses.get(camera_id)
            if course is None or course.lost_ns is None:
                return
            outage = Outage(camera_id, True, course.lost_utc, course.unrecorded)
            tell, course.open, course.lost_ns = course.open, False, None
        if tell:
            self._record(outage)

    def tick(self) -> None:
        """To be called about once a second."""
        now_ns = self._clock.monotonic_ns()
        with self._lock:
            due = [outage for camera_id in self._courses if (outage := self._due(camera_id, now_ns))]
        for outage in due:
            self._record(outage)

    def _due(self, camera_id: str, now_ns: int) -> Outage | None:
        course = self._courses[camera_id]
        if course.lost_ns is None or course.open or now_ns - course.lost_ns < LOST_AFTER_NS:
            return None
        if course.entry_ns is not None and now_ns - course.entry_ns < ONE_EACH_NS:
            course.unrecorded += not course.counted
            course.counted = True
            return None
        outage = Outage(camera_id, False, course.lost_utc, course.unrecorded - course.counted)
        course.open, course.entry_ns, course.unrecorded = True, now_ns, 0
        return outage
