"""A camera's last minute or a recorded clip looked at, as the desk sees it: state, controls, pictures."""

from __future__ import annotations

import itertools
import os
import threading
from bisect import bisect_left
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from console.media.media_error import MediaError
from console.media.replay_messages import (
    ClipOpened,
    CloseReplay,
    HideReplay,
    KeepReplayStill,
    PlayReplay,
    ReplayReport,
    ReplayStill,
    ReplayWish,
    SeekReplay,
    ShowReplay,
    StepReplay,
)
from console.media.replay_state import ReplayPhase, ReplaySpeed, ReplayState
from console.media.slots import Picture, make_slots

if TYPE_CHECKING:
    from console.media.decoder_process import DecoderProcess


@dataclass(frozen=True, slots=True)
class StillFrame:
    """A frame as it was sent, as a JPEG of its full size."""

    jpeg: bytes
    captured_at_ns: int  # monotonic
    width: int
    height: int


class Replay:
    """Thread: any. What is asked of one that is over does nothing."""

    def __init__(
        self, number: int, camera_id: str, process: DecoderProcess, *, on_close: Callable[[Replay], None]
    ) -> None:
        self.number = number
        self.camera_id = camera_id
        self.process = process
        self.clip: ClipOpened | None = None  # of a clip, once its bytes have been proved; set whole
        self._on_close = on_close
        self._jobs = itertools.count(1)
        self._lock = threading.Lock()
        # Guarded by _lock; the state and the frames are replaced as wholes
        self._state = ReplayState()
        self._frames_ns: tuple[int, ...] = ()
        self._stills: dict[int, Future[StillFrame]] = {}

    def __repr__(self) -> str:
        return f"Replay({self.camera_id!r}, {self._state.phase.value})"

    def state(self) -> ReplayState:
        """As last told, a quarter of a second ago at the most while it plays."""
        return self._state

    def frames_ns(self) -> tuple[int, ...]:
        """The moment of each frame that can be shown, ascending, as far as told."""
        return self._frames_ns

    # --- what is shown ---

    def play(self, speed: ReplaySpeed) -> None:
        self._send(PlayReplay(self.number, speed.value))

    def pause(self) -> None:
        self._send(PlayReplay(self.number, 0.0))

    def step(self, frames: int) -> None:
        """So many frames on, or back below 0, each of which is shown; it stands afterwards."""
        self._send(StepReplay(self.number, frames))

    def seek(self, at_ns: int) -> None:
        """To the frame that was the newest at that moment, as far as it is kept."""
        self._send(SeekReplay(self.number, at_ns=at_ns))

    def seek_by(self, by_ns: int) -> None:
        """From the frame shown; below 0: back."""
        self._send(SeekReplay(self.number, by_ns=by_ns))

    def still(self) -> Future[StillFrame]:
        """The frame shown, in full; fails with MediaError where it cannot be had."""
        future: Future[StillFrame] = Future()
        future.set_running_or_notify_cancel()
        job = next(self._jobs)
        with self._lock:
            if self._state.phase.over:
                future.set_exception(MediaError("the replay is over"))
                return future
            self._stills[job] = future
        self._send(KeepReplayStill(self.number, job))
        return future

    # --- its pictures, as a feed's ---

    def show(self, name: str, *, width_px: int, height_px: int) -> Picture:
        """An output of exactly that size; the one of the same name is given up."""
        descriptor = make_slots(width_px=width_px, height_px=height_px)
        try:
            picture = Picture(descriptor, width_px=width_px, height_px=height_px)
            self._send(ShowReplay(self.number, name, width_px, height_px), descriptor)
        finally:
            os.close(descriptor)
        return picture

    def hide(self, name: str) -> None:
        self._send(HideReplay(self.number, name))

    def close(self) -> None:
        """Lets the span go. A second time does nothing."""
        self._send(CloseReplay(self.number))
        self.end(ReplayPhase.CLOSED)

    # --- for its keeper alone ---

    def take(self, report: ReplayReport) -> None:
        with self._lock:
            if not self._state.phase.over:
                self._state = ReplayState(report.phase, report.at_ns, report.oldest_ns, report.newest_ns)
                kept = self._frames_ns[bisect_left(self._frames_ns, report.oldest_ns) :]
                self._frames_ns = (*kept, *report.frames_ns)
        if report.phase.over:
            # Nobody can close it here any more: its decoder process would hold its span and slots for good.
            self.process.send(CloseReplay(self.number))
            self.end(report.phase)

    def take_still(self, still: ReplayStill) -> None:
        with self._lock:
            future = self._stills.pop(still.job, None)
        if future is None:  # the replay ended meanwhile
            return
        if still.jpeg:
            future.set_result(StillFrame(still.jpeg, still.at_ns, still.width, still.height))
        else:
            future.set_exception(MediaError("the picture could not be made"))

    def end(self, phase: ReplayPhase) -> None:
        with self._lock:
            if not self._state.phase.over:
                self._state = replace(self._state, phase=phase)
            stills, self._stills = self._stills, {}
        for future in stills.values():
            future.set_exception(MediaError("the replay ended before the picture was made"))
        self._on_close(self)

    def _send(self, wish: ReplayWish, *descriptors: int) -> None:
        if not self._state.phase.over:
            self.process.send(wish, *descriptors)
