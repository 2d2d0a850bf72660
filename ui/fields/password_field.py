"""A password field that shows the layout, warns of Caps Lock, and can be looked at while a button is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from console.language import _
from ui.fields.keyboard import Alphabet, alphabet_in_use, alphabet_of, caps_lock
from ui.theme import colours, icon

_LONGEST = 200
_CHIP_PX = 58


class PasswordField(QWidget):
    """Thread: GUI. A password typed in the wrong layout is the commonest failure at four in the morning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(maxLength=_LONGEST, echoMode=QLineEdit.EchoMode.Password)
        self._chip = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._show = QToolButton()
        self._caps = QLabel()
        self._alphabet = alphabet_in_use()
        self._caps_on = False
        self._lay_out()
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        self._show.pressed.connect(lambda: self._echo(QLineEdit.EchoMode.Normal))
        self._show.released.connect(lambda: self._echo(QLineEdit.EchoMode.Password))
        QGuiApplication.inputMethod().localeChanged.connect(self._on_layout)
        self.retranslate()

    @property
    def alphabet(self) -> Alphabet:
        """Of the last letter typed."""
        return self._alphabet

    @property
    def caps_on(self) -> bool:
        return self._caps_on

    def take(self) -> str:
        """What was typed; the field is empty afterwards, its undo too."""
        secret = self.edit.text()
        self.clear()
        return secret

    def clear(self) -> None:
        self.edit.setText("")  # clear() would leave it to Ctrl+Z while it is shown
        self._echo(QLineEdit.EchoMode.Password)

    def retranslate(self) -> None:
        shades = colours()
        self._chip.setText(self._alphabet.value)
        self._chip.setToolTip(_("The letters that the keyboard types now; it shows with the first letter"))
        self._chip.setStyleSheet(
            f"color: {shades.text.name()}; background: {shades.panel.name()}; font-weight: bold;"
            f" border: 1px solid {shades.edge.name()}; border-radius: 4px; font-size: 12px;"
        )
        self._show.setIcon(icon("mdi6.eye"))
        for say in (self._show.setToolTip, self._show.setAccessibleName):
            say(_("Hold down to see what is typed"))
        self._caps.setText(_("⇪ Caps Lock is on") if self._caps_on else "")
        self._caps.setStyleSheet(f"color: {shades.warning.name()}; font-weight: bold;")
        self._caps.setVisible(self._caps_on)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._note(event)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._chip.setFixedWidth(_CHIP_PX)
        self._show.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keys while it is held
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(2)
        for column, part in enumerate((self.edit, self._chip, self._show)):
            layout.addWidget(part, 0, column)
        layout.addWidget(self._caps, 1, 0, 1, 3)
        layout.setColumnStretch(0, 1)

    def _note(self, event: QKeyEvent) -> None:
        seen, caps = alphabet_of(event.text()), caps_lock(event)
        self._alphabet = self._alphabet if seen is Alphabet.UNKNOWN else seen
        self._caps_on = self._caps_on if caps is None else caps
        self.retranslate()

    def _on_layout(self) -> None:
        self._alphabet = alphabet_in_use()
        self.retranslate()

    def _echo(self, mode: QLineEdit.EchoMode) -> None:
        self.edit.setEchoMode(mode)
