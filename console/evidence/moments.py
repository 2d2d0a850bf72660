"""Moments that a person points at on a camera: their seconds are kept until the record of them is written."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from console.alerts.pins import AlertPins
from console.cameras.camera import Camera


@dataclass(frozen=True, slots=True)
class Moment:
    """What is to be joined to a record that no alert led to."""

    camera: Camera
    at_ns: int  # monotonic


class Moments:
    """Thread: any."""

    def __init__(self, pins: AlertPins) -> None:
        self._pins = pins
        self._lock = threading.Lock()
        # Guarded by _lock
        self._held: dict[str, Moment] = {}  # by the ref under which it will be recorded

    def hold(self, ref: str, moment: Moment) -> None:
        """In place of another that was held under that ref."""
        self.let_go(ref)
        self._pins.hold_moment(ref, moment.camera.id, at_ns=moment.at_ns)
        with self._lock:
            self._held[ref] = moment

    def let_go(self, ref: str) -> None:
        """Nothing is recorded of it. Nothing where none is held."""
        with self._lock:
            self._held.pop(ref, None)
        self._pins.unpin(ref)

    def take(self, ref: str) -> Moment | None:
        """The one whose record was written; its seconds stay until they are let go."""
        with self._lock:
            return self._held.pop(ref, None)
