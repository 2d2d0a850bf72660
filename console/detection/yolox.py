"""From YOLOX's raw output to boxes in source pixels (arXiv:2107.08430, section 2)."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from console.detection.detection import Box, Kind
from console.detection.labels import COCO, kind_of
from console.detection.overlap import one_a_thing

INPUT_PX = 416
OUTPUT = (1, 3549, 85)  # cells of the three grids; centre, size, objectness and the 80 classes of each
LEAST_SCORE = 0.05  # below this YOLOX-nano guesses; a camera's own threshold lies above
_MOST_LOG_SIZE = 8.0  # thousands of cells
_STRIDES_PX = (8, 16, 32)
_MOST_OVERLAP = 0.45  # as YOLOX's own demo; two people side by side seldom share more

Floats = npt.NDArray[np.float32]

# One object is never a car and a truck: all vehicles rival each other, other labels only themselves.
_GROUPS = np.array([-1 if kind_of(label) is Kind.VEHICLE else number for number, label in enumerate(COCO)])


def read_boxes(output: Floats, *, scale: float, width: int, height: int) -> tuple[Box, ...]:
    """Decodes one output (OUTPUT), best score first; what is no number is left out.

    Args:
        scale: letterbox px per source px.
        width, height: of the source frame, px.
    """
    cells, scores, labels = _likely(output[0])
    corners = _corners(output[0, cells], cells) / np.float32(scale)
    corners = np.clip(corners, 0, np.array([width, height, width, height], np.float32))
    kept = one_a_thing(corners, scores, _GROUPS[labels], most=_MOST_OVERLAP)
    return tuple(_box(corners[index], float(scores[index]), COCO[labels[index]]) for index in kept)


def _likely(
    rows: Floats,
) -> tuple[npt.NDArray[np.int64], Floats, npt.NDArray[np.int64]]:
    """Cells whose best class scores enough, their scores and class numbers."""
    # A score is objectness times class, both at most 1: few cells are left to look at after the first.
    cells = np.flatnonzero((rows[:, 4] >= LEAST_SCORE) & np.isfinite(rows[:, :4]).all(axis=1))
    scores = rows[cells, 5:] * rows[cells, 4:5]
    labels = scores.argmax(axis=1)
    best: Floats = scores[np.arange(len(cells)), labels]
    enough = best >= LEAST_SCORE
    return cells[enough], best[enough], labels[enough]


def _corners(rows: Floats, cells: npt.NDArray[np.int64]) -> Floats:
    """x1, y1, x2, y2 in letterbox px."""
    grid, stride = _grid()
    centre = (rows[:, :2] + grid[cells]) * stride[cells]
    half = np.exp(np.minimum(rows[:, 2:4], _MOST_LOG_SIZE)) * stride[cells] / 2
    corners: Floats = np.concatenate([centre - half, centre + half], axis=1)
    return corners


@cache
def _grid() -> tuple[Floats, Floats]:
    """Column and row (cells, 2) and stride (cells, 1) of every cell, the finest grid first."""
    places, strides = [], []
    for stride in _STRIDES_PX:
        side = INPUT_PX // stride
        rows, columns = np.mgrid[:side, :side]
        places.append(np.stack([columns.ravel(), rows.ravel()], axis=1))
        strides.append(np.full((side * side, 1), stride))
    return np.concatenate(places).astype(np.float32), np.concatenate(strides).astype(np.float32)


def _box(corners: Floats, score: float, label: str) -> Box:
    x1, y1, x2, y2 = map(float, corners)
    return Box(label, kind_of(label), score, x1, y1, x2, y2)
