"""The export of what is looked for: its file, and a reason where children's places are in it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.journal.export import ExportDone
from console.journal.look_reason import LookReason
from console.journal.query import Query
from console.language import _, ngettext
from console.operators.facts import SignedOut
from ui.fields.save_dialog import SaveDialog
from ui.reason_strip import ReasonStrip
from ui.violations.form_frame import Tone


class ExportDuty(Protocol):
    """False where the operator's role may not."""

    def export(self, query: Query, file: Path, *, reason: LookReason | None = None) -> object: ...


class ExportAsk(QWidget):
    """Seen while it asks why. Thread: GUI; the journal's own thread exports."""

    told = Signal(str, object)  # one line for the window, Tone
    left = Signal()  # the keys go back to the table

    def __init__(self, duty: ExportDuty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duty = duty
        self._asked: dict[Path, Query] = {}
        self._waiting: tuple[Query, Path] | None = None  # for a reason
        self._strip = ReasonStrip()
        self._strip.chosen.connect(self._on_reason)
        self._strip.left.connect(self._on_left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._strip)

    def ask(self, query: Query) -> None:
        """Asks for the file beside the work, not over it."""
        dialog = SaveDialog(self.window(), _("Export the journal"), suffix="csv")
        dialog.fileSelected.connect(lambda file: self._export(query, Path(file)))
        dialog.show()

    def back(self) -> bool:
        """Stops asking why; False where it did not ask."""
        if not self._strip.isVisible():
            return False
        self._strip.leave()
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case ExportDone():
                self._hear_done(fact)
            case SignedOut():  # the next operator gives no reason for what the one before asked for
                self._strip.hide()
                self._waiting = None
                self._asked.clear()

    def _hear_done(self, done: ExportDone) -> None:
        query = self._asked.pop(done.file, None)
        if done.needs_reason and query is not None:
            self._waiting = (query, done.file)
            self._strip.open(done.file.name)
            return
        text = ngettext("{count} entry written to {file}", "{count} entries written to {file}", done.entries)
        tone = Tone.MISSING if done.failure else Tone.DONE
        self.told.emit(done.failure or text.format(count=done.entries, file=done.file), tone)

    def _export(self, query: Query, file: Path, reason: LookReason | None = None) -> None:
        self._asked[file] = query
        if self._duty.export(query, file, reason=reason) is False:
            del self._asked[file]
            self.told.emit(_("your role may not do this"), Tone.MISSING)

    def _on_reason(self, reason: LookReason) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._export(*waiting, reason)
        self.left.emit()

    def _on_left(self) -> None:
        self._waiting = None
        self.told.emit(_("Not exported: no reason was given."), Tone.MISSING)
        self.left.emit()
