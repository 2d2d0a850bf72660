"""One line for whoever sits at the desk: why something was not done, or that it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QLabel

from ui.theme import colours
from ui.violations.form_frame import Tone

TOLD_MS = 8_000


class ToldLine(QLabel):
    """It takes room only while it is read. Thread: GUI."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self._tone = Tone.MISSING
        self._forget = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._forget.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, tone: Tone) -> None:
        """For a while; "" takes away what was said before."""
        self._tone = tone
        self.setText(text)
        self._colour()
        self.setVisible(bool(text))
        self._forget.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:  # told for the theme's colours, too
            self._colour()
        super().changeEvent(event)

    def _colour(self) -> None:
        self.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()};")
