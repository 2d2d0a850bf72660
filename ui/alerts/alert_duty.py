"""What the alert panel reads, and what it asks for."""

from __future__ import annotations

from typing import Protocol

from console.alerts.dismiss_reason import DismissReason
from console.alerts.inbox import OpenAlert
from console.cameras.camera import Camera
from console.journal.violation import ViolationForm
from ui.alerts.escalation_call import AnsweringDuty


class AlertInbox(Protocol):
    def ordered(self) -> tuple[OpenAlert, ...]: ...


class AlertDuty(AnsweringDuty, Protocol):
    """What the panel asks for; each returns at once, False where it may not or can no longer be done."""

    def confirm(self, alert_id: str, form: ViolationForm) -> object: ...
    def dismiss(self, alert_id: str, reason: DismissReason) -> object: ...
    def escalate(self, alert_id: str) -> object: ...
    def record_violation(self, form: ViolationForm, *, camera: Camera | None, ref: str) -> object: ...
