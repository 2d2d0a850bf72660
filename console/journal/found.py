"""An entry as it is found: read back from its row, with texts for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from console.journal.entry import Kind, local_time
from console.journal.looked_at import Subject
from console.journal.projection import read_body
from console.journal.wording import entry_title, summary
from console.language import _
from console.paths import DataFolder

_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A row for the window; texts for people are made when shown."""

    seq: int
    at_utc: str
    utc_offset_min: int
    desk: str
    actor: str
    kind: Kind | str
    body: dict[str, Any]  # empty if it was erased or damaged
    hash: bytes
    camera_id: str
    camera_number: str
    place: str
    evidence: tuple[Path, ...]  # files on this machine, whether or not they still stand there
    erased: bool = False  # its body; the hash stays

    def title(self) -> str:
        return entry_title(self.kind, self.body)

    def summary(self) -> str:
        return _("erased") if self.erased else summary(self.body, self.kind)

    def subject(self) -> Subject:
        """The camera and the place that it names."""
        return Subject(self.camera_id, self.camera_number, self.place)

    def local_time(self) -> datetime | None:
        """By the desk's wall clock of then; None where the entry was damaged."""
        try:
            return local_time(self.at_utc, self.utc_offset_min)
        except (ValueError, TypeError):
            return None


def stored_entry(row: tuple[Any, ...], folder: DataFolder) -> FoundEntry:
    """A row of `each_stored` as `each` would have given it."""
    *front, entry_hash, camera_id, number, place = row
    front = [_text(value) for value in front]
    return found_entry((*front, entry_hash, *map(_text, (camera_id, number, place))), folder)


def _text(stored: object) -> object:
    return stored.decode("utf-8", "replace") if isinstance(stored, bytes) else stored


def found_entry(row: tuple[Any, ...], folder: DataFolder) -> FoundEntry:
    seq, at_utc, offset, desk, actor, kind, stored, entry_hash, camera_id, number, place = row
    body = read_body(stored)
    evidence = tuple(folder.root / item["file"] for item in evidence_of(body)) if "evidence" in body else ()
    kind = _KINDS.get(kind, kind)
    return FoundEntry(
        *(seq, at_utc, offset, desk, actor, kind, body, entry_hash, camera_id, number, place),
        evidence=evidence,
        erased=stored is None,
    )


def evidence_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The files that a body names: {"file", "sha256", "bytes", "role"} each."""
    files = body.get("evidence")
    if not isinstance(files, list):
        return []
    return [item for item in files if isinstance(item, dict) and isinstance(item.get("file"), str)]
