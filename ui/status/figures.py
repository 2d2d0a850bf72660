"""What the bottom line shows, gathered once a second by the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from console.language import N_, _
from console.media.feed_state import TileState


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """Handed to StatusBar.update_figures; nothing in it is computed on the GUI thread at a cost."""

    alerts_in_ten_minutes: int = 0
    states: Mapping[TileState, int] = field(default_factory=dict)  # how many cameras are in which state
    detector_per_second: float = 0.0
    detector_backlog: int = 0
    detector_oldest_s: int = 0  # the longest time since a look that was due
    detector_failing: tuple[str, ...] = ()  # numbers of cameras whose last look failed or hung
    model: str = ""  # "" while none is loaded
    journal_entries: int = 0
    journal_queued: int = 0
    journal_failure: str = ""  # translated; "" while all is well
    shed: str = ""  # what is given up, translated; "" while the machine is quick enough
    disk_free_bytes: int | None = None  # None: not known yet
    shift: str | None = None  # whose it is and since when; "": none is open; None: not known
    ring_s: int | None = None  # so many seconds of each camera are kept; None: the whole minute


class Load(Enum):
    """Alarms in ten minutes against what one person can handle (EEMUA 191, table of long-term averages)."""

    GOOD = N_("good")
    MANAGEABLE = N_("manageable")
    BUSY = N_("busy")
    TOO_MUCH = N_("too much")
    FLOOD = N_("a flood")

    def title(self) -> str:
        return _(self.value)


def load_of(alerts_in_ten_minutes: int) -> Load:
    """Under 1 good, to 2 manageable, over 5 too much, over 10 a flood."""
    if alerts_in_ten_minutes < 1:
        return Load.GOOD
    if alerts_in_ten_minutes <= 2:
        return Load.MANAGEABLE
    if alerts_in_ten_minutes <= 5:
        return Load.BUSY
    return Load.TOO_MUCH if alerts_in_ten_minutes <= 10 else Load.FLOOD
