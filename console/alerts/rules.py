"""The rules, pure: which box of a look gives a zone cause for an alert."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from console.alerts.rule_kind import RuleKind
from console.alerts.zone import Zone
from console.cameras.line import Line
from console.detection.detection import Box, Kind
from console.detection.filters import stands_in

_Rule = Callable[[Zone, Iterable[Box], int, int], Box | None]


def cause_in(zone: Zone, boxes: Iterable[Box], *, width: int, height: int) -> Box | None:
    """The box that the zone's rule names, the surest where there are several; None where there is none.

    `width` and `height` are those of the frame, px. The zone's hours are the judge's matter.
    """
    return _RULES[zone.rule](zone, boxes, width, height)


def _person_in_zone(zone: Zone, boxes: Iterable[Box], width: int, height: int) -> Box | None:
    persons = (box for box in boxes if box.kind is Kind.PERSON)
    shape = zone.shape
    if isinstance(shape, Line):
        return None
    inside = [box for box in persons if stands_in(box, shape, width=width, height=height)]
    return max(inside, key=lambda box: box.score, default=None)


_RULES: dict[RuleKind, _Rule] = {RuleKind.PERSON_IN_ZONE: _person_in_zone}
