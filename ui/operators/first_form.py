"""The form of a desk's first start: it makes the first administrator."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.clock import Clock
from console.language import _
from ui.fields.password_field import PasswordField
from ui.operators.door_form import DoorForm
from ui.operators.sign_in_form import LONGEST_NAME
from ui.violations.form_frame import LabelledRows, Tone


class FirstForm(DoorForm):
    """Thread: GUI."""

    asked = Signal(str, str)  # name, password

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.name = QLineEdit(maxLength=LONGEST_NAME)
        self.password, self.again = PasswordField(), PasswordField()
        self._rows = LabelledRows()
        self._rows.add("name", self.name)
        self._rows.add("password", self.password)
        self._rows.add("again", self.again)
        self._content.addLayout(self._rows)
        self._back.hide()
        self.watch(self.name, self.password.edit, self.again.edit)
        self.retranslate()

    def open(self) -> None:
        self.retranslate()
        self.show()
        self.give_focus()

    def forget(self) -> None:
        self.password.clear()
        self.again.clear()

    def give_focus(self) -> None:
        field = self.password if self.name.text() else self.name
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        if not self.is_free:
            return
        name = self.name.text().strip()
        if not name:
            self.say(_("Say who you are."), tone=Tone.MISSING, field=self.name)
        elif not self.password.edit.text():
            self.say(_("Choose a password."), tone=Tone.MISSING, field=self.password)
        elif self.password.edit.text() != self.again.edit.text():
            self.again.clear()
            self.say(_("The two passwords differ; type it once more."), tone=Tone.MISSING, field=self.again)
        else:
            secret = self.password.take()
            self.again.clear()
            self.asking()
            self.asked.emit(name, secret)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("The first administrator"))
        self._lead.setText(
            _(
                "Nobody is registered at this desk yet: the administrator names everybody else. "
                "There is no password to begin with, and none that is forgotten can be read back."
            )
        )
        self._rows.set_texts({"name": _("Full name"), "password": _("Password"), "again": _("Once more")})
        self.password.edit.setPlaceholderText(_("10 characters at least"))
        self._do.setText(_("Make the administrator · Enter"))
