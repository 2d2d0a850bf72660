"""What a demo camera's clip does wrong on purpose: pictures that do not come, a picture that stands still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

# Dots three across and five down, a row a number. The counter lies where cameras write their clock: in the
# top sixth of the picture.
_SIGNS = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 1, 1),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    ":": (0, 2, 0, 2, 0),
}
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
    dots = np.kron(_dots(text), np.ones((_DOT_PX, _DOT_PX), np.uint8))
    down, across = dots.shape
    height, width = picture.height, picture.width
    planes[_AT_PX : _AT_PX + down, _AT_PX : _AT_PX + across] = np.where(dots, _WHITE, _BLACK)
    colours = planes[height:].reshape(2, height // 2, width // 2)  # a view: U over V
    half = _AT_PX // 2
    colours[:, half : half + down // 2, half : half + across // 2] = _NO_COLOUR
    return VideoFrame.from_ndarray(planes, format="yuv420p")


def _dots(text: str) -> npt.NDArray[np.uint8]:
    """1 where a dot shines; a dark border of one dot around each sign."""
    signs = []
    for sign in text:
        rows = np.array(_SIGNS[sign], np.uint8)[:, None]
        signs.append(np.pad(rows >> np.array([2, 1, 0], np.uint8) & 1, 1))
    return np.hstack(signs)
