"""Clips in which everything moves, in any codec and size, made in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 15


def moving(width: int, height: int, count: int, *, seed: int = 0) -> Iterator[np.ndarray]:
    """Frames in which everything moves, each different from all others."""
    chance = np.random.default_rng(seed)
    background = chance.integers(0, 255, (height // 8 + 1, width // 8 + 1, 3), np.uint8)
    background = background.repeat(8, 0).repeat(8, 1)[:height, :width]
    for index in range(count):
        frame = np.roll(background, index * 3, axis=1)
        left = index * 5 % (width - 24)
        frame[height // 3 : height // 3 + 24, left : left + 24] = (20, 40, 250)
        yield frame


def encode(path: Path, frames: Iterable[np.ndarray], *, codec: str = "libx264", **options: str) -> Path:
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=RATE)
        for index, pixels in enumerate(frames):
            if index == 0:
                stream.height, stream.width = pixels.shape[:2]
                stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
                stream.options = options or {"preset": "ultrafast", "g": "15", "bf": "0"}
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = index, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path
