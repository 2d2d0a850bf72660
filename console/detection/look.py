"""One look at one frame: model, tiles, what counts on the camera, tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from console.cameras.camera import Camera
from console.detection.colours import colours_of
from console.detection.detection import Box
from console.detection.filters import counted, faint
from console.detection.light import light_of, worn
from console.detection.model import Model
from console.detection.seams import joined
from console.detection.tracker import Tracker
from console.media.area import Area
from console.media.frame import Tile

_LEAST_PX = 28  # of the letterbox: a smaller thing's colours are its surroundings' as well


def look(
    model: Model,
    tracker: Tracker,
    camera: Camera,
    *,
    pixels: npt.NDArray[np.uint8],
    scale: float,
    size: tuple[int, int],
    at_ns: int,
    tiles: Sequence[Tile] = (),
) -> tuple[Box, ...]:
    """What is seen on the camera, followed; in source pixels.

    Args:
        pixels, scale: the letterbox, as `Model.detect` takes it.
        size: width and height of the source frame, px.
        at_ns: of the frame; grows from look to look.
        tiles: of the same frame, to be looked at beside the whole.
    """
    width, height = size
    found = seen(model, pixels=pixels, scale=scale, size=size, tiles=tiles)
    boxes = tracker.follow(
        counted(found, camera, width=width, height=height),
        at_ns=at_ns,
        faint=faint(found, camera, width=width, height=height),
        colours=partial(colours_of, pixels=pixels, scale=scale),
    )
    sure = [tracker.sure_colours(box) if _is_large(box, scale=scale) else None for box in boxes]
    if not any(colours is not None for colours in sure):
        return boxes
    light = light_of(pixels)
    return tuple(
        box if colours is None else replace(box, worn=worn(colours, light))
        for box, colours in zip(boxes, sure, strict=True)
    )


def _is_large(box: Box, *, scale: float) -> bool:
    return min((box.y2 - box.y1) * scale, (box.x2 - box.x1) * scale * 2) >= _LEAST_PX


def seen(
    model: Model,
    *,
    pixels: npt.NDArray[np.uint8],
    scale: float,
    size: tuple[int, int],
    tiles: Sequence[Tile] = (),
) -> tuple[Box, ...]:
    """All that the model finds in the whole frame and in its tiles, one box a thing; as `look` takes them."""
    width, height = size
    found = model.detect(pixels, scale=scale, width=width, height=height)
    if not tiles:
        return found
    looks = [(Area(0, 0, width, height), found)]
    for tile in tiles:
        area = tile.area
        boxes = model.detect(tile.pixels, scale=tile.scale, width=area.width, height=area.height)
        looks.append((area, boxes))
    return joined(looks, width=width, height=height)
