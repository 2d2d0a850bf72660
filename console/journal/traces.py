"""Takes what an erased body left behind: in the search's index, in pages, in the write-ahead log."""

from __future__ import annotations

import logging
import sqlite3
import time

from console.journal.turns import take_turn

_log = logging.getLogger(__name__)
# Pages of the index that one transaction merges: some milliseconds, for which a record would wait.
_STEP_PAGES = 200
_TIDY_PAGES = 16  # likewise, where that must hardly be felt
_LOG_WAIT_S = 5.0  # a search reads for milliseconds, an export of a whole journal for longer
_LOOK_S = 0.05


def merge_search(connection: sqlite3.Connection) -> None:
    """Makes the index one piece, in which words that no entry holds any more do not stand.

    FTS5 only notes what was deleted; the words stay until their piece is merged with the others. Its own
    "secure-delete" came with SQLite 3.42, and makes the index unreadable to what is older.
    """
    pages = -_STEP_PAGES  # negative: begin to merge everything
    while _merge(connection, pages):
        pages = _STEP_PAGES


def tidy_search(connection: sqlite3.Connection) -> bool:
    """Merges a few pages of the index, if it has come to more than a few pieces; whether it had."""
    return _merge(connection, _TIDY_PAGES)


def _merge(connection: sqlite3.Connection, pages: int) -> bool:
    take_turn(connection)
    try:
        before = connection.total_changes
        connection.execute("insert into entry_search (entry_search, rank) values ('merge', ?)", [pages])
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    return connection.total_changes - before >= 2  # FTS5's own sign that there was something to do


def write_anew(connection: sqlite3.Connection) -> bool:
    """Writes every page of the file anew; False where there is no room for it, or another program at it.

    secure_delete wipes what is deleted. Where SQLite moves rows from page to page it leaves copies of them in
    the unused rest of a page, and a row that is deleted later still stands there: an erased text was once
    found so after a power cut. Of 3000 bodies erased from a file that had been written without secure_delete
    91 could still be read, written anew none. Measured: 60,000 entries 1.6 s, 240,000 3.5 s.
    """
    try:
        connection.execute("vacuum")
    except sqlite3.Error as error:
        _log.warning("the journal could not be written anew: %s", error)
        return False
    return True


def empty_log(connection: sqlite3.Connection) -> bool:
    """Brings the log into the file and cuts it to nothing; False where a reader still needed it."""
    give_up = time.monotonic() + _LOG_WAIT_S
    while True:
        connection.execute("pragma busy_timeout = 100")  # the wait is ours: a record must not wait for it
        (busy, _pages, _moved) = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        if not busy or time.monotonic() > give_up:
            return not busy
        time.sleep(_LOOK_S)
