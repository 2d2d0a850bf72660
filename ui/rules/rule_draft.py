"""A rule under way: what is drawn and typed so far, whether or not it can be put in force yet."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any
from uuid import uuid4

from console.alerts.hours import ALWAYS, Hours
from console.alerts.outline import Corner, outline_fault
from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.alerts.templates import Template
from console.alerts.zone import Zone
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.language import N_, _

LEAST_CORNERS, LEAST_LINE_CORNERS = 3, 2
_SHARED = tuple(each.name for each in fields(Zone) if each.name not in ("camera_id", "shape"))


class Spot(Enum):
    """What an outline is that raises nothing; the value stands in the catalogue."""

    BLIND = N_("nothing counts here")
    MASK = N_("privacy mask")


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """Frozen: each change makes a new one."""

    id: str = ""
    rule: RuleKind | Spot = RuleKind.PERSON_IN_ZONE
    name: str = ""
    corners: tuple[Corner, ...] = ()  # fractions of the picture
    hours: Hours = ALWAYS
    priority: int = 2
    cool_down_s: float = 60
    least_height: float = 0
    least_confidence: float = 0
    after_s: float = 120
    direction: Direction = Direction.EITHER
    subject: Subject = Subject.ANY
    least_count: int = 10
    least_density: float = 0

    @classmethod
    def of(cls, zone: Zone) -> RuleDraft:
        return cls(corners=zone.shape.corners, **{name: getattr(zone, name) for name in _SHARED})

    @classmethod
    def of_spot(cls, spot: Spot, outline: Polygon) -> RuleDraft:
        return cls(id=uuid4().hex, rule=spot, corners=outline.corners)

    @classmethod
    def from_template(cls, template: Template) -> RuleDraft:
        """Without an outline yet."""
        values: dict[str, Any] = dict(template.values)
        return cls(rule=template.rule, name=template.title(), **values)

    @property
    def on_line(self) -> bool:
        return isinstance(self.rule, RuleKind) and self.rule.on_line

    def fault(self) -> str:
        """What keeps it from being put in force, for the person who draws it; "" where nothing does."""
        if isinstance(self.rule, RuleKind) and not self.name.strip():
            return _("Give it a name: it stands in every alert.")
        if self.on_line and len(self.corners) < LEAST_LINE_CORNERS:
            return _("A line has at least two corners.")
        if not self.on_line and len(self.corners) < LEAST_CORNERS:
            return _("An outline has at least three corners.")
        if fault := outline_fault(self.shape()):
            return _("Draw it anew: {why}.").format(why=fault)
        if isinstance(self.rule, RuleKind) and not self.hours.weekdays:
            return _("Choose at least one day.")
        return ""

    def shape(self) -> Polygon | Line:
        """Raises ValueError where there are too few corners."""
        return Line(self.corners) if self.on_line else Polygon(self.corners)

    def zone(self, camera_id: str) -> Zone:
        """Raises ValueError where `fault` says something."""
        if isinstance(self.rule, Spot):
            raise ValueError(self.rule)
        shared = {name: getattr(self, name) for name in _SHARED}
        shared |= {"id": self.id or uuid4().hex, "name": self.name.strip()}
        return Zone(camera_id=camera_id, shape=self.shape(), **shared)

    def with_corner(self, corner: Corner) -> RuleDraft:
        return replace(self, corners=(*self.corners, corner))

    def without_corner(self, index: int) -> RuleDraft:
        return replace(self, corners=self.corners[:index] + self.corners[index + 1 :])

    def with_corner_at(self, index: int, corner: Corner) -> RuleDraft:
        return replace(self, corners=(*self.corners[:index], corner, *self.corners[index + 1 :]))
