"""Which entries belong together: a violation, its corrections and late clips, and the alert it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.projection import read_body

_COLUMNS = "select seq, at_utc, kind, body_hash, cast(body as blob) from entry"
# The very words of the indexes in schema/v2.sql: only so does SQLite know them again.
_NAMED = "case when json_valid(body) then json_extract(body, '$.seq') end"
_ALERT = "case when json_valid(body) then json_extract(body, '$.alert_id') end"
CORRECTIONS = (Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)
_STEPS = 4  # from a late clip over a correction to the record, and one to spare


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """What is needed of an entry to see where it belongs."""

    seq: int
    at_utc: str
    kind: Kind | str
    body_hash: bytes
    stored: bytes | None  # None: erased

    @property
    def body(self) -> dict[str, Any]:
        return read_body(self.stored)


def linked_entry(database: JournalDatabase, seq: int) -> LinkedEntry | None:
    """Entry `seq`; None where there is no such entry. Raises Problem, as all here, for a damaged file."""
    return next(_read(database, "seq = ?", seq), None)


def naming(database: JournalDatabase, seq: int, kind: Kind) -> list[LinkedEntry]:
    """The entries of that kind whose body names entry `seq`, oldest first."""
    return sorted(_read(database, f"kind = '{kind.value}' and {_NAMED} = ?", seq), key=_by_seq)


def about_alert(database: JournalDatabase, alert_id: str, kind: Kind) -> list[LinkedEntry]:
    """The entries of that kind that are about an alert, oldest first."""
    return sorted(_read(database, f"kind = '{kind.value}' and {_ALERT} = ?", alert_id), key=_by_seq)


def of_kind(database: JournalDatabase, *kinds: Kind) -> Iterator[LinkedEntry]:
    """All entries of those kinds, oldest first."""
    texts = ", ".join(f"'{kind.value}'" for kind in kinds)
    return _read(database, f"kind in ({texts}) order by seq")


def erasures_of(database: JournalDatabase, seq: int) -> dict[str, str]:
    """What was erased of entry `seq`: each file, "" for its body, with the hash that it had."""
    bodies = [entry.body for entry in naming(database, seq, Kind.EVIDENCE_ERASED)]
    return {str(body.get("file")): str(body.get("sha256")) for body in bodies if body.get("seq") == seq}


def root_of(database: JournalDatabase, seq: int) -> int:
    """The entry on which everything hangs that belongs together with entry `seq`; often that one itself."""
    for _step in range(_STEPS):
        entry = linked_entry(database, seq)
        if entry is None:
            break
        above = _above(database, entry)
        if above is None:
            break
        seq = above
    return seq


def _above(database: JournalDatabase, entry: LinkedEntry) -> int | None:
    body = entry.body
    if entry.kind in (*CORRECTIONS, Kind.EVIDENCE_STORED):
        about = body.get("seq") if entry.stored is not None else _about_erased(database, entry.seq)
        if isinstance(about, int) and 0 < about < entry.seq:  # an entry speaks of earlier ones alone
            return about
    alert_id = body.get("alert_id")
    if not isinstance(alert_id, str) or not alert_id:
        return None
    if entry.kind in (Kind.ALERT_RAISED, Kind.EVIDENCE_STORED):
        for violation in about_alert(database, alert_id, Kind.VIOLATION_RECORDED):
            return violation.seq
    if entry.kind is Kind.EVIDENCE_STORED:
        for raised in about_alert(database, alert_id, Kind.ALERT_RAISED):
            return raised.seq
    return None


def _about_erased(database: JournalDatabase, seq: int) -> object:
    """Whom an erased body was about: the erasure kept it."""
    bodies = [entry.body for entry in naming(database, seq, Kind.EVIDENCE_ERASED)]
    return next((body["about"] for body in bodies if "about" in body), None)


def related(database: JournalDatabase, seq: int) -> dict[int, LinkedEntry]:
    """Root `seq` and everything that hangs on it, by number."""
    root = linked_entry(database, seq)
    if root is None:
        return {}
    found = {seq: root}
    for kind in CORRECTIONS:
        _add(found, naming(database, seq, kind))
    for number in list(found):
        _add(found, naming(database, number, Kind.EVIDENCE_STORED))
    body = root.body
    alert_id, alert_seq = body.get("alert_id"), body.get("alert_seq")
    if root.kind is Kind.VIOLATION_RECORDED and isinstance(alert_seq, int):
        alert = linked_entry(database, alert_seq)
        _add(found, [alert] if alert else [])
    if root.kind in (Kind.VIOLATION_RECORDED, Kind.ALERT_RAISED) and isinstance(alert_id, str) and alert_id:
        for kind in (Kind.ALERT_RAISED, Kind.EVIDENCE_STORED):
            _add(found, about_alert(database, alert_id, kind))
    return dict(sorted(found.items()))


def _add(found: dict[int, LinkedEntry], entries: list[LinkedEntry]) -> None:
    for entry in entries:
        found.setdefault(entry.seq, entry)


def _read(database: JournalDatabase, where: str, *values: object) -> Iterator[LinkedEntry]:
    for seq, at_utc, kind, body_hash, stored in database.read(f"{_COLUMNS} where {where}", values):
        yield LinkedEntry(seq, at_utc, Kind.read(kind), body_hash, stored)


def _by_seq(entry: LinkedEntry) -> int:
    return entry.seq
