"""From FastestDet's raw output to boxes in source pixels (github.com/dog-qiuqiu/FastestDet, its test.py)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.detection.detection import Box, Kind
from console.detection.labels import COCO, kind_of
from console.detection.overlap import one_a_thing

INPUT_PX = 352
CELLS = 22  # each way
OUTPUT = (1, 85, CELLS, CELLS)  # objectness, place and size, the 80 classes of each cell
LEAST_SCORE = 0.05
_MOST_OVERLAP = 0.45

Floats = npt.NDArray[np.float32]

# One object is never a car and a truck: all vehicles rival each other, other labels only themselves.
_GROUPS = np.array([-1 if kind_of(label) is Kind.VEHICLE else number for number, label in enumerate(COCO)])


def read_boxes(output: Floats, *, scale: float, width: int, height: int) -> tuple[Box, ...]:
    """Decodes one output (OUTPUT), best score first; what is no number is left out.

    Args:
        scale: not needed: the model sees the whole frame as a square.
        width, height: of the source frame, px.
    """
    rows = output[0].reshape(85, -1).T
    del scale
    labels = rows[:, 5:].argmax(axis=1)
    best = rows[np.arange(len(rows)), labels + 5]
    with np.errstate(invalid="ignore"):
        scores: Floats = np.clip(rows[:, 0], 0, 1) ** 0.6 * np.clip(best, 0, 1) ** 0.4
    cells = np.flatnonzero((scores >= LEAST_SCORE) & np.isfinite(rows[:, 1:5]).all(axis=1))
    whole = np.array([width, height, width, height], np.float32)
    corners = np.clip(_corners(rows[cells, 1:5], cells), 0, 1) * whole
    kept = one_a_thing(corners, scores[cells], _GROUPS[labels[cells]], most=_MOST_OVERLAP)
    return tuple(_box(corners[at], float(scores[cells[at]]), COCO[labels[cells[at]]]) for at in kept)


def _corners(places: Floats, cells: npt.NDArray[np.int64]) -> Floats:
    """x1, y1, x2, y2 as shares of the frame."""
    grid = np.stack([cells % CELLS, cells // CELLS], axis=1)
    centre = (grid + np.tanh(places[:, :2])) / CELLS
    half = 0.5 / (1 + np.exp(-np.clip(places[:, 2:], -30, 30)))
    return np.concatenate([centre - half, centre + half], axis=1).astype(np.float32, copy=False)


def _box(corners: Floats, score: float, label: str) -> Box:
    x1, y1, x2, y2 = map(float, corners)
    return Box(label, kind_of(label), score, x1, y1, x2, y2)
