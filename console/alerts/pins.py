"""An alert: the seconds round its cause are kept until its clip is cut, main is shown until it is decided."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from console.alerts.alert import Alert

if TYPE_CHECKING:
    from console.media.pin import Pin

ROUND_NS = 20_000_000_000  # before the cause, and after it


class PinningHost(Protocol):
    """What of the media host is needed here."""

    def pin(self, camera_id: str, *, from_ns: int, to_ns: int) -> Pin: ...

    def unpin(self, pin: Pin) -> None: ...

    def hold_main(self, camera_id: str) -> None: ...

    def release_main(self, camera_id: str) -> None: ...


class AlertPins:
    """Thread: any; a detector's holds, the evidence keeper's unpins, main lets go of main."""

    def __init__(self, host: PinningHost) -> None:
        self._host = host
        self._lock = threading.Lock()
        # Guarded by _lock
        self._pins: dict[str, Pin] = {}  # by alert id, or the key of a moment
        self._mains: dict[str, str] = {}  # alert id → camera

    def hold(self, alert: Alert) -> None:
        self.hold_moment(alert.id, alert.camera.id, at_ns=alert.stamp.captured_at_ns)
        self._host.hold_main(alert.camera.id)
        with self._lock:
            self._mains[alert.id] = alert.camera.id

    def hold_moment(self, key: str, camera_id: str, *, at_ns: int) -> None:
        """Keeps the seconds round a moment (monotonic) until `unpin`; `key` is an alert's id, or another."""
        pin = self._host.pin(camera_id, from_ns=at_ns - ROUND_NS, to_ns=at_ns + ROUND_NS)
        with self._lock:
            self._pins[key] = pin

    def unpin(self, key: str) -> None:
        """Its clip is cut, or cannot be. Nothing where it is not held."""
        with self._lock:
            pin = self._pins.pop(key, None)
        if pin:
            self._host.unpin(pin)

    def release_main(self, alert_id: str) -> None:
        """It has left the inbox. Nothing where it is not held."""
        with self._lock:
            camera_id = self._mains.pop(alert_id, None)
        if camera_id:
            self._host.release_main(camera_id)
