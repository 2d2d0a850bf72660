"""The form that voids a violation: a reason, nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.language import _
from ui.violations.form_frame import FormFrame, LabelledRows, Tone


class VoidForm(FormFrame):
    """Thread: GUI. What was typed stays until the journal has written it."""

    asked = Signal(int, str)  # the violation's entry, the reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seq = 0
        self._kept: dict[int, str] = {}  # by the violation's entry
        self._why = QLineEdit(maxLength=500)
        self._rows = LabelledRows()
        self._rows.add("why", self._why)
        self._content.addLayout(self._rows)
        self.watch(self._why)
        self._why.textChanged.connect(self._keep)
        self.retranslate()

    @property
    def seq(self) -> int:
        return self._seq

    def open(self, seq: int) -> None:
        self._seq = seq
        self._why.setText(self._kept.get(seq, ""))
        self.say("", tone=Tone.MISSING)
        self.retranslate()
        self.show()
        self._why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        why = self._why.text().strip()
        if not why:
            self.say(_("Say why it is voided."), tone=Tone.MISSING, field=self._why)
        else:
            self.asked.emit(self._seq, why)

    def forget(self, seq: int) -> None:
        """The journal has it."""
        self._kept.pop(seq, None)

    def forget_all(self) -> None:
        """Somebody else sits here now."""
        self.hide()
        self._why.clear()
        self._kept.clear()

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Void the violation of entry {seq}").format(seq=self._seq))
        self._rows.set_texts({"why": _("Reason")})
        self._why.setPlaceholderText(_("the record itself stays"))
        self._do.setText(_("Void · Enter"))
        self._back.setText(_("Back · Esc"))

    def _keep(self, text: str) -> None:
        self._kept[self._seq] = text
