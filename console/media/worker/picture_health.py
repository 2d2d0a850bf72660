"""Tells a picture that has stopped changing from a quiet one, the on-screen clock left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from console.media.worker.plane import rows_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_LOOK_NS = 900_000_000  # about once a second; between keyframes too, so that motion in a long group is seen
_ACROSS, _DOWN, _BLOCK = 160, 96, 8  # sampled points; blocks of points
_CLOCK_ROWS = 2  # rows of blocks at the top and at the bottom, where cameras write their clock
# Differences of a block's points in levels, means over the block. A sensor's noise survives in keyframes,
# each coded by itself: even one level of it moves some block by 1.0. The very same picture coded again
# comes closer than this,
_NOISE = 0.9
# unless the encoder chose another quantiser; but it chooses among few, and so makes few pictures of one.
_REMEMBERED = 8
# Between keyframes a picture is refined by less than this; things that move change a block by more.
_MOTION = 8.0

_Luma = npt.NDArray[np.uint8]


class PictureHealth:
    """One feed's. Thread: decode."""

    def __init__(self) -> None:
        self._known: list[_Luma] = []  # keyframes since the picture changed last, newest last
        self._before: _Luma | None = None  # the last look
        self._same_since_ns = 0
        self._same_keyframes = 0
        self._next_look_ns = 0
        self._next_keyframe_ns = 0

    def look(self, frame: VideoFrame, *, at_ns: int) -> int:
        """A decoded frame in its turn.

        Returns:
            Since when the picture is the same over two keyframes or more, monotonic ns; 0: it changes.
        """
        # Keyframes by a time of their own: looks at a steady rate would pass most of them by.
        if at_ns >= (self._next_keyframe_ns if frame.key_frame else self._next_look_ns):
            self._next_look_ns = at_ns + _LOOK_NS
            if frame.key_frame:
                self._next_keyframe_ns = at_ns + _LOOK_NS
            self._compare(_points(frame), at_ns, is_keyframe=frame.key_frame)
        return self._same_since_ns if self._same_keyframes >= 2 else 0

    def loop(self) -> None:
        """A clip begins again: that it shows what it showed before means nothing."""
        del self._known[:-1]

    def _compare(self, points: _Luma, at_ns: int, *, is_keyframe: bool) -> None:
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


def _points(frame: VideoFrame) -> _Luma:
    """Single points, not means: a mean over many would hide the noise."""
    plane = frame.planes[0]
    step = plane.line_size // max(1, frame.width)  # 1 for planar formats, 2 or 3 for packed ones
    rows = rows_of(plane)
    down, across = np.linspace(0, frame.height - 1, _DOWN), np.linspace(0, frame.width - 1, _ACROSS)
    points: _Luma = rows[np.ix_(down.astype(int), across.astype(int) * max(1, step))]
    return points


def _blocks(before: _Luma, now: _Luma) -> npt.NDArray[np.float64]:
    """How much each block outside the clock's rows differs, in levels."""
    difference = np.abs(now.astype(np.int16) - before)
    blocks: npt.NDArray[np.float64] = difference.reshape(
        _DOWN // _BLOCK, _BLOCK, _ACROSS // _BLOCK, _BLOCK
    ).mean(axis=(1, 3))
    return blocks[_CLOCK_ROWS:-_CLOCK_ROWS]
