"""journal.db: the one file that talks to SQLite for the journal."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from console.journal.chain import NO_HEAD, body_bytes
from console.journal.disk import sync_folder
from console.journal.entry import Entry, EntryDraft, next_entry
from console.journal.projection import mark, read_body, subject, words
from console.journal.sqlite_fault import no_journal, unusable, write_failed
from console.journal.tables import check_version, count_tables, create_tables, renew_projections
from console.journal.turns import BUSY_S, take_turn, turn_to_wal
from console.paths import DataFolder

# FULL: the write-ahead log is synced at every commit, before anybody is told that the entry is written.
_SYNCHRONOUS = "FULL"
# Pages of the log before they are brought into the file: some 300 entries. With SQLite's own 1000, more than
# one record in a hundred would wait for that.
_LOG_PAGES = 4000
_PROJECTED = "select seq, kind, actor, cast(body as blob) from entry order by seq"
_HEAD = "select seq, hash from entry order by seq desc limit 1"
_MARK = "update entry_search set words = words || ' ' || ?2 where rowid = ?1 and instr(words, ?2) = 0"
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
            if count_tables(connection):
                check_version(connection, file)  # before anything of another program's is touched
            turn_to_wal(connection)
            connection.execute(f"pragma synchronous = {_SYNCHRONOUS}")
            connection.execute(f"pragma wal_autocheckpoint = {_LOG_PAGES}")
            create_tables(connection)
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
            connection.text_factory = _lenient_text
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
        entries = list[Entry]()
        try:
            with self._transaction():
                head = self._connection.execute(_HEAD).fetchone() or NO_HEAD
                for draft, stored in ready:
                    entry = next_entry(draft, stored, after=head)
                    _insert(self._connection, entry, stored)
                    entries.append(entry)
                    head = (entry.seq, entry.hash)
        except sqlite3.Error as error:
            raise write_failed(error) from None
        return entries

    def project_again(self, *, progress: Callable[[int, int], None]) -> tuple[int, bytes]:
        """Makes the projections from the entries, all in one transaction; returns the head it reached.

        Raises:
            WriteFailedError: they are as they were before.
        """
        self._connection.text_factory = _lenient_text
        try:
            with self._transaction():
                head: tuple[int, bytes] = self._connection.execute(_HEAD).fetchone() or NO_HEAD
                renew_projections(self._connection)
                for done, (seq, kind, actor, stored) in enumerate(self._connection.execute(_PROJECTED), 1):
                    _project(self._connection, seq, *_projected(kind, actor, stored))
                    if not done % 1000 or seq == head[0]:
                        progress(done, head[0])
        except sqlite3.Error as error:
            raise write_failed(error) from None
        return head

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

    def guards_missing(self) -> list[str]:
        """Triggers that refuse changes and are not there any more."""
        there = {name for (name,) in self.read("select name from sqlite_master where type = 'trigger'")}
        return [name for name in GUARDS if name not in there]

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
    kind, body = str(entry.kind), entry.body
    _project(connection, entry.seq, subject(body), words(entry.actor, body, kind=kind), mark(kind, body))


def _project(
    connection: sqlite3.Connection,
    seq: int,
    its_subject: tuple[str, str, str],
    its_words: str,
    its_mark: tuple[int, str] | None,
) -> None:
    connection.execute("insert into entry_subject values (?, ?, ?, ?)", (seq, *its_subject))
    connection.execute("insert into entry_search (rowid, words) values (?, ?)", (seq, its_words))
    if its_mark is not None and 0 < its_mark[0] < seq:  # an entry speaks of earlier ones alone
        connection.execute(_MARK, its_mark)


def _projected(
    kind: str, actor: str, stored: object
) -> tuple[tuple[str, str, str], str, tuple[int, str] | None]:
    """What `_project` takes, of a stored entry; one that cannot be read or searched has nothing."""
    body = read_body(stored)
    try:
        found = subject(body), words(actor, body, kind=kind), mark(kind, body)
        "".join((*found[0], found[1])).encode()  # half a character: JSON may hold it, a column may not
    except (ValueError, RecursionError):
        return subject({}), words(actor, {}, kind=kind), None
    return found


def _lenient_text(stored: bytes) -> str:
    # Bytes that are no UTF-8 were not written by us: readable, but no hash will fit them.
    return stored.decode("utf-8", "replace")
