"""Makes what people search by again from the entries, which stay as they are."""

from __future__ import annotations

from collections.abc import Callable

from console.journal.database import JournalDatabase
from console.journal.desk_lock import DeskLock
from console.journal.failure import WriteFailedError
from console.journal.sqlite_fault import no_journal
from console.journal.verify import Head
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


def rebuild(folder: DataFolder, *, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Head:
    """Returns the head up to which the projections are new; bodies that cannot be read have empty ones.

    Not beside a running desk, whose records would wait for as long as it takes. `progress` is told entries
    done and entries in all.

    Raises:
        Problem: a desk runs, there is no journal, or it cannot be written: everything is as it was before.
    """
    file = folder.journal_db
    if not file.is_file():
        raise no_journal(file)
    lock = DeskLock(folder)
    lock.take_alone()
    try:
        with JournalDatabase.open_for_writing(folder) as database:
            return Head(*database.project_again(progress=progress))
    except WriteFailedError as error:
        raise Problem(
            _("the journal's search could not be made again ({why})").format(why=error),
            where=str(file),
            mend=_("Mend that and start this again; the entries are untouched"),
        ) from None
    finally:
        lock.release()
