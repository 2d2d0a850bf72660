"""Redacting beside the GUI thread: its progress, what came of it, or why it could not be done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

from console.journal.journal import Journal
from console.journal.redacted import Prepared
from console.journal.redacting import choosing_in, let_go, prepare
from console.operators.operator import Operator
from console.paths import DataFolder
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

    def __init__(
        self, *, folder: DataFolder, journal: Journal, seq: int, out: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._journal = journal
        self._seq = seq
        self._out = out
        self._given_up = False  # only ever set, and read by the pool's thread
        self._pool = QThreadPool(self)
        self._pool.setObjectName("redaction")
        self._pool.setMaxThreadCount(1)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def prepare(self, keep: frozenset[int], *, by: Operator) -> None:
        """Has the copies made; returns at once."""
        self._start(lambda: self._prepare(keep, by))

    def approve(self, *, by: Operator) -> None:
        """Has the copies that were made recorded as approved; returns at once."""
        self._start(lambda: self._approve(by))

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

    def _prepare(self, keep: frozenset[int], by: Operator) -> None:
        prepared = prepare(
            self._folder, self._seq, self._out, keep=keep, prepared_by=by.name, progress=self._progress
        )
        preview = QImage(str(self._out / prepared.redaction.preview))
        portraits = {
            person.number: QImage(str(choosing_in(self._out) / person.portrait))
            for person in prepared.redaction.seen
        }
        self._told.emit(self.made, Made(prepared, preview, portraits))

    def _approve(self, by: Operator) -> None:
        entry, _prepared = let_go(self._journal, self._folder, self._seq, self._out, by=by)
        self._told.emit(self.approved, entry.seq)

    def _progress(self, part: float) -> None:
        if self._given_up:
            raise _GivenUpError
        self._told.emit(self.progressed, part)

    def _pass_on(self, signal: object, value: object) -> None:
        if not self._given_up:
            signal.emit(value)  # type: ignore[attr-defined]
