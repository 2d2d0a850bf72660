"""An open line on a camera's picture, with a left and a right."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Corners as fractions of the picture's width and height, 0.0 to 1.0 from the top left.

    Left and right are those of somebody who walks along the line from its first corner to its last.
    """

    corners: tuple[_Point, ...]

    def __post_init__(self) -> None:
        if len(self.corners) < 2:
            raise ValueError("a line has at least two corners")

    def crossings(self, start: _Point, end: _Point) -> int:
        """How often a straight step crosses, net, in the corners' fractions: above 0 from left to right."""
        return sum(_crossing(start, end, *part) for part in pairwise(self.corners))

    def distance_px(self, x: float, y: float, *, width: int, height: int) -> float:
        """From a point, in the corners' fractions, to the nearest of the line; px of a frame of that size."""
        point = (x * width, y * height)
        corners = [(x * width, y * height) for x, y in self.corners]
        return min(_distance(point, *part) for part in pairwise(corners))


def sides(corners: tuple[_Point, ...]) -> Iterator[tuple[_Point, _Point]]:
    """The sides of a closed outline, the one that closes it last."""
    yield from zip(corners, (*corners[1:], corners[0]), strict=True)


def turn(one: _Point, other: _Point, point: _Point) -> float:
    """Above 0 where the point lies to the right of the way from `one` to `other`; y grows down."""
    return (other[0] - one[0]) * (point[1] - one[1]) - (other[1] - one[1]) * (point[0] - one[0])


def _crossing(start: _Point, end: _Point, one: _Point, other: _Point) -> int:
    """A point on the line counts as left of it: a step that ends there and one that goes on count once."""
    was_right, is_right = turn(one, other, start) > 0, turn(one, other, end) > 0
    if was_right == is_right or (turn(start, end, one) > 0) == (turn(start, end, other) > 0):
        return 0
    return 1 if is_right else -1


def _distance(point: _Point, one: _Point, other: _Point) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    along = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(point[0] - one[0] - along * dx, point[1] - one[1] - along * dy)
