"""What is to be recorded, with its time, its desk and who signs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from console.clock import Clock
from console.journal.body import checked_body
from console.journal.entry import EntryDraft, Kind, utc_text
from console.journal.evidence import EvidenceDraft
from console.journal.ledger import RecordDraft, salt
from console.journal.signed_heads import head_body, key_to_sign
from console.operators.operator import MACHINE
from console.paths import DataFolder


class Drafts:
    """Thread: any."""

    def __init__(self, folder: DataFolder, *, clock: Clock, desk: str) -> None:
        self._folder = folder
        self._clock = clock
        self._desk = desk

    def make(
        self, kind: Kind, body: Mapping[str, object], actor: str, evidence: Sequence[EvidenceDraft]
    ) -> RecordDraft:
        """Raises BadBodyError: it can never be an entry."""
        entry = self._entry(kind, checked_body(kind, body), actor)
        return RecordDraft(salt(entry), tuple(evidence))

    def signature(self, actor: str) -> RecordDraft:
        """Of the head that is last when its turn has come; raises Problem where the key cannot be used."""
        key = key_to_sign(self._folder)
        entry = self._entry(Kind.HEAD_SIGNED, {}, actor)
        return RecordDraft(entry, body_of_head=partial(head_body, key, self._desk))

    def full_disk_note(self) -> EntryDraft:
        what = "disk full: the journal writes into the room it held back"
        return self.make(Kind.FAULT_NOTED, {"what": what}, MACHINE, ()).entry

    def _entry(self, kind: Kind, body: dict[str, object], actor: str) -> EntryDraft:
        return EntryDraft(
            at_utc=utc_text(self._clock.now_utc()),
            utc_offset_min=self._clock.utc_offset_min(),
            desk=self._desk,
            actor=actor,
            kind=kind,
            body=body,
        )
