"""A journal that answers searches when the test says so, and made-up entries for it to find."""

from __future__ import annotations

import hashlib
from pathlib import Path

from console.journal.aftermath import Aftermath, AftermathRead, files_of
from console.journal.entry import Kind
from console.journal.search import FoundEntry, Query, SearchDone


class FakeJournal:
    is_open = True

    def __init__(self) -> None:
        self.asked: list[tuple[Query, str]] = []
        self.searches: list[tuple[object, ...]] = []  # what was asked of the saved ones
        self.aftermaths: list[tuple[int, str]] = []  # (entry, ref) that were asked for

    def search(self, query: Query, *, ref: str) -> None:
        self.asked.append((query, ref))

    def read_aftermath(self, seq: int, *, ref: str) -> None:
        self.aftermaths.append((seq, ref))

    def read_searches(self, *, ref: str) -> None:
        self.searches.append(("read", ref))

    def save_search(self, name: str, query: Query, *, ref: str) -> None:
        self.searches.append(("save", name, query, ref))

    def remove_search(self, name: str, *, ref: str) -> None:
        self.searches.append(("remove", name, ref))

    def aftermath(self, *entries: FoundEntry, **more: object) -> AftermathRead:
        """To the newest question: what stands about these entries, the oldest first."""
        seq, ref = self.aftermaths[-1]
        files = tuple(file for entry in entries for file in files_of(entry))
        told = {"files": files, "held": None, "erased": {}} | more
        return AftermathRead(ref, Aftermath(seq, entries, **told))

    def answer(self, *rows: FoundEntry, total: int | None = None, failure: str = "") -> SearchDone:
        """To the newest search."""
        count = len(rows) if total is None else total
        return SearchDone(self.asked[-1][1], rows, count, failure)


def make_entry(
    seq: int, /, *, kind: Kind = Kind.VIOLATION_RECORDED, still: Path | None = None, **body
) -> FoundEntry:
    files = []
    if still is not None:
        digest = hashlib.sha256(still.read_bytes()).hexdigest()
        files = [{"file": f"evidence/{still.name}", "sha256": digest, "bytes": 1, "role": "still"}]
    return FoundEntry(
        seq=seq,
        at_utc="2026-11-23T18:00:00.000000Z",
        utc_offset_min=300,
        desk="desk-1",
        actor="D. Akhmetov",
        kind=kind,
        body={"salt": "00ff", **body, **({"evidence": files} if files else {})},
        hash=bytes(range(32)),
        camera_id="cam-0402",
        camera_number="0402",
        place="Школа №1",
        evidence=(still,) if still else (),
    )
