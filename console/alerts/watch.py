"""A zone under watch: one cause, one alert, held against more than one look."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4

from console.alerts.alert import Alert
from console.alerts.rules import after_look, causes, looks_needed
from console.alerts.stay import LOOK_COUNTS_NS, Stay, Stays
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.detection.detection import Detections

_LOOKS = 3


@dataclass(slots=True)
class Watch:
    """What is remembered of a zone. Its only time is that of the frames.

    Thread: one at a time.
    """

    zone: Zone
    stays: Stays = field(default_factory=Stays)
    hits_ns: deque[tuple[int, bool]] = field(default_factory=lambda: deque(maxlen=_LOOKS))
    quiet_until_ns: int = 0

    def weigh(self, look: Detections) -> Stay | None:
        """What to raise an alert for now; mostly None.

        What was raised for does not come again while it is there, nor before it was away for the zone's
        cool-down; something else does when the cool-down since the last alert is over.
        """
        zone, at_ns = self.zone, look.stamp.captured_at_ns
        self.stays = after_look(zone, self.stays, look)
        due = causes(zone, self.stays)
        self.hits_ns.append((at_ns, bool(due)))
        hits = sum(hit and at_ns - seen_ns <= LOOK_COUNTS_NS for seen_ns, hit in self.hits_ns)
        if not due or hits < looks_needed(zone.rule) or at_ns < self.quiet_until_ns:
            return None
        self.quiet_until_ns = at_ns + int(zone.cool_down_s * 1e9)
        known = (replace(stay, raised=stay.raised or stay in due) for stay in self.stays.known)
        self.stays = replace(self.stays, known=tuple(known))
        return due[0]


def alert_for(
    zone: Zone, cause: Stay, look: Detections, *, camera: Camera, at_utc: datetime, utc_offset_min: int
) -> Alert:
    """The alert that `Watch.weigh` gave cause for."""
    return Alert(
        id=uuid4().hex,
        camera=camera,
        zone=zone,
        priority=zone.priority,
        raised_at_utc=at_utc,
        utc_offset_min=utc_offset_min,
        stamp=look.stamp,
        boxes=look.boxes,
        cause=cause.box,
        amount=int(cause.measure),
    )
