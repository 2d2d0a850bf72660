"""The rules, pure: what a look adds to what is remembered of a zone, and what gives cause for an alert."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from console.alerts.outline import area
from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.alerts.stay import Stay, Stays, followed, moved_px, remembered, size_px
from console.alerts.zone import Zone
from console.cameras.line import Line
from console.detection.detection import Box, Detections, Kind
from console.detection.filters import stands_in
from console.detection.overlap import area_px

_Step = Callable[[Zone, Stays, Sequence[Box], Detections], Stays]

# Of its own height: feet tremble from look to look, and only so far from a line a thing is clear of it.
_CLEAR = 0.1
_SUBJECTS = {
    Subject.ANY: (Kind.PERSON, Kind.VEHICLE),
    Subject.PERSON: (Kind.PERSON,),
    Subject.VEHICLE: (Kind.VEHICLE,),
}
# What one look alone may have wrong needs another: two of the last three. The others measure over many looks.
_LOOKS_NEEDED = {RuleKind.PERSON_IN_ZONE: 2, RuleKind.VEHICLE_IN_ZONE: 2, RuleKind.CROWD: 2}


def after_look(zone: Zone, before: Stays, look: Detections) -> Stays:
    """What is remembered of the zone after this look; looks come in the order of their frames.

    The zone's hours and its cool-down are the judge's matter.
    """
    boxes = [box for box in look.boxes if _counts(zone, box, look)]
    return _STEPS[zone.rule](zone, before, boxes, look)


def causes(zone: Zone, stays: Stays) -> tuple[Stay, ...]:
    """Those of the last look for which an alert is due and none was raised yet; the weightiest first."""
    due = [stay for stay in stays.here if not stay.raised and _is_due(zone, stay.measure)]
    return tuple(sorted(due, key=lambda stay: (-abs(stay.measure), -stay.box.score)))


def looks_needed(rule: RuleKind) -> int:
    """In how many of the last three looks there must be a cause."""
    return _LOOKS_NEEDED.get(rule, 1)


def density(zone: Zone, persons: Sequence[Box], *, width: int, height: int) -> float:
    """How much of the zone's picture the persons' boxes would fill, side by side: 0.5 is half of it.

    That is the number of persons by the area of a mean person's box, so that people who are small because
    they are far away are not taken for a thin crowd. It knows nothing of how flat the camera looks over the
    ground: compare it with what the same camera shows on other days, not with another camera.
    """
    return sum(map(area_px, persons)) / (area(zone.shape.corners) * width * height)


def _counts(zone: Zone, box: Box, look: Detections) -> bool:
    """Whether the zone's rule is about such a box, there where it stands. A line is everywhere."""
    if box.kind not in _kinds(zone) or box.score < zone.least_confidence:
        return False
    stamp, shape = look.stamp, zone.shape
    if box.y2 - box.y1 < zone.least_height * stamp.height:
        return False
    return isinstance(shape, Line) or stands_in(box, shape, width=stamp.width, height=stamp.height)


def _kinds(zone: Zone) -> tuple[Kind, ...]:
    if zone.rule is RuleKind.LINE_CROSSED:
        return _SUBJECTS[zone.subject]
    if zone.rule in (RuleKind.VEHICLE_IN_ZONE, RuleKind.VEHICLE_STANDING):
        return (Kind.VEHICLE,)
    return (Kind.PERSON,)


def _is_due(zone: Zone, measure: float) -> bool:
    if zone.rule.takes_time:
        return measure >= zone.after_s
    if zone.rule is RuleKind.LINE_CROSSED:
        wanted = {Direction.EITHER: abs(measure), Direction.LEFT_TO_RIGHT: measure}
        return wanted.get(zone.direction, -measure) > 0
    return True


def _in_zone(zone: Zone, before: Stays, boxes: Sequence[Box], look: Detections) -> Stays:
    return followed(before, boxes, look, kept_s=zone.cool_down_s)


def _loitering(zone: Zone, before: Stays, boxes: Sequence[Box], look: Detections) -> Stays:
    """Measures the seconds since it came in; steps outside are forgiven for as long as a lost track."""

    def measured(stay: Stay) -> Stay:
        return replace(stay, measure=(stay.seen_ns - stay.since_ns) / 1e9)

    return _each(_in_zone(zone, before, boxes, look), measured)


def _standing(zone: Zone, before: Stays, boxes: Sequence[Box], look: Detections) -> Stays:
    """Measures the seconds since it last moved by its own length; then it stands anew, and may alert anew."""

    def measured(stay: Stay) -> Stay:
        anchor = stay.anchor
        if anchor is None or moved_px(anchor, stay.box) >= size_px(anchor):
            return replace(stay, anchor=stay.box, anchor_ns=stay.seen_ns, measure=0.0, raised=False)
        return replace(stay, measure=(stay.seen_ns - stay.anchor_ns) / 1e9)

    return _each(_in_zone(zone, before, boxes, look), measured)


def _crossing(zone: Zone, before: Stays, boxes: Sequence[Box], look: Detections) -> Stays:
    """Measures how its feet crossed since they were last clear of the line: 1 from left to right, -1 back."""
    line = zone.shape
    assert isinstance(line, Line)
    width, height = look.stamp.width, look.stamp.height

    def measured(stay: Stay) -> Stay:
        box, (x, y) = stay.box, stay.box.foot
        clear_px = _CLEAR * (box.y2 - box.y1)
        if line.distance_px(x / width, y / height, width=width, height=height) < clear_px:
            return replace(stay, measure=0.0)
        net = 0
        if stay.anchor is not None:
            from_x, from_y = stay.anchor.foot
            net = line.crossings((from_x / width, from_y / height), (x / width, y / height))
        return replace(stay, anchor=box, anchor_ns=stay.seen_ns, measure=float((net > 0) - (net < 0)))

    return _each(_in_zone(zone, before, boxes, look), measured)


def _crowd(zone: Zone, before: Stays, boxes: Sequence[Box], look: Detections) -> Stays:
    """One stay: the crowd's own, as long as there are enough; its box is the surest person's."""
    stamp, at_ns = look.stamp, look.stamp.captured_at_ns
    known = next(
        (stay for stay in before.known if remembered(stay, before, at_ns, kept_s=zone.cool_down_s)), None
    )
    dense = density(zone, boxes, width=stamp.width, height=stamp.height) >= zone.least_density
    if len(boxes) >= zone.least_count and dense:
        surest = max(boxes, key=lambda box: box.score)
        crowd = known or Stay(surest, since_ns=at_ns, seen_ns=at_ns)
        known = replace(crowd, box=surest, seen_ns=at_ns, measure=float(len(boxes)))
    return Stays((known,) if known else (), looked_ns=at_ns)


def _each(stays: Stays, measured: Callable[[Stay], Stay]) -> Stays:
    """With what the rule measures of each that the look saw."""
    known = tuple(measured(stay) if stay.seen_ns == stays.looked_ns else stay for stay in stays.known)
    return replace(stays, known=known)


_STEPS: Mapping[RuleKind, _Step] = {
    RuleKind.PERSON_IN_ZONE: _in_zone,
    RuleKind.LOITERING: _loitering,
    RuleKind.LINE_CROSSED: _crossing,
    RuleKind.CROWD: _crowd,
    RuleKind.VEHICLE_IN_ZONE: _in_zone,
    RuleKind.VEHICLE_STANDING: _standing,
}
