"""A few choices, each with its digit: one key decides, never a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from console.language import _
from ui.physical_key import REST_PROPERTY, digit_of
from ui.theme import colours
from ui.violations.key_button import KeyButton

_COLUMN_PX = 360  # across the desk the choices stand beside each other: they take less of the picture


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
        self._columns = 0
        self._grid = QGridLayout()
        layout.addLayout(self._grid)
        for digit, (_choice, button) in self._buttons.items():
            button.clicked.connect(lambda _checked=False, digit=digit: self._choose(digit))
        self._back = KeyButton("Esc", align=Qt.AlignmentFlag.AlignLeft)
        self._back.clicked.connect(self.leave)
        self._arrange(1)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(max(1, event.size().width() // _COLUMN_PX))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not event.isAutoRepeat():
            self._choose(digit_of(event))

    def _arrange(self, columns: int) -> None:
        """Row by row, as one reads; the way back last."""
        if columns == self._columns:
            return
        self._columns = columns
        buttons = [button for _choice, button in self._buttons.values()]
        for place, button in enumerate((*buttons, self._back)):
            self._grid.addWidget(button, *divmod(place, columns))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _choose(self, digit: str) -> None:
        if digit in self._buttons:
            self.choose(self._buttons[digit][0])
