"""Tells the journal of changes in the site: each once, whatever was killed in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each

if TYPE_CHECKING:
    from console.cameras.site_database import SiteDatabase
    from console.journal.journal import Journal
    from console.paths import DataFolder


def tell_changes(folder: DataFolder, database: SiteDatabase, journal: Journal) -> None:
    """Writes the entries that are missing and waits until they are on the disk.

    The caller has the site for itself (`SiteDatabase.alone`). Thread: any but the window's.

    Raises:
        Problem: the journal or the site cannot be written; what is missing is told the next time.
    """
    changes = database.unrecorded()
    if not changes:
        return
    told = _told(folder)
    for change in changes:
        if change.body["change"] not in told:
            journal.append_now(Kind.CAMERA_CHANGED, change.body, actor=change.actor)
    database.recorded(changes)


def _told(folder: DataFolder) -> set[object]:
    if not folder.journal_db.exists():
        return set()
    return {entry.body.get("change") for entry in each(folder, Query(kinds=(Kind.CAMERA_CHANGED,)))}
