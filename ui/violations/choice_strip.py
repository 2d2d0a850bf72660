"""A few choices, each with its digit: one key decides, never a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from console.language import _
from ui.physical_key import REST_PROPERTY, digit_of
from ui.theme import colours
from ui.violations.key_button import KeyButton


class ChoiceStrip(QFrame):
    """Digits choose, Esc goes back. Thread: GUI. A strip says its texts, and what a choice does."""

    left = Signal()

    def __init__(self, choices: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = QLabel(wordWrap=True)
        self._title.setStyleSheet("font-weight: bold;")
        self._buttons = {
            str(number): (choice, KeyButton(str(number), align=Qt.AlignmentFlag.AlignLeft))
            for number, choice in enumerate(choices, 1)
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addWidget(self._title)
        for digit, (_choice, button) in self._buttons.items():
            button.clicked.connect(lambda _checked=False, digit=digit: self._choose(digit))
            layout.addWidget(button)
        self._back = KeyButton("Esc", align=Qt.AlignmentFlag.AlignLeft)
        self._back.clicked.connect(self.leave)
        layout.addWidget(self._back)

    def title_text(self) -> str:
        """What is asked."""
        raise NotImplementedError

    def choice_text(self, choice: object) -> str:
        raise NotImplementedError

    def choose(self, choice: object) -> None:
        """Does what the choice is for."""
        raise NotImplementedError

    def leave(self) -> None:
        """Nothing is chosen."""
        self.left.emit()

    def ask(self) -> None:
        """Shows itself with the keys."""
        self.retranslate()
        self.show()
        self.activateWindow()  # a wall may have the keys
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self._title.setText(self.title_text())
        for choice, button in self._buttons.values():
            button.setText(self.choice_text(choice))
        self._back.setText(_("Back"))
        shades = colours()
        self.setStyleSheet(
            f"ChoiceStrip {{ background: {shades.raised.name()}; border: 2px solid {shades.accent.name()};"
            " border-radius: 6px; }"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not event.isAutoRepeat():
            self._choose(digit_of(event))

    def _choose(self, digit: str) -> None:
        if digit in self._buttons:
            self.choose(self._buttons[digit][0])
