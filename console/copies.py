"""Redacted copies as the desk makes them: the permit is asked, the work is for a thread that may wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.journal.entry import Entry
from console.journal.redacted import Prepared
from console.journal.redacting import let_go, prepare
from console.operators.operator import Operator
from console.operators.permissions import Intent
from console.paths import DataFolder
from console.permit import Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal


class Copies:
    """None is returned where it is refused, which is an entry. Thread: main.

    The work that is returned may be done on any thread, and raises Problem.
    """

    def __init__(self, folder: DataFolder, *, permit: Permit, journal: Journal) -> None:
        self._folder = folder
        self._permit = permit
        self._journal = journal

    def prepare(
        self, seq: int, out: Path, *, keep: frozenset[int], progress: Callable[[float], None]
    ) -> Callable[[], Prepared] | None:
        """Makes copies of the pictures of record `seq`, as `console.journal.redacting.prepare` tells."""
        by = self._permitted(Intent.REDACT)
        if by is None:
            return None
        return partial(prepare, self._folder, seq, out, keep=keep, prepared_by=by.name, progress=progress)

    def let_go(self, seq: int, out: Path) -> Callable[[], tuple[Entry, Prepared]] | None:
        """Has the copies in `out` recorded as approved by whoever sits here."""
        by = self._permitted(Intent.APPROVE_COPIES)
        return None if by is None else partial(let_go, self._journal, self._folder, seq, out, by=by)

    def _permitted(self, intent: Intent) -> Operator | None:
        return self._permit.operator if self._permit.may(intent) else None
