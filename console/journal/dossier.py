"""Everything that the journal holds about some violations: the entries concerned and the files they name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.history import History, history
from console.journal.search import FoundEntry, entries_numbered, evidence_of
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_OF_ALERT = [kind.value for kind in Kind if kind.name.startswith("ALERT_") or kind is Kind.EVIDENCE_STORED]
_OF_ENTRY = [kind.value for kind in Kind if kind.name.startswith("EVIDENCE_")]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as an entry names it."""

    seq: int  # of that entry
    file: str  # from the data folder
    path: Path
    sha256: str
    role: str
    item: Mapping[str, Any]  # all that the entry says of it
    utc_offset_min: int  # of that entry
    erased_by: int = 0  # number of the entry that says so; 0: it stands


@dataclass(frozen=True, slots=True)
class Dossier:
    """The entries concerned, oldest first: what was recorded, corrections, alerts, late clips, erasures."""

    violations: tuple[History, ...]
    entries: tuple[FoundEntry, ...]

    def files(self) -> tuple[EvidenceFile, ...]:
        """Each file once, in the order of the entries that name them."""
        erased = {
            str(entry.body.get("file")): entry.seq
            for entry in self.entries
            if entry.kind is Kind.EVIDENCE_ERASED
        }
        files = dict[str, EvidenceFile]()
        for entry in self.entries:
            for item, path in zip(evidence_of(entry.body), entry.evidence, strict=True):
                name = item["file"]
                found = EvidenceFile(
                    *(entry.seq, name, path, str(item.get("sha256")), str(item.get("role"))),
                    *(item, entry.utc_offset_min),
                    erased_by=erased.get(name, 0),
                )
                files.setdefault(name, found)
        return tuple(files.values())


def dossier(folder: DataFolder, seqs: Sequence[int]) -> Dossier:
    """What concerns the violations that the entries `seqs` recorded, amended or voided.

    Raises:
        Problem: one of them is about no violation, its body was erased, or the journal cannot be read.
    """
    if not seqs:
        raise ValueError("a dossier is about something")
    histories = {told.entries[0].seq: told for told in (_history(folder, seq) for seq in seqs)}
    violations = tuple(told for _seq, told in sorted(histories.items()))
    concerned = {entry.seq for told in violations for entry in told.entries}
    alerts = {str(told.entries[0].body.get("alert_id") or "") for told in violations} - {""}
    with JournalDatabase.open_for_reading(folder) as database:
        concerned |= _naming(database, "alert_id", alerts, _OF_ALERT)
        more = concerned
        while more:  # a late clip names a violation, its erasure names the late clip's entry
            more = _naming(database, "seq", more, _OF_ENTRY) - concerned
            concerned = concerned | more
    return Dossier(violations, entries_numbered(folder, concerned))


def _history(folder: DataFolder, seq: int) -> History:
    found = history(folder, seq)
    if not found.entries[0].body:
        raise Problem(
            _("what it recorded was erased, or is damaged"),
            where=_("entry {seq}").format(seq=seq),
            mend=_("See what became of it: munara journal verify"),
        )
    return found


def _naming(
    database: JournalDatabase, key: str, values: Iterable[int | str], kinds: Sequence[str]
) -> set[int]:
    """Numbers of the entries of these kinds whose body has one of the values under the key."""
    # Out of the entries themselves: what goes to a court must not hang on a projection.
    sql = (
        f"select seq from entry where kind in ({', '.join('?' * len(kinds))})"
        f" and case when json_valid(body) then json_extract(body, '$.{key}') end"
        " in (select value from json_each(?))"
    )
    return {seq for (seq,) in database.read(sql, [*kinds, json.dumps(sorted(values, key=str))])}


def is_evidence_name(name: str) -> bool:
    """Whether a body may name such a file: the store writes nothing outside evidence/."""
    path = PurePosixPath(name)
    return path.parts[:1] == ("evidence",) and ".." not in path.parts and len(path.parts) > 1
