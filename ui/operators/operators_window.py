"""Who works here, for administrators: added, given a role or a new password, retired, brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.language import _, ngettext
from console.operators.facts import OperatorsRead, OperatorsRefused
from console.operators.roles import Role
from ui.fields.row_table import show_rows
from ui.in_front import bring_in_front
from ui.operators.name_text import short_name
from ui.operators.operator_form import Change, OperatorForm
from ui.operators.operator_table import Listed, OperatorTable
from ui.physical_key import REST_PROPERTY
from ui.theme import colours
from ui.violations.form_frame import Tone

_READ, _CHANGE = "operators window:read", "operators window:change"


class Staff(Protocol):
    """What the window asks for: False where it may not, else OperatorsRead or OperatorsRefused answers."""

    def read_operators(self, *, ref: str) -> bool: ...

    def add_operator(self, name: str, role: Role, secret: str, *, ref: str) -> bool:
        """Adds somebody, or takes back somebody who had left."""

    def change_role(self, name: str, role: Role, *, ref: str) -> bool: ...
    def change_secret(self, name: str, secret: str, *, ref: str) -> bool: ...
    def retire_operator(self, name: str, *, ref: str) -> bool: ...


class OperatorsWindow(QWidget):
    """Thread: GUI. The door hands it every fact (`hear`)."""

    def __init__(self, staff: Staff, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._staff = staff
        self._doing = ""  # what is said once it is done
        self._table = OperatorTable(self)
        self._view = QTableView()
        self._line = QLabel(wordWrap=True)
        self._tone = Tone.WAITING
        self._add, self._role, self._password, self._retire = (QPushButton() for _each in range(4))
        self.form = OperatorForm()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(860, 620)

    def open(self) -> None:
        """In front, with the table having the keys."""
        self.form.hide()
        self._say("", Tone.WAITING)
        self._ask(self._staff.read_operators(ref=_READ))
        bring_in_front(self)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> bool:
        """Closes the form, then the window; False where Esc means something else."""
        if not self.isActiveWindow():
            return False
        if self.form.isVisible():
            self._close_form()
        else:
            self.close()
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case OperatorsRead(ref, operators) if ref in (_READ, _CHANGE):
                self.show_operators(operators)
                if ref == _CHANGE:
                    self._close_form()
                    self._say(self._doing, Tone.DONE)
            case OperatorsRefused(ref, why) if ref in (_READ, _CHANGE):
                self.refuse(why)

    def show_operators(self, operators: Sequence[Listed]) -> None:
        """All of them, as they are now."""
        chosen = self._chosen()
        self._table.show(operators)
        row = self._table.row_of(chosen.name) if chosen else 0
        self._view.selectRow(max(row, 0))
        self._show_buttons()
        self._colour_line()
        self._count()

    def refuse(self, why: str) -> None:
        """It was not done."""
        if self.form.isVisible():
            self.form.refuse(why)
        else:
            self._say(why, Tone.MISSING)

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · operators"))
        self._view.setAccessibleName(_("Who works here"))
        self._table.retranslate()
        self._add.setText(_("Add…"))
        self._role.setText(_("Role…"))
        self._password.setText(_("New password…"))
        self._show_buttons()
        self._count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._view.setModel(self._table)
        show_rows(self._view)
        self._view.setStyleSheet("QTableView::item { padding: 0 8px; }")
        header = self._view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QHBoxLayout()
        for button in (self._add, self._role, self._password, self._retire):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self.form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._line)
        layout.addLayout(buttons)
        layout.addWidget(self.form)

    def _connect(self) -> None:
        self._add.clicked.connect(lambda: self._open_form(Change.ADD))
        self._role.clicked.connect(lambda: self._open_form(Change.ROLE))
        self._password.clicked.connect(lambda: self._open_form(Change.PASSWORD))
        self._retire.clicked.connect(self._on_retire)
        self._view.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.form.asked.connect(self._on_asked)
        self.form.left.connect(self._close_form)

    def _chosen(self) -> Listed | None:
        return self._table.row(self._view.currentIndex().row())

    def _on_row_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_buttons()

    def _show_buttons(self) -> None:
        one = self._chosen()
        self._retire.setEnabled(one is not None)
        for button in (self._role, self._password):
            button.setEnabled(one is not None and not one.retired_utc)
        self._retire.setText(_("Bring back…") if one and one.retired_utc else _("Retire"))

    def _open_form(self, change: Change) -> None:
        one = self._chosen()
        if change is Change.ADD:
            self.form.open(change)
        elif one is not None:
            self.form.open(change, name=one.name, role=one.role)

    def _close_form(self) -> None:
        self.form.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_asked(self, change: Change, name: str, role: Role, secret: str) -> None:
        staff = self._staff
        asks = {
            Change.ADD: lambda: staff.add_operator(name, role, secret, ref=_CHANGE),
            Change.ROLE: lambda: staff.change_role(name, role, ref=_CHANGE),
            Change.PASSWORD: lambda: staff.change_secret(name, secret, ref=_CHANGE),
            Change.RETURN: lambda: staff.add_operator(name, role, secret, ref=_CHANGE),
        }
        self._doing = _done_text(change).format(name=short_name(name), role=role.title())
        self._ask(asks[change]())

    def _on_retire(self) -> None:
        one = self._chosen()
        if one is not None and one.retired_utc:
            self._open_form(Change.RETURN)
        elif one is not None:
            text = _("{name} works here no more; the name stays in the journal.")
            self._doing = text.format(name=short_name(one.name))
            self._ask(self._staff.retire_operator(one.name, ref=_CHANGE))

    def _ask(self, answer: object) -> None:
        """A refusal is said, not swallowed."""
        if answer is False:
            self.refuse(_("Not done: only an administrator may, and not while the desk is locked."))

    def _colour_line(self) -> None:
        self._line.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()};")

    def _say(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self._line.setText(text)
        self._colour_line()

    def _count(self) -> None:
        here = sum(
            1
            for row in range(self._table.rowCount())
            if (one := self._table.row(row)) and not one.retired_utc
        )
        text = ngettext("{count} operator works here", "{count} operators work here", here)
        self._say(text.format(count=here), Tone.WAITING)


def _done_text(change: Change) -> str:
    return {
        Change.ADD: _("Added: {name}, {role}."),
        Change.ROLE: _("{name} is now: {role}."),
        Change.PASSWORD: _("{name} has a new password."),
        Change.RETURN: _("{name} is back: {role}."),
    }[change]
