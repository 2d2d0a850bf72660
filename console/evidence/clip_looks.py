"""The boxes that were kept beside a clip, each laid on the frame of the clip that it belongs to."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from console.detection.detection import Box, Detections
from console.detection.labels import kind_of
from console.detection.own_frame import own_frame
from console.media.clip import epoch_ns
from console.media.frame import FrameStamp

# A frame is never filmed after it came in; but clip and boxes were dated by two looks at the clock.
_SLACK_NS = 2_000_000
# A clip's frames are dated by when they were filmed, a look by when its frame came in: later, if little.
_LATEST_NS = 500_000_000


@dataclass(frozen=True, slots=True)
class ClipFrames:
    """What must be known of a clip to lay boxes on it."""

    moments_ns: Sequence[int]  # UTC ns, ascending
    width: int  # px
    height: int


def read_clip_looks(file: Path, *, sha256: str, frames: ClipFrames) -> tuple[Detections, ...]:
    """Of the clip that has those frames; the looks' stamps have their moments.

    Nothing where the file is missing, is not the one that was recorded, or is no table of boxes.
    """
    try:
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            return ()
        return tuple(
            look for line in content.splitlines() if (look := _look(json.loads(line), frames)) is not None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def utc_ns(text: str) -> int:
    """Of an entry's moment; raises ValueError where it is none."""
    return epoch_ns(datetime.fromisoformat(text))


def _look(row: dict[str, Any], frames: ClipFrames) -> Detections | None:
    """None where the clip does not hold its frame."""
    at_ns, size = utc_ns(row["at_utc"]), (int(row["width"]), int(row["height"]))
    is_own = size == (frames.width, frames.height)  # else seen in the camera's other stream
    index = _frame_before(at_ns, frames.moments_ns) if is_own else own_frame(at_ns, frames.moments_ns)
    if index is None:
        return None
    frame_ns = frames.moments_ns[index]
    stamp = FrameStamp("", index, frame_ns, frame_ns, *size)
    return Detections(stamp, tuple(_box(each) for each in row["boxes"]), frame_ns, 0)


def _frame_before(at_ns: int, moments_ns: Sequence[int]) -> int | None:
    index = bisect_right(moments_ns, at_ns + _SLACK_NS) - 1
    return index if index >= 0 and at_ns - moments_ns[index] <= _LATEST_NS else None


def _box(row: dict[str, Any]) -> Box:
    label = str(row["label"])
    x1, y1, x2, y2 = map(float, row["box"])
    return Box(label, kind_of(label), row["score"] / 100, x1, y1, x2, y2, row.get("track"))
