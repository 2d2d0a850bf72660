"""A person in a clip, from first sighting to last, and where in each frame nothing of them may be seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

MARGIN_US = 1_000_000  # before the first and after the last sighting: a detector is late, and lets go early
_GROWTH = 0.2  # of the box's width on its left and on its right, of its height above and below
_SPEED_OVER_US = 500_000  # from the sightings of so long a time it is known how fast somebody comes or goes

Corners = tuple[float, float, float, float]  # x1, y1, x2, y2, px
Colours = tuple[tuple[int, int, int], ...]  # of the cells of a mosaic, row by row: Y, U, V


@dataclass(frozen=True, slots=True)
class Sighting:
    at_us: int  # media time in the clip
    box: Corners


@dataclass(frozen=True, slots=True)
class Person:
    """One track. Where a tracker may have taken two persons for one, they are two of these."""

    number: int
    score: float  # of the surest sighting, 0..1
    sightings: tuple[Sighting, ...]  # in the order of time, one at least
    colours: Colours

    @property
    def first_us(self) -> int:
        return self.sightings[0].at_us

    @property
    def last_us(self) -> int:
        return self.sightings[-1].at_us

    def numbered(self, number: int) -> Person:
        return replace(self, number=number)

    def seen_in(self, at_us: int) -> Corners | None:
        """Where they are between first and last sighting, not grown."""
        if not self.first_us <= at_us <= self.last_us:
            return None
        after = bisect_right(self.sightings, at_us, key=lambda sighting: sighting.at_us)
        around = self.sightings[after - 1 : after + 1]
        if around[0].at_us == at_us:
            return around[0].box
        # Between two looks they may be anywhere between: both boxes and what lies among them. So a gap in
        # which the detector lost them is bridged.
        return _hull(sighting.box for sighting in around)

    def covered_in(self, at_us: int) -> Corners | None:
        """What is blurred then: where they are, were or will be within MARGIN_US, grown."""
        box = self.seen_in(at_us)
        if box is None and self.first_us - MARGIN_US <= at_us < self.first_us:
            box = _drifted(self.sightings, at_us)
        elif box is None and self.last_us < at_us <= self.last_us + MARGIN_US:
            box = _drifted(self.sightings[::-1], at_us)
        return grown(box) if box else None

    def body(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "number": self.number,
            "score": self.score,
            "sightings": [[sighting.at_us, *sighting.box] for sighting in self.sightings],
            "colours": self.colours,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Person:
        sightings = tuple(Sighting(at_us, (x1, y1, x2, y2)) for at_us, x1, y1, x2, y2 in body["sightings"])
        colours = tuple((y, u, v) for y, u, v in body["colours"])
        return cls(body["number"], body["score"], sightings, colours)


def grown(box: Corners) -> Corners:
    x1, y1, x2, y2 = box
    across, down = (x2 - x1) * _GROWTH, (y2 - y1) * _GROWTH
    return x1 - across, y1 - down, x2 + across, y2 + down


def _drifted(sightings: Sequence[Sighting], at_us: int) -> Corners:
    """Beyond the first of the sightings: its box, and the way to where its speed would have them by then."""
    end = sightings[0]
    inner = [one for one in sightings[1:] if abs(one.at_us - end.at_us) <= _SPEED_OVER_US]
    if not inner:
        return end.box
    steps = (at_us - end.at_us) / (end.at_us - inner[-1].at_us)
    dx = ((end.box[0] + end.box[2]) - (inner[-1].box[0] + inner[-1].box[2])) / 2 * steps
    dy = ((end.box[1] + end.box[3]) - (inner[-1].box[1] + inner[-1].box[3])) / 2 * steps
    x1, y1, x2, y2 = end.box
    return _hull([end.box, (x1 + dx, y1 + dy, x2 + dx, y2 + dy)])


def _hull(boxes: Iterable[Corners]) -> Corners:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
