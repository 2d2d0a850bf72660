"""A frame's brightness at few points: all that picture health looks at."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from console.media.worker.plane import rows_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

ACROSS, DOWN, BLOCK = 160, 96, 8  # sampled points; blocks of points
CLOCK_ROWS = 2  # rows of blocks at the top and at the bottom, where cameras write their clock
_FINE_WIDTH_PX = 640  # wider pictures are looked at as finely as one of this width

Points = npt.NDArray[np.uint8]
Levels = npt.NDArray[np.float32]


class Luma:
    """One frame's, to be read while the frame lives. Thread: decode."""

    def __init__(self, frame: VideoFrame) -> None:
        self.size = (frame.width, frame.height)
        self._rows, self._pixel_step = _luma_rows(frame)
        self._fine_px = max(1, frame.width // _FINE_WIDTH_PX)
        self._x = _spread(frame.width - 1 - self._fine_px, ACROSS)
        self._y = _spread(frame.height - 1 - self._fine_px, DOWN)

    @cached_property
    def points(self) -> Points:
        """(DOWN, ACROSS) single points, not means: a mean over many would hide the noise."""
        return self._at(0, 0)

    @cached_property
    def levels(self) -> Levels:
        return self.points.astype(np.float32)

    @cached_property
    def blocks(self) -> Levels:
        """Means of the blocks outside the clock's rows."""
        return block_means(self.levels)

    @cached_property
    def fine(self) -> tuple[Levels, Levels]:
        """Each point's difference to the picture just right of it and just below it."""
        return self._at(self._fine_px, 0) - self.levels, self._at(0, self._fine_px) - self.levels

    def _at(self, right_px: int, down_px: int) -> Points:
        across = (self._x + right_px) * self._pixel_step
        points: Points = self._rows[np.ix_(self._y + down_px, across)]
        return points


@cache
def _spread(last: int, count: int) -> npt.NDArray[np.int_]:
    return np.linspace(0, last, count).astype(int)


def _luma_rows(frame: VideoFrame) -> tuple[Points, int]:
    """The first plane's bytes, and how many lie between two pixels' brightness."""
    plane = frame.planes[0]
    rows = rows_of(plane)
    bits = frame.format.components[0].bits
    if bits > 8:  # two bytes a pixel, little-endian
        deep = rows[:, : plane.line_size // 2 * 2].view("<u2") >> (bits - 8)
        return deep.astype(np.uint8), 1
    # 1 for planar formats, 2 or 3 for packed ones
    return rows, 1 if frame.format.is_planar else max(1, plane.line_size // max(1, frame.width))


# A product of matrices is several times quicker than means over two axes.
_MEAN = np.full(BLOCK, 1 / BLOCK)
_BLOCK_ROWS: Levels = np.kron(np.eye(DOWN // BLOCK), _MEAN).astype(np.float32)[CLOCK_ROWS:-CLOCK_ROWS]
_BLOCK_COLUMNS: Levels = np.kron(np.eye(ACROSS // BLOCK), _MEAN).T.astype(np.float32)


def block_means(levels: Levels) -> Levels:
    """Of every block outside the clock's rows."""
    return (_BLOCK_ROWS @ levels @ _BLOCK_COLUMNS).astype(np.float32, copy=False)


def share_below(values: npt.NDArray[np.float32], percent: int) -> float:
    """The value that so many percent lie below; several times quicker than numpy's percentile."""
    flat = values.ravel()
    at = flat.size * percent // 100
    return float(np.partition(flat, at)[at])
