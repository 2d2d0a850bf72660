"""What counts in a zone: the rules by name, and what can be chosen with them."""

from __future__ import annotations

from enum import Enum

from console.language import N_


class RuleKind(Enum):
    """The value is what the journal and the site's database store."""

    PERSON_IN_ZONE = N_("person in zone")
    LOITERING = N_("loitering")
    LINE_CROSSED = N_("line crossed")
    CROWD = N_("crowd")
    VEHICLE_IN_ZONE = N_("vehicle in zone")
    VEHICLE_STANDING = N_("vehicle standing")

    @property
    def on_line(self) -> bool:
        """Whether it is drawn as an open line; all others are areas."""
        return self is RuleKind.LINE_CROSSED

    @property
    def takes_time(self) -> bool:
        """Whether a zone of it says after how many seconds."""
        return self in (RuleKind.LOITERING, RuleKind.VEHICLE_STANDING)


class Direction(Enum):
    """Which crossings of a line count; left and right are those of a walk along its corners."""

    EITHER = N_("either way")
    LEFT_TO_RIGHT = N_("left to right")
    RIGHT_TO_LEFT = N_("right to left")


class Subject(Enum):
    """Whose crossings of a line count."""

    ANY = N_("persons and vehicles")
    PERSON = N_("persons")
    VEHICLE = N_("vehicles")
