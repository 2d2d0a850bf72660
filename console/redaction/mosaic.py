"""Painting over: a person as a few flat cells, a mask as plain black.

A mosaic made anew for every frame can be undone in part: the person moves under its grid, and many frames
together tell what one does not. So the few colours of a person are taken once and stay for the whole clip;
a frame then holds nothing of the person but where they are, how large, and roughly what they wear.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from console.cameras.polygon import Polygon
from console.media.worker.full_frame import FullFrame
from console.redaction.person import Colours, Corners

ROWS, COLUMNS = 6, 3  # a head is one cell, or less; a face that fills the picture is 18 plain areas
_NO_COLOUR = 128

Inside = npt.NDArray[np.bool_]


def colours_of(frame: FullFrame, box: Corners) -> Colours:
    """The mean colour of each cell of a box."""
    x1, y1, x2, y2 = _even(box, frame)
    y = frame.y[y1:y2, x1:x2]
    u, v = frame.uv[:, y1 // 2 : y2 // 2, x1 // 2 : x2 // 2]
    return tuple(zip(_means(y), _means(u), _means(v), strict=True))


def paint_mosaic(frame: FullFrame, box: Corners, colours: Colours) -> None:
    """Fills the box, whose edges move out to even pixels, with the cells' colours."""
    x1, y1, x2, y2 = _even(box, frame)
    if x1 >= x2 or y1 >= y2:  # beyond the picture
        return
    cells = np.array(colours, np.uint8).reshape(ROWS, COLUMNS, 3)
    frame.y[y1:y2, x1:x2] = _spread(cells[..., 0], y2 - y1, x2 - x1)
    for plane, number in ((frame.uv[0], 1), (frame.uv[1], 2)):
        part = plane[y1 // 2 : y2 // 2, x1 // 2 : x2 // 2]
        part[:] = _spread(cells[..., number], *part.shape)


class Masks:
    """The privacy masks of one camera over frames of one size. Thread: one at a time."""

    def __init__(self, outlines: Iterable[Polygon]) -> None:
        self._outlines = tuple(outlines)
        self._inside: Inside = np.zeros((0, 0), bool)

    def paint(self, frame: FullFrame) -> None:
        """Fills them with black; a square of 2 by 2 px that an outline touches is filled whole."""
        if not self._outlines:
            return
        if self._inside.shape != (frame.height // 2, frame.width // 2):
            self._inside = _inside(self._outlines, frame.width, frame.height)
        frame.uv[:, self._inside] = _NO_COLOUR
        frame.y[self._inside.repeat(2, 0).repeat(2, 1)] = frame.black


def _inside(outlines: Iterable[Polygon], width: int, height: int) -> Inside:
    """(height / 2, width / 2): the squares of 2 by 2 px of which a corner, a middle or a side lies inside."""
    # A point each pixel, and one row and column more: the corners of every pixel.
    xs, ys = np.arange(width + 1) / width, np.arange(height + 1) / height
    points = np.zeros((height + 1, width + 1), bool)
    for outline in outlines:
        points |= _holds(outline, xs[None, :], ys[:, None])
    squares = np.zeros((height // 2, width // 2), bool)
    for down in range(3):
        for across in range(3):
            squares |= points[down : down + height - 1 : 2, across : across + width - 1 : 2]
    return squares


def _holds(outline: Polygon, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Inside:
    """`Polygon.holds` for many points; a point on the lower or right edge counts too."""
    inside = np.zeros((y.shape[0], x.shape[1]), bool)
    x1, y1 = outline.corners[-1]
    for x2, y2 in outline.corners:
        if y1 != y2:
            inside ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        x1, y1 = x2, y2
    return inside


def _even(box: Corners, frame: FullFrame) -> tuple[int, int, int, int]:
    x1, y1, x2, y2 = box
    left, top = max(0, floor(x1 / 2) * 2), max(0, floor(y1 / 2) * 2)
    return left, top, min(frame.width, ceil(x2 / 2) * 2), min(frame.height, ceil(y2 / 2) * 2)


def _means(plane: npt.NDArray[np.uint8]) -> list[int]:
    """Row by row; a cell that is smaller than a pixel takes the one that it lies in."""
    means = []
    height, width = plane.shape
    for row in range(ROWS):
        top, bottom = row * height // ROWS, (row + 1) * height // ROWS
        for column in range(COLUMNS):
            left, right = column * width // COLUMNS, (column + 1) * width // COLUMNS
            means.append(round(float(plane[top : max(bottom, top + 1), left : max(right, left + 1)].mean())))
    return means


def _spread(cells: npt.NDArray[np.uint8], height: int, width: int) -> npt.NDArray[np.uint8]:
    rows, columns = np.arange(height) * ROWS // height, np.arange(width) * COLUMNS // width
    spread: npt.NDArray[np.uint8] = cells[np.ix_(rows, columns)]
    return spread
