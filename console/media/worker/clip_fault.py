"""What a demo camera's clip does wrong on purpose: pictures that do not come, a picture that stands still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from av.video.frame import VideoFrame

from console.media.worker.dot_text import dots

# The counter lies where cameras write their clock: in the top sixth of the picture.
_DOT_PX, _AT_PX = 4, 10  # even, for colour is stored for two pixels at a time
_BLACK, _WHITE, _NO_COLOUR = 16, 235, 128


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a clip, from its beginning; `to_s` lies outside."""

    from_s: float
    to_s: float

    def holds(self, at_s: float) -> bool:
        return self.from_s <= at_s < self.to_s


def frozen_pictures(pictures: Iterable[VideoFrame], *, span: Span, rate_fps: int) -> Iterator[VideoFrame]:
    """The yuv420p pictures with a counter of the clip's time; within the span the counter alone goes on."""
    held: VideoFrame | None = None
    for number, picture in enumerate(pictures):
        at_s = number / rate_fps
        held = (held or picture) if span.holds(at_s) else None
        yield _counted(held or picture, int(at_s))


def _counted(picture: VideoFrame, second: int) -> VideoFrame:
    planes = picture.to_ndarray()
    text = f"{second // 60:02}:{second % 60:02}"
    shining = np.kron(dots(text), np.ones((_DOT_PX, _DOT_PX), np.uint8))
    down, across = shining.shape
    height, width = picture.height, picture.width
    planes[_AT_PX : _AT_PX + down, _AT_PX : _AT_PX + across] = np.where(shining, _WHITE, _BLACK)
    colours = planes[height:].reshape(2, height // 2, width // 2)  # a view: U over V
    half = _AT_PX // 2
    colours[:, half : half + down // 2, half : half + across // 2] = _NO_COLOUR
    return VideoFrame.from_ndarray(planes, format="yuv420p")
