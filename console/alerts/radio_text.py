"""What is said by radio of an alert or a camera: where, when, what is seen, which way it goes; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.alerts.appearance import appearance
from console.alerts.heading import Heading, heading_of
from console.cameras.camera import Camera
from console.detection.detection import Box, Kind
from console.language import N_, _, ngettext
from console.wall.walk import Nearby

_MOST_NEIGHBOURS = 4  # more cannot be kept in mind while driving
_OUT = {
    Heading.LEFT: N_("to the left"),
    Heading.RIGHT: N_("to the right"),
    Heading.TOWARDS: N_("under the camera"),
    Heading.AWAY: N_("into the distance"),
}


@dataclass(frozen=True, slots=True)
class LastSeen:
    """That the thing is not followed any more: it left, or was hidden for too long."""

    at: datetime  # local
    left: Heading | None = None  # through which side; None: nobody can tell


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the text tells of."""

    camera: Camera
    at: datetime  # local
    what: str = ""  # the rule in words, translated; "": no rule spoke
    boxes: tuple[Box, ...] = ()
    cause: Box | None = None  # the one that is followed, as it was seen last
    gone: LastSeen | None = None  # None: it is there, as far as is known
    nearby: tuple[Nearby, ...] = ()


def radio_text(sighting: Sighting) -> str:
    """In the language in use, one sentence after the other; it names nobody and tells of no face."""
    camera, cause = sighting.camera, sighting.cause
    when = f"{sighting.at:%H:%M:%S}"
    parts = [
        _("{time}. {place}, camera {number}.").format(time=when, place=camera.title, number=camera.number)
    ]
    if sighting.what:
        parts.append(f"{sighting.what}.")
    if seen := _seen(sighting.boxes):
        parts.append(_("In the picture: {seen}.").format(seen=seen))
    if cause is not None and (looks := appearance(cause)):
        parts.append(_("Description: {looks}.").format(looks=looks))
    if cause is not None and (way := _way(sighting, cause)):
        parts.append(way)
    if near := _neighbours([each for each, _side in sighting.nearby]):
        parts.append(_("Cameras nearby: {cameras}.").format(cameras=near))
    return " ".join(parts)


def _way(sighting: Sighting, cause: Box) -> str:
    """Where it goes or went, and what camera lies there; "" where it stands."""
    heading, gone = heading_of(cause), sighting.gone
    if gone is None:
        if heading is None:
            return ""
        return _("Moves {heading}.").format(heading=_towards(heading.title(), heading, sighting))
    when = f"{gone.at:%H:%M:%S}"
    if gone.left is not None:
        text = {
            Kind.PERSON: _("{time}: the person left the picture {way}."),
            Kind.VEHICLE: _("{time}: the vehicle left the picture {way}."),
            Kind.OTHER: _("{time}: it left the picture {way}."),
        }[cause.kind]
        return text.format(time=when, way=_towards(_(_OUT[gone.left]), gone.left, sighting))
    if heading is None:
        return _("Followed until {time}.").format(time=when)
    return _("Followed until {time}, moving {heading}.").format(time=when, heading=heading.title())


def _towards(way: str, heading: Heading, sighting: Sighting) -> str:
    """ "to the left, towards camera 0403": as far as somebody entered what lies on that side."""
    numbers = [camera.number for camera, side in sighting.nearby if side is heading.side]
    if not numbers:
        return way
    text = ngettext("towards camera {numbers}", "towards cameras {numbers}", len(numbers))
    return f"{way}, {text.format(numbers=', '.join(numbers))}"


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
