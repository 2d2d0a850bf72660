"""One alert's evidence on its way: what is there, what is still to come, what is bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.alerts.pins import ROUND_NS
from console.journal.evidence import PutAside
from console.journal.pending_alert import PendingAlert
from console.media.feed_state import Connection, FeedStatus

# A clip is asked for when the last packets and looks of its span have had time to come.
_AFTER_NS = 500_000_000
_LOST_FOR = timedelta(seconds=5)  # a camera that reconnects at once has more to show


@dataclass(slots=True)
class Round:
    """Thread: the evidence keeper's."""

    aside: PendingAlert
    cause_ns: int = 0  # monotonic
    utc_minus_monotonic_ns: int = 0  # when it was raised: its files tell one moment alike
    asked: bool = False  # for the clip
    cut: bool = False  # it is there, or cannot be had
    clip_lost: bool = False  # the desk ended before it was cut, and nothing tells of that yet
    seq: int | None = None  # the entry of its violation
    named: frozenset[str] = frozenset()  # hashes of what the violation's entries name
    joining: bool = False  # what came late is being recorded

    @property
    def camera_id(self) -> str:
        return self.aside.camera["camera_id"]

    @property
    def from_ns(self) -> int:
        return self.cause_ns - ROUND_NS

    @property
    def to_ns(self) -> int:
        return self.cause_ns + ROUND_NS

    def unnamed(self) -> list[PutAside]:
        """Files that no entry of the violation names yet."""
        return [file for file in self.aside.files if file.sha256 not in self.named]

    def is_due(self, now_ns: int, *, now_utc: datetime, status: Callable[[], FeedStatus | None]) -> bool:
        """Whether its clip is to be cut: the span is over, or its camera has been lost for a while."""
        if now_ns >= self.to_ns + _AFTER_NS:
            return True
        feed = status()
        if feed is None or feed.connection is not Connection.LOST:
            return False
        return now_utc - feed.since_utc >= _LOST_FOR and now_ns >= self.cause_ns
