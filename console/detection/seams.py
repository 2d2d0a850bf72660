"""What was found in a picture and in its tiles, made one: whom a seam cuts is one person, not two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from console.detection.detection import Box, Kind
from console.detection.overlap import area_px, one_a_thing, shared_px
from console.media.area import Area

_MOST_OVERLAP = 0.45  # as within one look
_CUT_PX = 2  # a box that comes so near to a tile's edge may go on beyond it
_WITHIN = 0.8  # of a cut box in another one: it is a part of that


def joined(looks: Iterable[tuple[Area, Iterable[Box]]], *, width: int, height: int) -> tuple[Box, ...]:
    """One box a thing, in the picture's pixels, best score first.

    Args:
        looks: what was found in each area, in the area's own pixels.
        width, height: of the picture, px.
    """
    found = [
        (_moved(box, area), _is_cut(box, area, width=width, height=height))
        for area, boxes in looks
        for box in boxes
    ]
    return tuple(sorted(_merged(found), key=lambda box: -box.score))


def _moved(box: Box, area: Area) -> Box:
    return replace(box, x1=box.x1 + area.x, x2=box.x2 + area.x, y1=box.y1 + area.y, y2=box.y2 + area.y)


def _is_cut(box: Box, area: Area, *, width: int, height: int) -> bool:
    """By an edge of its tile that is none of the picture's."""
    return (
        (area.x > 0 and box.x1 < _CUT_PX)
        or (area.y > 0 and box.y1 < _CUT_PX)
        # A picture of odd size is looked at without its last line.
        or (area.x + area.width < width - 1 and box.x2 > area.width - _CUT_PX)
        or (area.y + area.height < height - 1 and box.y2 > area.height - _CUT_PX)
    )


def _merged(found: Sequence[tuple[Box, bool]]) -> Iterable[Box]:
    """Of two that only touch none is given up: a child stands before its mother."""
    corners = np.array([(box.x1, box.y1, box.x2, box.y2) for box, _cut in found], np.float32).reshape(-1, 4)
    # Whole boxes go before cut ones: a head and shoulders may be surer than the person.
    scores = np.array([box.score - cut for box, cut in found], np.float32)
    names = [_group(box) for box, _cut in found]
    groups = np.array([names.index(name) for name in names], np.int64)
    kept = one_a_thing(corners, scores, groups, most=_MOST_OVERLAP)
    whole = [found[index][0] for index in kept if not found[index][1]]
    cut = [found[index][0] for index in kept if found[index][1]]
    return (*whole, *(box for box in cut if not _is_part(box, whole)))


def _group(box: Box) -> str:
    """Things that are taken for one another: a van is a car in one tile and a truck in the next."""
    return box.kind.value if box.kind is Kind.VEHICLE else box.label


def _is_part(box: Box, others: Iterable[Box]) -> bool:
    return any(
        _group(box) == _group(other) and shared_px(box, other) >= _WITHIN * area_px(box) for other in others
    )
