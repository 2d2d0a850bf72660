"""A line under the picture as long as a camera is heard: which one, how far it is, and what ends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from console.language import _
from ui.actions import BY_ID, ActionId
from ui.theme import colours, icon

_SIGN_PX = 20


class ListenStrip(QFrame):
    """It takes room of its own and covers no picture. Thread: GUI."""

    endWanted = Signal()  # noqa: N815 - Qt's way

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tell: Callable[[], str] = str
        self._sign, self._line, self._end = QLabel(), QLabel(wordWrap=True), QPushButton()
        self._end.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the queue
        self._end.clicked.connect(self.endWanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.setSpacing(10)
        layout.addWidget(self._sign)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._end)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        self.retranslate()

    @property
    def text(self) -> str:
        return self._line.text()

    def say(self, tell: Callable[[], str]) -> None:
        """`tell` gives the line in the language in use."""
        self._tell = tell
        self._line.setText(tell())
        self.show()

    def retranslate(self) -> None:
        self._line.setText(self._tell())
        shades = colours()
        self._sign.setPixmap(icon("mdi6.volume-high", shades.accent).pixmap(_SIGN_PX, _SIGN_PX))
        self._end.setText(_("Sound off · {key}").format(key=BY_ID[ActionId.LISTEN].label))
        self.setStyleSheet(
            f"ListenStrip {{ background: {shades.raised.name()}; border: none;"
            f" border-top: 2px solid {shades.accent.name()}; }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
