"""The entries of a package: those concerned with their bodies, and headers up to the next signed head."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from console.journal.chain import canonical_json
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.projection import read_body
from console.journal.signed_heads import SignedHead
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_HEADS = "select seq, desk, cast(body as blob) from entry where kind = ? and seq > ? order by seq"
_ROWS = (
    "select seq, at_utc, utc_offset_min, desk, actor, kind, body_hash, cast(body as blob), prev_hash, hash"
    " from entry where seq between ? and ? order by seq"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Entries without a gap, from one that is concerned to the signed head that stands for all of them."""

    first: int
    last: int


def runs(folder: DataFolder, concerned: Collection[int], *, key: bytes) -> list[Run]:
    """Where the entries concerned stand, each with what lies between it and the next head that `key` signed.

    Raises:
        Problem: no signed head follows one of them.
    """
    found = list[Run]()
    with JournalDatabase.open_for_reading(folder) as database:
        heads = _heads(database, min(concerned), key)
    for seq in sorted(concerned):
        last = next((own for signed, own in heads if signed >= seq), None)
        if last is None:
            raise Problem(
                _("no signed head follows it"),
                where=_("entry {seq}").format(seq=seq),
                mend=_("Sign the journal: munara journal sign"),
            )
        if found and seq <= found[-1].last + 1:
            found[-1] = Run(found[-1].first, max(last, found[-1].last))
        else:
            found.append(Run(seq, last))
    return found


def entry_lines(folder: DataFolder, where: Collection[Run], *, concerned: Collection[int]) -> Iterator[bytes]:
    """One JSON line an entry, as a package's verify.py reads them; a body as the very text that is stored.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        for run in where:
            for row in database.read(_ROWS, (run.first, run.last)):
                yield _line(row, shown=concerned)


def _heads(database: JournalDatabase, first: int, key: bytes) -> list[tuple[int, int]]:
    """(entry that it signs, its own number) of every genuine signed head behind the entry `first`."""
    found = []
    for seq, desk, stored in database.read(_HEADS, (Kind.HEAD_SIGNED.value, first)):
        signed = SignedHead.read(read_body(stored))
        if signed and signed.key == key and signed.genuine(desk):
            found.append((signed.head[0], seq))
    return found


def _line(row: tuple[object, ...], *, shown: Collection[int]) -> bytes:
    seq, at_utc, offset, desk, actor, kind, body_hash, stored, prev_hash, own_hash = row
    entry = {
        "seq": seq,
        "at_utc": at_utc,
        "utc_offset_min": offset,
        "desk": desk,
        "actor": actor,
        "kind": kind,
    }
    for name, digest in (("body_hash", body_hash), ("prev_hash", prev_hash), ("hash", own_hash)):
        entry[name] = digest.hex() if isinstance(digest, bytes) else ""
    if isinstance(stored, bytes) and (seq in shown or kind == Kind.HEAD_SIGNED):
        entry["body"] = stored.decode("utf-8", "replace")
    return canonical_json(entry) + b"\n"
