"""Tells a picture without any content, as of a covered lens, from a dark one."""

from __future__ import annotations

from collections import deque

import numpy as np

from console.media.worker.luma import BLOCK, CLOCK_ROWS, Levels, Luma, share_below
from console.media.worker.verdict import Verdict

# Black is 16 in most streams (0 in some), and a sensor without light adds its noise.
_DARK_LEVEL = 28.0
_LIT_LEVEL = 34.0
_SHARE = 98  # percent of the blocks: a hot pixel is no content
# Neighbouring blocks of a dark scene, or of a lamp in one, differ by more levels than this;
_STRUCTURE = 2.0
# noise makes them differ too: at the most by so many times what it does to neighbouring pixels.
_NOISE_SHARE = 1.5
_REMEMBERED = 5  # looks whose mean is judged: noise goes away in it, content stays


class Darkness:
    """One feed's. Thread: decode."""

    def __init__(self) -> None:
        self._looks: deque[Levels] = deque(maxlen=_REMEMBERED)

    def look(self, luma: Luma) -> Verdict:
        blocks = luma.blocks
        level = share_below(blocks, _SHARE)
        if level > _DARK_LEVEL:
            self._looks.clear()
            return Verdict.GOOD if level > _LIT_LEVEL else Verdict.UNSURE
        self._looks.append(blocks)
        allowed = _STRUCTURE + _NOISE_SHARE * _noise(luma) / len(self._looks) ** 0.5
        structure = _structure(np.mean(self._looks, axis=0, dtype=np.float32))
        if structure < allowed:
            return Verdict.BAD
        return Verdict.GOOD if structure > 1.5 * allowed else Verdict.UNSURE


def _structure(blocks: Levels) -> float:
    """The largest difference of two neighbouring blocks."""
    return float(max(np.abs(np.diff(blocks, axis=0)).max(), np.abs(np.diff(blocks, axis=1)).max()))


def _noise(luma: Luma) -> float:
    """The standard deviation of neighbouring pixels' brightness, the clock's rows left out."""
    margin = CLOCK_ROWS * BLOCK
    right = luma.fine[0][margin:-margin]
    return float(np.sqrt(np.mean(np.square(right)) / 2))
