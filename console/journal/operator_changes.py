"""Tells the journal of changes in the register: each once, whatever was killed in between."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each

if TYPE_CHECKING:
    from console.journal.journal import Journal
    from console.operators.register import Register
    from console.paths import DataFolder


def tell_changes(folder: DataFolder, register: Register, journal: Journal) -> None:
    """Writes the entries that are missing and waits until they are on the disk. Thread: any but the window's.

    Raises:
        Problem: the journal or the register cannot be written; what is missing is told the next time.
    """
    if not register.untold():
        return
    with (folder.root / "operators.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the desk and a command line may both be at it
        changes = register.untold()
        told = _told(folder) if changes else set()
        for change in changes:
            if change.body["change"] not in told:
                journal.append_now(Kind.OPERATOR_CHANGED, change.body, actor=change.actor)
            register.told(change)


def _told(folder: DataFolder) -> set[object]:
    if not folder.journal_db.exists():
        return set()
    return {entry.body.get("change") for entry in each(folder, Query(kinds=(Kind.OPERATOR_CHANGED,)))}
