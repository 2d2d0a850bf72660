"""The form that asks who works here now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.clock import Clock
from console.language import _
from ui.fields.password_field import PasswordField
from ui.operators.door_form import DoorForm
from ui.operators.name_text import short_name
from ui.violations.form_frame import LabelledRows, Tone

LONGEST_NAME = 80


class SignInForm(DoorForm):
    """Thread: GUI. In front of a locked desk Esc goes back to the lock."""

    asked = Signal(str, str)  # name, password

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.name = QLineEdit(maxLength=LONGEST_NAME)
        self.password = PasswordField()
        self._rows = LabelledRows()
        self._rows.add("name", self.name)
        self._rows.add("password", self.password)
        self._content.addLayout(self._rows)
        self.watch(self.name, self.password.edit)
        self._replaces = ""
        self.retranslate()

    def open(self, *, replaces: str = "") -> None:
        """`replaces`: who holds the locked desk, "" where nobody is signed in."""
        self._replaces = replaces
        self._back.setVisible(bool(replaces))
        self.forget()
        self.retranslate()
        self.show()
        self.give_focus()

    def suggest(self, name: str) -> None:
        """Who signed in last; what somebody has typed already stays."""
        if name and not self.name.text():
            self.name.setText(name)
            if self.isVisible():
                self.give_focus()

    def forget(self) -> None:
        self.password.clear()

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
            self.say("", tone=Tone.MISSING, field=self.password)
        else:
            self.asking()
            self.asked.emit(name, self.password.take())

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Sign in"))
        held = _("The desk is locked by {name}. Signing in ends that person's work here.")
        free = _("Nobody is signed in. Walls and alert sounds go on; alerts wait in the queue.")
        self._lead.setText(held.format(name=short_name(self._replaces)) if self._replaces else free)
        self._rows.set_texts({"name": _("Full name"), "password": _("Password or PIN")})
        self._do.setText(_("Sign in · Enter"))
        self._back.setText(_("Back · Esc"))
