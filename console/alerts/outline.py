"""Whether corners that were drawn or stored make an outline that rules can work with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from console.cameras.line import Line, sides, turn
from console.cameras.polygon import Polygon
from console.language import _

Corner = tuple[float, float]
_LEAST_AREA = 1e-5  # of the picture: 4 × 5 px of 1080p. An outline without area holds nobody's feet
_LEAST_LENGTH = 0.005  # of the picture's sides: nobody can be seen to cross a shorter line


def outline_fault(shape: Polygon | Line) -> str:
    """What is wrong with it, for a person who may draw it anew; "" where nothing is."""
    corners = shape.corners
    if not all(math.isfinite(part) for corner in corners for part in corner):
        return _("a corner is no point of the picture")
    if not all(0 <= part <= 1 for corner in corners for part in corner):
        return _("a corner lies outside the picture")
    if isinstance(shape, Line):
        return _("the line has no length") if _length(corners) < _LEAST_LENGTH else ""
    if _crosses_itself(corners):
        return _("the outline crosses itself")
    return _("the outline holds no area") if area(corners) < _LEAST_AREA else ""


def area(corners: Sequence[Corner]) -> float:
    """Of a closed outline, as a fraction of the picture (Gauss's formula)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides(tuple(corners)))) / 2


def _length(corners: Sequence[Corner]) -> float:
    """The longer side of the line's bounds, so that one which comes back to its start has a length too."""
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _crosses_itself(corners: tuple[Corner, ...]) -> bool:
    """Sides that only touch, as neighbours do at their corner, do not cross."""
    return any(_cross(one, other) for one, other in combinations(sides(corners), 2))


def _cross(one: tuple[Corner, Corner], other: tuple[Corner, Corner]) -> bool:
    return turn(*one, other[0]) * turn(*one, other[1]) < 0 and turn(*other, one[0]) * turn(*other, one[1]) < 0
