"""A small plate in the top line: the sound is muted and for how long still, or cannot be heard at all."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from console.language import _
from ui.actions import ActionId, tooltip
from ui.numerals import SECOND_NS, elapsed
from ui.theme import colours, icon

_ICON_PX = 16


class SoundChip(QWidget):
    """Hidden while all is heard. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_s = 0
        self._why = ""
        self._sign, self.words = QLabel(), QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._sign, self.words):
            layout.addWidget(part)
        self.hide()

    def show_muted(self, left_s: int) -> None:
        """For so many seconds still; 0: it is not muted."""
        if left_s != self._left_s:
            self._left_s = left_s
            self._show()

    def show_lost(self, why: str) -> None:
        """Why nothing can be heard, "" where it can."""
        self._why = why
        self._show()

    def retranslate(self) -> None:
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self) -> None:
        self.setVisible(bool(self._why or self._left_s))
        warning = colours().warning
        self._sign.setPixmap(icon("mdi6.volume-off", warning).pixmap(_ICON_PX, _ICON_PX))
        self.words.setStyleSheet(f"color: {warning.name()}; font-weight: bold;")
        if self._why:
            self.words.setText(_("no sound"))
            told = _("Nothing can be heard: {why}. Alerts are shown all the same. Connect loudspeakers.")
            self.setToolTip(told.format(why=self._why))
            return
        self.words.setText(_("muted {time}").format(time=elapsed(self._left_s * SECOND_NS)))
        self.setToolTip(tooltip(ActionId.MUTE))
