"""A clip whose frames have their numbers painted in, and eyes that read them from a picture of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.peers.moving_clip import encode

BITS = 10
WIDTH, HEIGHT = 320, 96
_SQUARE = WIDTH // BITS


def numbered(path: Path, count: int, *, codec: str = "libx264", **options: str) -> Path:
    """Each frame's number in ten squares, white for 1, over a moving ground."""
    return encode(path, map(_frame, range(count)), codec=codec, **options)


def _frame(number: int) -> np.ndarray:
    frame = np.full((HEIGHT, WIDTH, 3), 90 + number * 7 % 60, np.uint8)
    for bit in range(BITS):
        value = 235 if number >> bit & 1 else 16
        frame[:48, bit * _SQUARE : (bit + 1) * _SQUARE] = value
    return frame


def read_number(pixels: np.ndarray) -> int:
    """Of a picture (height, width, channels)."""
    height, width = pixels.shape[:2]
    row = pixels[height // 4, :, 1]
    return sum(1 << bit for bit in range(BITS) if row[int((bit + 0.5) * width / BITS)] > 128)
