"""Lets a long word break in a label that wraps."""

from __future__ import annotations

import re

_LONG = re.compile(r"\S{24}(?=\S)")
_MAY_BREAK_HERE = "\u200b"


def breakable(text: str) -> str:
    """For names that people typed: one word of 80 letters would make its window as wide. Never for a hash."""
    return _LONG.sub(rf"\g<0>{_MAY_BREAK_HERE}", text)
