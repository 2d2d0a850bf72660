"""The tables of journal.db: made in a new file, known again in an old one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from console.journal.sqlite_fault import unusable
from console.language import _
from console.problem import Problem

APPLICATION_ID = 0x4D756E61  # "Muna"
VERSION = 2
_SCHEMA = Path(__file__).parent / "schema"
_PROJECTIONS = _SCHEMA / "v1_projections.sql"
_GUARDS = "select name, sql from sqlite_master where type = 'trigger'"


def add_tables(connection: sqlite3.Connection, version: int = VERSION) -> None:
    """Makes the tables of that version in an empty file, inside the caller's transaction."""
    _run(connection, _SCHEMA / "v1.sql")
    _run(connection, _PROJECTIONS)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.execute("pragma user_version = 1")
    upgrade_tables(connection, version)


def upgrade_tables(connection: sqlite3.Connection, version: int = VERSION) -> None:
    """Takes every step up to that version, inside the caller's transaction."""
    for step in range(version_of(connection) + 1, version + 1):
        _run(connection, _SCHEMA / f"v{step}.sql")
        connection.execute(f"pragma user_version = {step}")


def count_tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("select count(*) from sqlite_master").fetchone()
    return int(count)


def renew_projections(connection: sqlite3.Connection) -> None:
    """Puts empty ones in the place of whatever they are now, inside the caller's transaction."""
    for table in ("entry_subject", "entry_search"):
        connection.execute(f"drop table if exists {table}")
    _run(connection, _PROJECTIONS)


@cache
def guards(version: int) -> Mapping[str, str]:
    """The triggers that refuse changes in a file of that version: name to SQL."""
    with closing(sqlite3.connect(":memory:")) as connection:
        add_tables(connection, version)
        return read_guards(connection)


def read_guards(connection: sqlite3.Connection) -> Mapping[str, str]:
    """The triggers that stand in a file: name to SQL, spaces aside."""
    return {name: " ".join(str(sql).split()) for name, sql in connection.execute(_GUARDS)}


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


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("pragma user_version").fetchone()
    return int(version)


def check_version(connection: sqlite3.Connection, file: Path) -> None:
    (application,) = connection.execute("pragma application_id").fetchone()
    if application != APPLICATION_ID:
        raise unusable(file, _("another program's database"))
    if version_of(connection) > VERSION:
        raise Problem(
            _("the journal was written by a newer Munara"),
            where=str(file),
            mend=_("Start that version, or a later one"),
        )
