"""The tables of journal.db: made in a new file, known again in an old one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from console.journal.sqlite_fault import unusable
from console.language import _
from console.problem import Problem

APPLICATION_ID = 0x4D756E61  # "Muna"
VERSION = 1
_SCHEMA = Path(__file__).parent / "schema"
_ENTRY, _PROJECTIONS = _SCHEMA / "v1.sql", _SCHEMA / "v1_projections.sql"


def create_tables(connection: sqlite3.Connection) -> None:
    """Makes the tables, if this is the first program to come here."""
    connection.execute("begin immediate")
    try:
        if not count_tables(connection):
            _run(connection, _ENTRY)
            _run(connection, _PROJECTIONS)
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {VERSION}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def count_tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("select count(*) from sqlite_master").fetchone()
    return int(count)


def renew_projections(connection: sqlite3.Connection) -> None:
    """Puts empty ones in the place of whatever they are now, inside the caller's transaction."""
    for table in ("entry_subject", "entry_search"):
        connection.execute(f"drop table if exists {table}")
    _run(connection, _PROJECTIONS)


def _run(connection: sqlite3.Connection, script: Path) -> None:
    for statement in _statements(script.read_text(encoding="utf-8")):
        connection.execute(statement)


def _statements(script: str) -> Iterator[str]:
    # `executescript` would commit the transaction that keeps a second program out.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def check_version(connection: sqlite3.Connection, file: Path) -> None:
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    if application != APPLICATION_ID:
        raise unusable(file, _("another program's database"))
    if version > VERSION:
        raise Problem(
            _("the journal was written by a newer Munara"),
            where=str(file),
            mend=_("Start that version, or a later one"),
        )
