"""The hand-over document: what one shift tells the next, as both read it and sign it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar

from console.journal.chain import canonical_json

# So that it fits, with all that stands around it, into an entry of one megabyte.
_LARGEST = 700_000  # bytes
_UNBOUNDED = ("faults", "notes", "bulletins", "shelved")  # the oldest first; nobody limits how many there are


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert that waits for a decision."""

    alert_id: str
    camera_number: str
    place: str
    rule: str
    priority: int
    since_utc: str
    taken_by: str = ""
    deciding: str = ""  # the decision that was being written just then


@dataclass(frozen=True, slots=True)
class CameraLine:
    """A camera that shows no live picture, or a bad one."""

    camera_number: str
    name: str
    place: str
    state: str  # "lost", "stale", "frozen", or a picture's fault
    since_utc: str  # "" where that is not known


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What somebody noted; what the machine noted itself stands in the catalogue of texts."""

    seq: int
    at_utc: str
    text: str
    camera_number: str
    by: str


@dataclass(frozen=True, slots=True)
class ShelvedLine:
    """A rule that was put aside for a while and still is."""

    seq: int
    rule: str
    until_utc: str
    by: str


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """A bulletin in force."""

    seq: int
    topic: str
    text: str
    until_utc: str
    by: str
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteLine:
    """`text` is empty where it was erased."""

    seq: int
    at_utc: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class OffenceLine:
    """How many violations of one offence were recorded; those that were voided since do not count."""

    offence: str
    article: str
    count: int


@dataclass(frozen=True, slots=True)
class HandoverDocument:
    """Everything that a shift leaves to the next, as it stood at one head of the journal."""

    opened_seq: int  # of the shift
    operator: str  # whose shift
    opened_at_utc: str
    made_at_utc: str
    utc_offset_min: int  # in force when it was made
    head: str  # SEQ:HASH of the last entry that it knows of
    alerts: tuple[AlertLine, ...] = ()
    cameras: tuple[CameraLine, ...] = ()
    faults: tuple[FaultLine, ...] = ()
    shelved: tuple[ShelvedLine, ...] = ()
    bulletins: tuple[BulletinLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    offences: tuple[OffenceLine, ...] = ()
    unwritten: int = 0  # records that waited for the disk just then: nothing here knows of them
    left_out: Mapping[str, int] = field(default_factory=dict)  # by list: its oldest, for want of room
    note: str = ""  # the closing remark

    @property
    def head_seq(self) -> int:
        """0 where the head is none."""
        seq = self.head.partition(":")[0]
        return int(seq) if seq.isdecimal() else 0

    def to_body(self) -> dict[str, Any]:
        """As an entry stores it."""
        return {**asdict(self), "counts": dict(self.counts), "left_out": dict(self.left_out)}

    @classmethod
    def from_body(cls, body: object) -> HandoverDocument:
        """Read back leniently: what is missing or was never such a thing is empty."""
        said: Mapping[str, Any] = body if isinstance(body, Mapping) else {}
        return cls(
            opened_seq=_number(said.get("opened_seq")),
            operator=_text(said.get("operator")),
            opened_at_utc=_text(said.get("opened_at_utc")),
            made_at_utc=_text(said.get("made_at_utc")),
            utc_offset_min=_number(said.get("utc_offset_min")),
            head=_text(said.get("head")),
            alerts=_lines(AlertLine, said.get("alerts")),
            cameras=_lines(CameraLine, said.get("cameras")),
            faults=_lines(FaultLine, said.get("faults")),
            shelved=_lines(ShelvedLine, said.get("shelved")),
            bulletins=_lines(BulletinLine, said.get("bulletins")),
            notes=_lines(NoteLine, said.get("notes")),
            counts=_counts(said.get("counts")),
            offences=_lines(OffenceLine, said.get("offences")),
            unwritten=_number(said.get("unwritten")),
            left_out=_counts(said.get("left_out")),
            note=_text(said.get("note")),
        )


@dataclass(frozen=True, slots=True)
class HandoverReady:
    """Fact: the document that was asked for; without one, `failure` says why, translated."""

    ref: str
    document: HandoverDocument | None
    failure: str = ""


def fitted(document: HandoverDocument) -> HandoverDocument:
    """The document as far as it goes into an entry: lists lose their oldest, and it says how many."""
    over = len(canonical_json(document.to_body())) - _LARGEST
    if over <= 0:
        return document
    sizes = {
        name: deque(len(canonical_json(asdict(line))) + 1 for line in getattr(document, name))
        for name in _UNBOUNDED
    }
    sums = {name: sum(lines) for name, lines in sizes.items()}
    left_out = Counter[str]()
    while over > 0 and any(sizes.values()):
        longest = max(sums, key=sums.__getitem__)
        gone = sizes[longest].popleft()
        sums[longest] -= gone
        over -= gone
        left_out[longest] += 1
    kept = {name: getattr(document, name)[count:] for name, count in left_out.items()}
    return replace(document, left_out=dict(left_out), **kept)


Line = TypeVar("Line", AlertLine, CameraLine, FaultLine, ShelvedLine, BulletinLine, NoteLine, OffenceLine)


def _lines(kind: type[Line], stored: object) -> tuple[Line, ...]:
    rows: Iterable[object] = stored if isinstance(stored, list | tuple) else ()
    return tuple(_line(kind, row) for row in rows if isinstance(row, Mapping))


def _line(kind: type[Line], row: Mapping[str, Any]) -> Line:
    values = dict[str, Any]()
    for column in fields(kind):
        stored = row.get(column.name)
        if column.type == "int":
            values[column.name] = _number(stored)
        elif column.type == "str":
            values[column.name] = _text(stored)
        else:
            values[column.name] = tuple(map(_text, stored)) if isinstance(stored, list | tuple) else ()
    return kind(**values)


def _counts(stored: object) -> dict[str, int]:
    return {key: _number(count) for key, count in stored.items()} if isinstance(stored, Mapping) else {}


def _number(stored: object) -> int:
    return stored if type(stored) is int else 0


def _text(stored: object) -> str:
    return stored if isinstance(stored, str) else ""
