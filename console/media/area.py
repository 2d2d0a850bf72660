"""A part of a picture, and the parts that a search grid cuts it into."""

from __future__ import annotations

from dataclasses import dataclass

from console.cameras.search_grid import WHOLE, SearchGrid

# Of a tile's side: whoever is cut by one tile's edge stands whole in the next, up to this width.
OVERLAP = 0.15


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture, px; even numbers, for colour is stored for two pixels at a time."""

    x: int
    y: int
    width: int
    height: int


def areas(grid: SearchGrid, *, width: int, height: int) -> tuple[Area, ...]:
    """The grid's tiles in a picture of that size, row by row; none where it is looked at as a whole."""
    if grid == WHOLE:
        return ()
    across, down = _spans(width, grid.columns), _spans(height, grid.rows)
    return tuple(Area(x, y, w, h) for y, h in down for x, w in across)


def _spans(length: int, count: int) -> list[tuple[int, int]]:
    """(begin, length) of tiles along one side, spread evenly from edge to edge."""
    whole = length // 2 * 2
    side = min(whole, round(whole / (count - (count - 1) * OVERLAP) / 2) * 2)
    last = whole - side
    return [(last * number // max(1, count - 1) // 2 * 2, side) for number in range(count)]
