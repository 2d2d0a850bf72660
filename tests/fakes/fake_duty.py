"""A duty that notes what it was asked for, and marks the alert as the real one does."""

from __future__ import annotations

from console.alerts.alert import AlertState
from console.alerts.inbox import Inbox
from console.operators.operator import Operator


class FakeDuty:
    def __init__(self, inbox: Inbox, *, operator: str = "D. Akhmetov") -> None:
        self.inbox = inbox
        self.operator = operator
        self.asked: list[tuple[object, ...]] = []
        self.refuses = False
        self.is_led = False

    def take(self, alert_id: str) -> bool:
        self.asked.append(("take", alert_id))
        return not self.refuses and self.inbox.take(alert_id, self.operator) is not None

    def answer(self, alert_id: str, *, by: Operator) -> bool:
        self.asked.append(("answer", alert_id, by.name))
        return not self.refuses and self.inbox.answer(alert_id, lead=by.name) is not None

    def confirm(self, alert_id: str, form: object) -> bool:
        self.asked.append(("confirm", alert_id, form))
        return not self.refuses and self.inbox.deciding(alert_id, AlertState.CONFIRMED)

    def dismiss(self, alert_id: str, reason: object) -> bool:
        self.asked.append(("dismiss", alert_id, reason))
        return not self.refuses and self.inbox.deciding(alert_id, AlertState.DISMISSED)

    def escalate(self, alert_id: str) -> bool:
        self.asked.append(("escalate", alert_id))
        return not self.refuses and self.inbox.deciding(alert_id, AlertState.ESCALATED)

    def record_violation(self, form: object, *, camera: object = None, ref: str = "") -> bool:
        self.asked.append(("record", form, camera, ref))
        return not self.refuses
