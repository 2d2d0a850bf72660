"""A large picture looked at in parts, so that small persons are found in it, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from console.detection.detection import Box, Kind
from console.detection.model import Model
from console.detection.overlap import one_a_thing
from console.media.worker.full_frame import Area, FullFrame

LEAST_SCORE = 0.15  # a shadow that is blurred harms nobody, a child that is not does
# Twice the detector's input: a person of 40 px, of whom a face shows four, is then 20 px high to it.
_TILE_PX = 832
_OVERLAP_PX = 208  # whoever is cut by one tile's edge stands whole in the next, up to this width
_MOST_OVERLAP = 0.45
_CUT_PX = 2  # a box that comes so near to a tile's edge may go on beyond it
_WITHIN = 0.8  # of a cut box in another one: it is a part of that


def find_in(frame: FullFrame, model: Model) -> tuple[Box, ...]:
    """The persons in a frame, found in the whole and, where it is large, in its tiles."""
    whole_and_cut: list[tuple[Box, bool]] = []
    for area in areas(frame.width, frame.height):
        pixels, scale = frame.letterboxed(area)
        for box in model.detect(pixels, scale=scale, width=area.width, height=area.height):
            if box.kind is Kind.PERSON and box.score >= LEAST_SCORE:
                whole_and_cut.append((_moved(box, area), _is_cut(box, area, frame)))
    return _merged(whole_and_cut)


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


def _moved(box: Box, area: Area) -> Box:
    return replace(box, x1=box.x1 + area.x, x2=box.x2 + area.x, y1=box.y1 + area.y, y2=box.y2 + area.y)


def _is_cut(box: Box, area: Area, frame: FullFrame) -> bool:
    """By an edge of its tile that is none of the picture's."""
    return (
        (area.x > 0 and box.x1 < _CUT_PX)
        or (area.y > 0 and box.y1 < _CUT_PX)
        or (area.x + area.width < frame.width and box.x2 > area.width - _CUT_PX)
        or (area.y + area.height < frame.height and box.y2 > area.height - _CUT_PX)
    )


def _merged(found: Sequence[tuple[Box, bool]]) -> tuple[Box, ...]:
    """One box a person. Of two that only touch none is given up: a child stands before its mother."""
    corners = np.array([(box.x1, box.y1, box.x2, box.y2) for box, _cut in found], np.float32).reshape(-1, 4)
    # Whole boxes go before cut ones: a head and shoulders may be surer than the person.
    scores = np.array([box.score - cut for box, cut in found], np.float32)
    kept = one_a_thing(corners, scores, np.zeros(len(found), np.int64), most=_MOST_OVERLAP)
    whole = [found[index][0] for index in kept if not found[index][1]]
    cut = [found[index][0] for index in kept if found[index][1]]
    return (*whole, *(box for box in cut if not _is_part(box, whole)))


def _is_part(box: Box, others: Iterable[Box]) -> bool:
    area = (box.x2 - box.x1) * (box.y2 - box.y1)
    return any(_shared(box, other) >= _WITHIN * area for other in others)


def _shared(one: Box, other: Box) -> float:
    across = min(one.x2, other.x2) - max(one.x1, other.x1)
    down = min(one.y2, other.y2) - max(one.y1, other.y1)
    return max(0.0, across) * max(0.0, down)
