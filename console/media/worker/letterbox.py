"""The detector's view of a frame: scaled into a square from the top left, the rest grey."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from av.video.reformatter import Interpolation, VideoReformatter

from console.media.worker.plane import rows_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

SIDE_PX = 416
_GREY = 114  # the padding that YOLOX was trained with


class _Scaler(threading.local):
    """A scaler keeps its tables while sizes stay the same, and belongs to one thread."""

    def __init__(self) -> None:
        self.reformatter = VideoReformatter()


_scaler = _Scaler()


def letterbox(frame: VideoFrame, out: npt.NDArray[np.uint8]) -> float:
    """Scales the whole frame, bilinear, into `out` (SIDE_PX, SIDE_PX, 3; BGR 0-255).

    Returns:
        Letterbox pixels per source pixel, the same for both axes.
    """
    scale = min(SIDE_PX / frame.width, SIDE_PX / frame.height)
    width, height = max(1, int(frame.width * scale)), max(1, int(frame.height * scale))
    small = _scaler.reformatter.reformat(
        frame, width=width, height=height, format="bgr24", interpolation=Interpolation.BILINEAR, threads=1
    )
    rows = rows_of(small.planes[0])[:height, : width * 3]
    out[:height, :width] = rows.reshape(height, width, 3)
    out[height:] = _GREY
    out[:height, width:] = _GREY
    return scale
