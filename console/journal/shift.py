"""Shifts as the journal tells of them: who opened, who closed, to whom it went, and how things stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind, utc_text
from console.journal.handover import HandoverDocument
from console.journal.projection import read_body
from console.paths import DataFolder

_OPENED, _CLOSED = Kind.SHIFT_OPENED.value, Kind.SHIFT_CLOSED.value
_COLUMNS = "select seq, at_utc, utc_offset_min, actor, kind, cast(body as blob) from entry"
_ALL = f"{_COLUMNS} where kind in (?, ?) order by seq"
_LAST = (
    f"{_COLUMNS} where kind in (?, ?) and seq >="
    " (select coalesce(max(seq), 0) from entry where kind = ?) order by seq"
)
_SIGNED = "select 1 from entry where kind = ? and seq > ? limit 1"


@dataclass(frozen=True, slots=True)
class ShiftEnd:
    """What "shift closed" says."""

    seq: int
    at_utc: str
    utc_offset_min: int
    by: str  # who closed it
    handed_to: str  # "": nobody took over
    handed_role: str
    left_open: bool  # its operator had not closed it: somebody else did, later
    document: HandoverDocument
    signed_by: tuple[str, ...] = ()  # who proved a password for it: both, in a hand-over


@dataclass(frozen=True, slots=True)
class Shift:
    """From "shift opened" to "shift closed"."""

    seq: int  # of "shift opened"
    operator: str
    role: str
    came_from: str  # who handed it over; "": nobody
    opened_at_utc: str
    utc_offset_min: int
    closed_seq: int  # of the "shift closed" before; 0: none
    end: ShiftEnd | None = None

    @classmethod
    def opened(
        cls, seq: int, *, at_utc: str, utc_offset_min: int, actor: str, body: Mapping[str, Any]
    ) -> Shift:
        """From an entry; where its text was erased, whoever signed it is the operator."""
        return cls(
            seq=seq,
            operator=_text(body, "operator") or actor,
            role=_text(body, "role"),
            came_from=_text(body, "from"),
            opened_at_utc=at_utc,
            utc_offset_min=utc_offset_min,
            closed_seq=_number(body, "closed_seq"),
        )

    def closed(
        self, seq: int, *, at_utc: str, utc_offset_min: int, actor: str, body: Mapping[str, Any]
    ) -> Shift:
        """With its end, from an entry."""
        end = ShiftEnd(
            seq=seq,
            at_utc=at_utc,
            utc_offset_min=utc_offset_min,
            by=actor,
            handed_to=_text(body, "handed_to"),
            handed_role=_text(body, "handed_role"),
            left_open=body.get("left_open") is True,
            document=HandoverDocument.from_body(body.get("document")),
            signed_by=_texts(body, "signed_by"),
        )
        return replace(self, end=end)


@dataclass(frozen=True, slots=True)
class ShiftStanding:
    """How shifts stand at the journal's head."""

    last: Shift | None = None  # the one that was opened last
    signed: bool = True  # the journal was signed behind its close

    @property
    def open(self) -> Shift | None:
        return self.last if self.last and self.last.end is None else None

    @property
    def awaited(self) -> str:
        """To whom it was handed over, whose own shift is not opened yet."""
        return self.last.end.handed_to if self.last and self.last.end else ""


@dataclass(frozen=True, slots=True)
class ShiftChanged:
    """Fact: how shifts stand now; `unsigned` says why the journal's head was not signed, translated."""

    ref: str
    standing: ShiftStanding
    unsigned: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRefused:
    """Fact: what was asked for of shifts, notes or bulletins was not done; `why` is translated."""

    ref: str
    why: str


def read_standing(folder: DataFolder) -> ShiftStanding:
    """Raises Problem: the journal cannot be read."""
    with JournalDatabase.open_for_reading(folder) as database:
        found = [*_shifts(database, _LAST, (_OPENED, _CLOSED, _OPENED))]
        if not found:
            return ShiftStanding()
        last = found[-1]
        signed = last.end is None or any(database.read(_SIGNED, (Kind.HEAD_SIGNED.value, last.end.seq)))
        return ShiftStanding(last, signed)


def open_shift(folder: DataFolder) -> Shift | None:
    """The shift that nobody has closed; raises as `read_standing`."""
    return read_standing(folder).open


def shifts(
    folder: DataFolder, *, since_utc: datetime | None = None, until_utc: datetime | None = None
) -> tuple[Shift, ...]:
    """All that touch the span, the oldest first; one that is open touches all that comes.

    Raises:
        Problem: the journal cannot be read.
    """
    since = utc_text(since_utc) if since_utc else ""
    until = utc_text(until_utc) if until_utc else "~"  # behind every moment as it is stored
    with JournalDatabase.open_for_reading(folder) as database:
        return tuple(
            shift
            for shift in _shifts(database, _ALL, (_OPENED, _CLOSED))
            if shift.opened_at_utc < until and (shift.end is None or shift.end.at_utc >= since)
        )


def _shifts(database: JournalDatabase, sql: str, values: tuple[object, ...]) -> Iterator[Shift]:
    shift: Shift | None = None
    for seq, at_utc, offset, actor, kind, stored in database.read(sql, values):
        body = read_body(stored)
        if kind == _OPENED:
            if shift is not None:
                yield shift
            shift = Shift.opened(seq, at_utc=at_utc, utc_offset_min=offset, actor=actor, body=body)
        elif shift is not None and shift.end is None and body.get("opened_seq", shift.seq) == shift.seq:
            shift = shift.closed(seq, at_utc=at_utc, utc_offset_min=offset, actor=actor, body=body)
    if shift is not None:
        yield shift


def _text(body: Mapping[str, Any], key: str) -> str:
    said = body.get(key)
    return said if isinstance(said, str) else ""


def _number(body: Mapping[str, Any], key: str) -> int:
    said = body.get(key)
    return said if type(said) is int else 0


def _texts(body: Mapping[str, Any], key: str) -> tuple[str, ...]:
    said = body.get(key)
    return tuple(map(str, said)) if isinstance(said, list | tuple) else ()
