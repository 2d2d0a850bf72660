"""Lets a long word break in a label that wraps."""

from __future__ import annotations

import re

_MAY_BREAK_HERE = "\u200b"


def breakable(text: str, *, letters: int = 24) -> str:
    """A word may break behind so many letters: for names and texts that people typed, never for a hash.

    Without it one word of 80 letters makes its window as wide.
    """
    return re.sub(rf"[^\s-]{{{letters}}}(?=[^\s-])", rf"\g<0>{_MAY_BREAK_HERE}", text)
