"""Where a clip is played in the journal's window: in the table's place, beside its entry."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ui.journal.entry_panel import EntryPanel
from ui.journal.entry_view import EntryView


class ClipPlace(QObject):
    """The table comes back when the player goes. Thread: GUI."""

    wanted = Signal(object, object)  # FoundFile, the boxes beside it as a tuple
    left = Signal()  # the player was closed: whoever put it here ends it

    def __init__(self, parts: QSplitter, view: EntryView, panel: EntryPanel) -> None:
        super().__init__(parts)
        self._parts = parts
        self._view = view
        self._panel = panel
        self._player: QWidget | None = None
        panel.clipWanted.connect(self.wanted)

    def show(self, player: QWidget) -> None:
        """Instead of the one before, which is left."""
        self.leave()
        self._player = player
        sizes = self._parts.sizes()
        self._view.hide()
        self._parts.insertWidget(0, player)
        self._parts.setStretchFactor(0, 1)
        self._parts.setSizes([sizes[0], 0, *sizes[1:]])
        player.show()
        player.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> bool:
        """Esc: from the player to the evidence it came from, from there to the table; False elsewhere."""
        if self.leave():
            self._panel.focus_evidence()
            return True
        if came_from_table := self._panel.has_evidence_keys():
            self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return came_from_table

    def give_up(self) -> None:
        """The clip cannot be played: its evidence is looked at again, and has the keys."""
        if self._player is not None:
            self.back()
            self._panel.look_at_evidence()

    def leave(self) -> bool:
        """False where no clip is open."""
        player, self._player = self._player, None
        if player is None:
            return False
        self.left.emit()
        player.hide()
        player.setParent(None)
        player.deleteLater()
        self._view.show()
        return True
