"""One look at one frame: model, what counts on the camera, tracks."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from console.cameras.camera import Camera
from console.detection.colours import colours_of
from console.detection.detection import Box
from console.detection.filters import counted, faint
from console.detection.model import Model
from console.detection.tracker import Tracker


def look(
    model: Model,
    tracker: Tracker,
    camera: Camera,
    *,
    pixels: npt.NDArray[np.uint8],
    scale: float,
    size: tuple[int, int],
    at_ns: int,
) -> tuple[Box, ...]:
    """What is seen on the camera, followed; in source pixels.

    Args:
        pixels, scale: the letterbox, as `Model.detect` takes it.
        size: width and height of the source frame, px.
        at_ns: of the frame; grows from look to look.
    """
    width, height = size
    found = model.detect(pixels, scale=scale, width=width, height=height)
    return tracker.follow(
        counted(found, camera, width=width, height=height),
        at_ns=at_ns,
        faint=faint(found, camera, width=width, height=height),
        colours=partial(colours_of, pixels=pixels, scale=scale),
    )
