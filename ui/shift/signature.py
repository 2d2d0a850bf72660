"""A person's signature: the name and the password, typed by that person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

MOST_LETTERS = 200


class Signature:
    """Two fields of a form; the password leaves them at once when it was used. Thread: GUI."""

    def __init__(self) -> None:
        self.name = QComboBox(editable=True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=MOST_LETTERS)
        self.secret.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )

    @property
    def fields(self) -> tuple[QWidget, QWidget]:
        return self.name, self.secret

    def set_names(self, names: tuple[str, ...]) -> None:
        """Who may be chosen; what stands there already stays."""
        typed = self.name.currentText()
        self.name.clear()
        self.name.addItems(names)
        self.name.setCurrentText(typed)

    def signed_by(self) -> tuple[str, str]:
        """(name, password) as typed."""
        return self.name.currentText().strip(), self.secret.text()

    def forget(self) -> None:
        self.secret.clear()
