"""The open windows in which copies of an entry's pictures are made: one an entry."""

from __future__ import annotations

from console.engine import Engine
from console.operators.permissions import Intent
from ui.journal.redaction_window import RedactionWindow


class Redactions:
    """Thread: GUI."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.windows: dict[int, RedactionWindow] = {}  # by entry

    def open(self, seq: int) -> None:
        """Shows the window of that entry in front, a new one where there is none."""
        permit = self._engine.permit
        if not permit.may(Intent.REDACT) or (operator := permit.operator) is None:
            return
        if seq not in self.windows:
            self.windows[seq] = window = RedactionWindow(
                folder=self._engine.folder,
                journal=self._engine.journal,
                operator=operator,
                seq=seq,
                out=self._engine.folder.redaction / str(seq),
            )
            window.closed.connect(lambda: self.windows.pop(seq).deleteLater())
        self.windows[seq].show()
        self.windows[seq].activateWindow()

    def close(self) -> None:
        for window in tuple(self.windows.values()):
            window.close()
