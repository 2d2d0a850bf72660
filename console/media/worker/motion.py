"""Tells whether anything moves in the picture, so that a detector need not look at a still one."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from console.media.worker.luma import ACROSS, BLOCK, CLOCK_ROWS, DOWN, Levels, Points

_LOOK_NS = 290_000_000  # three a second: so late at the most is somebody seen
# Each look is compared with one so long ago: a camera's clock then differs in nearly every look, which is
# learnt, and somebody slow has gone a few pixels.
_APART_LOOKS = 3
_CELL = 4  # points: 16 x 15 px of a picture of 640 x 360, where somebody 20 px high fills a third of one
# Levels by which the mean of a cell's points differs. What is usual there (noise, leaves, a clock) is its
# median over the last seconds; noise alone stays below twice that, as each cell is a mean of 16 points.
_RATIO, _LEAST = 2.0, 3.0
# Night noise in too few bits comes in lumps. What has to be exceeded rises with what is exceeded more than
# once in ten looks; not so far that somebody in a street full of people is missed.
_MOST_LEAST, _UP, _DOWN = 8.0, 0.45, 0.05
_STEP, _LEAST_STEP = 0.05, 0.02  # by which the median goes up or down each look
# Traffic that never ends must not become usual: noise of a standard deviation of 12 levels differs by this.
_MOST_USUAL = 14.0
_LEARNING_LOOKS = 20
_LEAST_USUAL = 0.5  # of a picture without noise

# Several times quicker than means over two axes.
_ROWS: Levels = np.kron(np.eye(DOWN // _CELL), np.full(_CELL, 1 / _CELL)).astype(np.float32)
_COLUMNS: Levels = np.kron(np.eye(ACROSS // _CELL), np.full(_CELL, 1 / _CELL)).T.astype(np.float32)
_CLOCK_CELLS = CLOCK_ROWS * BLOCK // _CELL
_MOST = np.full((DOWN // _CELL, ACROSS // _CELL), _MOST_USUAL, np.float32)
_MOST[:_CLOCK_CELLS] = _MOST[-_CLOCK_CELLS:] = 255  # digits change by more than any noise,
_RISE = np.ones_like(_MOST)
_RISE[:_CLOCK_CELLS] = _RISE[-_CLOCK_CELLS:] = 3.0  # and now by little, now by much


class Motion:
    """One connection's. Thread: decode."""

    def __init__(self) -> None:
        self._before: deque[npt.NDArray[np.int16]] = deque(maxlen=_APART_LOOKS)
        self._usual: Levels | None = None
        self._least = _LEAST
        self._looks = 0
        self._next_look_ns = 0

    def is_due(self, at_ns: int) -> bool:
        return at_ns >= self._next_look_ns

    def look(self, points: Points, *, at_ns: int) -> bool:
        """Whether something moves; while it is still learnt what is usual, something does."""
        self._next_look_ns = at_ns + _LOOK_NS
        now = points.astype(np.int16)
        before = self._before[0] if len(self._before) == _APART_LOOKS else None
        self._before.append(now)
        return before is None or self._moves(np.abs(now - before))

    def _moves(self, differences: npt.NDArray[np.int16]) -> bool:
        cells: Levels = _ROWS @ differences.astype(np.float32) @ _COLUMNS
        usual = cells if self._usual is None else self._usual
        self._looks += 1
        # A keyframe, or a lamp, changes the whole picture: what exceeds that is motion.
        everywhere = max(1.0, float(np.median(cells / np.maximum(usual, _LEAST_USUAL))))
        excess = float((cells - everywhere * _RATIO * usual).max())
        moves = self._looks <= _LEARNING_LOOKS or excess > self._least
        self._least += _UP if excess > self._least else -_DOWN
        self._least = min(max(self._least, _LEAST), _MOST_LEAST)
        step = _STEP * usual + np.float32(_LEAST_STEP)
        self._usual = np.clip(usual + np.where(cells > usual, _RISE * step, -step), 0, _MOST)
        return moves
