"""Alerts of this shift that were dismissed as false, by zone; every third one offers mends."""

from __future__ import annotations

from console.alerts.alert import Alert, AlertReopened
from console.alerts.chatter import RuleKey, rule_of
from console.alerts.mends import MendsOffered, offer
from console.journal.shift import ShiftChanged
from console.outbox import Outbox


class FalseAlarms:
    """Thread: main."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._by_rule: dict[RuleKey, list[Alert]] = {}
        self._opened_seq = 0

    def note(self, alert: Alert) -> None:
        """It is written that nothing was there; MendsOffered follows where it came too often."""
        false = self._by_rule.setdefault(rule_of(alert), [])
        false.append(alert)
        if mends := offer(false):
            self._outbox.put(MendsOffered(mends))

    def handle(self, fact: object) -> None:
        match fact:
            case ShiftChanged(_ref, standing) if standing.last and standing.last.seq != self._opened_seq:
                self._opened_seq = standing.last.seq
                self._by_rule.clear()
            case AlertReopened(reopened):
                for false in self._by_rule.values():
                    false[:] = [alert for alert in false if alert.id != reopened.id]
