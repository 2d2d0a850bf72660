"""The same thing from look to look: greedy matching by overlap, each track at constant velocity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from console.detection.detection import Box
from console.detection.overlap import Corners, overlaps

_LEAST_OVERLAP = 0.2  # of a predicted and a found box; people walk half their width between two slow looks
_LOST_AFTER_NS = 2_000_000_000  # two slow looks, with many cameras a detector; then a track is over
_SMOOTHING_S = 0.3  # jitter of a box from frame to frame dies out within this time


@dataclass(slots=True)
class _Track:
    number: int
    box: Box
    seen_at_ns: int


class Tracker:
    """Follows the things of one camera. Pure: its only time is that of the frames.

    Thread: one at a time.
    """

    def __init__(self) -> None:
        self._tracks: list[_Track] = []
        self._last_number = 0

    def follow(self, boxes: Sequence[Box], *, at_ns: int) -> tuple[Box, ...]:
        """The boxes in their order, each with its track and that track's velocity.

        `at_ns` grows from call to call.
        """
        self._tracks = [track for track in self._tracks if at_ns - track.seen_at_ns <= _LOST_AFTER_NS]
        matches = self._matches(boxes, at_ns)
        return tuple(self._followed(box, matches.get(index), at_ns) for index, box in enumerate(boxes))

    def _matches(self, boxes: Sequence[Box], at_ns: int) -> dict[int, _Track]:
        """Index of a box → its track; the best overlaps are settled first."""
        if not boxes or not self._tracks:
            return {}
        expected = [track.box.after((at_ns - track.seen_at_ns) / 1e9) for track in self._tracks]
        shared = overlaps(_corners(expected), _corners(boxes))
        for row, box in enumerate(expected):
            shared[row, [_differ(box, other) for other in boxes]] = 0
        found: dict[int, _Track] = {}
        while (best := shared.max()) >= _LEAST_OVERLAP and best > 0:
            row, column = divmod(int(shared.argmax()), len(boxes))
            found[column] = self._tracks[row]
            shared[row, :] = shared[:, column] = 0
        return found

    def _followed(self, box: Box, track: _Track | None, at_ns: int) -> Box:
        if track is None:
            self._last_number += 1
            track = _Track(self._last_number, box, at_ns)
            self._tracks.append(track)
        vx, vy = _velocity(track, box, at_ns)
        track.box = replace(box, track=track.number, vx=vx, vy=vy)
        track.seen_at_ns = at_ns
        return track.box


def _differ(one: Box, other: Box) -> bool:
    """Models change their mind between car and truck, not between person and car."""
    return one.kind is not other.kind


def _velocity(track: _Track, box: Box, at_ns: int) -> tuple[float, float]:
    """px/s of the box's centre, smoothed over the time that went by."""
    seconds = (at_ns - track.seen_at_ns) / 1e9
    if seconds <= 0:
        return track.box.vx, track.box.vy
    weight = 1 - math.exp(-seconds / _SMOOTHING_S)
    dx = (box.x1 + box.x2 - track.box.x1 - track.box.x2) / 2
    dy = (box.y1 + box.y2 - track.box.y1 - track.box.y2) / 2
    vx, vy = track.box.vx, track.box.vy
    return vx + (dx / seconds - vx) * weight, vy + (dy / seconds - vy) * weight


def _corners(boxes: Sequence[Box]) -> Corners:
    return np.array([(box.x1, box.y1, box.x2, box.y2) for box in boxes], np.float32)
