"""What of a model's boxes counts on a camera: sure enough, and not where nothing shall be seen."""

from __future__ import annotations

from collections.abc import Iterable

from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.detection.detection import Box

# A box that the picture's lower edge cuts has its foot on the edge, which no outline holds.
_LOWEST = 0.999


def counted(boxes: Iterable[Box], camera: Camera, *, width: int, height: int) -> tuple[Box, ...]:
    """The boxes that reach the camera's confidence and stand in none of its ignore zones.

    `width` and `height` are those of the frame in which the boxes were found, px.
    """
    return tuple(
        box
        for box in boxes
        if box.score >= camera.confidence and not _ignored(box, camera, width=width, height=height)
    )


def faint(boxes: Iterable[Box], camera: Camera, *, width: int, height: int) -> tuple[Box, ...]:
    """The boxes below the camera's confidence, outside its ignore zones: only a track can hold one."""
    return tuple(
        box
        for box in boxes
        if box.score < camera.confidence and not _ignored(box, camera, width=width, height=height)
    )


def stands_in(box: Box, polygon: Polygon, *, width: int, height: int) -> bool:
    """Whether the box's foot point lies in the outline; `width` and `height` are the frame's, px."""
    x, y = box.foot
    return polygon.holds(x / width, min(y / height, _LOWEST))


def _ignored(box: Box, camera: Camera, *, width: int, height: int) -> bool:
    return any(stands_in(box, zone, width=width, height=height) for zone in camera.ignore_zones)
