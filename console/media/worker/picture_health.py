"""Tells a picture that has stopped changing from a quiet one, the on-screen clock left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from console.media.worker.plane import rows_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_LOOK_NS = 1_000_000_000  # between keyframes, so that motion within a long or looping group is seen
_ACROSS, _DOWN, _BLOCK = 160, 96, 8  # sampled points; blocks of points
_CLOCK_ROWS = 2  # rows of blocks at the top and at the bottom where cameras write their clock
# Mean difference of a block's points, in levels. A sensor's noise survives in keyframes, for each is coded
# by itself; an encoder that codes the very same picture again comes closer than this,
_NOISE = 0.35
# and frames between keyframes are refined by less than this, while things that move change more.
_MOTION = 6.0

_Luma = npt.NDArray[np.int16]


class PictureHealth:
    """One feed's. Thread: decode."""

    def __init__(self) -> None:
        self._before: _Luma | None = None  # of the last keyframe that was looked at
        self._same_since_ns = 0
        self._same_keyframes = 0
        self._next_look_ns = 0

    def look(self, frame: VideoFrame, *, at_ns: int) -> int:
        """A decoded frame in its turn.

        Returns:
            Since when the picture is the same over two keyframes or more, monotonic ns; 0: it changes.
        """
        if frame.key_frame:
            self._look_at_keyframe(_points(frame), at_ns)
        elif at_ns >= self._next_look_ns and self._before is not None:
            self._next_look_ns = at_ns + _LOOK_NS
            if _changed(self._before, _points(frame), threshold=_MOTION):
                self._begin(self._before, at_ns)
        return self._same_since_ns if self._same_keyframes >= 2 else 0

    def _look_at_keyframe(self, points: _Luma, at_ns: int) -> None:
        if self._before is None or _changed(self._before, points, threshold=_NOISE):
            self._begin(points, at_ns)
        else:
            self._same_keyframes += 1

    def _begin(self, points: _Luma, at_ns: int) -> None:
        self._before = points
        self._same_since_ns = at_ns
        self._same_keyframes = 0


def _points(frame: VideoFrame) -> _Luma:
    """Single points, not means: a mean over many would hide the noise."""
    plane = frame.planes[0]
    step = plane.line_size // max(1, frame.width)  # 1 for planar formats, 2 or 3 for packed ones
    rows = rows_of(plane)
    down, across = np.linspace(0, frame.height - 1, _DOWN), np.linspace(0, frame.width - 1, _ACROSS)
    points: _Luma = rows[np.ix_(down.astype(int), across.astype(int) * max(1, step))].astype(np.int16)
    return points


def _changed(before: _Luma, now: _Luma, *, threshold: float) -> bool:
    """Whether any block outside the clock's rows differs by more than the threshold."""
    difference = np.abs(now - before).reshape(_DOWN // _BLOCK, _BLOCK, _ACROSS // _BLOCK, _BLOCK)
    blocks = difference.mean(axis=(1, 3))
    return bool((blocks[_CLOCK_ROWS:-_CLOCK_ROWS] > threshold).any())
