"""A zoom: which part of a camera's picture a cell shows, and what becomes of a picture of another shape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MOST_ZOOM = 8.0
_DIGITS = 4  # of a factor and a place in a file: at 8 times, two pixels of a camera's 4K


class Fit(Enum):
    """What becomes of a picture whose shape is not the tile's; the value is what stands in files."""

    FIT = "fit"  # all of it is shown, with bars
    FILL = "fill"  # the tile is filled, and its edges are cut


@dataclass(frozen=True, slots=True)
class Zoom:
    """How much larger than the tile needs it, and which point of the picture (0 to 1) is in the middle."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5
    fit: Fit = Fit.FIT

    def rounded(self) -> Zoom:
        """As a file keeps it."""
        factor, x, y = (round(each, _DIGITS) for each in (self.factor, self.x, self.y))
        return Zoom(factor, x, y, self.fit)
