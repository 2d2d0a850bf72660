"""journal.db: the one file that talks to SQLite for the journal."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from console.journal.chain import NO_HEAD, body_bytes
from console.journal.disk import sync_folder
from console.journal.entry import Entry, EntryDraft, next_entry
from console.journal.projecting import forget, lenient_text, project, project_all
from console.journal.sqlite_fault import no_journal, unusable, write_failed
from console.journal.tables import (
    check_version,
    count_tables,
    guards,
    read_guards,
    version_of,
)
from console.journal.traces import empty_log, merge_search, tidy_search, write_anew
from console.journal.turns import BUSY_S, take_turn, turn_to_wal
from console.journal.upgrade import bring_up
from console.paths import DataFolder

# FULL: the write-ahead log is synced at every commit, before anybody is told that the entry is written.
_SYNCHRONOUS = "FULL"
# Pages of the log before they are brought into the file: some 300 entries. With SQLite's own 1000, more than
# one record in a hundred would wait for that.
_LOG_PAGES = 4000
_HEAD = "select seq, hash from entry order by seq desc limit 1"
_ERASE_BODY = "update entry set body = null where seq = ? and body is not null returning kind, actor"


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
            if count_tables(connection):
                check_version(connection, file)  # before anything of another program's is touched
            turn_to_wal(connection)
            connection.execute(f"pragma synchronous = {_SYNCHRONOUS}")
            connection.execute(f"pragma wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute("pragma secure_delete = on")  # what is erased is not left in freed pages
            bring_up(connection)
            check_version(connection, file)
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
            raise no_journal(file)
        log = file.with_name(file.name + "-wal")
        fixed = not os.access(file.parent, os.W_OK) and not (log.exists() and log.stat().st_size)
        how = "immutable=1" if fixed else "mode=ro"
        with _opened(f"file:{quote(str(file))}?{how}", file) as connection:
            connection.text_factory = lenient_text
            check_version(connection, file)
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
        return self.append_all([draft])[0]

    def append_all(self, drafts: Sequence[EntryDraft]) -> list[Entry]:
        """Adds all of them or none, in one transaction; raises as `append`."""
        ready = [(draft, body_bytes(draft.body)) for draft in drafts]
        try:
            with self._transaction():
                return self._append(ready)
        except sqlite3.Error as error:
            raise write_failed(error) from None

    def _append(self, ready: Sequence[tuple[EntryDraft, bytes]]) -> list[Entry]:
        entries = list[Entry]()
        head = self._connection.execute(_HEAD).fetchone() or NO_HEAD
        for draft, stored in ready:
            entry = next_entry(draft, stored, after=head)
            _insert(self._connection, entry, stored)
            entries.append(entry)
            head = (entry.seq, entry.hash)
        return entries

    def erase(self, decide: Callable[[], Sequence[EntryDraft]]) -> list[Entry]:
        """Adds the erasures that `decide` asks for and takes the bodies that they name, all or nothing.

        `decide` looks and says while nobody else can write; what it raises ends it without a change.

        Raises:
            WriteFailedError: nothing was added or erased.
            BadBodyError: a draft can never be an entry.
        """
        try:
            with self._transaction():
                entries = self._append([(draft, body_bytes(draft.body)) for draft in decide()])
                for entry in entries:
                    if not entry.body["file"]:
                        self._erase_body(entry.body["seq"])
        except sqlite3.Error as error:
            raise write_failed(error) from None
        return entries

    def _erase_body(self, seq: int) -> None:
        for kind, actor in self._connection.execute(_ERASE_BODY, [seq]).fetchall():
            forget(self._connection, seq, kind=kind, actor=actor)
            self._connection.execute("insert or ignore into trace values (?)", [seq])

    def forget(self) -> bool:
        """Takes what erased bodies left in the file; False while a reader needs it, or there is no room.

        Raises:
            WriteFailedError: it may be tried again.
        """
        try:
            gone = self._connection.execute("select seq from trace").fetchall()
            if not gone:
                return True
            merge_search(self._connection)
            if not (write_anew(self._connection) and empty_log(self._connection)):
                return False
            with self._transaction():
                self._connection.executemany("delete from trace where seq = ?", gone)
        except sqlite3.Error as error:
            raise write_failed(error) from None
        return True

    def tidy(self) -> bool:
        """Merges a little of the search's index, so that no record must; whether there was anything to do.

        Raises:
            WriteFailedError: it may be tried again.
        """
        try:
            return tidy_search(self._connection)
        except sqlite3.Error as error:
            raise write_failed(error) from None

    def project_again(self, *, progress: Callable[[int, int], None]) -> tuple[int, bytes]:
        """Makes the projections from the entries, all in one transaction; returns the head it reached.

        Raises:
            WriteFailedError: they are as they were before.
        """
        try:
            with self._transaction():
                return project_all(self._connection, progress=progress)
        except sqlite3.Error as error:
            raise write_failed(error) from None

    def head(self) -> tuple[int, bytes]:
        """(seq, hash) of the last entry; (0, 32 zero bytes) before the first.

        Raises:
            Problem: the file cannot be read.
        """
        for seq, last_hash in self.read(_HEAD):
            return seq, last_hash
        return NO_HEAD

    def hash_of(self, seq: int) -> bytes | None:
        """The stored hash of an entry, None where there is no such entry; raises as `read`."""
        for (stored,) in self.read("select hash from entry where seq = ?", [seq]):
            return bytes(stored) if isinstance(stored, bytes) else None
        return None

    def read(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows, one by one, from one moment of the journal.

        Raises:
            Problem: the file is damaged there.
        """
        try:
            yield from self._connection.execute(sql, values)
        except sqlite3.Error as error:
            raise unusable(self._file, str(error)) from None

    def read_stored(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """As `read`, each text as the bytes that stand in the file; no other reading goes on meanwhile."""
        self._connection.text_factory = bytes
        try:
            yield from self.read(sql, values)
        finally:
            self._connection.text_factory = lenient_text

    def guards_missing(self) -> list[str]:
        """Triggers that refuse changes and are not there any more."""
        there = self._read_guards()
        return [name for name in self._wanted_guards() if name not in there]

    def guards_changed(self) -> list[str]:
        """Triggers under whose names something else stands, and those that are none of ours."""
        wanted = self._wanted_guards()
        return [name for name, sql in self._read_guards().items() if wanted.get(name) != sql]

    def _wanted_guards(self) -> Mapping[str, str]:
        return guards(version_of(self._connection))

    def _read_guards(self) -> Mapping[str, str]:
        try:
            return read_guards(self._connection)
        except sqlite3.Error as error:
            raise unusable(self._file, str(error)) from None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        take_turn(self._connection)
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
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=False,
            uri=target.startswith("file:"),
        )
        yield connection
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error):
            raise unusable(file, str(error)) from None
        raise


def _insert(connection: sqlite3.Connection, entry: Entry, stored: bytes) -> None:
    connection.execute(
        "insert into entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(entry.seq, entry.at_utc, entry.utc_offset_min, entry.desk, entry.actor, str(entry.kind)),
            *(stored.decode(), entry.body_hash, entry.prev_hash, entry.hash),
        ),
    )
    project(connection, entry.seq, kind=str(entry.kind), actor=entry.actor, body=entry.body)
