"""The frame of every form: a title, what is missing, the fields, Enter does it, Esc goes back."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.physical_key import REST_PROPERTY
from ui.theme import colours


class Tone(Enum):
    """How the line under the title is meant."""

    MISSING = "bad"  # the value names the theme's colour
    WAITING = "quiet"
    DONE = "good"


class FormFrame(QFrame):
    """A form beside the work, never over it. Thread: GUI.

    A form says its texts in `retranslate` (which calls this one's) and does its work in `submit`.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)
        self._title = QLabel(wordWrap=True)
        self._complaint = QLabel(wordWrap=True)
        self._tone = Tone.MISSING
        self._do = QPushButton(default=True)
        self._back = QPushButton()
        self._title.setStyleSheet("font-weight: bold;")
        self._content = QVBoxLayout()
        buttons = QHBoxLayout()
        for button in (self._back, self._do):
            buttons.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addWidget(self._title)
        layout.addWidget(self._complaint)
        layout.addLayout(self._content)
        layout.addLayout(buttons)
        self._complaint.hide()
        self._do.clicked.connect(self.submit)
        self._do.installEventFilter(self)
        self._back.clicked.connect(self.leave)

    def submit(self) -> None:
        """Does what the form is for, or says in the form what is missing."""
        raise NotImplementedError

    def leave(self) -> None:
        """Nothing is done."""
        self.left.emit()

    def say(self, text: str, *, tone: Tone, field: QWidget | None = None) -> None:
        """Under the title; `field` is where the operator can mend it. No text: nothing is said."""
        self._tone = tone
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))
        self._colour_complaint()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def watch(self, *fields: QWidget) -> None:
        """Enter in any of them submits; Tab goes through them in this order, then to the buttons."""
        for field in fields:
            field.installEventFilter(self)
        for one, other in pairwise((*fields, self._back, self._do)):
            self.setTabOrder(one, other)

    def retranslate(self) -> None:
        shades = colours()
        self.setStyleSheet(
            f"FormFrame {{ background: {shades.raised.name()}; border: 1px solid {shades.accent.name()};"
            f" border-radius: 6px; }} QLabel#label {{ color: {shades.quiet.name()}; }}"
            # The editor within a field must not be framed a second time.
            "QComboBox QLineEdit { border: none; padding: 0; background: transparent; }"
            "QSpinBox QLineEdit { border: none; padding: 0 6px; background: transparent; }"
            "QSpinBox { padding: 3px 0; } QSpinBox:focus { padding: 2px 0; }"
        )
        self._colour_complaint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.activateWindow()  # a wall may have the keys: what is typed belongs here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and self._back.hasFocus()):
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A closed list of choices swallows Enter, and other fields may: so it is caught before them.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and QApplication.activePopupWidget() is None:
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def _colour_complaint(self) -> None:
        self._complaint.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()};")


class LabelledRows(QGridLayout):
    """Fields one below the other, each with its label at the left. Thread: GUI."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[str, QLabel] = {}
        self.setVerticalSpacing(6)
        self.setColumnStretch(1, 1)

    def add(self, name: str, *fields: QWidget) -> None:
        """A row, known by its name; several fields share its width."""
        row, label = len(self._labels), QLabel()
        label.setObjectName("label")
        self._labels[name] = label
        self.addWidget(label, row, 0)
        if len(fields) == 1:
            label.setBuddy(fields[0])
            self.addWidget(fields[0], row, 1)
            return
        part = QHBoxLayout()
        for field in fields:
            part.addWidget(field, 1)
        self.addLayout(part, row, 1)

    def set_texts(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            self._labels[name].setText(text)

    def label(self, name: str) -> QLabel:
        return self._labels[name]
