"""Letterboxes on their way: asked for, in somebody's hands, or waiting for a still."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import Future

from console.media.frame import Letterbox
from console.media.media_error import MediaError


class Jobs:
    """The jobs of one decoder process; a camera has one at most. Thread: any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        # Guarded by _lock
        self._asked: dict[int, str] = {}  # job → camera, not answered yet
        self._taken: dict[int, Letterbox] = {}  # job → in a detector's hands
        self._stills: dict[int, Future[bytes]] = {}

    def ask(self, camera_id: str) -> int | None:
        """A new job's number; None where the camera has one already."""
        with self._lock:
            if camera_id in self._asked.values() or any(
                taken.stamp.camera_id == camera_id for taken in self._taken.values()
            ):
                return None
            job = next(self._numbers)
            self._asked[job] = camera_id
            return job

    def take(self, letterbox: Letterbox) -> bool:
        """Whether somebody still waits for this letterbox; it is in their hands from now on."""
        with self._lock:
            wanted = self._asked.pop(letterbox.job, None) is not None
            if wanted:
                self._taken[letterbox.job] = letterbox
            return wanted

    def drop(self, job: int) -> str | None:
        """The camera whose job comes to nothing; None if it had been answered."""
        with self._lock:
            return self._asked.pop(job, None)

    def drop_camera(self, camera_id: str) -> bool:
        """Whether a job of this camera waited, and comes to nothing."""
        with self._lock:
            jobs = [job for job, camera in self._asked.items() if camera == camera_id]
            for job in jobs:
                del self._asked[job]
            return bool(jobs)

    def give_back(self, letterbox: Letterbox) -> bool:
        """Whether it was still out: a second give-back changes nothing."""
        with self._lock:
            return self._taken.pop(letterbox.job, None) is not None

    def expect_still(self, job: int) -> Future[bytes]:
        with self._lock:
            still: Future[bytes] = Future()
            self._stills[job] = still
            return still

    def bring_still(self, job: int, jpeg: bytes) -> None:
        with self._lock:
            still = self._stills.pop(job, None)
        if still is None:
            return
        if jpeg:
            still.set_result(jpeg)
        else:
            still.set_exception(MediaError("the still could not be made"))

    def busy_slots(self) -> tuple[int, ...]:
        """The slots that detectors still read."""
        with self._lock:
            return tuple(taken.slot for taken in self._taken.values())

    def lose_all(self) -> list[str]:
        """The process died: the cameras whose jobs come to nothing. Stills fail; taken ones stay readable."""
        with self._lock:
            cameras = list(self._asked.values())
            stills = list(self._stills.values())
            self._asked.clear()
            self._stills.clear()
        for still in stills:
            still.set_exception(MediaError("the decoder broke down before the still was made"))
        return cameras
