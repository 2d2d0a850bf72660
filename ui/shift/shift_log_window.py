"""The shift log as a file: asked for, watched while it is made, called off, and said what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from console.clock import Clock
from console.journal.look_reason import LookReason
from console.journal.shift import ShiftChanged, ShiftStanding
from console.journal.shift_log import ShiftLogDone, ShiftLogOrder, ShiftLogProgress
from console.language import _, ngettext
from console.operators.permissions import Intent
from ui.fields.save_dialog import SaveDialog
from ui.in_front import bring_in_front
from ui.physical_key import REST_PROPERTY
from ui.reason_strip import ReasonStrip
from ui.shift.shift_log_form import ShiftLogForm, Wanted
from ui.theme import colours
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_REF = "shift log window"
_SIZE = (640, 560)


class ShiftLogs(Protocol):
    """What the window asks of the engine's duty; False: refused, which is recorded."""

    def shift_log(self, order: ShiftLogOrder) -> bool: ...


class ShiftLogWindow(QWidget):
    """Thread: GUI. The app hands it the engine's facts (`hear`). Closed, what is being made goes on."""

    def __init__(
        self,
        duty: ShiftLogs,
        *,
        clock: Clock,
        may: Callable[[Intent], bool],
        cancel: Callable[[str], None],
        standing: Callable[[], ShiftStanding | None],
        parent: QWidget | None = None,
    ) -> None:
        """`may`: whether whoever sits here may, a refusal is recorded; `cancel` calls off by the ref."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._duty = duty
        self._may = may
        self._cancel_ref = cancel
        self._standing = standing
        self._asked = 0
        self._wanted: tuple[Wanted, Path] | None = None  # what is being made, or waits for a reason
        self._done: ShiftLogDone | None = None
        self.form, self._reasons = ShiftLogForm(clock), ReasonStrip()
        self._bar, self._share, self._cancel = QProgressBar(textVisible=False), QLabel(), QPushButton()
        self._told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._proof = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._proof.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(*_SIZE)

    def open(self) -> None:
        """Shows it in front; what is being made is seen going on."""
        self.form.open(self._standing())
        bring_in_front(self)

    def hear(self, fact: object) -> None:
        """Takes what concerns it out of all that the engine tells."""
        match fact:
            case ShiftLogProgress(ref, done, total) if ref == self._ref():
                self._show_progress(done, total)
            case ShiftLogDone(ref=ref) if ref == self._ref():
                self._on_done(fact)
            case ShiftChanged() if self.isVisible():
                self.form.show_standing(self._standing())

    def back(self) -> None:
        """What Esc means here: one step at a time."""
        dialogs = [each for each in self.findChildren(SaveDialog) if each.isVisible()]
        if dialogs:
            dialogs[-1].reject()
        elif self._reasons.isVisible():
            self._reasons.leave()
        else:
            self.close()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · shift log"))
        self.form.retranslate()
        self._bar.setAccessibleName(_("How far the shift log is"))
        self._cancel.setText(_("Call it off"))
        shades = colours()
        self._proof.setStyleSheet(f"color: {shades.quiet.name()};")
        self._bar.setStyleSheet(
            f"QProgressBar {{ background: {shades.ground.name()}; border: 1px solid {shades.edge.name()};"
            f" border-radius: 4px; }} QProgressBar::chunk {{ background: {shades.accent.name()}; }}"
        )
        self._show_done()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # --- building ---

    def _lay_out(self) -> None:
        going = QHBoxLayout()
        going.addWidget(self._bar, 1)
        going.addWidget(self._share)
        going.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.form)
        layout.addWidget(self._reasons)
        layout.addLayout(going)
        layout.addWidget(self._told)
        layout.addWidget(self._proof)
        layout.addStretch(1)
        self._show_going(going=False)

    def _connect(self) -> None:
        self.form.wanted.connect(self._on_wanted)
        self.form.left.connect(self.close)
        self._cancel.clicked.connect(lambda: self._cancel_ref(self._ref()))
        self._reasons.chosen.connect(self._on_reason)
        self._reasons.left.connect(self._on_no_reason)

    # --- what is asked for ---

    def _ref(self) -> str:
        """Of what was asked for last."""
        return f"{_REF} {self._asked}"

    def _on_wanted(self, wanted: Wanted) -> None:
        if not self._may(Intent.SHIFT_LOG):
            self._refused()
            return
        dialog = SaveDialog(self, _("Shift log"), suffix=wanted.format.value)
        dialog.fileSelected.connect(lambda file: self._make(wanted, Path(file)))
        dialog.show()

    def _make(self, wanted: Wanted, file: Path, reason: LookReason | None = None) -> None:
        self._asked += 1
        self._wanted = (wanted, file)
        if not self._duty.shift_log(wanted.order(file, reason=reason, ref=self._ref())):
            self._refused()
            return
        self._done = None
        self._show_progress(0, 1)
        self._show_going(going=True)
        self._show_done()

    def _refused(self) -> None:
        """The engine's word; it stands in the journal."""
        self.form.say(not_for_role(Intent.SHIFT_LOG), tone=Tone.MISSING)

    def _on_reason(self, reason: LookReason) -> None:
        self.form.show()
        if self._wanted is not None:
            self._make(*self._wanted, reason)

    def _on_no_reason(self) -> None:
        self.form.show()
        self.form.open(self._standing())
        self.form.say(_("Not exported: no reason was given."), tone=Tone.MISSING)

    # --- what is answered ---

    def _on_done(self, done: ShiftLogDone) -> None:
        self._show_going(going=False)
        if done.needs_reason:
            self.form.hide()
            self._reasons.open(done.file.name)
            return
        self._done = done
        self._show_done()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._share.setText(_("{percent} %").format(percent=100 * done // max(total, 1)))

    def _show_going(self, *, going: bool) -> None:
        self.form.make_free(free=not going)
        for part in (self._bar, self._share, self._cancel):
            part.setVisible(going)

    def _show_done(self) -> None:
        done = self._done
        for part in (self._told, self._proof):
            part.setVisible(done is not None)
        if done is None:
            return
        whole = not (done.failure or done.cancelled)
        self._told.setText(_done_text(done))
        shade = colours().good if whole else colours().bad if done.failure else colours().quiet
        self._told.setStyleSheet(f"color: {shade.name()};")
        self._proof.setVisible(whole)
        self._proof.setText(
            _("Journal's head {head}\nKey {fingerprint}").format(head=done.head, fingerprint=done.fingerprint)
        )


def _done_text(done: ShiftLogDone) -> str:
    if done.failure:
        return done.failure
    if done.cancelled:
        return _("Called off: nothing was written.")
    text = ngettext("{count} entry written to {file}", "{count} entries written to {file}", done.count)
    return text.format(count=done.count, file=done.file)
