"""What is done to the chosen violation: amended, voided, packed; each form below its entry, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from console.clock import Clock
from console.journal.aftermath import Aftermath
from console.journal.entry import EntryRefused, EntryWritten, local_time
from console.journal.exposure import Exposure
from console.journal.look_reason import LookReason
from console.journal.offences import Offence
from console.journal.package import PackageDone
from console.journal.search import Query
from console.journal.violation import ViolationForm
from console.language import _
from console.operators.facts import SignedOut
from ui.actions import ActionId, tooltip
from ui.journal.amend_form import AmendForm
from ui.journal.package_form import PackageForm
from ui.journal.void_form import VoidForm
from ui.reason_strip import ReasonStrip
from ui.violations.form_frame import FormFrame, Tone
from ui.violations.key_button import KeyButton

_REF = "journal forms:"
# With their places: the package's name is long in every language.
_ACTIONS = {
    ActionId.AMEND: (0, 0),
    ActionId.VOID: (0, 1),
    ActionId.PACKAGE: (1, 0, 1, 2),
    ActionId.REDACT: (2, 0, 1, 2),
}
_OF_ANY = (ActionId.PACKAGE, ActionId.REDACT)  # also of what was voided


class JournalDuty(Protocol):
    """What the window asks for; each returns at once, False where the operator's role may not."""

    def amend(self, seq: int, form: ViolationForm, *, why: str, ref: str) -> object: ...
    def void(self, seq: int, *, why: str, ref: str) -> object: ...
    def export(self, query: Query, file: Path, *, reason: LookReason | None = None) -> object: ...
    def package(
        self,
        seqs: Sequence[int],
        file: Path,
        *,
        why: str,
        exposure: Exposure,
        reason: LookReason | None = None,
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class _Packing:
    """A package that was asked for."""

    seq: int  # the violation's entry
    file: Path
    why: str
    exposure: Exposure


class EntryForms(QWidget):
    """Buttons for what can be done, and the form of what is being done. Thread: GUI.

    The window hands it what became of the chosen entry (`show_aftermath`) and the journal's answers (`hear`).
    """

    told = Signal(str, object)  # one line for the window, Tone
    left = Signal()  # a form was closed: the keys go back to the table
    redactWanted = Signal(int)  # noqa: N815 - of the violation of that entry

    def __init__(
        self,
        duty: JournalDuty,
        *,
        clock: Clock,
        offences: Sequence[Offence],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._duty = duty
        self._aftermath: Aftermath | None = None
        self._asked = 0  # counts what was asked of the journal
        self._pending: dict[str, tuple[VoidForm | AmendForm, int]] = {}  # by ref; the violation's entry
        self._packing: dict[Path, _Packing] = {}  # by the package's file
        self._unexplained: _Packing | None = None  # waits for a reason
        self._void, self._amend, self._package = VoidForm(), AmendForm(offences, clock=clock), PackageForm()
        self._reason = ReasonStrip()
        self._buttons = {each: KeyButton(each) for each in _ACTIONS}
        self._forms = (self._void, self._amend, self._package)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 0, 0)
        rows = QGridLayout()
        for button, place in zip(self._buttons.values(), _ACTIONS.values(), strict=True):
            rows.addWidget(button, *place)
        layout.addLayout(rows)
        for action_id, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, asked=action_id: self.act(asked))
        for form in self._forms:
            form.hide()
            form.left.connect(self.back)
            layout.addWidget(form)
        self._void.asked.connect(self._on_void)
        self._amend.asked.connect(self._on_amend)
        self._package.asked.connect(lambda *asked: self._pack(_Packing(*asked)))
        self._reason.hide()
        self._reason.chosen.connect(self._on_reason)
        self._reason.left.connect(self._on_no_reason)
        layout.addWidget(self._reason)
        self.show_aftermath(None)

    def show_aftermath(self, aftermath: Aftermath | None) -> None:
        """None: the chosen entry is not read yet, or there is none."""
        self._aftermath = aftermath
        history = aftermath.history if aftermath else None
        for action_id, button in self._buttons.items():
            stands = history is not None and history.voided is None
            button.setEnabled(history is not None if action_id in _OF_ANY else stands)

    def act(self, action_id: ActionId) -> None:
        """Opens the form, or says why there is nothing to be done."""
        history = self._aftermath.history if self._aftermath else None
        if history is None:
            erased = self._aftermath is not None and self._aftermath.erased
            text = _("Its text was erased: nothing can be done to it.") if erased else ""
            self.told.emit(text or _("Choose a violation first."), Tone.MISSING)
            return
        first = history.entries[0]
        if action_id is ActionId.PACKAGE:
            self._show_alone(self._package)
            self._package.open(first.seq)
        elif action_id is ActionId.REDACT:
            self.redactWanted.emit(first.seq)
        elif history.voided:
            text = _("this violation was voided by entry {seq}").format(seq=history.voided.seq)
            self.told.emit(text, Tone.MISSING)
        elif action_id is ActionId.VOID:
            self._show_alone(self._void)
            self._void.open(first.seq)
        elif action_id is ActionId.AMEND:
            self._show_alone(self._amend)
            standing = history.standing
            happened = local_time(standing.at_utc, first.utc_offset_min)
            self._amend.open(first.seq, standing, local=happened)

    def _show_alone(self, opened: FormFrame) -> None:
        for form in self._forms:
            if form is not opened:
                form.hide()

    def back(self) -> bool:
        """Closes the open form, what was typed is kept; False where none was open."""
        if self._reason.isVisible():
            self._reason.leave()
            return True
        opened = [form for form in self._forms if form.isVisible()]
        for form in opened:
            form.hide()
        if opened:
            self.left.emit()
        return bool(opened)

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten() | EntryRefused():
                self._hear_journal(fact)
            case PackageDone():
                self._hear_package(fact)
            case SignedOut():
                self._forget()

    def _forget(self) -> None:
        """What one operator typed, or is still asked about, is not for the next to find."""
        for form in self._forms:
            form.forget_all()
        self._reason.hide()
        self._packing.clear()
        self._unexplained = None

    def _hear_journal(self, fact: EntryWritten | EntryRefused) -> None:
        form, seq = self._pending.pop(fact.ref, (None, 0))
        if form is None:
            return
        if isinstance(fact, EntryRefused):
            self._refuse(form, seq, fact.why)
            return
        here = form.isVisible() and form.seq == seq
        form.forget(seq)
        if here:
            self.back()
        self.told.emit(_("Recorded: entry {seq}.").format(seq=fact.entry.seq), Tone.DONE)

    def _hear_package(self, done: PackageDone) -> None:
        packing = self._packing.pop(done.file, None)
        if packing is None:
            return
        if done.needs_reason:
            self._unexplained = packing
            self._reason.open(done.file.name)
            return
        if self._package.seq == packing.seq:
            self._package.show_done(done)
        tone = Tone.MISSING if done.failure else Tone.DONE
        self.told.emit(self._package.done_text(done), tone)

    def retranslate(self) -> None:
        self._buttons[ActionId.AMEND].setText(_("Amend"))
        self._buttons[ActionId.VOID].setText(_("Void"))
        self._buttons[ActionId.PACKAGE].setText(_("Evidence package…"))
        self._buttons[ActionId.REDACT].setText(_("Redacted copies…"))
        for action_id, button in self._buttons.items():
            button.setToolTip(tooltip(action_id))

    def _on_void(self, seq: int, why: str) -> None:
        if (self._void, seq) in self._pending.values():
            return  # Enter was pressed twice
        ref = self._next_ref(self._void, seq)
        self._hear(ref, self._duty.void(seq, why=why, ref=ref))

    def _on_amend(self, seq: int, form: ViolationForm, why: str) -> None:
        if (self._amend, seq) in self._pending.values():
            return
        ref = self._next_ref(self._amend, seq)
        self._hear(ref, self._duty.amend(seq, form, why=why, ref=ref))

    def _pack(self, packing: _Packing, reason: LookReason | None = None) -> None:
        may = self._duty.package(
            [packing.seq], packing.file, why=packing.why, exposure=packing.exposure, reason=reason
        )
        if may is False:
            self._package.refuse(_("your role may not do this"))
            return
        self._packing[packing.file] = packing
        self._package.show_waiting()

    def _on_reason(self, reason: LookReason) -> None:
        packing, self._unexplained = self._unexplained, None
        if packing is not None:
            self._pack(packing, reason)
        self.left.emit()

    def _on_no_reason(self) -> None:
        self._unexplained = None
        self._package.refuse(_("no reason was given"))
        self.left.emit()

    def _next_ref(self, form: VoidForm | AmendForm, seq: int) -> str:
        self._asked += 1
        ref = f"{_REF}{self._asked}"
        self._pending[ref] = (form, seq)
        return ref

    def _hear(self, ref: str, answer: object) -> None:
        form, seq = self._pending[ref]
        if answer is False:
            del self._pending[ref]
            self._refuse(form, seq, _("your role may not do this"))
        else:
            form.say(_("Being recorded…"), tone=Tone.WAITING)

    def _refuse(self, form: VoidForm | AmendForm, seq: int, why: str) -> None:
        """Said in the form; where that is away, on the window's line. The text is kept either way."""
        text = _("Not recorded: {why}.").format(why=why)
        if form.isVisible() and form.seq == seq:
            form.say(text, tone=Tone.MISSING)
        else:
            self.told.emit(text, Tone.MISSING)
