"""Tells a blurred picture by how sharp this camera's pictures are otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.media.worker.luma import Luma, block_means, share_below
from console.media.worker.verdict import Verdict

_FAR = 4  # points apart: a coarse edge, wide as against a blur
_TEXTURE = 150.0  # mean square difference of a block that has edges
_LEAST_BLOCKS = 8  # with edges, else there is nothing to judge by
# Light, noise, crowds and the encoder move the measure to 0.79 of its level and over, a blur that makes a
# face unrecognisable (4 px of 640) to 0.5 and under: measured on four clips.
_BLURRED, _SHARP = 0.55, 0.7
# A picture full of edges that has next to none left in good light: fog, paint, a bag over the lens.
_RICH_BLOCKS = 20.0
_GONE, _THERE = 0.12, 0.3
_GOOD_LIGHT = 0.6  # of the learnt brightness
_RECENT_LOOKS = 7  # so many weigh in what is judged
_LEARNING_LOOKS = 20  # before the first verdict
_LEARNT_LOOKS = 400  # later: a lens that silts up over weeks is normal, one that is sprayed is not


@dataclass(frozen=True, slots=True)
class _Look:
    """What is measured in one picture, or the mean of many."""

    # Fine differences against coarse ones where there are edges: contrast falls out of it, so light and haze
    # do. None: too few edges.
    sharpness: float | None
    blocks: float  # with edges
    light: float  # mean level


class Sharpness:
    """One feed's, for pictures of one size. Thread: decode."""

    def __init__(self) -> None:
        self._learnt = _Mean(_LEARNT_LOOKS)
        self._recent = _Mean(_RECENT_LOOKS)

    def look(self, luma: Luma) -> Verdict:
        seen = _measure(luma)
        recent = self._recent.add(seen)
        if self._learnt.looks < _LEARNING_LOOKS:
            self._learnt.add(seen)
            return Verdict.UNSURE
        # Only what is sharp by itself is learnt: neither a slow fog nor a night becomes the measure.
        verdict = _compare(seen, self._learnt.mean)
        if verdict is Verdict.GOOD:
            self._learnt.add(seen)
        return Verdict.UNSURE if verdict is Verdict.UNSURE else _compare(recent, self._learnt.mean)


class _Mean:
    """Of looks; the newest weighs at least 1/most_looks."""

    def __init__(self, most_looks: int) -> None:
        self._most_looks = most_looks
        self.looks = 0
        self.mean = _Look(None, 0.0, 0.0)

    def add(self, look: _Look) -> _Look:
        self.looks = min(self.looks + 1, self._most_looks)
        mean = self.mean
        known = look.sharpness if mean.sharpness is None else mean.sharpness
        self.mean = _Look(
            known if look.sharpness is None or known is None else self._nearer(known, look.sharpness),
            self._nearer(mean.blocks, look.blocks),
            self._nearer(mean.light, look.light),
        )
        return self.mean

    def _nearer(self, mean: float, value: float) -> float:
        return mean + (value - mean) / self.looks


def _compare(seen: _Look, learnt: _Look) -> Verdict:
    if learnt.blocks >= _RICH_BLOCKS and seen.light > _GOOD_LIGHT * learnt.light:
        if seen.blocks < _GONE * learnt.blocks:
            return Verdict.BAD
        if seen.blocks < _THERE * learnt.blocks:
            return Verdict.UNSURE
    if seen.sharpness is None or learnt.sharpness is None:
        return Verdict.UNSURE
    if seen.sharpness < _BLURRED * learnt.sharpness:
        return Verdict.BAD
    return Verdict.GOOD if seen.sharpness > _SHARP * learnt.sharpness else Verdict.UNSURE


def _measure(luma: Luma) -> _Look:
    right, below = luma.fine
    levels = luma.levels
    coarse = np.zeros_like(levels)
    coarse[:, :-_FAR] += np.square(levels[:, _FAR:] - levels[:, :-_FAR])
    coarse[:-_FAR] += np.square(levels[_FAR:] - levels[:-_FAR])
    fine_blocks, coarse_blocks = block_means(np.square(right) + np.square(below)), block_means(coarse)
    # What the flattest quarter of the picture has is noise.
    noise = share_below(fine_blocks, 25)
    has_edges = coarse_blocks - noise > max(_TEXTURE, 4 * noise)
    count, light = int(np.count_nonzero(has_edges)), float(luma.blocks.mean())
    if count < _LEAST_BLOCKS:
        return _Look(None, count, light)
    fine = np.maximum(fine_blocks[has_edges] - noise, 0).sum()
    return _Look(float(np.sqrt(fine / (coarse_blocks[has_edges] - noise).sum())), count, light)
