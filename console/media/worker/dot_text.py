"""Digits as dots, for pictures that are drawn without a font."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# Dots three across and five down, a row a number.
_SIGNS = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 1, 1),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    ":": (0, 2, 0, 2, 0),
}


def dots(text: str) -> npt.NDArray[np.uint8]:
    """1 where a dot shines; a dark border of one dot around each sign."""
    signs = []
    for sign in text:
        rows = np.array(_SIGNS[sign], np.uint8)[:, None]
        signs.append(np.pad(rows >> np.array([2, 1, 0], np.uint8) & 1, 1))
    return np.hstack(signs)
