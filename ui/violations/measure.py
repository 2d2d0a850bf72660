"""What was done about a violation, as the forms offer it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QComboBox, QWidget

from console.language import N_, _


class Measure(Enum):
    """What was done; the value is what the record keeps."""

    NONE = ""
    PATROL_SENT = "patrol sent"
    LOUDSPEAKER = "told by loudspeaker"
    PASSED_ON = "passed on"


_TITLES = {
    Measure.NONE.value: N_("nothing yet"),
    Measure.PATROL_SENT.value: N_("patrol sent"),
    Measure.LOUDSPEAKER.value: N_("told by loudspeaker"),
    Measure.PASSED_ON.value: N_("passed on"),
}


class MeasureField(QComboBox):
    """Offers the measures, and keeps one that another version recorded. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = list(_TITLES)
        self.retranslate()

    def measure(self) -> str:
        """As the record keeps it."""
        return self._stored[max(self.currentIndex(), 0)]

    def choose(self, stored: str) -> None:
        self._stored = list(_TITLES) if stored in _TITLES else [*_TITLES, stored]
        self._fill(stored)

    def retranslate(self) -> None:
        self._fill(self.measure())

    def _fill(self, chosen: str) -> None:
        self.clear()
        self.addItems([_(_TITLES[each]) if each in _TITLES else each for each in self._stored])
        self.setCurrentIndex(self._stored.index(chosen))
