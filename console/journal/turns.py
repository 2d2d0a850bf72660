"""Taking turns with other programs at the same file."""

from __future__ import annotations

import random
import sqlite3
import time

from console.journal.failure import WriteFault
from console.journal.sqlite_fault import fault_of

# Another program at the journal holds it for milliseconds; a backup for seconds. Never lose an entry to that.
BUSY_S = 60
_LOOK_S = 0.002


def turn_to_wal(connection: sqlite3.Connection) -> None:
    # Two programs that begin the same journal: SQLite answers "locked" here without waiting.
    _insist(connection, "pragma journal_mode = wal")


def take_turn(connection: sqlite3.Connection) -> None:
    # SQLite's own waiting looks ever more seldom, up to 100 ms apart: beside a program that writes on and on,
    # such as an import, a confirmed violation would wait until that has ended.
    connection.execute("pragma busy_timeout = 0")
    try:
        _insist(connection, "begin immediate")
    finally:
        connection.execute(f"pragma busy_timeout = {BUSY_S * 1000}")


def _insist(connection: sqlite3.Connection, statement: str) -> None:
    give_up_ns = time.monotonic_ns() + BUSY_S * 1_000_000_000
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if fault_of(error) is not WriteFault.LOCKED or time.monotonic_ns() > give_up_ns:
                raise
            time.sleep(random.uniform(0, _LOOK_S))  # by chance: never in step with the other program
