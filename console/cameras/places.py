"""Places that cameras watch: streets, schools, kindergartens, crowded places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PlaceKind(Enum):
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    CROWDED = "crowded"
    STREET = "street"

    @property
    def for_children(self) -> bool:
        """Children's places come first everywhere."""
        return self in (PlaceKind.SCHOOL, PlaceKind.KINDERGARTEN)


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    kind: PlaceKind
