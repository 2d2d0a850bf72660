"""Legal holds: what a court or an inquiry needs is not erased until it is released."""

from __future__ import annotations

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.projection import read_body
from console.paths import DataFolder

_HOLDS = (
    "select kind, cast(body as blob) from entry"
    f" where kind in ('{Kind.EVIDENCE_HELD.value}', '{Kind.EVIDENCE_RELEASED.value}') order by seq"
)


def held_seqs(folder: DataFolder) -> frozenset[int]:
    """Every entry that a hold keeps.

    Raises:
        Problem: the journal cannot be read.
    """
    held = set[int]()
    with JournalDatabase.open_for_reading(folder) as database:
        for kind, stored in database.read(_HOLDS):
            seq = read_body(stored).get("seq")
            if isinstance(seq, int):
                (held.add if kind == Kind.EVIDENCE_HELD.value else held.discard)(seq)
    return frozenset(held)
