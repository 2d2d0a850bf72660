"""The banner over the queue and, below it, the form by which a shift lead beside the desk answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.alerts.escalation import unanswered
from console.alerts.inbox import OpenAlert
from console.language import _
from console.operators.facts import Proved, SignInRefused
from console.operators.operator import Operator
from ui.alerts.answer_form import AnswerForm
from ui.alerts.escalation_banner import EscalationBanner
from ui.alerts.wording import camera_place

_REF = "answer:"  # what a proof's ref begins with; the alert's id follows


class AnsweringDuty(Protocol):
    """What is asked for; each returns at once, False where it may not or can no longer be done."""

    @property
    def is_led(self) -> bool: ...
    def take(self, alert_id: str) -> object: ...
    def answer(self, alert_id: str, *, by: Operator) -> object: ...


class EscalationCall(QWidget):
    """Shows itself while an escalated alert waits for a shift lead. Thread: GUI."""

    proofWanted = Signal(str, str, str)  # noqa: N815 - Qt's way; name, password, ref
    answered = Signal(object)  # what the duty said
    left = Signal()  # the form was closed

    def __init__(self, duty: AnsweringDuty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duty = duty
        self._calling: dict[str, OpenAlert] = {}
        self.banner, self.form = EscalationBanner(), AnswerForm()
        self.form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.banner, self.form):
            layout.addWidget(part)
        self.banner.answerWanted.connect(self.open)
        self.form.asked.connect(self._on_asked)
        self.form.left.connect(self.close_form)
        self.form.left.connect(self.left)
        self.hide()

    def show_alerts(self, ordered: Sequence[OpenAlert], *, now_ns: int) -> None:
        self._calling = {held.alert.id: held for held in ordered if unanswered(held)}
        self.banner.show_alerts(tuple(self._calling.values()), now_ns=now_ns)
        if self.form.isVisibleTo(self) and self.form.alert_id not in self._calling:
            self.close_form()
            self.left.emit()
        self.setVisible(bool(self._calling))

    def open(self) -> None:
        """Takes what the banner shows: at once where a shift lead sits here, else by the form."""
        held = self._calling.get(self.banner.alert_id)
        if held is None:
            return
        if self._duty.is_led:
            self.answered.emit(self._duty.take(held.alert.id))
        else:
            self.form.open(held.alert.id, camera_place(held.alert.camera))

    def close_form(self) -> None:
        self.form.password.clear()
        self.form.hide()

    def hear(self, fact: object) -> None:
        """How the proof of the password went."""
        match fact:
            case Proved(ref, operator) if ref.startswith(_REF):
                self._on_proved(ref.removeprefix(_REF), operator)
            case SignInRefused(ref, why) if ref.startswith(_REF):
                self.form.refuse(why)

    def _on_asked(self, alert_id: str, name: str, secret: str) -> None:
        self.proofWanted.emit(name, secret, _REF + alert_id)

    def _on_proved(self, alert_id: str, operator: Operator) -> None:
        if self._duty.answer(alert_id, by=operator) is False:
            self.form.refuse(_("Not taken: {name} is no shift lead here.").format(name=operator.name))
            return
        self.close_form()
        self.answered.emit(True)
