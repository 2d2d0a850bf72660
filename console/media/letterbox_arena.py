"""The shared memory through which a decoder process hands letterboxes to the detectors."""

from __future__ import annotations

import os
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from console.cameras.search_grid import MOST_SIDE, SearchGrid

SLOTS = 24  # more than detectors read at once: resting cameras answer with their keyframes, in bursts
# Beside them, each for a picture and all its tiles: pages that nobody writes to take no memory.
LARGE_SLOTS = 2
_MOST_TILES = MOST_SIDE * MOST_SIDE
LETTERBOX_SHAPE = (416, 416, 3)  # BGR, as letterbox() writes them
_EACH = 416 * 416 * 3
ARENA_BYTES = (SLOTS + LARGE_SLOTS * (1 + _MOST_TILES)) * _EACH

Slot = npt.NDArray[np.uint8]  # (1 or 1 + tiles, 416, 416, 3): the whole picture first


def slots_of(arena: npt.NDArray[np.uint8]) -> tuple[Slot, ...]:
    """The slots by number, over the arena's bytes; the large ones stand last."""
    letterboxes = arena.reshape(-1, *LETTERBOX_SHAPE)
    ends = [*range(1, SLOTS + 1), *range(SLOTS + 1 + _MOST_TILES, len(letterboxes) + 1, 1 + _MOST_TILES)]
    return tuple(letterboxes[begin:end] for begin, end in pairwise([0, *ends]))


def takes(slot: int, grid: SearchGrid) -> bool:
    """Whether a picture that is so searched goes into that slot: tiles never keep the others waiting."""
    return (slot >= SLOTS) == (grid.looks > 1)


def make_arena() -> int:
    """The descriptor of an empty arena; it has no name and vanishes with its last user."""
    descriptor = os.memfd_create("munara-letterboxes", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, ARENA_BYTES)
    return descriptor
