"""How wide a camera's scene is, as people write it: metres, to the centimetre."""

from __future__ import annotations

import re

LEAST_M, MOST_M = 0.1, 2000.0  # a card reader's camera, a valley
_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")


def metres_of(text: str) -> float | None:
    """Of "12.5" or "12,5"; None for an empty text and for 0: not known.

    Raises:
        ValueError: it is no such number, or nothing that a camera sees.
    """
    if not text.strip():
        return None
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError("no number of metres")
    metres = float(text.strip().replace(",", "."))
    if metres and not LEAST_M <= metres <= MOST_M:
        raise ValueError("no width of a scene")
    return metres or None


def metres_text(metres: float | None) -> str:
    """For a file: a point, no zeros that say nothing, empty for None."""
    return "" if metres is None else f"{metres:.2f}".rstrip("0").rstrip(".")
