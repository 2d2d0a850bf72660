"""A duty that notes what it was asked for, and marks the alert as the real one does."""

from __future__ import annotations

from console.alerts.alert import AlertState
from console.alerts.inbox import Inbox


class FakeDuty:
    def __init__(self, inbox: Inbox, *, operator: str = "D. Akhmetov") -> None:
        self.inbox = inbox
        self.operator = operator
        self.asked: list[tuple[object, ...]] = []

    def take(self, alert_id: str) -> None:
        self.asked.append(("take", alert_id))
        self.inbox.take(alert_id, self.operator)

    def confirm(self, alert_id: str, form: object) -> None:
        self.asked.append(("confirm", alert_id, form))
        self.inbox.deciding(alert_id, AlertState.CONFIRMED)

    def dismiss(self, alert_id: str, reason: object) -> None:
        self.asked.append(("dismiss", alert_id, reason))
        self.inbox.deciding(alert_id, AlertState.DISMISSED)

    def escalate(self, alert_id: str) -> None:
        self.asked.append(("escalate", alert_id))
        self.inbox.deciding(alert_id, AlertState.ESCALATED)

    def record_violation(self, form: object, *, place: str) -> None:
        self.asked.append(("record", form, place))
