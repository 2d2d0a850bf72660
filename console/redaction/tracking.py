"""Who is in a clip: every person that a detector sees, from look to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from console.detection.detection import Box
from console.detection.model import Model
from console.detection.overlap import overlaps
from console.detection.tracker import Tracker
from console.media.area import Area
from console.media.worker.evidence_reader import ClipReader, read_still
from console.media.worker.full_frame import FullFrame, Pixels
from console.redaction.mosaic import Masks, colours_of
from console.redaction.person import Colours, Corners, Person, Sighting, grown
from console.redaction.tiles import find_in

# Eight looks a second: somebody who runs goes a step between two, which the box of both covers.
_LOOK_US = 125_000
_LEAST_PX = 2  # narrower boxes show nothing
_TOGETHER = 0.3  # IoU from which a tracker may take one of two persons for the other
_PARTED_US = 500_000  # so long apart they are no longer together
_LOST_US = 500_000  # after so long unseen, who comes back may be somebody else
_PORTRAIT_PX = 160
_SURER = 0.05  # a portrait is taken anew for so much more of a score


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    persons: tuple[Person, ...]  # by their first sighting, numbered from 1
    portraits: dict[int, Pixels]  # of each, where they were seen best: for choosing, never for giving away


def find_in_clip(file: Path, model: Model, *, masks: Masks, progress: Callable[[float], None]) -> Found:
    """Looks at the whole clip eight times a second; `masks` are filled in on the portraits.

    Raises:
        Problem: the clip cannot be read to its end.
    """
    gathering, looked_us = _Gathering(), -_LOOK_US
    with ClipReader(file) as reader:
        for frame in reader.frames():
            if frame.at_us - looked_us >= _LOOK_US:
                looked_us = frame.at_us
                gathering.look_at(frame, model, masks)
                progress(frame.index / max(frame.index + 1, reader.expected))
    return gathering.found()


def find_in_still(file: Path, model: Model, *, masks: Masks) -> Found:
    """Raises Problem where it is no picture."""
    gathering = _Gathering()
    gathering.look_at(read_still(file), model, masks)
    return gathering.found()


@dataclass(slots=True)
class _Track:
    score: float = 0.0
    sightings: list[Sighting] = field(default_factory=list)
    colours: Colours = ()
    portrait: Pixels | None = None


class _Gathering:
    """The looks at one file, in their order. Thread: one."""

    def __init__(self) -> None:
        self._tracker = Tracker()
        self._tracks: list[_Track] = []
        self._current: dict[int, _Track] = {}  # by the tracker's number
        self._together_us: dict[int, int] = {}  # when a track was last so near another, by its number

    def look_at(self, frame: FullFrame, model: Model, masks: Masks) -> None:
        """Who is there; then the masks are filled in, so that portraits show nothing under them."""
        boxes = find_in(frame, model)
        masks.paint(frame)
        large = [box for box in boxes if min(box.x2 - box.x1, box.y2 - box.y1) >= _LEAST_PX]
        followed = self._tracker.follow(large, at_ns=frame.at_us * 1000)
        self._part(followed, frame.at_us)
        for box in followed:
            assert box.track is not None
            self._sight(box.track, box, frame)

    def found(self) -> Found:
        ordered = sorted(self._tracks, key=lambda track: track.sightings[0].at_us)
        persons = tuple(
            Person(number, track.score, tuple(track.sightings), track.colours)
            for number, track in enumerate(ordered, 1)
        )
        portraits = {n: track.portrait for n, track in enumerate(ordered, 1) if track.portrait is not None}
        return Found(persons, portraits)

    def _part(self, boxes: Sequence[Box], at_us: int) -> None:
        """Whoever comes together with another, and whoever parts again, is a person of their own from then.

        A tracker may go on with the other one's number. Were it one person, whoever is chosen could become
        somebody else unseen; so each part is chosen by itself.
        """
        corners = np.array([(box.x1, box.y1, box.x2, box.y2) for box in boxes], np.float32).reshape(-1, 4)
        shared = overlaps(corners, corners)
        np.fill_diagonal(shared, 0)
        for index, box in enumerate(boxes):
            assert box.track is not None
            was = self._together_us.get(box.track)
            if shared[index].max(initial=0) >= _TOGETHER:
                self._together_us[box.track] = at_us
            elif was is not None and at_us - was > _PARTED_US:
                del self._together_us[box.track]
            if (was is not None) != (box.track in self._together_us):
                self._current.pop(box.track, None)

    def _sight(self, number: int, box: Box, frame: FullFrame) -> None:
        track, corners = self._current.get(number), (box.x1, box.y1, box.x2, box.y2)
        if track is not None and frame.at_us - track.sightings[-1].at_us > _LOST_US:
            track.sightings.append(Sighting(frame.at_us, corners))  # so that the gap is covered
            track = None
        if track is None:
            track = self._current[number] = _Track()
            self._tracks.append(track)
        track.sightings.append(Sighting(frame.at_us, corners))
        if track.portrait is None or box.score > track.score + _SURER:
            track.colours, track.portrait = colours_of(frame, corners), _portrait(frame, corners)
        track.score = max(track.score, box.score)


def _portrait(frame: FullFrame, corners: Corners) -> Pixels:
    x1, y1, x2, y2 = grown(corners)
    left, top = max(0, int(x1) // 2 * 2), max(0, int(y1) // 2 * 2)
    right, bottom = min(frame.width, int(x2 + 1) // 2 * 2), min(frame.height, int(y2 + 1) // 2 * 2)
    area = Area(left, top, max(2, right - left), max(2, bottom - top))
    return frame.pixels(area, height=_PORTRAIT_PX)
