"""Brings a journal up to this Munara's schema: a new file from nothing, an old one step by step."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from console.journal.projecting import project_all
from console.journal.tables import VERSION, add_tables, count_tables, upgrade_tables, version_of
from console.journal.traces import write_anew
from console.journal.turns import take_turn


def bring_up(connection: sqlite3.Connection) -> None:
    """Makes or upgrades the tables in one transaction; another program at the file waits until it has ended.

    Killed at any moment, the file is as it was before or as it is afterwards. A file of a newer Munara is
    left alone.
    """
    if version_of(connection) >= VERSION:
        return
    if version_of(connection) == 1:
        write_anew(connection)  # it was written without secure_delete; without room the upgrade matters more
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
