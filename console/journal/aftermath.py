"""What became of an entry: its corrections, all its evidence, what of it is held and what was erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.history import History
from console.journal.links import about_alert, naming
from console.journal.search import FoundEntry, entries_about, entries_numbered, evidence_of
from console.paths import DataFolder


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that an entry names."""

    entry: FoundEntry  # the one that names it
    path: Path  # on this machine, whether or not it still stands there
    said: Mapping[str, Any]  # what the entry says of it: "file", "sha256", "bytes", "role" and more
    erased: FoundEntry | None = None  # the entry that tells of its erasure

    @property
    def role(self) -> str:
        return str(self.said.get("role", ""))

    @property
    def sha256(self) -> str:
        return str(self.said.get("sha256", ""))


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Thread: frozen; read beside the window."""

    seq: int  # of the entry that was asked about
    entries: tuple[FoundEntry, ...]  # the one that it is about, then its corrections
    files: tuple[FoundFile, ...]  # each once, in the order in which they were stored
    held: FoundEntry | None  # the entry that put it under legal hold, while that stands
    erased: Mapping[int, FoundEntry]  # entries whose text was erased, by number: what tells of it

    @property
    def history(self) -> History | None:
        """None where it is no violation, or a text of it was erased."""
        recorded = self.entries[0].kind is Kind.VIOLATION_RECORDED
        return History(self.entries) if recorded and all(entry.body for entry in self.entries) else None


@dataclass(frozen=True, slots=True)
class AftermathRead:
    """Fact: an aftermath was read, or `failure` says why not."""

    ref: str
    aftermath: Aftermath | None
    failure: str = ""  # translated


def files_of(entry: FoundEntry) -> tuple[FoundFile, ...]:
    """The files that this entry names itself."""
    files = zip(entry.evidence, evidence_of(entry.body), strict=False)
    return tuple(FoundFile(entry, path, said) for path, said in files)


def read_aftermath(folder: DataFolder, seq: int) -> Aftermath | None:
    """Everything on entry `seq`, or on the violation that it corrects; None where there is no such entry.

    Raises:
        Problem: the journal cannot be read.
    """
    entries = entries_about(folder, seq)
    if not entries:
        return None
    alert_id, alert_seq = entries[0].body.get("alert_id"), entries[0].body.get("alert_seq")
    raised = entries_about(folder, alert_seq) if isinstance(alert_seq, int) else ()
    seqs = [entry.seq for entry in (*raised, *entries)]
    later = _evidence_entries(folder, seqs, alert_id=alert_id if isinstance(alert_id, str) else "")
    erasures = [entry for entry in later if entry.kind is Kind.EVIDENCE_ERASED]
    files = dict[Path, FoundFile]()
    for entry in (*raised, *entries, *(each for each in later if each.kind is Kind.EVIDENCE_STORED)):
        for file in files_of(entry):
            files.setdefault(file.path, _with_erasure(file, erasures))
    return Aftermath(
        seq,
        entries,
        tuple(files.values()),
        _standing_hold(later),
        {int(each.body["seq"]): each for each in erasures if not each.body.get("file")},
    )


_EVIDENCE = (Kind.EVIDENCE_STORED, Kind.EVIDENCE_HELD, Kind.EVIDENCE_RELEASED, Kind.EVIDENCE_ERASED)


def _evidence_entries(folder: DataFolder, seqs: Sequence[int], *, alert_id: str) -> tuple[FoundEntry, ...]:
    """What was stored, held, released and erased of the entries `seqs` or of an alert, the oldest first."""
    with JournalDatabase.open_for_reading(folder) as database:
        stored = about_alert(database, alert_id, Kind.EVIDENCE_STORED) if alert_id else []
        for seq in seqs:
            stored += naming(database, seq, Kind.EVIDENCE_STORED)
        numbers = {entry.seq for entry in stored}
        for seq in {*seqs, *numbers}:
            numbers |= {entry.seq for kind in _EVIDENCE for entry in naming(database, seq, kind)}
    return entries_numbered(folder, numbers)


def _with_erasure(file: FoundFile, erasures: list[FoundEntry]) -> FoundFile:
    erased = (each for each in erasures if each.body.get("file") == file.said["file"])
    return FoundFile(file.entry, file.path, file.said, next(erased, None))


def _standing_hold(later: tuple[FoundEntry, ...]) -> FoundEntry | None:
    """The oldest hold that was not released; a release of any entry releases all that belongs to it."""
    holds = list[FoundEntry]()
    for entry in later:
        if entry.kind is Kind.EVIDENCE_HELD:
            holds.append(entry)
        elif entry.kind is Kind.EVIDENCE_RELEASED:
            holds.clear()
    return holds[0] if holds else None
