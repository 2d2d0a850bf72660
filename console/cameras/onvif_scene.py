"""What a camera that thinks for itself says: the things it sees, and its own alarms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MOST_BYTES = 256 * 1024  # of a document: a crowd of a hundred, each with outline and colours, is 80 KB
SILENT_NS = 10_000_000_000  # without a picture for so long it tells nothing any more


@dataclass(frozen=True, slots=True)
class SeenThing:
    """One thing in the camera's picture; edges in fractions of it, from its top left."""

    id: str  # the camera's own number for it, "" where it gives none
    label: str  # the camera's word: "Human", "Vehicle", …; "" where it does not say what it is
    likelihood: float  # 0..1
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class CameraEvent:
    """A rule on the camera spoke."""

    topic: str  # "RuleEngine/LineDetector/Crossed": without the prefixes of its namespaces
    rule: str  # what the rule is called on the camera, "" where it says none
    state: bool | None  # True: it began, or holds; False: it is over; None: it happens in a moment


@dataclass(frozen=True, slots=True)
class Scene:
    """One document of a camera."""

    things: tuple[SeenThing, ...] | None  # None: the document tells of no picture
    events: tuple[CameraEvent, ...] = ()
    at_utc: datetime | None = None  # of the picture, by the camera's clock: never to be reckoned with
    unusable: int = 0  # things left out: no outline, an absurd one, or more than can be meant
