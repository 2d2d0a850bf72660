"""A person's signature: the name and the password, typed by that person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ui.fields.breakable import breakable
from ui.fields.password_field import PasswordField

_SEEN_LETTERS = 14  # of a word, in one line: the longest name must not make the form wider


class Signature:
    """Of whoever is to choose the name. The password leaves at once when it was used. Thread: GUI."""

    def __init__(self) -> None:
        self._choice = QComboBox(editable=True)
        self._choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._choice.setMinimumContentsLength(_SEEN_LETTERS)
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.secret = PasswordField()

    @property
    def name(self) -> QWidget:
        """The field that shows who signs."""
        return self._choice

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What is typed into, in order."""
        return self._choice, self.secret.edit

    def set_name(self, name: str) -> None:
        self._choice.setCurrentText(name)

    def set_names(self, names: tuple[str, ...]) -> None:
        """Who may be chosen; what stands there already stays."""
        typed = self._choice.currentText()
        self._choice.clear()
        self._choice.addItems(names)
        self._choice.setCurrentText(typed)

    def signed_by(self) -> tuple[str, str]:
        """(name, password) as typed."""
        return self._choice.currentText().strip(), self.secret.edit.text()

    def forget(self) -> None:
        self.secret.clear()


class GivenSignature(Signature):
    """Of somebody who is known: only the password is typed. Thread: GUI."""

    def __init__(self) -> None:
        super().__init__()
        self._given = ""
        self._label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)

    @property
    def name(self) -> QWidget:
        return self._label

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.secret.edit,)

    def set_name(self, name: str) -> None:
        self._given = name
        self._label.setText(breakable(name, letters=_SEEN_LETTERS))

    def signed_by(self) -> tuple[str, str]:
        return self._given, self.secret.edit.text()
