"""What a second look at a dismissal found."""

from __future__ import annotations

from enum import Enum

from console.language import N_, _


class Verdict(Enum):
    """The value is what the journal stores."""

    RIGHT = "right"
    WRONG = "wrong"

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {Verdict.RIGHT: N_("rightly dismissed"), Verdict.WRONG: N_("wrongly dismissed")}


def verdict_title(stored: str) -> str:
    """A stored verdict in words; the text itself where this version does not know it."""
    try:
        return Verdict(stored).title()
    except ValueError:
        return stored
