"""How long things have been there: the same thing from look to look, over a track that was lost for a while.

A track that comes back under another number is handed over by place: the new one takes up the stay of one
that is missing, if it is of the same kind and about the same size. After at most two seconds it must stand
within its own size of where the other was last, or where its velocity took it. Later – hidden behind a bus,
missed by the detector, looked at seldom – it must not have moved: the boxes share half of what both cover.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from console.detection.detection import Box, Detections
from console.detection.overlap import overlap

_LOST_NS = 2_000_000_000  # a thing may have moved meanwhile
_HIDDEN_NS = 10_000_000_000  # it may not; two buses go by in this time, and a person waits for them
LOOK_COUNTS_NS = 20_000_000_000  # looks further apart say nothing together (a camera that was lost)
_SAME_PLACE = 0.5  # of both boxes together: a parked car's boxes share more, two people's in a queue less
_LEAST_SIZE = 0.5  # of one box's height by the other's: half hidden by a fence it is the same person


@dataclass(frozen=True, slots=True)
class Stay:
    """One thing's time in a zone, whatever numbers its track had."""

    box: Box  # as it was seen last
    since_ns: int  # captured
    seen_ns: int
    anchor: Box | None = None  # the rule's: where it stopped, or where it last was clear of a line
    anchor_ns: int = 0
    measure: float = 0.0  # the rule's, at the last look: seconds, persons, or how it crossed
    raised: bool = False  # an alert was raised for it


@dataclass(frozen=True, slots=True)
class Stays:
    """All that is remembered of a zone after a look."""

    known: tuple[Stay, ...] = ()
    tracks: frozenset[int] = frozenset()  # of that look, in the zone or not
    looked_ns: int = 0

    @property
    def here(self) -> tuple[Stay, ...]:
        """Those that the last look saw."""
        return tuple(stay for stay in self.known if stay.seen_ns == self.looked_ns)


def followed(before: Stays, seen: Sequence[Box], look: Detections, *, kept_s: float) -> Stays:
    """The stays after a look that saw these of its boxes in the zone.

    One for which an alert was raised is remembered for `kept_s` after it was last seen, so that a thing that
    the detector misses now and then is still the same one.
    """
    at_ns = look.stamp.captured_at_ns
    present = frozenset(box.track for box in look.boxes if box.track is not None)
    missing = [stay for stay in before.known if remembered(stay, before, at_ns, kept_s=kept_s)]
    found: dict[int, Stay] = {}  # index of a box → its stay
    by_track = {stay.box.track: stay for stay in missing if _fresh(stay, before, at_ns)}
    for index, box in enumerate(seen):
        if box.track is not None and box.track in by_track:
            found[index] = by_track[box.track]
    lost = [stay for stay in _without(missing, found) if stay.box.track not in present]
    new = [index for index, box in enumerate(seen) if index not in found and box.track not in before.tracks]
    found |= _handed_over(lost, {index: seen[index] for index in new}, at_ns)
    stays = _without(missing, found)
    stays += [_seen(found.get(index), box, at_ns) for index, box in enumerate(seen)]
    return Stays(tuple(stays), present, at_ns)


def _without(stays: Sequence[Stay], found: Mapping[int, Stay]) -> list[Stay]:
    taken = {id(stay) for stay in found.values()}
    return [stay for stay in stays if id(stay) not in taken]


def remembered(stay: Stay, before: Stays, at_ns: int, *, kept_s: float) -> bool:
    """Whether what was last known of it may still be said of a look at `at_ns`."""
    return _fresh(stay, before, at_ns) or (stay.raised and at_ns - stay.seen_ns <= kept_s * 1e9)


def _fresh(stay: Stay, before: Stays, at_ns: int) -> bool:
    """Missed for a short while, or by no look at all: a still camera is looked at every few seconds."""
    longest_ns = LOOK_COUNTS_NS if stay.seen_ns == before.looked_ns else _HIDDEN_NS
    return at_ns - stay.seen_ns <= longest_ns


def _seen(stay: Stay | None, box: Box, at_ns: int) -> Stay:
    return replace(stay, box=box, seen_ns=at_ns) if stay else Stay(box, since_ns=at_ns, seen_ns=at_ns)


def _handed_over(lost: Sequence[Stay], boxes: Mapping[int, Box], at_ns: int) -> dict[int, Stay]:
    """The nearest pairs first; each stay and each box once."""
    pairs = [
        (near, number, index)
        for number, stay in enumerate(lost)
        for index, box in boxes.items()
        if (near := _nearness(stay, box, at_ns)) > 0
    ]
    found: dict[int, Stay] = {}
    given: set[int] = set()
    for _near, number, index in sorted(pairs, reverse=True):
        if number not in given and index not in found:
            given.add(number)
            found[index] = lost[number]
    return found


def _nearness(stay: Stay, box: Box, at_ns: int) -> float:
    """0: it cannot be the same; up to 1: at the very place."""
    last, gap_ns = stay.box, at_ns - stay.seen_ns
    heights = sorted((last.y2 - last.y1, box.y2 - box.y1))
    if last.kind is not box.kind or heights[0] < _LEAST_SIZE * heights[1]:
        return 0.0
    if gap_ns > _LOST_NS:
        shared = overlap(last, box)
        return shared if shared >= _SAME_PLACE else 0.0
    far_px = min(moved_px(last, box), moved_px(last.after(gap_ns / 1e9), box))
    return 1 - far_px / max(size_px(last), size_px(box), 1.0)


def moved_px(one: Box, other: Box) -> float:
    """How far apart their feet are."""
    return math.dist(one.foot, other.foot)


def size_px(box: Box) -> float:
    """The longer side: a person's height, a vehicle's length or as much of it as is seen."""
    return max(box.x2 - box.x1, box.y2 - box.y1)
