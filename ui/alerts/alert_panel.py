"""The alert queue with all that a dispatcher does to an alert, by key or by button."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.alerts.dismiss_reason import DismissReason
from console.alerts.inbox import OpenAlert
from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.offences import Offence
from console.journal.violation import ViolationForm
from console.language import _
from ui.actions import BY_ID, ActionId, tooltip
from ui.alerts.alert_duty import AlertDuty, AlertInbox
from ui.alerts.alert_queue import AlertQueue
from ui.alerts.confirm_form import ConfirmForm
from ui.alerts.dismiss_strip import DismissStrip
from ui.alerts.escalation_call import EscalationCall
from ui.alerts.told_line import ToldLine
from ui.alerts.wording import camera_place
from ui.mask_cover import ShownMasks
from ui.theme import colours
from ui.violations.form_frame import Tone
from ui.violations.key_button import KeyButton

TICK_MS = 1_000
_REF = "alert panel:"


class AlertPanel(QFrame):
    """Shows what `inbox` holds and asks `duty` for what the operator decides. Thread: GUI.

    The app calls `refresh()` when a fact may have changed the inbox, `hear()` with what the journal answers,
    and `act()` with each command.
    """

    cameraWanted = Signal(str)  # noqa: N815 - Qt's way; the camera id of the alert that was chosen
    recording = Signal(str, object)  # a record without an alert is asked for: its ref, Camera or None
    notRecorded = Signal(str)  # noqa: N815 - Qt's way; the ref of what was refused at once

    def __init__(
        self,
        *,
        inbox: AlertInbox,
        duty: AlertDuty,
        clock: Clock,
        offences: Sequence[Offence],
        cameras: Sequence[Camera] = (),
        masks: ShownMasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inbox = inbox
        self._duty = duty
        self._clock = clock
        self._count, self._order = QLabel(), QLabel()
        self._complaint = ToldLine()
        self._queue = AlertQueue(masks=masks)
        self.call = EscalationCall(duty)
        self._form = ConfirmForm(offences, clock=clock, cameras=cameras)
        self._asked = itertools.count(1)  # the records without an alert
        self._confirmed: set[str] = set()  # ids of alerts whose record the journal has not written yet
        self._strip = DismissStrip()
        self._footer = {each: KeyButton(each) for each in (ActionId.ESCALATE, ActionId.RECORD)}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    @property
    def queue(self) -> AlertQueue:
        return self._queue

    @property
    def form(self) -> ConfirmForm:
        return self._form

    @property
    def strip(self) -> DismissStrip:
        return self._strip

    def refresh(self) -> None:
        ordered, now_ns = self._inbox.ordered(), self._clock.monotonic_ns()
        self._count.setText(_("Alerts · {count}").format(count=len(ordered)))
        self._queue.show_alerts(ordered, now_ns=now_ns)
        self.call.show_alerts(ordered, now_ns=now_ns)
        self._settle({held.alert.id: held for held in ordered})

    def hear(self, fact: object) -> None:
        """What the journal answers to a record without a camera."""
        match fact:
            case EntryWritten(ref, entry) if self._form.written(ref):
                self.tell(_("Recorded: entry {seq}.").format(seq=entry.seq), Tone.DONE)
            case EntryRefused(ref, _kind, why) if (form := self._form.refused(ref)) is not None:
                text = _("Not recorded: {why}. {key} shows what was typed.")
                key = BY_ID[ActionId.CONFIRM if form else ActionId.RECORD].label
                self.tell(text.format(why=why, key=key), Tone.MISSING)

    def tell(self, text: str, tone: Tone = Tone.MISSING) -> None:
        """Says for a while why something was not done, or that it was."""
        self._complaint.say(text, tone)

    def act(self, action_id: ActionId) -> bool:
        """Does what a command asks of the queue; False for commands that mean others."""
        acts = {
            ActionId.TAKE: self._take,
            ActionId.CONFIRM: self._open_form,
            ActionId.DISMISS: self._open_strip,
            ActionId.ESCALATE: self._escalate,
            ActionId.ANSWER: self._answer,
            ActionId.RECORD: self._open_record,
            ActionId.NEXT_ALERT: lambda: self._step(1),
            ActionId.PREVIOUS_ALERT: lambda: self._step(-1),
            ActionId.BACK: self.back,
        }
        if (act := acts.get(action_id)) is not None:
            act()
        return act is not None

    def back(self) -> None:
        """Closes what was opened beside the queue and gives the queue the keys."""
        self._form.hide()
        self._strip.hide()
        self.call.close_form()
        self._queue.give_focus()

    def add_strip(self, strip: QWidget) -> None:
        """Under the queue, above the buttons."""
        self._column.insertWidget(self._column.count() - 1, strip)

    def close_stills(self) -> None:
        """Ends the decoding of stills; called once, when the desk closes."""
        self._queue.close_stills()

    def retranslate(self) -> None:
        shades = colours()
        self._order.setText(_("children first, then priority, then waiting"))
        self._order.setStyleSheet(f"color: {shades.quiet.name()}; font-size: 12px;")
        self._count.setStyleSheet("font-weight: bold; font-size: 16px;")
        self._footer[ActionId.ESCALATE].setText(_("Escalate"))
        self._footer[ActionId.RECORD].setText(_("Without a camera"))
        for action_id, button in self._footer.items():
            button.setToolTip(tooltip(action_id))
        self.setStyleSheet(f"AlertPanel {{ background: {shades.panel.name()}; border: none; }}")
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._queue.give_focus()

    def _lay_out(self) -> None:
        self._order.setWordWrap(True)
        self._order.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header = QHBoxLayout()
        header.addWidget(self._count)
        header.addWidget(self._order, 1)
        footer = QHBoxLayout()
        for button in self._footer.values():
            footer.addWidget(button)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 8, 8)
        layout.addLayout(header)
        layout.addWidget(self._complaint)
        layout.addWidget(self.call)
        layout.addWidget(self._queue, 1)
        for part in (self._form, self._strip):
            part.hide()
            layout.addWidget(part)
        layout.addLayout(footer)

    def _connect(self) -> None:
        self._queue.cameraWanted.connect(self.cameraWanted)
        self._queue.asked.connect(self.act)
        for action_id, button in self._footer.items():
            button.clicked.connect(lambda _checked=False, asked=action_id: self.act(asked))
        self.call.answered.connect(self._on_answered)
        self.call.left.connect(self.back)
        self._form.recorded.connect(self._on_recorded)
        self._form.left.connect(self.back)
        self._strip.chosen.connect(self._on_dismissed)
        self._strip.left.connect(self.back)

    def _on_tick(self) -> None:
        for part in (self._queue, self.call.banner):
            part.tick(self._clock.monotonic_ns())

    def _on_answered(self, answer: object) -> None:
        self._hear(answer)
        self.refresh()
        self.back()

    def _open_alert(self) -> OpenAlert | None:
        """The chosen alert; None is told: there is none, or its decision is being written already."""
        held = self._queue.chosen()
        if held is not None and held.deciding is None:
            return held
        self.tell(_("Its decision is being written already.") if held else _("No alert waits."), Tone.WAITING)
        return None

    def _step(self, by: int) -> None:
        if self._queue.chosen() is None:
            self.tell(_("No alert waits."), Tone.WAITING)
        self._queue.step(by)

    def _answer(self) -> None:
        if self.call.isHidden():
            self.tell(_("No escalated alert waits for a shift lead."), Tone.WAITING)
        self.call.open()

    def _take(self) -> None:
        if held := self._open_alert():
            self._hear(self._duty.take(held.alert.id))
            self.cameraWanted.emit(held.alert.camera.id)
            self.refresh()

    def _escalate(self) -> None:
        if held := self._open_alert():
            self._hear(self._duty.escalate(held.alert.id))
            self._go_on()

    def _open_form(self) -> None:
        if held := self._open_alert():
            self._strip.hide()
            self._form.open_alert(held.alert)
            self.cameraWanted.emit(held.alert.camera.id)

    def _open_strip(self) -> None:  # what is dismissed stands before one's eyes
        if held := self._open_alert():
            self._form.hide()
            self._strip.open(held.alert.id, camera_place(held.alert.camera))
            self.cameraWanted.emit(held.alert.camera.id)

    def _open_record(self) -> None:
        self._strip.hide()
        self._form.open_without_camera()

    def _on_recorded(self, alert_id: str, form: ViolationForm, camera: Camera | None) -> None:
        if alert_id:
            answer, ref = self._duty.confirm(alert_id, form), alert_id
        else:
            ref = f"{_REF}{next(self._asked)}"
            self.recording.emit(ref, camera)
            answer = self._duty.record_violation(form, camera=camera, ref=ref)
        self._hear(answer)
        if answer is False:
            self.notRecorded.emit(ref)
            return  # the form stays with all that was typed
        self._form.sent(ref=ref)
        self._confirmed |= {alert_id} - {""}
        self._go_on()

    def _settle(self, held: Mapping[str, OpenAlert]) -> None:
        """What was typed for an alert goes with it, and comes back where the journal refused it."""
        for alert_id in tuple(self._confirmed):
            if alert_id not in held:
                self._form.written(alert_id)
                self._confirmed.discard(alert_id)
            elif held[alert_id].refused:
                self._form.refused(alert_id)
                self._confirmed.discard(alert_id)
        self._form.forget_all_but(held)

    def _on_dismissed(self, alert_id: str, reason: DismissReason) -> None:
        self._hear(self._duty.dismiss(alert_id, reason))
        self._go_on()

    def _hear(self, answer: object) -> None:
        """A refusal is said, not swallowed: else the operator takes the alert for dealt with."""
        text = _("Not done: the alert is gone or somebody else's, or your role may not do this.")
        self.tell(text if answer is False else "", Tone.MISSING)

    def _go_on(self) -> None:
        self.refresh()
        self._queue.step_to_undecided()
        self.back()
