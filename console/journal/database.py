"""journal.db: the one file that talks to SQLite for the journal."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from console.journal.chain import NO_HEAD, body_bytes
from console.journal.disk import sync_folder
from console.journal.entry import Entry, EntryDraft, next_entry
from console.journal.failure import WriteFailedError, WriteFault
from console.journal.projection import subject, words
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

APPLICATION_ID = 0x4D756E61  # "Muna"
VERSION = 1
# Another program at the journal holds it for milliseconds; a backup for seconds. Never lose an entry to that.
_BUSY_S = 60
_LOOK_S = 0.002
# FULL: the write-ahead log is synced at every commit, before anybody is told that the entry is written.
_SYNCHRONOUS = "FULL"
_HEAD = "select seq, hash from entry order by seq desc limit 1"
_SCHEMA = Path(__file__).parent / "schema" / "v1.sql"
GUARDS = ("entry_is_whole", "entry_follows_the_head", "entry_never_changes", "entry_never_goes")


class JournalDatabase:
    """One connection. Thread: one at a time."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file

    @classmethod
    def open_for_writing(cls, folder: DataFolder) -> JournalDatabase:
        """The journal of a data folder, made if the folder is new.

        Raises:
            Problem: it is missing where it should be, damaged, or of a newer Munara.
        """
        file = folder.journal_db
        with _opened(str(file), file) as connection:
            if _tables(connection):
                _check_version(connection, file)  # before anything of another program's is touched
            _turn_to_wal(connection)
            connection.execute(f"pragma synchronous = {_SYNCHRONOUS}")
            _create(connection)
            _check_version(connection, file)
        for parent in [folder.root, *folder.root.parents]:  # SQLite syncs no further than its own folder
            with suppress(PermissionError):
                sync_folder(parent)
        return cls(connection, file)

    @classmethod
    def open_for_reading(cls, folder: DataFolder) -> JournalDatabase:
        """Reads beside a running desk, and from a medium that cannot be written.

        Raises:
            Problem: there is no journal, or the file is none.
        """
        file = folder.journal_db
        if not file.is_file():
            raise Problem(
                _("there is no journal here"),
                where=str(file),
                mend=_("Name the desk's data folder with --data"),
            )
        log = file.with_name(file.name + "-wal")
        fixed = not os.access(file.parent, os.W_OK) and not (log.exists() and log.stat().st_size)
        how = "immutable=1" if fixed else "mode=ro"
        with _opened(f"file:{quote(str(file))}?{how}", file) as connection:
            connection.text_factory = _lenient_text
            _check_version(connection, file)
        return cls(connection, file)

    def close(self) -> None:
        with suppress(sqlite3.Error):  # what was committed is on the disk already
            self._connection.close()

    def __enter__(self) -> JournalDatabase:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def append(self, draft: EntryDraft) -> Entry:
        """Adds one entry behind the head, whoever wrote that; on return it is on the disk.

        Raises:
            WriteFailedError: nothing was added.
            BadBodyError: the draft can never be an entry.
        """
        stored = body_bytes(draft.body)
        try:
            with self._transaction():
                head = self._connection.execute(_HEAD).fetchone()
                entry = next_entry(draft, stored, after=head or NO_HEAD)
                _insert(self._connection, entry, stored)
        except sqlite3.Error as error:
            raise _write_failed(error) from None
        return entry

    def head(self) -> tuple[int, bytes]:
        """(seq, hash) of the last entry; (0, 32 zero bytes) before the first.

        Raises:
            Problem: the file cannot be read.
        """
        for seq, last_hash in self.read(_HEAD):
            return seq, last_hash
        return NO_HEAD

    def read(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows, one by one, from one moment of the journal.

        Raises:
            Problem: the file is damaged there.
        """
        try:
            yield from self._connection.execute(sql, values)
        except sqlite3.Error as error:
            raise _unusable(self._file, str(error)) from None

    def guards_missing(self) -> list[str]:
        """Triggers that refuse changes and are not there any more."""
        there = {name for (name,) in self.read("select name from sqlite_master where type = 'trigger'")}
        return [name for name in GUARDS if name not in there]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        _take_turn(self._connection)
        try:
            yield
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.execute("rollback")
            raise


@contextmanager
def _opened(target: str, file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed again if it cannot be made ready; `target` is a path or a file: address."""
    connection = None
    try:
        connection = sqlite3.connect(
            target,
            timeout=_BUSY_S,
            isolation_level=None,
            check_same_thread=False,
            uri=target.startswith("file:"),
        )
        yield connection
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error):
            raise _unusable(file, str(error)) from None
        raise


def _insert(connection: sqlite3.Connection, entry: Entry, stored: bytes) -> None:
    connection.execute(
        "insert into entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(entry.seq, entry.at_utc, entry.utc_offset_min, entry.desk, entry.actor, str(entry.kind)),
            *(stored.decode(), entry.body_hash, entry.prev_hash, entry.hash),
        ),
    )
    connection.execute("insert into entry_subject values (?, ?, ?, ?)", (entry.seq, *subject(entry.body)))
    connection.execute(
        "insert into entry_search (rowid, words) values (?, ?)", (entry.seq, words(entry.actor, entry.body))
    )


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    # Two programs that begin the same journal: SQLite answers "locked" here without waiting.
    _insist(connection, "pragma journal_mode = wal")


def _take_turn(connection: sqlite3.Connection) -> None:
    # SQLite's own waiting looks ever more seldom, up to 100 ms apart: beside a program that writes on and on,
    # such as an import, a confirmed violation would wait until that has ended.
    connection.execute("pragma busy_timeout = 0")
    try:
        _insist(connection, "begin immediate")
    finally:
        connection.execute(f"pragma busy_timeout = {_BUSY_S * 1000}")


def _insist(connection: sqlite3.Connection, statement: str) -> None:
    give_up_ns = time.monotonic_ns() + _BUSY_S * 1_000_000_000
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if _fault(error) is not WriteFault.LOCKED or time.monotonic_ns() > give_up_ns:
                raise
            time.sleep(random.uniform(0, _LOOK_S))  # by chance: never in step with the other program


def _create(connection: sqlite3.Connection) -> None:
    """Makes the tables, if this is the first program to come here."""
    connection.execute("begin immediate")
    try:
        if not _tables(connection):
            for statement in _statements(_SCHEMA.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {VERSION}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("select count(*) from sqlite_master").fetchone()
    return int(count)


def _statements(script: str) -> Iterator[str]:
    # `executescript` would commit the transaction that keeps a second program out.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _check_version(connection: sqlite3.Connection, file: Path) -> None:
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    if application != APPLICATION_ID:
        raise _unusable(file, _("another program's database"))
    if version > VERSION:
        raise Problem(
            _("the journal was written by a newer Munara"),
            where=str(file),
            mend=_("Start that version, or a later one"),
        )


def _unusable(file: Path, why: str) -> Problem:
    return Problem(
        _("the journal cannot be used ({why})").format(why=why),
        where=str(file),
        mend=_("Keep this file, and bring the journal back from a copy"),
    )


def _lenient_text(stored: bytes) -> str:
    # Bytes that are no UTF-8 were not written by us: readable, but no hash will fit them.
    return stored.decode("utf-8", "replace")


_FAULTS = {
    sqlite3.SQLITE_FULL: WriteFault.FULL,
    sqlite3.SQLITE_BUSY: WriteFault.LOCKED,
    sqlite3.SQLITE_LOCKED: WriteFault.LOCKED,
    sqlite3.SQLITE_READONLY: WriteFault.DENIED,
    sqlite3.SQLITE_CANTOPEN: WriteFault.DENIED,
    sqlite3.SQLITE_PERM: WriteFault.DENIED,
}


def _fault(error: sqlite3.Error) -> WriteFault:
    code = getattr(error, "sqlite_errorcode", None) or 0
    return _FAULTS.get(code & 0xFF, WriteFault.OTHER)  # the low byte; the rest only says where


def _write_failed(error: sqlite3.Error) -> WriteFailedError:
    fault = _fault(error)
    text = {
        WriteFault.FULL: _("the disk is full"),
        WriteFault.LOCKED: _("another program keeps the journal locked"),
        WriteFault.DENIED: _("the journal may not be written"),
    }.get(fault)
    return WriteFailedError(fault, text or str(error))
