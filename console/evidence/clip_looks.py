"""The boxes that were kept beside a clip, each laid on the frame of the clip that it was seen in."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from console.detection.detection import Box, Detections
from console.detection.labels import kind_of
from console.media.clip import epoch_ns
from console.media.frame import FrameStamp

# A frame is never filmed after it came in; but clip and boxes were dated by two looks at the clock.
_SLACK_NS = 2_000_000


def read_clip_looks(file: Path, *, sha256: str, frames_ns: Sequence[int]) -> tuple[Detections, ...]:
    """Of the clip whose frames have those moments (UTC ns, ascending); their stamps have them too.

    Nothing where the file is missing, is not the one that was recorded, or is no table of boxes.
    """
    try:
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            return ()
        return tuple(
            look for line in content.splitlines() if (look := _look(json.loads(line), frames_ns)) is not None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def utc_ns(text: str) -> int:
    """Of an entry's moment; raises ValueError where it is none."""
    return epoch_ns(datetime.fromisoformat(text))


def _look(row: dict[str, Any], frames_ns: Sequence[int]) -> Detections | None:
    """None where the clip does not hold its frame."""
    at = bisect_right(frames_ns, utc_ns(row["at_utc"]) + _SLACK_NS) - 1
    if at < 0:
        return None
    stamp = FrameStamp("", at, frames_ns[at], frames_ns[at], int(row["width"]), int(row["height"]))
    return Detections(stamp, tuple(_box(each) for each in row["boxes"]), frames_ns[at], 0)


def _box(row: dict[str, Any]) -> Box:
    label = str(row["label"])
    x1, y1, x2, y2 = map(float, row["box"])
    return Box(label, kind_of(label), row["score"] / 100, x1, y1, x2, y2, row.get("track"))
