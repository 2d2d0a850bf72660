"""One entry of the journal, the kinds of entries, and the facts that tell of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from console.clock import time_zone_of
from console.journal.chain import Header, entry_hash, sha256


class Kind(StrEnum):
    """What an entry records; the value is the stored text and never changes its meaning.

    The list is open: a kind that a later version wrote is kept, shown and verified as the text it is.
    """

    DEMO_STARTED = "demo started"
    DESK_OPENED = "desk opened"
    DESK_CLOSED = "desk closed"
    SHIFT_OPENED = "shift opened"
    SHIFT_CLOSED = "shift closed"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    DESK_LOCKED = "desk locked"
    DESK_UNLOCKED = "desk unlocked"
    OPERATOR_CHANGED = "operator changed"
    REFUSED = "refused"
    ALERT_RAISED = "alert raised"
    ALERT_TAKEN = "alert taken"
    ALERT_LET_GO = "alert let go"
    ALERT_HANDED_OVER = "alert handed over"
    ALERT_ESCALATED = "alert escalated"
    ALERT_DISMISSED = "alert dismissed"
    DISMISSAL_REVIEWED = "dismissal reviewed"
    ALERT_REOPENED = "alert reopened"
    ALERT_EXPIRED = "alert expired"
    VIOLATION_RECORDED = "violation recorded"
    VIOLATION_AMENDED = "violation amended"
    VIOLATION_VOIDED = "violation voided"
    EVIDENCE_STORED = "evidence stored"
    EVIDENCE_HELD = "evidence held"
    EVIDENCE_RELEASED = "evidence released"
    EVIDENCE_ERASED = "evidence erased"
    HEAD_SIGNED = "head signed"
    BOOKMARK = "bookmark"
    EXPORT_MADE = "export made"
    LOOKED_AT = "looked at"
    MASK_LIFTED = "mask lifted"
    MASK_FILLED = "mask filled in"
    CAMERA_LOST = "camera lost"
    CAMERA_RESTORED = "camera restored"
    PICTURE_FAULT = "picture fault"
    PICTURE_RESTORED = "picture restored"
    CAMERA_CHANGED = "camera changed"
    DECODER_DIED = "decoder died"
    FAULT_NOTED = "fault noted"
    LOAD_SHED = "load shed"
    MUTED = "muted"
    SETTING_CHANGED = "setting changed"
    BULLETIN = "bulletin"
    BULLETIN_READ = "bulletin read"
    BULLETIN_WITHDRAWN = "bulletin withdrawn"
    NOTE = "note"
    RULE_SHELVED = "rule shelved"
    RULE_RESTORED = "rule restored"
    RULE_FOLDED = "rule folded"
    RULE_UNFOLDED = "rule unfolded"
    EXERCISE_BEGAN = "exercise began"
    EXERCISE_ENDED = "exercise ended"

    @classmethod
    def read(cls, text: str) -> Kind | str:
        """The kind that `text` names, or the text itself where this version does not know it."""
        try:
            return cls(text)
        except ValueError:
            return text


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the journal."""

    seq: int  # 1-based, without gaps
    at_utc: str  # ISO 8601 with microseconds and Z: when it was recorded, not when the disk took it
    utc_offset_min: int  # minutes that local time was ahead of UTC then
    desk: str
    actor: str
    kind: Kind | str
    body: dict[str, Any]  # with its salt and, where files were stored, "evidence"
    body_hash: bytes  # 32 bytes
    prev_hash: bytes
    hash: bytes

    def head(self) -> str:
        """`SEQ:HASH`, as `verify` prints and takes it."""
        return f"{self.seq}:{self.hash.hex()}"


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry before it has its place in the chain."""

    at_utc: str
    utc_offset_min: int
    desk: str
    actor: str
    kind: Kind
    body: dict[str, Any]  # checked and salted


def next_entry(draft: EntryDraft, stored: bytes, *, after: tuple[int, bytes]) -> Entry:
    """The entry that a draft becomes behind the head `after`, (seq, hash); `stored` is its body as bytes."""
    seq, prev_hash = after
    header = Header(
        seq=seq + 1,
        at_utc=draft.at_utc,
        utc_offset_min=draft.utc_offset_min,
        desk=draft.desk,
        actor=draft.actor,
        kind=draft.kind.value,
        body_hash=sha256(stored),
    )
    return Entry(
        **{**asdict(header), "kind": draft.kind},
        body=draft.body,
        prev_hash=prev_hash,
        hash=entry_hash(prev_hash, header),
    )


@dataclass(frozen=True, slots=True)
class EntryWritten:
    """Fact: the entry, and every file it names, is safely on the disk."""

    ref: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class EntryRefused:
    """Fact: the entry can never be written; `why` is translated."""

    ref: str
    kind: Kind
    why: str


def utc_text(moment: datetime) -> str:
    """The moment as entries store it: `2026-11-23T18:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local_time(at_utc: str, utc_offset_min: int) -> datetime:
    """A stored moment by the desk's wall clock of then.

    Raises:
        ValueError: the text is no such moment.
    """
    moment = datetime.fromisoformat(at_utc.removesuffix("Z")).replace(tzinfo=UTC)
    return moment.astimezone(time_zone_of(utc_offset_min))
