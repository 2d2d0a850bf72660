"""What a person saw on a camera without an alert: where, when, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.cameras.camera import Camera
from console.detection.detection import Box


@dataclass(frozen=True, slots=True)
class Seen:
    """What a record of it begins with."""

    camera: Camera
    at_ns: int  # monotonic
    at_utc: datetime
    at_text: str  # local
    boxes: tuple[Box, ...] = ()  # of then

    @property
    def key(self) -> str:
        """By which what was typed of it is kept; no alert has such an id."""
        return f"@{self.camera.id}"
