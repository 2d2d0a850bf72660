"""`B`: a moment of a camera is marked in the journal, with a note; what came of it is said."""

from __future__ import annotations

from collections.abc import Callable

from console.cameras.camera import Camera
from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten
from console.language import _
from console.privacy import Answer
from ui.desk.desk_window import DeskWindow
from ui.player.bookmark_form import BookmarkForm
from ui.player.replay_moment import clock_text
from ui.violations.form_frame import Tone

_REF = "bookmark"


class BookmarkAsk:
    """Thread: GUI. Whoever has the keys opens it, and hands it every fact (`hear`)."""

    def __init__(self, engine: Engine, *, desk: DeskWindow, tell: Callable[[str, Tone], None]) -> None:
        """`tell` shows one line for a while."""
        self._engine, self._desk, self._tell = engine, desk, tell
        self.form = BookmarkForm()
        self.form.asked.connect(self._mark)
        self.form.left.connect(self.leave)
        desk.add_strip(self.form)

    def open(self, camera: Camera | None, *, at_ns: int) -> None:
        """Asks for a note; `at_ns`: of the frame that is seen, monotonic; 0: now."""
        if camera is None:
            self._tell(_("Choose a camera first."), Tone.MISSING)
            return
        at_ns = at_ns or self._engine.clock.monotonic_ns()
        self._desk.activateWindow()
        self.form.open(camera, at_ns=at_ns, at_text=clock_text(at_ns, self._engine.clock))

    def leave(self) -> None:
        """Nothing is marked."""
        if self.form.isVisible():
            self.form.hide()
            self._desk.back()

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, entry) if ref == _REF:
                self._tell(_("Bookmark: entry {seq}.").format(seq=entry.seq), Tone.DONE)
            case EntryRefused(ref, _kind, why) if ref == _REF:
                self._tell(_("No bookmark: {why}.").format(why=why), Tone.MISSING)

    def _mark(self, camera: Camera, at_ns: int, note: str) -> None:
        if not self._engine.look_back.bookmark(camera, at_ns=at_ns, note=note, ref=_REF):
            self._tell(_("No bookmark: {why}.").format(why=Answer.NO.why()), Tone.MISSING)
        self._desk.back()
