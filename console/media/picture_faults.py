"""What is wrong with one camera's picture just now, and what others must hear of it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import timedelta

from console.clock import Clock
from console.media.messages import HealthReport
from console.media.picture_fault import PictureFault, PictureHealthChanged

_TOLD = tuple(fault for fault in PictureFault if fault is not PictureFault.FROZEN)  # that is a tile's state


class PictureFaults:
    """Of the intake that shows; another intake judges anew. Thread: any."""

    def __init__(self, camera_id: str, *, clock: Clock) -> None:
        self._camera_id = camera_id
        self._clock = clock
        self._lock = threading.Lock()
        # Guarded by _lock; replaced as wholes
        self._faults: frozenset[PictureFault] = frozenset()
        self._left: frozenset[PictureFault] = frozenset()  # of an earlier intake, their end not told yet
        self._noted: frozenset[PictureFault] = frozenset()  # by somebody else, who tells of their end

    def gravest(self) -> PictureFault | None:
        """That the tile's state does not tell already; None while the picture is well."""
        faults = self._faults | self._noted
        return next((fault for fault in _TOLD if fault in faults), None) if faults else None

    def take(self, report: HealthReport) -> PictureHealthChanged:
        with self._lock:
            if not report.since_ns:
                self._faults -= {report.fault}
                return PictureHealthChanged(self._camera_id, report.fault, None)
            self._faults |= {report.fault}
        ago_us = (self._clock.monotonic_ns() - report.since_ns) // 1000
        since_utc = self._clock.now_utc() - timedelta(microseconds=ago_us)
        return PictureHealthChanged(self._camera_id, report.fault, since_utc)

    def note(self, fault: PictureFault) -> None:
        """What no intake sees, and who tells others of it sees to that; `unnote` ends it."""
        with self._lock:
            self._noted |= {fault}

    def unnote(self, fault: PictureFault) -> None:
        with self._lock:
            self._noted -= {fault}

    def leave(self) -> None:
        """Another intake takes over."""
        with self._lock:
            self._left, self._faults = self._left | self._faults, frozenset()

    def forget_left(self) -> list[PictureHealthChanged]:
        """What an earlier intake had found is over."""
        if not self._left:
            return []
        with self._lock:
            faults, self._left = self._left, frozenset()
        return self._over(faults)

    def forget(self) -> list[PictureHealthChanged]:
        """Nobody judges the picture any more."""
        self.leave()
        return self.forget_left()

    def _over(self, faults: Iterable[PictureFault]) -> list[PictureHealthChanged]:
        return [PictureHealthChanged(self._camera_id, each, None) for each in PictureFault if each in faults]
