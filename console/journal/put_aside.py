"""What is left of an alert's pictures: where it was put aside, or where its entry keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from console.journal.database import JournalDatabase
from console.journal.links import LinkedEntry, erasures_of
from console.journal.pending import PendingEvidence
from console.journal.search import evidence_of
from console.paths import DataFolder


def picture_of(
    folder: DataFolder, database: JournalDatabase, raised: LinkedEntry, *roles: str
) -> Path | None:
    """The file of the first of these roles that is there, of the alert that the entry `raised` tells of.

    What an entry says was erased is not shown from another place, even where a copy still lies there.
    """
    erased = frozenset(erasures_of(database, raised.seq).values())
    there = list(_files(folder, raised))
    for role in roles:
        for its_role, sha256, path in there:
            if its_role == role and sha256 not in erased and path.is_file():
                return path
    return None


def erased_of(folder: DataFolder, raised_seq: int) -> frozenset[str]:
    """Hashes of what was erased of the alert that entry `raised_seq` tells of.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        return frozenset(erasures_of(database, raised_seq).values())


def _files(folder: DataFolder, raised: LinkedEntry) -> Iterator[tuple[str, str, Path]]:
    """(role, hash, where it would lie)."""
    body = raised.body
    pending = PendingEvidence(folder)
    alert_id = str(body.get("alert_id", ""))
    aside = pending.read(alert_id)
    for file in aside.files if aside else ():
        yield file.role, file.sha256, pending.folder_of(alert_id) / file.name
    for item in evidence_of(body):
        yield str(item.get("role")), str(item.get("sha256")), folder.root / item["file"]
