"""Why somebody looks back at a children's place, or takes its pictures away: one of a few reasons."""

from __future__ import annotations

from enum import Enum
from typing import Self

from console.language import N_, _


class LookReason(Enum):
    """The value is what the journal stores; in this order they have the keys 1 to 6."""

    MISSING_CHILD = "search for a missing child"
    VIOLATION = "violation being recorded"
    INVESTIGATORS = "request of investigators"
    HANDOVER = "shift hand-over check"
    CAMERA_FAULT = "fault of a camera"
    TRAINING = "training"

    @property
    def key(self) -> str:
        """As the command line takes it."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def of_key(cls, key: str) -> Self:
        """Raises ValueError for none of the keys."""
        for reason in cls:
            if reason.key == key:
                return reason
        raise ValueError(key)

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {
    LookReason.MISSING_CHILD: N_("search for a missing child"),
    LookReason.VIOLATION: N_("violation being recorded"),
    LookReason.INVESTIGATORS: N_("request of investigators"),
    LookReason.HANDOVER: N_("shift hand-over check"),
    LookReason.CAMERA_FAULT: N_("fault of a camera"),
    LookReason.TRAINING: N_("training"),
}


def reason_title(stored: str) -> str:
    """A stored reason in words; the text itself where this version does not know it."""
    try:
        return LookReason(stored).title()
    except ValueError:
        return stored
