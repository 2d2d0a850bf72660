"""The journal's head and whether everything is written: always in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from console.journal.journal import JournalState
from console.language import _
from ui.theme import colours


class HeadLine(QLabel):
    """Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: JournalState | None = None
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_state(self, state: JournalState) -> None:
        if state != self._state:
            self._state = state
            self.retranslate()

    def retranslate(self) -> None:
        shades, state = colours(), self._state
        if state is None:
            self.setText("")
            return
        if state.failure:
            text, colour = _("not being written: {why}").format(why=state.failure), shades.bad
        elif state.queued:
            text, colour = _("{count} to be written").format(count=state.queued), shades.warning
        else:
            text, colour = "✓ " + _("everything is written"), shades.good
        head = _("head {head}").format(head=state.head())
        self.setText(
            f"<span style='color:{shades.quiet.name()}'>{head}</span> · "
            f"<span style='color:{colour.name()}'>{text}</span>"
        )
