"""A zone: an outline on a camera's picture, when it is watched, and what happens in it that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from console.alerts.hours import ALWAYS, EVERY_DAY, Hours
from console.cameras.polygon import Polygon
from console.language import N_, _
from console.problem import Problem


class RuleKind(Enum):
    PERSON_IN_ZONE = N_("person in zone")


@dataclass(frozen=True, slots=True)
class Zone:
    """Raises ValueError where a number is out of range."""

    id: str
    camera_id: str
    name: str
    polygon: Polygon
    hours: Hours = ALWAYS
    priority: int = 2  # 1 is the most urgent, 3 the least
    rule: RuleKind = RuleKind.PERSON_IN_ZONE
    cool_down_s: float = 60  # after an alert this zone raises none for so long

    def __post_init__(self) -> None:
        if self.priority not in (1, 2, 3):
            raise ValueError(self.priority)
        if not self.cool_down_s >= 0:
            raise ValueError(self.cool_down_s)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Zone:
        """Reads a zone as the site's database keeps it; what a row leaves out has its default.

        Raises:
            Problem: the row is no zone.
        """
        try:
            return cls(
                id=str(row["id"]),
                camera_id=str(row["camera_id"]),
                name=str(row["name"]),
                polygon=Polygon(tuple((float(x), float(y)) for x, y in row["corners"])),
                hours=_hours(row.get("hours", {})),
                priority=int(row.get("priority", 2)),
                rule=RuleKind(row.get("rule", RuleKind.PERSON_IN_ZONE.value)),
                cool_down_s=float(row.get("cool_down_s", 60)),
            )
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise Problem(
                _("the zone cannot be read ({why})").format(why=error),
                where=_("zone {name}").format(name=str(row.get("id", "?"))),
                mend=_("Draw the zone anew"),
            ) from None

    def to_row(self) -> dict[str, Any]:
        """The zone as `from_row` reads it; JSON can hold it."""
        return {
            "id": self.id,
            "camera_id": self.camera_id,
            "name": self.name,
            "corners": [list(corner) for corner in self.polygon.corners],
            "hours": {"weekdays": self.hours.weekdays, "start": self.hours.start, "end": self.hours.end},
            "priority": self.priority,
            "rule": self.rule.value,
            "cool_down_s": self.cool_down_s,
        }


def _hours(row: Mapping[str, Any]) -> Hours:
    return Hours(
        weekdays=int(row.get("weekdays", EVERY_DAY)),
        start=str(row.get("start", ALWAYS.start)),
        end=str(row.get("end", ALWAYS.end)),
    )
