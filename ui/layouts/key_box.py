"""The box in which a scene gets the digit that calls it, or none."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from ui.actions import layout_chord
from ui.fields.choices import fill


class KeyBox(QComboBox):
    """Thread: GUI."""

    @property
    def digit(self) -> str:
        """ "" for none."""
        return str(self.currentIndex() - 1) if self.currentIndex() > 0 else ""

    def choose(self, digit: str) -> None:
        """Once it has its texts; "" for none."""
        self.setCurrentIndex(int(digit) + 1 if digit else 0)

    def set_texts(self, *, none: str) -> None:
        """`none`: what no digit is called, translated."""
        fill(self, [none, *map(layout_chord, range(10))])
