"""The sizes of what stands on a tile, by the tile's height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

LEAST_TEXT_PX = 11
LEAST_CAPTION_SHARE = 0.035  # of the tile's height, however large it is
LABELS_FROM_PX = 360  # lower tiles show boxes without their names: the text would hide the persons


@dataclass(frozen=True, slots=True)
class TileMeasure:
    """All in device-independent pixels."""

    caption_px: int
    headline_px: int
    digits_px: int
    icon_px: int
    margin_px: int
    frame_px: int  # the border of an alert
    hatch_px: int  # the band around a frozen picture

    @classmethod
    def of(cls, height_px: int) -> TileMeasure:
        return _measure(height_px)


@lru_cache(maxsize=64)
def _measure(height_px: int) -> TileMeasure:
    comfortable = min(16, round(height_px * 0.055))
    return TileMeasure(
        caption_px=max(LEAST_TEXT_PX, math.ceil(height_px * LEAST_CAPTION_SHARE), comfortable),
        headline_px=_between(LEAST_TEXT_PX, height_px * 0.075, 40),
        digits_px=_between(20, height_px * 0.17, 120),
        icon_px=_between(16, height_px * 0.15, 96),
        margin_px=_between(4, height_px * 0.025, 14),
        frame_px=_between(3, height_px * 0.016, 6),
        hatch_px=_between(5, height_px * 0.035, 16),
    )


def _between(least: int, wanted: float, most: int) -> int:
    return max(least, min(most, round(wanted)))
