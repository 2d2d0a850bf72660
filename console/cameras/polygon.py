"""A closed outline on a camera's picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Polygon:
    """Corners as fractions of the picture's width and height, 0.0 to 1.0 from the top left.

    Fractions, so that an outline holds for the main and the sub-stream alike.
    """

    corners: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if len(self.corners) < 3:
            raise ValueError("a polygon has at least three corners")

    def holds(self, x: float, y: float) -> bool:
        """Whether the point, in the same fractions, lies inside (even-odd rule)."""
        inside = False
        x1, y1 = self.corners[-1]
        for x2, y2 in self.corners:
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
            x1, y1 = x2, y2
        return inside
