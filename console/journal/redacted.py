"""Redacted copies in the record: approved by a shift lead, chained, found by their originals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.journal.database import JournalDatabase
from console.journal.entry import Entry, Kind
from console.journal.evidence import EvidenceDraft, file_sha256
from console.journal.exposure import Redacted
from console.journal.holds import no_entry
from console.journal.links import naming
from console.journal.search import FoundEntry, entries_about, entries_numbered, evidence_of
from console.journal.wording import REDACTED
from console.language import N_, _, ngettext
from console.operators.operator import Operator
from console.operators.permissions import Intent, may, not_for, refused_body
from console.paths import DataFolder
from console.problem import Problem
from console.redaction.redaction import ROLES, Copy, Original, Redaction

if TYPE_CHECKING:
    from console.journal.journal import Journal

WHAT = N_("redacted copies")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A redaction as it waits for its approval."""

    seq: int  # of the entry whose evidence it is
    redaction: Redaction
    prepared_by: str
    masks_known: bool  # False: the desk has that camera no more
    masks_sha256: str  # of those that were filled in

    def body(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "redaction": self.redaction.body(),
            "prepared_by": self.prepared_by,
            "masks_known": self.masks_known,
            "masks_sha256": self.masks_sha256,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Prepared:
        redaction = Redaction.from_body(body["redaction"])
        told = (body[key] for key in ("prepared_by", "masks_known", "masks_sha256"))
        return cls(body["seq"], redaction, *told)


@dataclass(frozen=True, slots=True)
class ApprovedCopy(Redacted):
    """A copy that a shift lead let go, in the data folder's evidence."""

    original: str  # its evidence file, as its entry names it
    sha256: str  # the copy's
    seq: int  # of the entry that stored it


def recorded(folder: DataFolder, seq: int) -> FoundEntry:
    """The entry that holds the evidence of `seq`, which may be the number of a correction.

    Raises:
        Problem: the journal cannot be read, or there is no such entry.
    """
    entries = entries_about(folder, seq)
    if not entries:
        raise no_entry(seq)
    return entries[0]


def originals_of(folder: DataFolder, entry: FoundEntry) -> tuple[Original, ...]:
    """Its stills and clips, with those that were stored later for it.

    Raises:
        Problem: the journal cannot be read.
    """
    return tuple(
        Original(folder.root / item["file"], item["sha256"], item["role"])
        for item in _evidence(folder, entry)
        if item.get("role") in ROLES and isinstance(item.get("sha256"), str)
    )


def approve(journal: Journal, entry: FoundEntry, prepared: Prepared, out: Path, *, by: Operator) -> Entry:
    """Stores the copies in `out` with an entry of who let them go: from now on a package may hold them.

    `journal` writes at once. `by` has looked at the copies: what was changed since they were made is refused.

    Raises:
        Problem: `by` is no shift lead (which is an entry), a copy is not the one that was made, or the
            journal cannot be written.
    """
    if not may(by.role, Intent.APPROVE_COPIES):
        refused = {**refused_body(Intent.APPROVE_COPIES, not_for(by.role)), "seq": entry.seq}
        journal.append_now(Kind.REFUSED, refused, actor=by.name)
        raise Problem(
            _("only a shift lead lets redacted copies go"),
            where=by.name,
            mend=_("Ask the shift lead to look at them"),
        )
    evidence = [
        EvidenceDraft(REDACTED + copy.role, Path(copy.file).suffix, _content(out, copy))
        for copy in prepared.redaction.copies
    ]
    body = _body(entry, prepared, by)
    return journal.append_now(Kind.EVIDENCE_STORED, body, actor=by.name, evidence=evidence)


def approved(folder: DataFolder, entry: FoundEntry) -> dict[str, ApprovedCopy]:
    """The approved copy of each of the entry's originals that has one, by the original's file; the newest.

    Raises:
        Problem: the journal cannot be read.
    """
    files = {item["sha256"]: item["file"] for item in _evidence(folder, entry) if "sha256" in item}
    found = dict[str, ApprovedCopy]()
    for later in _stored_for(folder, entry.seq):
        stored = {item.get("sha256"): item for item in evidence_of(later.body)}
        for copy in later.body.get("copies", ()):
            item, original = stored.get(copy["sha256"]), files.get(copy["original_sha256"])
            if item is not None and original is not None:
                found[original] = ApprovedCopy(
                    path=folder.root / item["file"],
                    what=_statement(later.body, copy),
                    approved_by=str(later.body["approved_by"]),
                    original=original,
                    sha256=copy["sha256"],
                    seq=later.seq,
                )
    return found


def _body(entry: FoundEntry, prepared: Prepared, by: Operator) -> dict[str, object]:
    redaction = prepared.redaction
    told = ("role", "original_sha256", "sha256", "frames", "damaged", "left_out")
    return {
        **{key: entry.body[key] for key in ("camera_id", "camera_number", "place") if key in entry.body},
        "seq": entry.seq,
        "what": WHAT,
        "prepared_by": prepared.prepared_by,
        "approved_by": by.name,
        "copies": [{key: getattr(copy, key) for key in told} for copy in redaction.copies],
        "blurred": len(redaction.blurred),
        "kept": list(redaction.kept),
        "masks": redaction.masks,
        "masks_known": prepared.masks_known,
        "model": redaction.model,
        "model_sha256": redaction.model_sha256,
    }


def replacements_for(folder: DataFolder, seqs: Iterable[int]) -> dict[str, ApprovedCopy]:
    """What a package of these records takes instead of originals.

    Raises:
        Problem: the journal cannot be read, or there is no such entry.
    """
    found = dict[str, ApprovedCopy]()
    for seq in seqs:
        found |= approved(folder, recorded(folder, seq))
    return found


def _evidence(folder: DataFolder, entry: FoundEntry) -> Iterator[dict[str, Any]]:
    for each_entry in (entry, *_stored_for(folder, entry.seq)):
        yield from evidence_of(each_entry.body)


def _stored_for(folder: DataFolder, seq: int) -> tuple[FoundEntry, ...]:
    """Entries that stored files for `seq` later: late clips, redacted copies."""
    with JournalDatabase.open_for_reading(folder) as database:
        stored = naming(database, seq, Kind.EVIDENCE_STORED)
    return entries_numbered(folder, [entry.seq for entry in stored])


def _content(out: Path, copy: Copy) -> bytes:
    file = out / copy.file
    try:
        if file_sha256(file) == copy.sha256:
            return file.read_bytes()
    except OSError:
        pass
    raise Problem(
        _("this is not the copy that was made"),
        where=str(file),
        mend=_("Make it again with: munara journal redact"),
    )


def _statement(body: Mapping[str, Any], copy: Mapping[str, Any]) -> str:
    parts = [
        ngettext("{count} person blurred", "{count} persons blurred", body["blurred"]).format(
            count=body["blurred"]
        ),
        ngettext("{count} person left visible", "{count} persons left visible", len(body["kept"])).format(
            count=len(body["kept"])
        ),
        ngettext("{count} mask filled", "{count} masks filled", body["masks"]).format(count=body["masks"]),
        _("encoded again"),
    ]
    if copy.get("left_out"):
        parts.append(_("without sound"))
    if copy.get("damaged"):
        parts.append(_("{count} damaged frames left out").format(count=copy["damaged"]))
    if not body.get("masks_known", True):
        parts.append(_("the camera's masks are not known any more"))
    return ", ".join(parts)
