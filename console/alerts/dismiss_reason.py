"""Why an alert was dismissed."""

from __future__ import annotations

from enum import Enum

from console.language import N_, _


class DismissReason(Enum):
    """Why an alert needs nobody; the value is what the journal stores."""

    NOTHING_THERE = "nothing there"
    ALLOWED = "person may be there"
    NO_OFFENCE = "no offence"
    HANDLED = "already handled"
    TEST = "test"

    def title(self) -> str:
        return _(_REASONS[self])


_REASONS = {
    DismissReason.NOTHING_THERE: N_("nothing there"),
    DismissReason.ALLOWED: N_("is allowed to be there"),
    DismissReason.NO_OFFENCE: N_("no offence"),
    DismissReason.HANDLED: N_("already handled"),
    DismissReason.TEST: N_("test"),
}


def dismiss_reason_title(stored: str) -> str:
    """A stored reason in words; the text itself where this version does not know it."""
    try:
        return DismissReason(stored).title()
    except ValueError:
        return stored
