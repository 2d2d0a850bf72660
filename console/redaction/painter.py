"""One file's persons and masks painted over, frame by frame."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from console.media.worker.full_frame import FullFrame
from console.redaction.mosaic import Masks, paint_mosaic
from console.redaction.person import Person

_WHITE, _LINE_PX = 235, 2
_SURE = 0.5  # from this score on a detection is one to a camera, too, and has its box in a still


class Painter:
    """Thread: one."""

    def __init__(self, persons: Iterable[Person], *, keep: Collection[int], masks: Masks) -> None:
        """`keep` are the numbers of the persons who are not blurred.

        Where one of them stands behind another person or a mask, they are covered with those.
        """
        self.persons = tuple(persons)
        self.keep = frozenset(keep)
        self._masks = masks

    def paint(self, frame: FullFrame) -> None:
        for person in self.persons:
            box = None if person.number in self.keep else person.covered_in(frame.at_us)
            if box is not None:
                paint_mosaic(frame, box, person.colours)
        self._masks.paint(frame)

    def outline(self, frame: FullFrame) -> None:
        """For a still with boxes: those that were painted over are drawn anew."""
        for person in self.persons:
            box = person.seen_in(frame.at_us)
            if box is None or person.score < _SURE:
                continue
            left, top, right, bottom = (max(0, int(side)) for side in box)
            y = frame.y
            y[top : top + _LINE_PX, left:right] = y[max(0, bottom - _LINE_PX) : bottom, left:right] = _WHITE
            y[top:bottom, left : left + _LINE_PX] = y[top:bottom, max(0, right - _LINE_PX) : right] = _WHITE
        self._masks.paint(frame)
