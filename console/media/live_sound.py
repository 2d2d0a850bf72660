"""The live sound of one camera's main stream, as the desk sees it: how far it is, and where it is read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.media.sound_messages import CloseSound, OpenSound, PlaySound, SoundReport
from console.media.sound_phase import SoundPhase, SoundPicture

if TYPE_CHECKING:
    from console.media.intake import Intake


@dataclass(frozen=True, slots=True)
class SoundChanged:
    """Fact: a live sound can be played, or is over."""

    camera_id: str
    number: int
    phase: SoundPhase


class LiveSound:
    """Thread: any. What is asked of one that is over does nothing.

    No address goes with it: whoever plays it reads MPEG-TS from a pipe that a decoder process writes.
    """

    def __init__(self, number: int, camera_id: str, *, on_close: Callable[[LiveSound], None]) -> None:
        self.number = number
        self.camera_id = camera_id
        self._on_close = on_close
        self._lock = threading.Lock()
        # Guarded by _lock
        self._phase, self._has_picture = SoundPhase.COMING, False
        self._read, self._write = os.pipe2(os.O_CLOEXEC)  # -1 once given away or closed
        self._intake: Intake | None = None

    def __repr__(self) -> str:
        return f"LiveSound({self.camera_id!r}, {self._phase.value})"

    @property
    def phase(self) -> SoundPhase:
        return self._phase

    @property
    def has_picture(self) -> bool:
        """Whether its pictures can go out with it; known once it is ready."""
        return self._has_picture

    def take_descriptor(self) -> int:
        """Where it is read, to be closed by the caller; -1 where it was taken before, or it is over."""
        with self._lock:
            descriptor, self._read = self._read, -1
        return descriptor

    def play(self, picture: SoundPicture) -> None:
        """Whoever reads is ready: what comes from now on goes out."""
        intake = self._intake
        if intake is not None and not self._phase.over:
            intake.process.send(PlaySound(self.number, picture))

    def close(self) -> None:
        """Nobody listens any more. A second time does nothing."""
        self.end(SoundPhase.CLOSED)

    # --- for its keeper alone ---

    @property
    def intake(self) -> Intake | None:
        """That it comes from, once its main stream stands."""
        return self._intake

    def attach(self, intake: Intake) -> None:
        with self._lock:
            if self._phase.over or self._intake is not None:
                return
            self._intake = intake
            intake.process.send(OpenSound(intake.number, self.number), self._write)
            self._write = _closed(self._write)

    def take(self, report: SoundReport) -> bool:
        """Of one that is not over: how far it is; False where it was over before."""
        with self._lock:
            if self._phase.over:
                return False
            self._phase, self._has_picture = report.phase, report.has_picture
        return True

    def end(self, phase: SoundPhase) -> bool:
        """Its decoder process writes no more; False where it was over before."""
        with self._lock:
            if self._phase.over:
                return False
            self._phase = phase  # from here on nothing is attached
            self._read, self._write = _closed(self._read), _closed(self._write)
            if self._intake is not None:
                self._intake.process.send(CloseSound(self.number))
        self._on_close(self)
        return True


def _closed(descriptor: int) -> int:
    if descriptor >= 0:
        os.close(descriptor)
    return -1
