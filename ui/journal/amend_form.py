"""The form that amends a violation: as it stands, to be said anew, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from console.clock import Clock
from console.journal.offences import Offence
from console.journal.violation import Violation
from console.language import _
from ui.violations.form_frame import FormFrame, Tone
from ui.violations.violation_fields import Lack, Scene, Typed, ViolationFields


@dataclass(frozen=True, slots=True)
class _Draft:
    typed: Typed
    why: str = ""


class AmendForm(FormFrame):
    """Thread: GUI. What was typed stays until the journal has written it."""

    asked = Signal(int, object, str)  # the violation's entry, ViolationForm, the reason

    def __init__(self, offences: Sequence[Offence], *, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seq = 0
        self._stands = Typed()
        self._kept: dict[int, _Draft] = {}  # by the violation's entry
        self._fields = ViolationFields(offences, clock=clock)
        self._why = QLineEdit(maxLength=500)
        self._fields.add("why", self._why)
        self._content.addLayout(self._fields)
        self.watch(*self._fields.widgets(), self._why)
        self.retranslate()

    @property
    def seq(self) -> int:
        return self._seq

    def open(self, seq: int, violation: Violation, *, local: datetime) -> None:
        """`violation` as it stands now, `local` when it happened by the desk's wall clock."""
        self._keep()
        self._seq, self._stands = seq, Typed.of(violation, local=local)
        draft = self._kept.get(seq, _Draft(self._stands))
        self._fields.show_typed(draft.typed, Scene.SEEN if violation.camera_id else Scene.PLACED)
        self._why.setText(draft.why)
        self.say("", tone=Tone.MISSING)
        self.retranslate()
        self.show()
        self._fields.begin()

    def submit(self) -> None:
        read, why = self._fields.read(), self._why.text().strip()
        if isinstance(read, Lack):
            self.say(read.text, tone=Tone.MISSING, field=read.field)
        elif self._fields.typed() == self._stands:
            self.say(_("Nothing is changed yet."), tone=Tone.MISSING)
        elif not why:
            self.say(_("Say why it is amended."), tone=Tone.MISSING, field=self._why)
        else:
            self._keep()
            form = read.form
            if self._fields.typed().when == self._stands.when:
                form = replace(form, at_utc=None)  # the field knows no seconds: untouched, it changes none
            self.asked.emit(self._seq, form, why)

    def forget(self, seq: int) -> None:
        """The journal has it."""
        self._kept.pop(seq, None)
        if seq == self._seq:
            self._seq = 0

    def forget_all(self) -> None:
        """Somebody else sits here now."""
        self._seq = 0  # nothing is kept of what is hidden then
        self.hide()
        self._kept.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._keep()
        super().hideEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Amend the violation of entry {seq}").format(seq=self._seq))
        self._fields.retranslate()
        self._fields.set_texts({"why": _("Reason")})
        self._why.setPlaceholderText(_("what was wrong"))
        self._do.setText(_("Amend · Enter"))
        self._back.setText(_("Back · Esc"))

    def _keep(self) -> None:
        draft = _Draft(self._fields.typed(), self._why.text())
        self._kept.pop(self._seq, None)
        if self._seq and draft != _Draft(self._stands):
            self._kept[self._seq] = draft
