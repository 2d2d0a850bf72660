"""How much of a stream is decoded."""

from __future__ import annotations

from enum import IntEnum


class DecodeMode(IntEnum):
    """The value stands on the board."""

    EVERY_FRAME = 0
    HALF = 1  # every frame is decoded, since others build on it, and every second one is shown
    KEYFRAMES = 2
    PACKETS = 3  # nothing is decoded, packets are only counted and kept
