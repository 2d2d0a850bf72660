"""The contact sheet: what the copies show, on one page, with everybody's number."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from console.media.area import Area
from console.media.worker.dot_text import dots
from console.media.worker.full_frame import FullFrame, Pixels, jpeg_of
from console.redaction.painter import Painter
from console.redaction.person import Corners

_PICTURES = 12  # of a clip
_COLUMNS = 3
_HEIGHT_PX = 360
_GAP_PX = 4
_DOT_PX = 2
_GREY, _BLACK, _WHITE, _CHOSEN = 40, (0, 0, 0), (255, 255, 255), (90, 230, 90)  # BGR


class Sheet:
    """Takes its pictures from the copies alone: it shows nobody whom they do not. Thread: one."""

    def __init__(self) -> None:
        self._pictures: list[Pixels] = []

    def add_from_clip(self, frame: FullFrame, painter: Painter, *, expected: int) -> None:
        """Of all frames of a clip, those that are spread evenly over it; `expected` is how many there are."""
        if frame.index in {int((number + 0.5) * expected / _PICTURES) for number in range(_PICTURES)}:
            self.add(frame, painter)

    def add(self, frame: FullFrame, painter: Painter) -> None:
        """A painted frame; the chosen have an outline, everybody has a number."""
        scale = _HEIGHT_PX / frame.height
        picture = frame.pixels(Area(0, 0, frame.width, frame.height), height=_HEIGHT_PX)
        for person in painter.persons:
            box = person.seen_in(frame.at_us)
            if box is None:
                continue
            chosen = person.number in painter.keep
            if chosen:
                _outline(picture, box, scale)
            _number(picture, person.number, box, scale, _CHOSEN if chosen else _WHITE)
        self._pictures.append(picture)

    def jpeg(self) -> bytes:
        """All pictures in rows."""
        width = max(picture.shape[1] for picture in self._pictures)
        cells = [_padded(picture, width) for picture in self._pictures]
        while len(cells) % _COLUMNS and len(cells) > _COLUMNS:
            cells.append(np.full_like(cells[0], _GREY))
        columns = min(_COLUMNS, len(cells))
        rows = [np.hstack(cells[start : start + columns]) for start in range(0, len(cells), columns)]
        page: Pixels = np.vstack(rows)
        height, across = page.shape[0] // 2 * 2, page.shape[1] // 2 * 2
        return jpeg_of(page[:height, :across])


def _outline(picture: Pixels, box: Corners, scale: float) -> None:
    left, top, right, bottom = (max(0, round(side * scale)) for side in box)
    picture[top : top + 2, left:right] = picture[max(0, bottom - 2) : bottom, left:right] = _CHOSEN
    picture[top:bottom, left : left + 2] = picture[top:bottom, max(0, right - 2) : right] = _CHOSEN


def _number(picture: Pixels, number: int, box: Corners, scale: float, colour: Iterable[int]) -> None:
    sign = np.kron(dots(str(number)), np.ones((_DOT_PX, _DOT_PX), np.uint8)).astype(bool)
    down, across = sign.shape
    left = min(max(0, round(box[0] * scale)), picture.shape[1] - across)
    top = min(max(0, round(box[1] * scale)), picture.shape[0] - down)
    part = picture[top : top + down, left : left + across]
    part[:] = _BLACK
    part[sign] = tuple(colour)


def _padded(picture: Pixels, width: int) -> Pixels:
    padding = ((0, _GAP_PX), (0, width - picture.shape[1] + _GAP_PX), (0, 0))
    padded: Pixels = np.pad(picture, padding, constant_values=_GREY)
    return padded
