"""Why an alert is dismissed: one key, in the panel, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from console.alerts.dismiss_reason import DismissReason
from console.language import _
from ui.actions import REST_PROPERTY, digit_of
from ui.alerts.wording import reason_text
from ui.theme import colours
from ui.violations.key_button import KeyButton


class DismissStrip(QFrame):
    """Offers the reasons, each with its digit; Esc goes back. Thread: GUI."""

    chosen = Signal(str, object)  # alert id, DismissReason
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._alert_id = ""
        self._camera = ""
        self._title = QLabel(wordWrap=True)
        self._title.setStyleSheet("font-weight: bold;")
        self._buttons = {
            str(number): (reason, KeyButton(str(number), align=Qt.AlignmentFlag.AlignLeft))
            for number, reason in enumerate(DismissReason, 1)
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addWidget(self._title)
        for digit, (_reason, button) in self._buttons.items():
            button.clicked.connect(lambda _checked=False, digit=digit: self._choose(digit))
            layout.addWidget(button)
        self._back = KeyButton("Esc", align=Qt.AlignmentFlag.AlignLeft)
        self._back.clicked.connect(self.left)
        layout.addWidget(self._back)
        self.retranslate()

    @property
    def alert_id(self) -> str:
        return self._alert_id

    def open(self, alert_id: str, camera: str) -> None:
        self._alert_id, self._camera = alert_id, camera
        self.retranslate()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self._title.setText(_("Why is it dismissed? · {camera}").format(camera=self._camera))
        for reason, button in self._buttons.values():
            button.setText(reason_text(reason))
        self._back.setText(_("Back"))
        shades = colours()
        self.setStyleSheet(
            f"DismissStrip {{ background: {shades.raised.name()}; border: 2px solid {shades.accent.name()};"
            " border-radius: 6px; }"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.isAutoRepeat():
            self._choose(digit_of(event))

    def _choose(self, digit: str) -> None:
        if digit in self._buttons:
            self.chosen.emit(self._alert_id, self._buttons[digit][0])
