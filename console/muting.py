"""Sounds are muted for ten minutes at the most; who did, and when it ended, are entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.clock import Clock
from console.journal.entry import EntryWritten, Kind
from console.operators.facts import SignedOut
from console.operators.operator import MACHINE
from console.operators.permissions import Intent
from console.permit import Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal

MOST_MIN = 10
_SECOND_NS = 1_000_000_000
MUTE_REF = "mute"


class Muting:
    """It is muted once that is written, and heard again at once; a restart is heard.

    Thread: main. Whoever drains the outbox gives each fact to `handle`, and calls `tick` once a second.
    """

    def __init__(self, *, permit: Permit, journal: Journal, clock: Clock) -> None:
        self._permit = permit
        self._journal = journal
        self._clock = clock
        self._until_ns: int | None = None

    @property
    def left_s(self) -> int:
        """For how many seconds nothing will be heard, begun ones counted; 0 where it is not muted."""
        if self._until_ns is None:
            return 0
        return max(0, -(-(self._until_ns - self._clock.monotonic_ns()) // _SECOND_NS))

    def mute(self) -> bool:
        """For MOST_MIN from now; EntryWritten or EntryRefused of MUTE_REF tells how it went."""
        if not self._permit.may(Intent.MUTE):
            return False
        self._permit.record(Kind.MUTED, {"minutes": MOST_MIN}, ref=MUTE_REF)
        return True

    def unmute(self) -> bool:
        """False where it is not muted, or this person may not."""
        if not self._permit.may(Intent.MUTE) or self._until_ns is None:
            return False
        self._end("by hand", self._permit.actor)
        return True

    def tick(self) -> None:
        if self._until_ns is not None and not self.left_s:
            self._end("time is up", MACHINE)

    def handle(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref) if ref == MUTE_REF:
                self._until_ns = self._clock.monotonic_ns() + MOST_MIN * 60 * _SECOND_NS
            case SignedOut() if self._until_ns is not None:
                self._end("signed out", MACHINE)  # whoever comes has not chosen it

    def _end(self, why: str, actor: str) -> None:
        self._until_ns = None
        self._journal.record(Kind.MUTED, {"minutes": 0, "why": why}, actor=actor)
