"""A shift lead who stands beside the desk takes an escalated alert: a name and a password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.language import _
from ui.fields.password_field import PasswordField
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

_LONGEST_NAME = 80


class AnswerForm(FormFrame):
    """Thread: GUI. Who sits here stays; the password leaves at once when it was used."""

    asked = Signal(str, str, str)  # alert id, name, password

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alert_id = ""
        self._what = ""
        self.name = QLineEdit(maxLength=_LONGEST_NAME)
        self.password = PasswordField()
        self._rows = LabelledRows()
        self._rows.add("name", self.name)
        self._rows.add("password", self.password)
        self._content.addLayout(self._rows)
        self.watch(self.name, self.password.edit)
        self.retranslate()

    @property
    def alert_id(self) -> str:
        return self._alert_id

    def open(self, alert_id: str, what: str) -> None:
        """`what` names the alert."""
        self._alert_id, self._what = alert_id, what
        self.password.clear()
        self.say("", tone=Tone.WAITING)
        self.retranslate()
        self.show()
        field = self.password.edit if self.name.text() else self.name
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        name = self.name.text().strip()
        if not name or not self.password.edit.text():
            field = self.password.edit if name else self.name
            self.say(_("A shift lead's name and password."), tone=Tone.MISSING, field=field)
            return
        self.say(_("Being checked…"), tone=Tone.WAITING)
        self.asked.emit(self._alert_id, name, self.password.take())

    def refuse(self, why: str) -> None:
        """The password was wrong, or it was no shift lead's."""
        self.password.clear()
        self.say(why, tone=Tone.MISSING, field=self.password.edit)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Take as shift lead · {what}").format(what=self._what))
        self._rows.set_texts({"name": _("Full name"), "password": _("Password or PIN")})
        self._do.setText(_("Take · Enter"))
        self._back.setText(_("Back · Esc"))
