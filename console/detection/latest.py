"""The newest detections of each camera, for whoever paints them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.detection.detection import Detections


class LatestDetections:
    """One slot a camera; the newest frame wins, so that a slow look never covers a newer one.

    Thread: any.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Guarded by _lock
        self._by_camera: dict[str, Detections] = {}

    def put(self, detections: Detections) -> None:
        camera_id = detections.stamp.camera_id
        with self._lock:
            held = self._by_camera.get(camera_id)
            if held is None or held.stamp.captured_at_ns <= detections.stamp.captured_at_ns:
                self._by_camera[camera_id] = detections

    def get(self, camera_id: str) -> Detections | None:
        with self._lock:
            return self._by_camera.get(camera_id)

    def forget(self, camera_id: str) -> None:
        """For a camera that is no longer watched."""
        with self._lock:
            self._by_camera.pop(camera_id, None)
