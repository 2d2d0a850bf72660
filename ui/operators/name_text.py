"""A name as a line of text has room for it."""

from __future__ import annotations

_MOST_LETTERS = 40  # a name may have eighty, in one word that no line breaks


def short_name(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1] + "…"
