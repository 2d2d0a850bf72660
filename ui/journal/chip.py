"""A limit of the search that is on or off."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import colours


class Chip(QPushButton):
    """Says by a sign, not by colour alone, that it is on. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.setCheckable(True)
        self.toggled.connect(lambda _on: self._show_state())

    def set_title(self, title: str) -> None:
        self._title = title
        self.setAccessibleName(title)
        self._show_state()

    def put_out(self) -> None:
        """Off, without telling anybody."""
        self.blockSignals(True)
        self.setChecked(False)
        self.blockSignals(False)
        self._show_state()

    def _show_state(self) -> None:
        self.setText(f"✓ {self._title}" if self.isChecked() else self._title)
        on = f"QPushButton {{ border-color: {colours().accent.name()}; }}"
        self.setStyleSheet(on if self.isChecked() else "")
