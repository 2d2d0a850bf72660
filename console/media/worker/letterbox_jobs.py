"""Letterboxes for the detectors: slots of the arena, and the full frames behind them."""

from __future__ import annotations

import logging
import mmap
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING

import numpy as np

from console.cameras.search_grid import SearchGrid
from console.media.area import Area, areas
from console.media.frame import FrameStamp, Still
from console.media.letterbox_arena import ARENA_BYTES, Slot, slots_of, takes
from console.media.messages import AskLetterbox, FinishLetterbox, LetterboxMade, StillMade
from console.media.worker.full_frame import FullFrame
from console.media.worker.letterbox import letterbox
from console.media.worker.still import encode_still

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_log = logging.getLogger(__name__)


class LetterboxJobs:
    """Thread: decode makes them, main finishes them, "media-still" encodes."""

    def __init__(
        self, descriptor: int, *, busy_slots: tuple[int, ...], tell: Callable[[object], None]
    ) -> None:
        """Maps the arena; `descriptor` can be closed afterwards."""
        arena = np.frombuffer(mmap.mmap(descriptor, ARENA_BYTES), np.uint8)
        self._slots = slots_of(arena)
        self._tell = tell
        self._lock = threading.Lock()
        # Guarded by _lock
        self._free = [slot for slot in range(len(self._slots)) if slot not in busy_slots]
        self._frames: dict[int, VideoFrame] = {}  # job → the full frame
        self._stills: SimpleQueue[tuple[int, VideoFrame] | None] = SimpleQueue()
        self._encoding = threading.Thread(target=self._encode_all, name="media-still", daemon=True)
        self._encoding.start()

    def has_room(self, grid: SearchGrid) -> bool:
        return any(takes(slot, grid) for slot in self._free)

    def make(self, asked: AskLetterbox, frame: VideoFrame, stamp: FrameStamp) -> None:
        """Letterboxes the frame and keeps it until `finish`; only after `has_room`."""
        with self._lock:
            slot = next(slot for slot in reversed(self._free) if takes(slot, asked.grid))
            self._free.remove(slot)
            self._frames[asked.job] = frame
        scale = letterbox(frame, self._slots[slot][0])
        tiles = _tiles(frame, asked.grid, self._slots[slot][1:])
        self._tell(LetterboxMade(asked.job, slot, stamp, scale, tiles))

    def finish(self, message: FinishLetterbox) -> None:
        """Takes the slot back; the full frame goes, or becomes a still first."""
        with self._lock:
            if message.slot not in self._free:
                self._free.append(message.slot)
            frame = self._frames.pop(message.job, None)
        if message.still is Still.DROP:
            return
        if frame is None:
            self._tell(StillMade(message.job, b""))
        else:
            self._stills.put((message.job, frame))

    def end(self) -> None:
        """Waits for the stills that are asked for; none after them."""
        self._stills.put(None)
        self._encoding.join()

    def _encode_all(self) -> None:
        while (wanted := self._stills.get()) is not None:
            job, frame = wanted
            try:
                jpeg = encode_still(frame)
            except Exception:  # a format that the encoder does not take must not end this thread
                _log.exception("a still of %dx%d could not be made", frame.width, frame.height)
                jpeg = b""
            self._tell(StillMade(job, jpeg))


def _tiles(frame: VideoFrame, grid: SearchGrid, out: Slot) -> tuple[tuple[Area, float], ...]:
    """Letterboxes each tile of the frame, out of its own pixels and not the scaled whole."""
    cut = areas(grid, width=frame.width, height=frame.height)
    if not cut:
        return ()
    full = FullFrame.of(frame)
    return tuple((area, full.letterbox(area, pixels)) for area, pixels in zip(cut, out, strict=False))
