"""A zone: an outline or a line on a camera's picture, when it is watched, and what happens there."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from console.alerts.hours import ALWAYS, EVERY_DAY, Hours, OnHolidays
from console.alerts.outline import outline_fault
from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.language import N_, _
from console.problem import Problem

UNFIT = N_("a zone is not in force")  # as the journal tells it
_log = logging.getLogger(__name__)
_LONGEST_S = 24 * 3600  # nothing waits for longer than a day


@dataclass(frozen=True, slots=True)
class Zone:
    """Raises ValueError where a number is out of range, or the shape is not one for the rule."""

    id: str
    camera_id: str
    name: str
    shape: Polygon | Line
    hours: Hours = ALWAYS
    priority: int = 2  # 1 is the most urgent, 3 the least
    rule: RuleKind = RuleKind.PERSON_IN_ZONE
    cool_down_s: float = 60  # after an alert this zone raises none for so long
    least_height: float = 0  # of a box, as a fraction of the frame's height; smaller ones do not count
    least_confidence: float = 0  # of a box, 0..1, where the zone asks for more than its camera
    after_s: float = 120  # loitering, vehicle standing
    direction: Direction = Direction.EITHER  # line crossed, this and the next
    subject: Subject = Subject.ANY
    least_count: int = 10  # crowd: persons in the zone
    least_density: float = 0  # crowd, besides: their boxes' areas together, as a fraction of the zone's

    def __post_init__(self) -> None:
        if self.priority not in (1, 2, 3):
            raise ValueError(self.priority)
        for seconds in (self.cool_down_s, self.after_s):
            if not 0 <= seconds <= _LONGEST_S:
                raise ValueError(seconds)
        for fraction in (self.least_height, self.least_confidence):
            if not 0 <= fraction <= 1:
                raise ValueError(fraction)
        if not (self.least_density >= 0 and isfinite(self.least_density)):  # boxes may cover each other
            raise ValueError(self.least_density)
        if self.least_count < 1:
            raise ValueError(self.least_count)
        if self.rule.on_line is not isinstance(self.shape, Line):
            raise ValueError(self.rule)
        if fault := outline_fault(self.shape):
            raise ValueError(fault)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Zone:
        """Reads a zone as the site's database keeps it; what a row leaves out has its default.

        Raises:
            Problem: the row is no zone.
        """
        try:
            rule = _rule(row)
            shape = _shape(row, rule)
            return cls(
                id=str(row["id"]),
                camera_id=str(row["camera_id"]),
                name=str(row["name"]),
                shape=shape,
                hours=_hours(row.get("hours", {})),
                priority=int(row.get("priority", 2)),
                rule=rule,
                cool_down_s=float(row.get("cool_down_s", 60)),
                least_height=float(row.get("least_height", 0)),
                least_confidence=float(row.get("least_confidence", 0)),
                after_s=float(row.get("after_s", 120)),
                direction=Direction(row.get("direction", Direction.EITHER.value)),
                subject=Subject(row.get("subject", Subject.ANY.value)),
                least_count=int(row.get("least_count", 10)),
                least_density=float(row.get("least_density", 0)),
            )
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
            raise Problem(
                _("the zone cannot be read ({why})").format(why=error),
                where=_where(row),
                mend=_("Draw the zone anew"),
            ) from None

    def to_row(self) -> dict[str, Any]:
        """The zone as `from_row` reads it; JSON can hold it."""
        return {
            "id": self.id,
            "camera_id": self.camera_id,
            "name": self.name,
            "corners": [list(corner) for corner in self.shape.corners],
            "hours": {
                "weekdays": self.hours.weekdays,
                "start": self.hours.start,
                "end": self.hours.end,
                "holidays": self.hours.holidays.value,
            },
            "priority": self.priority,
            "rule": self.rule.value,
            "cool_down_s": self.cool_down_s,
            "least_height": self.least_height,
            "least_confidence": self.least_confidence,
            "after_s": self.after_s,
            "direction": self.direction.value,
            "subject": self.subject.value,
            "least_count": self.least_count,
            "least_density": self.least_density,
        }


def zones_of(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[Zone, ...], tuple[Problem, ...]]:
    """The zones that can be put in force, and what is wrong with each of the others, logged too."""
    zones, problems = list[Zone](), list[Problem]()
    for row in rows:
        try:
            zones.append(Zone.from_row(row))
        except Problem as problem:
            _log.warning("a zone is not in force: %s", problem)
            problems.append(problem)
    return tuple(zones), tuple(problems)


def _rule(row: Mapping[str, Any]) -> RuleKind:
    stored = row.get("rule", RuleKind.PERSON_IN_ZONE.value)
    try:
        return RuleKind(stored)
    except ValueError:
        raise Problem(
            _("this version does not know its rule “{rule}”").format(rule=str(stored)[:40]),
            where=_where(row),
            mend=_("Install the Munara that it was drawn with, or draw the zone anew"),
        ) from None


def _shape(row: Mapping[str, Any], rule: RuleKind) -> Polygon | Line:
    corners = tuple((float(x), float(y)) for x, y in row["corners"])
    least = 2 if rule.on_line else 3
    fault = _("it has too few corners: {count} of {least}").format(count=len(corners), least=least)
    if len(corners) >= least:
        shape = Line(corners) if rule.on_line else Polygon(corners)
        fault = outline_fault(shape)
        if not fault:
            return shape
    raise Problem(fault, where=_where(row), mend=_("Draw the zone anew; the other zones are in force"))


def _hours(row: Mapping[str, Any]) -> Hours:
    return Hours(
        weekdays=int(row.get("weekdays", EVERY_DAY)),
        start=str(row.get("start", ALWAYS.start)),
        end=str(row.get("end", ALWAYS.end)),
        holidays=OnHolidays(row.get("holidays", OnHolidays.AS_USUAL.value)),
    )


def _where(row: object) -> str:
    if not isinstance(row, Mapping):
        return _("zone {name}").format(name="?")
    name = str(row.get("name") or row.get("id") or "?")
    return _("zone {name}, camera {camera}").format(name=name, camera=str(row.get("camera_id", "?")))
