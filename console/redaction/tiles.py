"""A large picture looked at in parts, so that small persons are found in it, too."""

from __future__ import annotations

from math import ceil

from console.detection.detection import Box, Kind
from console.detection.model import Model
from console.detection.seams import joined
from console.media.area import Area
from console.media.worker.full_frame import FullFrame

LEAST_SCORE = 0.15  # a shadow that is blurred harms nobody, a child that is not does
# Twice the detector's input: a person of 40 px, of whom a face shows four, is then 20 px high to it.
_TILE_PX = 832
_OVERLAP_PX = 208  # whoever is cut by one tile's edge stands whole in the next, up to this width


def find_in(frame: FullFrame, model: Model) -> tuple[Box, ...]:
    """The persons in a frame, found in the whole and, where it is large, in its tiles."""
    looks = [(area, _persons(frame, area, model)) for area in areas(frame.width, frame.height)]
    return joined(looks, width=frame.width, height=frame.height)


def areas(width: int, height: int) -> tuple[Area, ...]:
    """The whole picture, then its tiles if it is larger than one."""
    whole = Area(0, 0, width, height)
    columns, rows = _spans(width), _spans(height)
    if len(columns) == len(rows) == 1:
        return (whole,)
    return (whole, *(Area(x, y, w, h) for y, h in rows for x, w in columns))


def _spans(length: int) -> list[tuple[int, int]]:
    """(begin, length) of tiles along one side, spread evenly."""
    count = max(1, ceil((length - _OVERLAP_PX) / (_TILE_PX - _OVERLAP_PX)))
    if count == 1:
        return [(0, length)]
    last = length - _TILE_PX
    return [(last * number // (count - 1) // 2 * 2, _TILE_PX) for number in range(count)]


def _persons(frame: FullFrame, area: Area, model: Model) -> list[Box]:
    pixels, scale = frame.letterboxed(area)
    found = model.detect(pixels, scale=scale, width=area.width, height=area.height)
    return [box for box in found if box.kind is Kind.PERSON and box.score >= LEAST_SCORE]
