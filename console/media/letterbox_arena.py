"""The shared memory through which a decoder process hands letterboxes to the detectors."""

from __future__ import annotations

import os

SLOTS = 24  # more than detectors read at once: resting cameras answer with their keyframes, in bursts
LETTERBOX_SHAPE = (416, 416, 3)  # BGR, as letterbox() writes them
ARENA_BYTES = SLOTS * 416 * 416 * 3


def make_arena() -> int:
    """The descriptor of an empty arena; it has no name and vanishes with its last user."""
    descriptor = os.memfd_create("munara-letterboxes", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, ARENA_BYTES)
    return descriptor
