"""Why somebody looks back at a children's place, or takes its pictures away: one key, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from console.journal.look_reason import LookReason
from console.language import _
from ui.actions import REST_PROPERTY, digit_of
from ui.theme import colours
from ui.violations.key_button import KeyButton


class ReasonStrip(QFrame):
    """Offers the reasons, each with its digit; Esc goes back. Thread: GUI."""

    chosen = Signal(object)  # LookReason
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._what = ""
        self._title = QLabel(wordWrap=True)
        self._title.setStyleSheet("font-weight: bold;")
        self._buttons = {
            str(number): (reason, KeyButton(str(number), align=Qt.AlignmentFlag.AlignLeft))
            for number, reason in enumerate(LookReason, 1)
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addWidget(self._title)
        for digit, (_reason, button) in self._buttons.items():
            button.clicked.connect(lambda _checked=False, digit=digit: self._choose(digit))
            layout.addWidget(button)
        self._back = KeyButton("Esc", align=Qt.AlignmentFlag.AlignLeft)
        self._back.clicked.connect(self.leave)
        layout.addWidget(self._back)
        self.hide()
        self.retranslate()

    def open(self, what: str) -> None:
        """Asks; `what` names the camera, or the file that is to be written."""
        self._what = what
        self.retranslate()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """No reason is given: nothing is done."""
        self.hide()
        self.left.emit()

    def retranslate(self) -> None:
        self._title.setText(_("A school or a kindergarten. Why? · {what}").format(what=self._what))
        for reason, button in self._buttons.values():
            button.setText(reason.title())
        self._back.setText(_("Back"))
        shades = colours()
        self.setStyleSheet(
            f"ReasonStrip {{ background: {shades.raised.name()}; border: 2px solid {shades.accent.name()};"
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
            self.hide()
            self.chosen.emit(self._buttons[digit][0])
