"""Which way something moves in the picture: the desk knows no compass."""

from __future__ import annotations

from enum import Enum

from console.cameras.neighbour import Side
from console.detection.detection import Box
from console.language import N_, _

_STILL = 0.15  # heights of its box a second; slower is no direction: boxes jitter by so much


class Heading(Enum):
    """As whoever looks at the picture sees it."""

    LEFT = N_("to the left of the picture")
    RIGHT = N_("to the right of the picture")
    TOWARDS = N_("towards the camera")
    AWAY = N_("away from the camera")

    def title(self) -> str:
        return _(self.value)

    @property
    def side(self) -> Side:
        """Of the picture, to which it leads."""
        return {"LEFT": Side.LEFT, "RIGHT": Side.RIGHT, "TOWARDS": Side.DOWN, "AWAY": Side.UP}[self.name]


def heading_of(box: Box) -> Heading | None:
    """None where it stands, or nobody followed it from look to look."""
    height = max(box.y2 - box.y1, 1.0)
    across, down = box.vx / height, box.vy / height
    if box.track is None or max(abs(across), abs(down)) < _STILL:
        return None
    if abs(across) >= abs(down):
        return Heading.RIGHT if across > 0 else Heading.LEFT
    return Heading.TOWARDS if down > 0 else Heading.AWAY
