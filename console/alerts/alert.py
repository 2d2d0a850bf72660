"""An alert: what a rule saw, on which frame, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from console.alerts.rule_kind import RuleKind
from console.alerts.zone import Zone
from console.cameras.camera import Camera, camera_fields
from console.cameras.line import Line
from console.detection.detection import Box, Source
from console.detection.filters import stands_in
from console.language import N_, _

if TYPE_CHECKING:
    from console.media.frame import FrameStamp


OWN_RULE = N_("the camera's own alarm")  # what entries say where a rule on the camera itself spoke


class AlertState(Enum):
    RAISED = "raised"
    TAKEN = "taken"
    ESCALATED = "escalated"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    EXPIRED = "expired"

    @property
    def final(self) -> bool:
        """Whether an alert in this state has left the inbox."""
        return self in (AlertState.CONFIRMED, AlertState.DISMISSED, AlertState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Alert:
    """Frozen: each step of its life makes a new value."""

    id: str  # uuid4, hex
    camera: Camera
    zone: Zone
    priority: int  # 1 is the most urgent, 3 the least
    raised_at_utc: datetime
    utc_offset_min: int
    stamp: FrameStamp  # the frame that raised it, and that its still shows
    boxes: tuple[Box, ...]  # all of that frame
    cause: Box  # the one that the rule names
    state: AlertState = AlertState.RAISED
    taken_by: str = ""
    answered_by: str = ""  # the shift lead who took it after it was escalated
    count: int = 1  # how often it came, repeats folded in
    amount: int = 0  # what the rule measured: seconds, persons of a crowd, 1 or -1 for a line's direction
    entry_seq: int | None = None  # of its "alert raised" in the journal, once that is written
    source: Source = Source.MODEL  # who saw it
    event: str = ""  # the topic, where a rule on the camera itself raised it: its zone is none of the desk's


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """Fact: a rule spoke. The still is a JPEG of the full frame, empty where it could not be had."""

    alert: Alert
    still_jpeg: bytes


@dataclass(frozen=True, slots=True)
class AlertReopened:
    """Fact: a dismissed alert is open again, rebuilt from the journal; its still as in AlertRaised."""

    alert: Alert
    still_jpeg: bytes


@dataclass(frozen=True, slots=True)
class AlertEscalated:
    """Fact: it is written that a shift lead is called; a sound may go with it."""

    alert: Alert
    after_s: int = 0  # for so long nobody had taken it; 0: a person called


def concerned(alert: Alert) -> tuple[Box, ...]:
    """Of the boxes on its frame those that stand where its rule looks; of a line's, the one that crossed."""
    shape, stamp = alert.zone.shape, alert.stamp
    if alert.event or isinstance(shape, Line):
        return (alert.cause,)
    inside = [box for box in alert.boxes if stands_in(box, shape, width=stamp.width, height=stamp.height)]
    return tuple(inside) or (alert.cause,)


def alert_fields(alert: Alert) -> dict[str, str]:
    """How an entry's body names an alert, with its camera."""
    return {"alert_id": alert.id, **camera_fields(alert.camera)}


def stored_rule(alert: Alert) -> str:
    """How entries name the rule that spoke."""
    return OWN_RULE if alert.event else alert.zone.rule.value


def alert_title(alert: Alert) -> str:
    """What happened and where, in the language in use: read at a glance, the event first."""
    if alert.event:
        return _("Camera's own alarm: {event}").format(event=alert.zone.name)
    titles = {
        RuleKind.PERSON_IN_ZONE: _("Person in zone: {zone}"),
        RuleKind.LOITERING: _("Loitering {time}: {zone}"),
        RuleKind.LINE_CROSSED: _("Line crossed: {zone}"),
        RuleKind.CROWD: _("Crowd of {count}: {zone}"),
        RuleKind.VEHICLE_IN_ZONE: _("Vehicle where none may be: {zone}"),
        RuleKind.VEHICLE_STANDING: _("Vehicle standing {time}: {zone}"),
    }
    return titles[alert.zone.rule].format(
        zone=alert.zone.name, time=span_text(alert.amount), count=alert.amount
    )


def span_text(seconds: int) -> str:
    """A span as short as it can be said: whole minutes from one minute on."""
    if seconds < 60:
        return _("{seconds} s").format(seconds=seconds)
    return _("{minutes} min").format(minutes=seconds // 60)
