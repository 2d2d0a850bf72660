"""The form in which an administrator adds an operator, changes a role, or gives a new password."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from console.language import _
from console.operators.roles import Role
from ui.fields.password_field import PasswordField
from ui.operators.name_text import short_name
from ui.operators.sign_in_form import LONGEST_NAME
from ui.violations.form_frame import FormFrame, LabelledRows, Tone


class Change(Enum):
    """What is asked for; each shows the fields that it needs."""

    ADD = ("name", "role", "password", "again")
    ROLE = ("role",)
    PASSWORD = ("password", "again")
    RETURN = ("role", "password", "again")


class OperatorForm(FormFrame):
    """Thread: GUI. What was typed stays until the engine has done it; passwords do not."""

    asked = Signal(object, str, object, str)  # Change, name, Role, password

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._change = Change.ADD
        self._whose = ""
        self._is_asking = False
        self.name = QLineEdit(maxLength=LONGEST_NAME)
        self.role = QComboBox()
        self.password, self.again = PasswordField(), PasswordField()
        self._fields: dict[str, QWidget] = {
            "name": self.name,
            "role": self.role,
            "password": self.password,
            "again": self.again,
        }
        self._rows = LabelledRows()
        for name, field in self._fields.items():
            self._rows.add(name, field)
        self._content.addLayout(self._rows)
        self.watch(self.name, self.role, self.password.edit, self.again.edit)
        self.retranslate()

    def open(self, change: Change, *, name: str = "", role: Role = Role.DISPATCHER) -> None:
        """`name` and `role`: of the operator whom it concerns; none while one is added."""
        self._change, self._whose, self._is_asking = change, name, False
        self.name.setText("")
        self.role.setCurrentIndex(list(Role).index(role))
        self._forget()
        for key, field in self._fields.items():
            field.setVisible(key in change.value)
            self._rows.label(key).setVisible(key in change.value)
        self.say("", tone=Tone.MISSING)
        self.retranslate()
        self.show()
        self._fields[change.value[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, why: str) -> None:
        self._is_asking = False
        self.say(why, tone=Tone.MISSING, field=self._fields[self._change.value[0]])

    def submit(self) -> None:
        if self._is_asking:
            return  # Enter was pressed twice
        if (lack := self._lack()) is not None:
            text, field = lack
            self.say(text, tone=Tone.MISSING, field=field)
            return
        self._is_asking = True
        self.say(_("Being done…"), tone=Tone.WAITING)
        secret = self.password.take()
        self._forget()
        name = self._whose or self.name.text().strip()
        self.asked.emit(self._change, name, list(Role)[max(self.role.currentIndex(), 0)], secret)

    def hideEvent(self, event: QHideEvent) -> None:
        """No password stays typed in a form that nobody sees."""
        super().hideEvent(event)
        self._forget()

    def retranslate(self) -> None:
        super().retranslate()
        name = short_name(self._whose)
        titles = {
            Change.ADD: _("Add an operator"),
            Change.ROLE: _("Role of {name}").format(name=name),
            Change.PASSWORD: _("New password of {name}").format(name=name),
            Change.RETURN: _("Bring {name} back").format(name=name),
        }
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setText(titles[self._change])
        chosen = max(self.role.currentIndex(), 0)
        self.role.clear()
        self.role.addItems([role.title() for role in Role])
        self.role.setCurrentIndex(chosen)
        self._rows.set_texts(
            {
                "name": _("Full name"),
                "role": _("Role"),
                "password": _("Password or PIN"),
                "again": _("Once more"),
            }
        )
        self.password.edit.setPlaceholderText(_("10 characters or more, or a PIN of 6 to 12 digits"))
        self._do.setText(_("Do it · Enter"))
        self._back.setText(_("Back · Esc"))

    def _lack(self) -> tuple[str, QWidget] | None:
        """What is missing, and where it can be mended; the engine says what it thinks of the rest."""
        wanted = self._change.value
        if "name" in wanted and not self.name.text().strip():
            return _("Say the name."), self.name
        if "password" in wanted and not self.password.edit.text():
            return _("Choose a password."), self.password
        if "password" in wanted and self.password.edit.text() != self.again.edit.text():
            self.again.clear()
            return _("The two passwords differ; type it once more."), self.again
        return None

    def _forget(self) -> None:
        self.password.clear()
        self.again.clear()
