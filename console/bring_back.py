"""The last dismissal of whoever sits at the desk, which that person may bring back for a short while."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from console.alerts.alert import AlertState
from console.alerts.inbox import Inbox
from console.clock import Clock
from console.journal.entry import EntryWritten, Kind
from console.language import N_, _
from console.operators.permissions import Intent
from console.permit import Permit
from console.reviews import Reviews

WITHIN_S = 120  # later it is a second look, and a shift lead's


class Regret(Enum):
    """What became of the wish to bring one's last dismissal back; the value says why it was not done."""

    ASKED = ""
    NOT_ALLOWED = N_("your role may not do this")
    NOTHING = N_("you dismissed no alert just now")
    UNWRITTEN = N_("the dismissal is still being written; press again in a moment")
    TOO_LATE = N_("it is more than two minutes ago; a shift lead brings it back in the second look")

    def why(self) -> str:
        """In the language in use; "" where it was asked for."""
        return _(self.value) if self.value else ""


@dataclass(frozen=True, slots=True)
class _Dismissal:
    seq: int  # of its entry
    alert_id: str
    by: str
    at_ns: int  # monotonic, when the journal had written it


class BringBack:
    """Thread: main. Reviews brings the alert back; this knows which one is meant."""

    def __init__(self, clock: Clock, *, permit: Permit, inbox: Inbox, reviews: Reviews) -> None:
        self._permit = permit
        self._inbox = inbox
        self._reviews = reviews
        self._clock = clock
        self._last: _Dismissal | None = None

    def ask(self, ref: str = "") -> Regret:
        """Brings back what this person dismissed last; AlertReopened follows, or EntryRefused tells why not.

        A refusal by role is an entry.
        """
        if not self._permit.may(Intent.BRING_BACK):
            return Regret.NOT_ALLOWED
        if any(held.deciding is AlertState.DISMISSED for held in self._inbox.ordered()):
            return Regret.UNWRITTEN  # the one before it is not what is meant
        last = self._last
        if last is None or last.by != self._permit.actor:
            return Regret.NOTHING
        if self._clock.monotonic_ns() - last.at_ns > WITHIN_S * 10**9:
            return Regret.TOO_LATE
        # Where it is asked for twice, it is on its way already.
        self._reviews.bring_back(last.seq, _("brought back by whoever had dismissed it"), ref)
        return Regret.ASKED

    def handle(self, fact: object) -> None:
        """Takes in what the journal has written."""
        match fact:
            case EntryWritten(_ref, entry) if entry.kind is Kind.ALERT_DISMISSED:
                alert_id = str(entry.body.get("alert_id", ""))
                self._last = _Dismissal(entry.seq, alert_id, entry.actor, self._clock.monotonic_ns())
            case EntryWritten(_ref, entry) if entry.kind is Kind.ALERT_REOPENED:
                if self._last is not None and entry.body.get("alert_id") == self._last.alert_id:
                    self._last = None
