"""From detections to alerts: each zone's rule, held against more than one look."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from console.alerts.alert import Alert
from console.alerts.rules import cause_in
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.detection import Box, Detections

_LOOKS = 3
_NEEDED = 2  # of the last _LOOKS: one look alone may be a model's mistake
_LOOK_COUNTS_NS = 20_000_000_000  # looks further apart say nothing together (a camera that was lost)


@dataclass(slots=True)
class _Watch:
    """What the judge remembers of a zone."""

    zone: Zone
    hits_ns: deque[tuple[int, bool]] = field(default_factory=lambda: deque(maxlen=_LOOKS))
    quiet_until_ns: int = 0


class Judge:
    """Holds every zone against its camera's detections.

    Thread: any; detections of one camera come one after another.
    """

    def __init__(self, zones: Iterable[Zone], clock: Clock, *, cameras: Mapping[str, Camera]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # Guarded by _lock
        self._cameras = cameras
        self._watches = _by_camera(zones)

    def change(self, zones: Iterable[Zone], *, cameras: Mapping[str, Camera]) -> None:
        """Puts other zones in force; what is remembered starts anew."""
        with self._lock:
            self._cameras = cameras
            self._watches = _by_camera(zones)

    def judge(self, detections: Detections) -> list[Alert]:
        """The alerts that this look gives cause for; empty for most."""
        with self._lock:
            camera = self._cameras.get(detections.stamp.camera_id)
            if camera is None:
                return []
            watches = self._watches.get(camera.id, ())
            causes = [(watch.zone, self._weigh(watch, detections)) for watch in watches]
        return [self._alert(camera, zone, cause, detections) for zone, cause in causes if cause is not None]

    def _weigh(self, watch: _Watch, detections: Detections) -> Box | None:
        """The box for which to raise an alert now. The caller holds the lock."""
        stamp, zone = detections.stamp, watch.zone
        if not zone.hours.hold(self._clock.now_utc(), utc_offset_min=self._clock.utc_offset_min()):
            return None
        cause = cause_in(zone, detections.boxes, width=stamp.width, height=stamp.height)
        at_ns = stamp.captured_at_ns
        watch.hits_ns.append((at_ns, cause is not None))
        hits = sum(hit and at_ns - seen_ns <= _LOOK_COUNTS_NS for seen_ns, hit in watch.hits_ns)
        if cause is None or hits < _NEEDED or at_ns < watch.quiet_until_ns:
            return None
        watch.quiet_until_ns = at_ns + int(zone.cool_down_s * 1e9)
        return cause

    def _alert(self, camera: Camera, zone: Zone, cause: Box, detections: Detections) -> Alert:
        return Alert(
            id=uuid4().hex,
            camera=camera,
            zone=zone,
            priority=zone.priority,
            raised_at_utc=self._clock.now_utc(),
            utc_offset_min=self._clock.utc_offset_min(),
            stamp=detections.stamp,
            boxes=detections.boxes,
            cause=cause,
        )


def _by_camera(zones: Iterable[Zone]) -> dict[str, list[_Watch]]:
    watches: dict[str, list[_Watch]] = {}
    for zone in zones:
        watches.setdefault(zone.camera_id, []).append(_Watch(zone))
    return watches
