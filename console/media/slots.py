"""Three pictures in shared memory: one writer, one reader, newest wins, nothing shown is written to."""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING

from console.media.frame import Shown

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# One slot may be shown, one is the newest, so a third is always free to write.
_SLOTS = 3
_BYTES_PER_PIXEL = 4
_HEADER_BYTES = 512
# Words of the header: the newest picture as number * 4 + slot, the slot that the reader claims,
_LATEST, _CLAIMED = 0, 8
# and from here on eight words a slot: number, arrival (monotonic ns), frame sequence.
_FIRST_SLOT, _SLOT_WORDS = 16, 8


def slots_bytes(*, width_px: int, height_px: int) -> int:
    return _HEADER_BYTES + _SLOTS * width_px * _BYTES_PER_PIXEL * height_px


def make_slots(*, width_px: int, height_px: int) -> int:
    """The descriptor of empty slots; they have no name and vanish with their last user."""
    descriptor = os.memfd_create("munara-slots", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, slots_bytes(width_px=width_px, height_px=height_px))
    return descriptor


class SlotWriter:
    """The decoder's side. Thread: decode."""

    def __init__(self, descriptor: int, *, width_px: int, height_px: int) -> None:
        """Maps the memory; `descriptor` can be closed afterwards."""
        import numpy as np

        memory = mmap.mmap(descriptor, slots_bytes(width_px=width_px, height_px=height_px))
        self._words = memoryview(memory)[:_HEADER_BYTES].cast("q")
        pixels: npt.NDArray[np.uint8] = np.frombuffer(memory, np.uint8, offset=_HEADER_BYTES)
        self._slots = pixels.reshape(_SLOTS, height_px, width_px * _BYTES_PER_PIXEL)

    def write(self, rows: npt.NDArray[np.uint8], *, captured_at_ns: int, sequence: int) -> int:
        """Copies a picture (height, width * 4; BGRA) into a free slot and makes it the newest.

        Returns:
            Its number.
        """
        words = self._words
        latest = words[_LATEST]
        # After the newest was published: a claim of an older slot sees that it is not the newest any more
        # and lets it go again.
        free = ({0, 1, 2} - {latest & 3, words[_CLAIMED]}).pop()
        number: int = (latest >> 2) + 1
        at = _FIRST_SLOT + free * _SLOT_WORDS
        words[at] = 0  # being written
        self._slots[free] = rows
        words[at + 1] = captured_at_ns
        words[at + 2] = sequence
        words[at] = number
        words[_LATEST] = number << 2 | free
        return number


class Picture:
    """The reader's side: an output of a feed at one exact size. Thread: GUI (the one that shows it)."""

    def __init__(self, descriptor: int, *, width_px: int, height_px: int) -> None:
        """Maps the memory; `descriptor` can be closed afterwards."""
        self.width_px = width_px
        self.height_px = height_px
        self.stride = width_px * _BYTES_PER_PIXEL
        memory = memoryview(mmap.mmap(descriptor, slots_bytes(width_px=width_px, height_px=height_px)))
        self._words = memory[:_HEADER_BYTES].cast("q")
        size = self.stride * height_px
        starts = [_HEADER_BYTES + slot * size for slot in range(_SLOTS)]
        self._slots = [memory[start : start + size].toreadonly() for start in starts]

    def newest(self) -> int:
        """The number of the newest picture, 0 before the first. Costs well under a microsecond."""
        number: int = self._words[_LATEST] >> 2
        return number

    def claim(self) -> Shown | None:
        """The newest picture; its slot is left alone until the next claim. None before the first."""
        words = self._words
        while latest := words[_LATEST]:
            slot = latest & 3
            words[_CLAIMED] = slot
            at = _FIRST_SLOT + slot * _SLOT_WORDS
            number, captured_at_ns, sequence = words[at : at + 3]
            # The writer may have passed between the look and the claim: then the slot is not ours.
            if words[_LATEST] == latest and number == latest >> 2:
                return Shown(number, captured_at_ns, sequence, self._slots[slot])
        return None
