"""Seven buttons for the days of a week."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from console.language import language
from ui.theme import colours


class WeekRow(QWidget):
    """Thread: GUI. Bit 0 is Monday, as in a zone's hours."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [QToolButton() for _day in range(7)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for button in self.buttons:
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            layout.addWidget(button, 1)
            button.clicked.connect(self.changed)
        self.setFocusProxy(self.buttons[0])

    @property
    def days(self) -> int:
        return sum(button.isChecked() << day for day, button in enumerate(self.buttons))

    def show_days(self, days: int) -> None:
        for day, button in enumerate(self.buttons):
            button.setChecked(bool(days >> day & 1))

    def retranslate(self) -> None:
        shades, locale = colours(), QLocale(language())
        self.setStyleSheet(
            f"QToolButton {{ color: {shades.quiet.name()}; background: {shades.ground.name()};"
            f" border: 1px solid {shades.edge.name()}; border-radius: 4px; padding: 3px 0; }}"
            f"QToolButton:checked {{ color: {shades.on_accent.name()}; background: {shades.accent.name()}; }}"
            f"QToolButton:focus {{ border: 2px solid {shades.text.name()}; padding: 2px 0; }}"
        )
        for day, button in enumerate(self.buttons, 1):
            button.setText(locale.standaloneDayName(day, QLocale.FormatType.ShortFormat))
            button.setAccessibleName(locale.standaloneDayName(day, QLocale.FormatType.LongFormat))
