"""Redacting beside the GUI thread: its progress, what came of it, or why it could not be done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

from console.copies import Copies
from console.journal.entry import Entry
from console.journal.redacted import Prepared
from console.journal.redacting import choosing_in
from console.problem import Problem

_ENDING_MS = 10_000


@dataclass(frozen=True, slots=True)
class Made:
    """Copies that wait for a shift lead, and what is to be looked at."""

    prepared: Prepared
    preview: QImage
    portraits: dict[int, QImage]  # by a person's number


class _GivenUpError(Exception):
    pass


class _Work(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class RedactionRunner(QObject):
    """One record's copies in one folder. Thread: GUI; it works on one of its own."""

    progressed = Signal(float)  # the part done, 0 to 1
    made = Signal(object)  # Made
    approved = Signal(int)  # number of the entry that says so
    failed = Signal(str)  # one line, translated
    _told = Signal(object, object)  # from the pool's thread: a signal of the above, and its value

    def __init__(self, copies: Copies, *, seq: int, out: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._copies = copies
        self._seq = seq
        self._out = out
        self._given_up = False  # only ever set, and read by the pool's thread
        self._pool = QThreadPool(self)
        self._pool.setObjectName("redaction")
        self._pool.setMaxThreadCount(1)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def prepare(self, keep: frozenset[int]) -> bool:
        """Has the copies made; returns at once, False where that was refused."""
        work = self._copies.prepare(self._seq, self._out, keep=keep, progress=self._progress)
        if work is not None:
            self._start(lambda: self._prepare(work))
        return work is not None

    def approve(self) -> bool:
        """Has the copies that were made recorded as approved; returns at once, False where it was refused."""
        work = self._copies.let_go(self._seq, self._out)
        if work is not None:
            self._start(lambda: self._approve(work))
        return work is not None

    def close(self) -> None:
        """Gives up what is under way; nothing stays of the copies but what the journal has stored."""
        self._given_up = True
        self._pool.clear()
        self._pool.start(_Work(lambda: shutil.rmtree(self._out, ignore_errors=True)))
        self._pool.waitForDone(_ENDING_MS)

    def _start(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except _GivenUpError:
                pass
            except Problem as problem:
                self._told.emit(self.failed, " ".join(str(problem).split()))
            except Exception as error:  # told, never left unanswered
                self._told.emit(self.failed, str(error))

        self._pool.start(_Work(guarded))

    def _prepare(self, work: Callable[[], Prepared]) -> None:
        prepared = work()
        preview = QImage(str(self._out / prepared.redaction.preview))
        portraits = {
            person.number: QImage(str(choosing_in(self._out) / person.portrait))
            for person in prepared.redaction.seen
        }
        self._told.emit(self.made, Made(prepared, preview, portraits))

    def _approve(self, work: Callable[[], tuple[Entry, Prepared]]) -> None:
        entry, _prepared = work()
        self._told.emit(self.approved, entry.seq)

    def _progress(self, part: float) -> None:
        if self._given_up:
            raise _GivenUpError
        self._told.emit(self.progressed, part)

    def _pass_on(self, signal: object, value: object) -> None:
        if not self._given_up:
            signal.emit(value)  # type: ignore[attr-defined]
