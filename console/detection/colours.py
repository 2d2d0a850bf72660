"""What colour a found thing is above and below: by this two people who cross are told apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.detection.detection import Box

Colours = npt.NDArray[np.float32]  # (6,): mean BGR of the upper and of the lower half, 0-255

_SIDE = 0.25  # of the width, left out on either side: the ground beside a person
_UPPER, _MIDDLE, _LOWER = 0.15, 0.5, 0.9  # of the height: neither the head nor the ground under the feet


def colours_of(box: Box, pixels: npt.NDArray[np.uint8], *, scale: float) -> Colours:
    """Of a box in source pixels, read from the letterbox (side, side, 3; BGR) that it was found in.

    Args:
        scale: letterbox px per source px.
    """
    x1, y1, width, height = (scale * side for side in (box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1))
    columns = _span(x1 + _SIDE * width, x1 + (1 - _SIDE) * width, pixels.shape[1])
    top, middle, bottom = (y1 + share * height for share in (_UPPER, _MIDDLE, _LOWER))
    halves = (_span(top, middle, pixels.shape[0]), _span(middle, bottom, pixels.shape[0]))
    return np.concatenate(
        [pixels[rows, columns].mean(axis=(0, 1), dtype=np.float32) for rows in halves], dtype=np.float32
    )


def _span(first: float, last: float, side: int) -> slice:
    """At least one row or column of the picture, however small the box or near the rim."""
    begin = min(max(0, int(first)), side - 1)
    return slice(begin, max(begin, int(last)) + 1)
