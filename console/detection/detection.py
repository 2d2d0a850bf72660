"""What a model saw in one frame: boxes in source pixels, and the frame they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from console.detection.colour import UNKNOWN, Worn

if TYPE_CHECKING:
    from console.media.frame import FrameStamp


class Kind(Enum):
    """What a thing is to the desk, whatever name the model has for it."""

    PERSON = "person"
    VEHICLE = "vehicle"
    OTHER = "other"


class Source(Enum):
    """Who saw it."""

    MODEL = "model"
    CAMERA = "camera"  # that thinks for itself


@dataclass(frozen=True, slots=True)
class Box:
    """One thing in a frame; corners in pixels of the full decoded frame, from its top left."""

    label: str  # the model's word: "person", "car", …
    kind: Kind
    score: float  # 0..1
    x1: float
    y1: float
    x2: float
    y2: float
    track: int | None = None  # the same number while the tracker takes it for the same thing
    vx: float = 0.0  # px/s of its track
    vy: float = 0.0
    held: bool = False  # too faint to count by itself: its track, counted before, holds it
    worn: Worn = UNKNOWN  # its track's colours, as far as they are sure

    @property
    def foot(self) -> tuple[float, float]:
        """Where it stands: the middle of the lower edge, px."""
        return (self.x1 + self.x2) / 2, self.y2

    def after(self, seconds: float) -> Box:
        """Where its track takes it: the box for a newer frame. For live tiles, at most 0.4 s on."""
        dx, dy = self.vx * seconds, self.vy * seconds
        return replace(self, x1=self.x1 + dx, y1=self.y1 + dy, x2=self.x2 + dx, y2=self.y2 + dy)


@dataclass(frozen=True, slots=True)
class Detections:
    """All boxes of one look at one frame; they belong to that frame alone."""

    stamp: FrameStamp
    boxes: tuple[Box, ...]
    detected_at_ns: int  # monotonic
    took_us: int  # the look's time: model, filters, tracks
    source: Source = Source.MODEL
