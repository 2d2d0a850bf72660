"""How far boxes cover each other, and the choice of one box a thing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.detection.detection import Box

Corners = npt.NDArray[np.float32]  # (n, 4): x1, y1, x2, y2


def overlaps(one: Corners, many: Corners) -> npt.NDArray[np.float32]:
    """Intersection over union of each of `one` (n, 4) with each of `many` (m, 4): (n, m), 0..1."""
    low = np.maximum(one[:, None, :2], many[None, :, :2])
    high = np.minimum(one[:, None, 2:], many[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=2)
    union = _areas(one)[:, None] + _areas(many)[None, :] - shared
    share: npt.NDArray[np.float32] = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return share


def overlap(one: Box, other: Box) -> float:
    """Of two boxes alone, 0..1."""
    shared = shared_px(one, other)
    return shared / (area_px(one) + area_px(other) - shared) if shared else 0.0


def shared_px(one: Box, other: Box) -> float:
    """What lies in both, square pixels."""
    width = min(one.x2, other.x2) - max(one.x1, other.x1)
    height = min(one.y2, other.y2) - max(one.y1, other.y1)
    return width * height if width > 0 and height > 0 else 0.0


def area_px(box: Box) -> float:
    return (box.x2 - box.x1) * (box.y2 - box.y1)


def one_a_thing(
    corners: Corners, scores: npt.NDArray[np.float32], groups: npt.NDArray[np.int64], *, most: float
) -> list[int]:
    """Greedy non-maximum suppression within each group.

    Returns:
        Indices of the boxes that stay, best score first; no two of one group overlap by more than `most`.
    """
    if not len(scores):
        return []
    rivals = (overlaps(corners, corners) > most) & (groups[:, None] == groups[None, :])
    out = np.zeros(len(scores), bool)
    kept: list[int] = []
    for index in np.argsort(-scores, kind="stable").tolist():
        if not out[index]:
            kept.append(index)
            out |= rivals[index]
    return kept


def _areas(corners: Corners) -> npt.NDArray[np.float32]:
    area: npt.NDArray[np.float32] = np.prod(np.clip(corners[:, 2:] - corners[:, :2], 0, None), axis=1)
    return area
