"""The colours that there is a word for: what is told by radio is looked for."""

from __future__ import annotations

from enum import Enum


class Colour(Enum):
    """Those that nobody takes for another; brown, pink, grey and the like have no word here."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    WHITE = "white"
    DARK = "dark"


Worn = tuple[Colour | None, Colour | None]  # above and below; None: not sure
UNKNOWN: Worn = (None, None)
