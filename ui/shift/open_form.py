"""The form that begins a shift: one's own, or in place of one that somebody left open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from console.journal.shift import Shift
from console.language import _
from ui.fields.breakable import breakable
from ui.shift.document_text import shift_text
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

MOST_REMARK = 1000  # letters


class OpenForm(FormFrame):
    """Thread: GUI."""

    asked = Signal(str)  # the remark on the shift that was left open
    togetherWanted = Signal()  # noqa: N815 - Qt's way; its operator is here after all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operator = ""
        self._left_open: Shift | None = None
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)  # it holds a name
        self._note = QLineEdit(maxLength=MOST_REMARK)
        self._together = QPushButton()
        self._rows = LabelledRows()
        self._rows.add("note", self._note)
        self._content.addWidget(self._text)
        self._content.addLayout(self._rows)
        self._content.addWidget(self._together)
        self.watch(self._note)
        self._together.clicked.connect(self.togetherWanted)
        self.retranslate()

    def open(self, operator: str, left_open: Shift | None) -> None:
        """`operator`: whose shift would begin, "" where nobody is signed in."""
        self._operator, self._left_open = operator, left_open
        self.retranslate()
        field = self._note if left_open else self._do
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        if not self._operator:
            self.say(_("Sign in first."), tone=Tone.MISSING)
        elif self._do.isEnabled():
            self.asked.emit(self._note.text().strip())

    def wait(self) -> None:
        self.say(_("Being recorded…"), tone=Tone.WAITING)

    def retranslate(self) -> None:
        super().retranslate()
        left_open = self._left_open
        self._title.setText(_("A shift was left open") if left_open else _("No shift is open"))
        self._text.setText(breakable(self._words()))
        self._rows.set_texts({"note": _("Remark")})
        self._rows.label("note").setVisible(left_open is not None)
        self._note.setVisible(left_open is not None)
        self._note.setPlaceholderText(_("why its operator did not close it"))
        self._together.setVisible(left_open is not None)
        self._together.setText(_("Its operator is here: hand over together"))
        self._do.setText(_("Close it and open mine · Enter") if left_open else _("Open my shift · Enter"))
        self._do.setEnabled(bool(self._operator))
        self._back.setText(_("Back · Esc"))

    def _words(self) -> str:
        if self._left_open is None:
            return _("{name} has the desk from now on.").format(name=self._operator) if self._operator else ""
        whose = shift_text(
            self._left_open.operator, self._left_open.opened_at_utc, self._left_open.utc_offset_min
        )
        return _("{shift}. It is closed as left open, and its document is kept as it is now.").format(
            shift=whose
        )
