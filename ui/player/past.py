"""What is known of a film's time besides its pictures: boxes and alerts of then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from console.cameras.polygon import Polygon
from console.detection.detection import Detections
from console.detection.own_frame import laid
from ui.player.timeline_painter import AlertMark


@dataclass(frozen=True, slots=True)
class Past:
    """All moments by the film's own clock. Thread: GUI."""

    looks: Callable[[int, int], Sequence[Detections]]  # on frames from, to
    alerts: Callable[[], Sequence[AlertMark]] = field(default=tuple)
    frames: Callable[[], Sequence[int]] = field(default=tuple)  # their moments; none: each look is on its own
    masks: Callable[[], tuple[Polygon, ...]] = field(default=tuple)  # that are filled in now
    lifted: Callable[[], str] = field(default=str)  # in words, while they are not

    def laid(self, looks: Sequence[Detections]) -> Mapping[int, Detections]:
        """By the moment of the frame on which its boxes are drawn."""
        if frames_ns := self.frames():
            return laid(looks, frames_ns)
        return {look.stamp.captured_at_ns: look for look in looks}
