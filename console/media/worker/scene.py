"""Tells whether the camera still looks where it looked: the directions of the picture's edges."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.media.worker.luma import ACROSS, BLOCK, CLOCK_ROWS, DOWN, Levels, Luma, share_below
from console.media.worker.verdict import Verdict

# Two components a cell: the direction of its edges by its double angle, so that light which turns an edge
# from dark-bright into bright-dark changes nothing; long as the edge is clear, at the most 1.
Edges = npt.NDArray[np.float32]

_CLEAR = 256.0  # squared gradient of an edge that counts half: 8 levels over two cells' width
# Measured on street, yard, hall and motorway: darkened to a tenth, brightened, lit by one lamp, a third of
# it crowded: agreement 0.72 and over. Moved by an eighth of its width: 0.49 and under; another scene: 0.12.
_OTHER, _SAME = 0.5, 0.62
_PLAIN = 25.0  # strength of a reference with too few edges to tell by
_EVIDENCE = 0.4  # of the reference's strength: at night, or behind a crowd, too little is seen to judge
_RECENT_LOOKS = 10  # what moves goes away in their mean, what stands stays
_LEARNING_LOOKS = 20
_LEARNT_LOOKS = 400  # twenty minutes: the sun's way
_NEW_LOOKS = 200  # a new scene that stays for ten minutes is where the camera looks from now on


class Scene:
    """One feed's, as long as the feed is open. Thread: decode."""

    def __init__(self) -> None:
        self.number = 1  # of the scene that is learnt: grows when another takes its place
        self._reference = _Mean(_LEARNT_LOOKS)
        self._recent = _Mean(_RECENT_LOOKS)
        self._other = _Mean(_LEARNT_LOOKS)  # what is seen in place of the reference

    def look(self, luma: Luma) -> Verdict:
        edges = _edges(luma.levels)
        recent = self._recent.add(edges)
        if self._reference.looks < _LEARNING_LOOKS or _strength(self._reference.edges) < _PLAIN:
            self._reference.add(edges)
            return Verdict.UNSURE
        agreement, evidence = _agreement(recent, self._reference.edges)
        if evidence < _EVIDENCE * _strength(self._reference.edges):
            return Verdict.UNSURE
        if agreement < _OTHER:
            return self._see_other(edges)
        self._other = _Mean(_LEARNT_LOOKS)
        # The mean of looks is slow to turn away: what is learnt must agree by itself.
        if _agreement(edges, self._reference.edges)[0] >= _OTHER:
            self._reference.add(edges)
        return Verdict.GOOD if agreement > _SAME else Verdict.UNSURE

    def _see_other(self, edges: Edges) -> Verdict:
        if self._other.looks >= _RECENT_LOOKS and (
            _agreement(self._recent.edges, self._other.edges)[0] < _SAME
        ):
            self._other = _Mean(_LEARNT_LOOKS)  # it still moves
        self._other.add(edges)
        if self._other.looks < _NEW_LOOKS:
            return Verdict.BAD
        self._reference, self._other = self._other, _Mean(_LEARNT_LOOKS)
        self.number += 1
        return Verdict.GOOD


class _Mean:
    """Of edges over looks; the newest weighs at least 1/most_looks."""

    def __init__(self, most_looks: int) -> None:
        self._most_looks = most_looks
        self.looks = 0
        self.edges: Edges = np.zeros(_SHAPE, np.float32)

    def add(self, edges: Edges) -> Edges:
        self.looks = min(self.looks + 1, self._most_looks)
        self.edges = self.edges + (edges - self.edges) / np.float32(self.looks)
        return self.edges


_ROWS, _COLUMNS = (DOWN - 2 * CLOCK_ROWS * BLOCK) // 4 - 2, ACROSS // 4 - 2  # cells of 4x4 points, no rim
_SHAPE = (2, _ROWS, _COLUMNS)


def _edges(levels: Levels) -> Edges:
    margin = CLOCK_ROWS * BLOCK
    halved = _sums(levels[margin:-margin]) * np.float32(0.25)
    down = halved[2:, 1:-1] - halved[:-2, 1:-1]
    across = halved[1:-1, 2:] - halved[1:-1, :-2]
    square_across, square_down = np.square(across), np.square(down)
    energy: Levels = _cells(square_across + square_down)
    # The flattest quarter of the picture is noise: it says nothing, however strong it is.
    clear = energy + _CLEAR + 2 * share_below(energy, 25)
    directions: Edges = np.stack([_cells(square_across - square_down), 2 * _cells(across * down)]) / clear
    return directions.astype(np.float32, copy=False)


def _cells(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return _sums(values[: _ROWS * 2, : _COLUMNS * 2])


def _sums(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Over squares of 2x2."""
    rows = values[::2] + values[1::2]
    return rows[:, ::2] + rows[:, 1::2]


def _strength(edges: Edges) -> float:
    return float(np.square(edges).sum())


def _agreement(seen: Edges, learnt: Edges) -> tuple[float, float]:
    """The mean cosine between the directions, -1 to 1, weighed by how clear both are; and that weight."""
    weight = float(np.sqrt(np.square(seen).sum(axis=0) * np.square(learnt).sum(axis=0)).sum())
    return float((seen * learnt).sum()) / max(weight, 1e-6), weight
