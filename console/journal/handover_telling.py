"""What a hand-over document's lists, counts and cameras are called, on the screen as on paper."""

from __future__ import annotations

from collections.abc import Mapping

from console.journal.wording import fault_title
from console.language import N_
from console.media.feed_state import TileState

# In the order in which they are read.
LIST_TITLES: Mapping[str, str] = {
    "bulletins": N_("Bulletins in force"),
    "alerts": N_("Open alerts"),
    "cameras": N_("Cameras without a good picture"),
    "faults": N_("Faults noted"),
    "shelved": N_("Rules shelved"),
    "notes": N_("Notes"),
}
COUNT_TITLES: Mapping[str, str] = {
    "violations": N_("Violations recorded"),
    "alerts": N_("Alerts raised"),
    "confirmed": N_("Alerts confirmed"),
    "dismissed": N_("Alerts dismissed"),
    "expired": N_("Alerts expired"),
    "escalated": N_("Alerts escalated"),
    "cameras_lost": N_("Cameras lost"),
    "refused": N_("Refused"),
    "reviewed": N_("Dismissals reviewed"),
    "found_wrong": N_("Dismissals found wrong"),
}


def camera_state_title(stored: str) -> str:
    """A tile's state or a picture's fault; the stored text of one that this version does not know."""
    try:
        return TileState(stored).title()
    except ValueError:
        return fault_title(stored)
