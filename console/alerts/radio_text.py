"""What is said by radio of an alert or a camera: where, when, what is seen, which way it goes; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from console.cameras.camera import Camera
from console.detection.detection import Box, Kind
from console.language import N_, _, ngettext

_STILL = 0.15  # heights of its box a second; slower is no direction: boxes jitter by so much
_MOST_NEIGHBOURS = 4  # more cannot be kept in mind while driving


class Heading(Enum):
    """Which way something moves in the picture: the desk knows no compass."""

    LEFT = N_("to the left of the picture")
    RIGHT = N_("to the right of the picture")
    TOWARDS = N_("towards the camera")
    AWAY = N_("away from the camera")

    def title(self) -> str:
        return _(self.value)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the text tells of."""

    camera: Camera
    at: datetime  # local
    what: str = ""  # the rule in words, translated; "": no rule spoke
    boxes: tuple[Box, ...] = ()
    cause: Box | None = None  # the one that is followed
    neighbours: tuple[Camera, ...] = ()


def heading_of(box: Box) -> Heading | None:
    """None where it stands, or nobody followed it from look to look."""
    height = max(box.y2 - box.y1, 1.0)
    across, down = box.vx / height, box.vy / height
    if box.track is None or max(abs(across), abs(down)) < _STILL:
        return None
    if abs(across) >= abs(down):
        return Heading.RIGHT if across > 0 else Heading.LEFT
    return Heading.TOWARDS if down > 0 else Heading.AWAY


def radio_text(sighting: Sighting) -> str:
    """In the language in use, one sentence after the other; it names nobody and tells of no face."""
    camera = sighting.camera
    when = f"{sighting.at:%H:%M:%S}"
    parts = [
        _("{time}. {place}, camera {number}.").format(time=when, place=camera.title, number=camera.number)
    ]
    if sighting.what:
        parts.append(f"{sighting.what}.")
    if seen := _seen(sighting.boxes):
        parts.append(_("In the picture: {seen}.").format(seen=seen))
    heading = heading_of(sighting.cause) if sighting.cause is not None else None
    if heading is not None:
        parts.append(_("Moves {heading}.").format(heading=heading.title()))
    if near := _neighbours(sighting.neighbours):
        parts.append(_("Cameras nearby: {cameras}.").format(cameras=near))
    return " ".join(parts)


def _neighbours(cameras: Sequence[Camera]) -> str:
    """ "0403 School No. 1, hall; 0404 School No. 1, yard"; "" where there are none."""
    return "; ".join(f"{each.number} {each.title}" for each in cameras[:_MOST_NEIGHBOURS])


def _seen(boxes: Sequence[Box]) -> str:
    kinds = [box.kind for box in boxes]
    persons, vehicles = kinds.count(Kind.PERSON), kinds.count(Kind.VEHICLE)
    counted = (
        (persons, ngettext("{count} person", "{count} persons", persons)),
        (vehicles, ngettext("{count} vehicle", "{count} vehicles", vehicles)),
    )
    return ", ".join(text.format(count=count) for count, text in counted if count)
