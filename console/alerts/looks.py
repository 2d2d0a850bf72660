"""What detectors saw of each camera in the last two minutes: the boxes of an alert's clip and of a replay."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable

from console.detection.detection import Box, Detections
from console.media.clip import utc_at
from console.media.pin import LONGEST_PIN_NS

# As far as a pinned ring reaches back: a replay shows no picture whose boxes are forgotten. An alert's clip
# wants 40 s of it, and what it takes to come to writing it.
_KEPT_NS = LONGEST_PIN_NS


class Looks:
    """Thread: any; looks at one camera come one after another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Guarded by _lock
        self._by_camera: dict[str, deque[Detections]] = {}  # oldest first

    def note(self, detections: Detections) -> None:
        stamp = detections.stamp
        with self._lock:
            looks = self._by_camera.setdefault(stamp.camera_id, deque())
            looks.append(detections)
            while stamp.captured_at_ns - looks[0].stamp.captured_at_ns > _KEPT_NS:
                looks.popleft()

    def between(self, camera_id: str, *, from_ns: int, to_ns: int) -> list[Detections]:
        """Those at frames captured in that span, monotonic ns."""
        with self._lock:
            looks = tuple(self._by_camera.get(camera_id, ()))
        return [look for look in looks if from_ns <= look.stamp.captured_at_ns <= to_ns]


def look_lines(looks: Iterable[Detections], *, utc_minus_monotonic_ns: int) -> bytes:
    """JSON lines, one a look: {"at_utc", "width", "height", "boxes": [{"label", "score", "box", "track"}]}.

    "at_utc" is when the frame was captured; "score" is in hundredths, "box" [x1, y1, x2, y2] in pixels of the
    frame, which is "width" by "height"; "track" only where the tracker follows it. All numbers are whole.
    """
    lines = []
    for look in looks:
        at_utc = utc_at(look.stamp.captured_at_ns, utc_minus_monotonic_ns=utc_minus_monotonic_ns)
        row = {
            "at_utc": at_utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "width": look.stamp.width,
            "height": look.stamp.height,
            "boxes": [_box_row(box) for box in look.boxes],
        }
        lines.append(json.dumps(row, separators=(",", ":")) + "\n")
    return "".join(lines).encode("ascii")


def _box_row(box: Box) -> dict[str, object]:
    row: dict[str, object] = {
        "label": box.label,
        "score": round(box.score * 100),
        "box": [round(box.x1), round(box.y1), round(box.x2), round(box.y2)],
    }
    return row if box.track is None else {**row, "track": box.track}
