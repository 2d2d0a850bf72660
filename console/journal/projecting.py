"""Keeps the projections: what people search by, beside the entries and in their transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from console.journal.chain import NO_HEAD
from console.journal.projection import mark, marks_in, read_body, subject, words
from console.journal.tables import renew_projections

_ALL = "select seq, kind, actor, cast(body as blob), hash from entry order by seq"
_COUNT = "select coalesce(max(seq), 0) from entry"
_WORDS = "select words from entry_search where rowid = ?"
_MARK = "update entry_search set words = words || ' ' || ?2 where rowid = ?1 and instr(words, ?2) = 0"
# Of corrections whose text was erased: what each was about, and its kind.
_ERASED_CORRECTIONS = """
select json_extract(x.body, '$.about'), e.kind
from entry x join entry e on e.seq = json_extract(x.body, '$.seq')
where x.kind = 'evidence erased' and json_valid(x.body) and json_extract(x.body, '$.about') > 0
"""
_MERGE = "insert into entry_search (entry_search, rank) values ('merge', 500)"
_Projected = tuple[tuple[str, str, str], str, tuple[int, str] | None]


def project(
    connection: sqlite3.Connection, seq: int, *, kind: str, actor: str, body: Mapping[str, Any]
) -> None:
    """Of a new entry."""
    _put(connection, seq, (subject(body), words(actor, body, kind=kind), mark(kind, body)))


def project_all(
    connection: sqlite3.Connection, *, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[int, bytes]:
    """Makes all of them anew, inside the caller's transaction; returns the head that it reached."""
    with _lenient(connection):
        ((total,),) = connection.execute(_COUNT)
        renew_projections(connection)
        head: tuple[int, bytes] = NO_HEAD
        for done, (seq, kind, actor, stored, its_hash) in enumerate(connection.execute(_ALL), 1):
            _put(connection, seq, _projected(kind, actor, stored))
            head = (seq, its_hash)
            if not done % 1000 or seq == total:
                progress(done, total)
        for about, kind in connection.execute(_ERASED_CORRECTIONS).fetchall():
            if its_mark := mark(kind, {"seq": about}):
                connection.execute(_MARK, its_mark)
        merge(connection)
    return head


def merge(connection: sqlite3.Connection) -> None:
    """Brings the pieces of the index together after many entries, inside the caller's transaction."""
    before = -1
    while connection.total_changes - before >= 2:  # FTS5's own sign that there was something to do
        before = connection.total_changes
        connection.execute(_MERGE)


def forget(connection: sqlite3.Connection, seq: int, *, kind: str, actor: str) -> None:
    """Of an entry whose body was erased: what later entries said of it stays."""
    ((before,),) = connection.execute(_WORDS, [seq])
    left = " ".join([words(actor, {}, kind=kind), *marks_in(before)])
    values = (*subject({}), left, seq)
    connection.execute(
        "update entry_subject set camera_id = ?1, camera_number = ?2, place = ?3 where seq = ?5", values
    )
    connection.execute("update entry_search set words = ?4 where rowid = ?5", values)


def _put(connection: sqlite3.Connection, seq: int, projected: _Projected) -> None:
    its_subject, its_words, its_mark = projected
    connection.execute("insert into entry_subject values (?, ?, ?, ?)", (seq, *its_subject))
    connection.execute("insert into entry_search (rowid, words) values (?, ?)", (seq, its_words))
    if its_mark is not None and 0 < its_mark[0] < seq:  # an entry speaks of earlier ones alone
        connection.execute(_MARK, its_mark)


def _projected(kind: str, actor: str, stored: object) -> _Projected:
    """Of a stored entry; one that cannot be read or searched has nothing."""
    body = read_body(stored)
    try:
        found = subject(body), words(actor, body, kind=kind), mark(kind, body)
        "".join((*found[0], found[1])).encode()  # half a character: JSON may hold it, a column may not
    except (ValueError, RecursionError):
        return subject({}), words(actor, {}, kind=kind), None
    return found


@contextmanager
def _lenient(connection: sqlite3.Connection) -> Iterator[None]:
    before, connection.text_factory = connection.text_factory, lenient_text
    try:
        yield
    finally:
        connection.text_factory = before


def lenient_text(stored: bytes) -> str:
    """Bytes that are no UTF-8 were not written by us: readable, but no hash will fit them."""
    return stored.decode("utf-8", "replace")
