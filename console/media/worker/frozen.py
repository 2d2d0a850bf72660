"""Tells a picture that has stopped changing from a quiet one, the on-screen clock left out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.media.worker.luma import ACROSS, BLOCK, CLOCK_ROWS, DOWN, Luma, Points

_LOOK_NS = 900_000_000  # about once a second; between keyframes too, so that motion in a long group is seen
# Differences of a block's points in levels, means over the block. A sensor's noise survives in keyframes,
# each coded by itself: even one level of it moves some block by 1.0. The very same picture coded again
# comes closer than this,
_NOISE = 0.9
# unless the encoder chose another quantiser; but it chooses among few, and so makes few pictures of one.
_REMEMBERED = 8
# Between keyframes a picture is refined by less than this; things that move change a block by more.
_MOTION = 8.0


class Frozen:
    """One feed's. Thread: decode."""

    def __init__(self) -> None:
        self._known: list[Points] = []  # keyframes since the picture changed last, newest last
        self._before: Points | None = None  # the last look
        self._same_since_ns = 0
        self._same_keyframes = 0
        self._next_look_ns = 0
        self._next_keyframe_ns = 0

    @property
    def since_ns(self) -> int:
        """Since when the picture is the same over two keyframes or more, monotonic ns; 0: it changes."""
        return self._same_since_ns if self._same_keyframes >= 2 else 0

    def is_due(self, at_ns: int, *, is_keyframe: bool) -> bool:
        """Keyframes by a time of their own: looks at a steady rate would pass most of them by."""
        return at_ns >= (self._next_keyframe_ns if is_keyframe else self._next_look_ns)

    def look(self, luma: Luma, *, at_ns: int, is_keyframe: bool) -> None:
        self._next_look_ns = at_ns + _LOOK_NS
        if is_keyframe:
            self._next_keyframe_ns = at_ns + _LOOK_NS
        self._compare(luma.points, at_ns, is_keyframe=is_keyframe)

    def loop(self) -> None:
        """A clip begins again: that it shows what it showed before means nothing."""
        del self._known[:-1]

    def _compare(self, points: Points, at_ns: int, *, is_keyframe: bool) -> None:
        before, self._before = self._before, points
        if before is None or _blocks(before, points).max() > _MOTION:
            self._known.clear()
            self._begin(at_ns)
        if not is_keyframe:
            return
        if any(_blocks(known, points).max() <= _NOISE for known in self._known):
            self._same_keyframes += 1
            return
        self._known = [*self._known[1 - _REMEMBERED :], points]
        self._begin(at_ns)

    def _begin(self, at_ns: int) -> None:
        self._same_since_ns = at_ns
        self._same_keyframes = 0


def _blocks(before: Points, now: Points) -> npt.NDArray[np.float64]:
    """How much each block outside the clock's rows differs, in levels."""
    difference = np.abs(now.astype(np.int16) - before)
    blocks: npt.NDArray[np.float64] = difference.reshape(DOWN // BLOCK, BLOCK, ACROSS // BLOCK, BLOCK).mean(
        axis=(1, 3)
    )
    return blocks[CLOCK_ROWS:-CLOCK_ROWS]
