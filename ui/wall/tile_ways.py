"""How a tile is used: who counts its age, and whether the wheel zooms in it."""

from __future__ import annotations

from enum import Enum


class AgeTimer(Enum):
    """Who calls a tile's `refresh_age`."""

    OWN = "own"  # the tile itself, while it is shown
    OF_WINDOW = "of window"  # one timer for all tiles of a window


class Zooming(Enum):
    """Whether the wheel zooms in a tile."""

    BY_WHEEL = "by wheel"
    NONE = "none"  # somebody draws over it
