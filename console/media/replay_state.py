"""How far a replay is: what it does, and which span it can show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ReplayPhase(Enum):
    WAITING = "waiting"  # no frame is shown yet
    PLAYING = "playing"
    PAUSED = "paused"
    CAUGHT_UP = "caught up"  # stands at the newest frame that there is
    EMPTY = "empty"  # nothing is kept of this camera that can be shown
    CHANGED = "changed"  # a clip whose bytes are not those that were recorded
    LOST = "lost"  # the decoder broke down
    CLOSED = "closed"

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self in (ReplayPhase.EMPTY, ReplayPhase.CHANGED, ReplayPhase.LOST, ReplayPhase.CLOSED)


class ReplaySpeed(Enum):
    """How fast; the value is the times of real speed."""

    QUARTER = 0.25
    HALF = 0.5
    NORMAL = 1.0
    DOUBLE = 2.0
    FOURFOLD = 4.0

    @property
    def sign(self) -> str:
        """ "¼×", "2×"."""
        return {"QUARTER": "¼×", "HALF": "½×"}.get(self.name, f"{self.value:.0f}×")

    def changed(self, *, by: int) -> ReplaySpeed:
        """So many steps faster, or slower below 0; it stops at the ends."""
        speeds = list(ReplaySpeed)
        return speeds[min(max(speeds.index(self) + by, 0), len(speeds) - 1)]


@dataclass(frozen=True, slots=True)
class ReplayState:
    """All times monotonic ns of arrival, of a clip UTC ns; 0 where they are not known yet."""

    phase: ReplayPhase = ReplayPhase.WAITING
    at_ns: int = 0  # of the frame shown
    oldest_ns: int = 0  # what is kept
    newest_ns: int = 0
