"""Alerts that nobody took, and the shift lead who takes them; each step is an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.alerts.alert import Alert, AlertEscalated, alert_fields
from console.alerts.escalation import overdue
from console.alerts.inbox import Inbox
from console.clock import Clock
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.operators.operator import MACHINE
from console.outbox import Outbox

if TYPE_CHECKING:
    from console.journal.journal import Journal

_ESCALATED = "escalated:"  # what the entry's ref begins with; the alert's id follows


class Escalations:
    """Thread: main. Whoever drains the outbox gives each fact to `handle`, and calls `tick` once a second."""

    def __init__(self, *, inbox: Inbox, journal: Journal, clock: Clock, outbox: Outbox) -> None:
        self._inbox = inbox
        self._journal = journal
        self._clock = clock
        self._outbox = outbox

    def tick(self) -> None:
        """Escalates what has waited too long; an alert counts as escalated when that is written."""
        now_ns = self._clock.monotonic_ns()
        for held in self._inbox.ordered():
            after_s = overdue(held, now_ns)
            if after_s and self._inbox.escalating(held.alert.id):
                body = {**alert_fields(held.alert), "priority": held.alert.priority, "after_s": after_s}
                ref = _ESCALATED + held.alert.id
                self._journal.record(Kind.ALERT_ESCALATED, body, actor=MACHINE, ref=ref)

    def answer(self, alert_id: str, *, lead: str, desk_of: str) -> bool:
        """The shift lead takes an escalated alert, whoever had it; False where it is none.

        `desk_of`: who sits at the desk.
        """
        alert = self._inbox.answer(alert_id, lead=lead)
        if alert is None:
            return False
        body = {**alert_fields(alert), "escalated": True}
        if desk_of != lead:
            body["desk_of"] = desk_of
        self._journal.record(Kind.ALERT_TAKEN, body, actor=lead)
        return True

    def tell(self, alert: Alert, *, after_s: int = 0) -> None:
        """It is written that a shift lead is called."""
        self._outbox.put(AlertEscalated(alert, after_s))

    def handle(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, entry) if ref.startswith(_ESCALATED):
                if alert := self._inbox.escalated(ref.removeprefix(_ESCALATED)):
                    self.tell(alert, after_s=int(entry.body["after_s"]))
            case EntryRefused(ref) if ref.startswith(_ESCALATED):
                self._inbox.not_escalated(ref.removeprefix(_ESCALATED))
