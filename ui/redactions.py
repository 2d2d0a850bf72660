"""The open windows in which copies of an entry's pictures are made: one an entry."""

from __future__ import annotations

from collections.abc import Callable

from console.engine import Engine
from console.operators.permissions import Intent
from ui.in_front import bring_in_front
from ui.journal.redaction_window import RedactionWindow
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role


class Redactions:
    """Thread: GUI."""

    def __init__(self, engine: Engine, *, tell: Callable[[str, Tone], None]) -> None:
        """`tell` says in the window that asks why nothing opens."""
        self._engine = engine
        self._tell = tell
        self.windows: dict[int, RedactionWindow] = {}  # by entry

    def open(self, seq: int) -> None:
        """Shows the window of that entry in front, a new one where there is none."""
        permit = self._engine.permit
        if not permit.may(Intent.REDACT) or (operator := permit.operator) is None:
            self._tell(not_for_role(Intent.REDACT), Tone.MISSING)
            return
        if seq not in self.windows:
            self.windows[seq] = window = RedactionWindow(
                self._engine.copies,
                operator=operator,
                seq=seq,
                out=self._engine.folder.redaction / str(seq),
            )
            window.closed.connect(lambda: self.windows.pop(seq).deleteLater())
        bring_in_front(self.windows[seq])

    def close(self) -> None:
        for window in tuple(self.windows.values()):
            window.close()
