"""From detections to alerts: each zone of a camera, in its hours, held against what was seen."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

from console.alerts.alert import Alert
from console.alerts.watch import Watch, alert_for
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.detection import Detections


class Judge:
    """Holds every zone against its camera's detections.

    Thread: any; detections of one camera come one after another.
    """

    def __init__(self, zones: Iterable[Zone], clock: Clock, *, cameras: Mapping[str, Camera]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # Guarded by _lock
        self._cameras = cameras
        self._watches = _by_camera(map(Watch, zones))

    def change(self, zones: Iterable[Zone], *, cameras: Mapping[str, Camera]) -> None:
        """Puts other zones in force; of one that stayed as it was, all that is remembered stays too."""
        with self._lock:
            watched = {watch.zone: watch for watches in self._watches.values() for watch in watches}
            self._cameras = cameras
            self._watches = _by_camera(watched.get(zone) or Watch(zone) for zone in zones)

    def judge(self, detections: Detections) -> list[Alert]:
        """The alerts that this look gives cause for; empty for most."""
        now, offset_min = self._clock.now_utc(), self._clock.utc_offset_min()
        with self._lock:
            camera = self._cameras.get(detections.stamp.camera_id)
            if camera is None:
                return []
            found = [
                (watch.zone, watch.weigh(detections))
                for watch in self._watches.get(camera.id, ())
                if watch.zone.hours.hold(now, utc_offset_min=offset_min)
            ]
        return [
            alert_for(zone, cause, detections, camera=camera, at_utc=now, utc_offset_min=offset_min)
            for zone, cause in found
            if cause is not None
        ]


def _by_camera(watches: Iterable[Watch]) -> dict[str, list[Watch]]:
    by_camera: dict[str, list[Watch]] = {}
    for watch in watches:
        by_camera.setdefault(watch.zone.camera_id, []).append(watch)
    return by_camera
