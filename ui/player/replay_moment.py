"""Where a replay is, as band and timeline say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.clock import Clock
from console.language import _
from console.media.clip import utc_of
from console.media.replay_state import ReplaySpeed
from ui.numerals import SECOND_NS


@dataclass(frozen=True, slots=True)
class ReplayMoment:
    """All times monotonic ns."""

    at_ns: int = 0  # of the frame shown; 0: none yet
    now_ns: int = 0
    oldest_ns: int = 0  # what is kept
    newest_ns: int = 0
    speed: ReplaySpeed = ReplaySpeed.NORMAL
    paused: bool = False

    @property
    def behind_ns(self) -> int:
        """How long ago the frame was."""
        return max(0, self.now_ns - self.at_ns) if self.at_ns else 0

    @property
    def kept_ns(self) -> int:
        return max(0, self.newest_ns - self.oldest_ns)

    def title(self) -> str:
        """ "REPLAY −00:12"."""
        return _("REPLAY {behind}").format(behind=behind_text(self.behind_ns))

    def pace(self) -> str:
        """ "½×", or that it stands."""
        return _("paused · {speed}").format(speed=self.speed.sign) if self.paused else self.speed.sign


def behind_text(span_ns: int) -> str:
    """ "−00:12"."""
    minutes, seconds = divmod(span_ns // SECOND_NS, 60)
    return f"−{minutes:02}:{seconds:02}"


def clock_text(at_ns: int, clock: Clock) -> str:
    """The local time of a monotonic moment, to the tenth of a second; "" for 0."""
    return local_time(at_ns, clock).strftime("%H:%M:%S.%f")[:-5] if at_ns else ""


def local_time(at_ns: int, clock: Clock) -> datetime:
    """Of a monotonic moment."""
    return utc_of(at_ns, clock=clock) + timedelta(minutes=clock.utc_offset_min())
