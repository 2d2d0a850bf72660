"""A camera beside another one: its number, and on which side of the picture one goes on to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from console.language import N_, _


class Side(Enum):
    """As seen in the picture; the value is what the site's database and an export hold."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"  # away from the camera
    DOWN = "down"  # towards it

    @property
    def arrow(self) -> str:
        return {"LEFT": "←", "RIGHT": "→", "UP": "↑", "DOWN": "↓"}[self.name]

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {
    Side.LEFT: N_("on the left"),
    Side.RIGHT: N_("on the right"),
    Side.UP: N_("further away"),
    Side.DOWN: N_("closer"),
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A camera that somebody who leaves this picture comes to."""

    number: str
    side: Side | None = None  # None: nobody said where
