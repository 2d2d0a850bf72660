"""A change of shifts in entries: closed, signed, opened, each when the one before is on the disk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from console.journal.entry import Entry, EntryRefused, EntryWritten, Kind
from console.journal.handover import HandoverDocument
from console.journal.shift import Shift, ShiftChanged, ShiftEnd, ShiftRefused, ShiftStanding
from console.operators.operator import MACHINE, Operator
from console.operators.roles import Role
from console.outbox import Outbox

if TYPE_CHECKING:
    from console.journal.journal import Journal

_OPENED, _CLOSED, _SIGNED = "shift:opened", "shift:closed", "shift:signed"  # refs of the entries


@dataclass(frozen=True, slots=True)
class HandoverNews:
    """What came after a document was made: it does not know of that."""

    entries: int  # recorded since, of any kind
    came: tuple[str, ...]  # ids of alerts that are open and not in it
    went: tuple[str, ...]  # ids of alerts in it that are open no more

    def to_body(self) -> dict[str, object]:
        return {"entries": self.entries, "came": self.came, "went": self.went}


@dataclass(frozen=True, slots=True)
class Closing:
    """How a shift ends."""

    document: HandoverDocument
    by: Operator
    to: Operator | None  # None: nobody takes over
    news: HandoverNews
    signed_by: tuple[str, ...] = ()  # who proved a password for it

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {
            "opened_seq": self.document.opened_seq,
            "operator": self.document.operator,
            "handed_to": self.to.name if self.to else "",
            "handed_role": self.to.role.value if self.to else "",
            "head": self.document.head,
            "document": self.document.to_body(),
            "news": self.news.to_body(),
            "signed_by": self.signed_by,
        }
        return body if self.by.name == self.document.operator else {**body, "left_open": True}


@dataclass(frozen=True, slots=True)
class _Step:
    """What is being done: it ends when the journal has its last entry."""

    ref: str
    to: Operator | None = None  # who takes over
    mended: bool = False
    unsigned: str = ""


class ShiftSteps:
    """One change of shifts at a time; a crash leaves a state that `mend` goes on from. Thread: main."""

    def __init__(self, *, journal: Journal, outbox: Outbox) -> None:
        self._journal = journal
        self._outbox = outbox
        self._step: _Step | None = None
        self.standing: ShiftStanding | None = None  # None: not read yet

    @property
    def busy(self) -> bool:
        return self._step is not None

    def begin(self, ref: str) -> None:
        """Something is being asked of the journal: no other change begins before it has ended."""
        self._step = _Step(ref)

    def give_up(self, why: str) -> None:
        """It comes to nothing, or goes no further; `why` is translated."""
        ref, self._step = self._step.ref if self._step else "", None
        self._outbox.put(ShiftRefused(ref, why))

    def mend(self, standing: ShiftStanding) -> None:
        """Goes on where a crash cut a hand-over short: both had signed it before anything was written."""
        self.standing = standing
        end = standing.last.end if standing.last else None
        if end is None or (standing.signed and not standing.awaited):
            self._end(standing)
            return
        self._step = replace(self._step or _Step(""), to=_taker(end), mended=True)
        if standing.signed:
            self._signed("")
        else:
            self._journal.sign(actor=MACHINE, ref=_SIGNED)

    def open(self, operator: Operator, *, after: ShiftStanding) -> None:
        self.standing = after
        self._record_opened(operator)

    def close(self, closing: Closing, *, standing: ShiftStanding) -> None:
        self.standing = standing
        self._step = replace(self._step or _Step(""), to=closing.to)
        self._journal.record(Kind.SHIFT_CLOSED, closing.body(), actor=closing.by.name, ref=_CLOSED)

    def handle(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, entry) if ref == _CLOSED:
                self._closed(entry)
            case EntryWritten(ref) if ref == _SIGNED:
                self._signed("")
            case EntryRefused(ref, _kind, why) if ref == _SIGNED:
                self._signed(why)
            case EntryWritten(ref, entry) if ref == _OPENED:
                self._end(ShiftStanding(Shift.opened(**_said(entry))))
            case EntryRefused(ref, _kind, why) if ref in (_OPENED, _CLOSED):
                self.give_up(why)

    def _closed(self, entry: Entry) -> None:
        if self.standing and self.standing.last:
            self.standing = ShiftStanding(self.standing.last.closed(**_said(entry)), signed=False)
            self._tell()
        self._journal.sign(actor=entry.actor, ref=_SIGNED)

    def _signed(self, unsigned: str) -> None:
        """The next shift opens all the same where the key cannot be used: people go on working."""
        if self._step is None or self.standing is None:
            return
        self._step = replace(self._step, unsigned=unsigned)
        self.standing = replace(self.standing, signed=not unsigned)
        if self._step.to is None:
            self._end(self.standing)
        else:
            self._record_opened(self._step.to)

    def _record_opened(self, operator: Operator) -> None:
        last = self.standing.last if self.standing else None
        end = last.end if last else None
        body: dict[str, object] = {
            "operator": operator.name,
            "role": operator.role.value,
            "from": last.operator if last and end and end.handed_to == operator.name else "",
            "closed_seq": end.seq if end else 0,
        }
        if self._step and self._step.mended:
            body["mended"] = True
        self._journal.record(Kind.SHIFT_OPENED, body, actor=operator.name, ref=_OPENED)

    def _end(self, standing: ShiftStanding) -> None:
        self.standing = standing
        step, self._step = self._step, None
        self._outbox.put(ShiftChanged(step.ref if step else "", standing, step.unsigned if step else ""))

    def _tell(self) -> None:
        assert self.standing is not None
        self._outbox.put(ShiftChanged(self._step.ref if self._step else "", self.standing))


def _taker(end: ShiftEnd) -> Operator | None:
    """To whom it was handed over; one whose role we do not know takes it as a dispatcher."""
    if not end.handed_to:
        return None
    with suppress(ValueError):
        return Operator(end.handed_to, Role(end.handed_role))
    return Operator(end.handed_to, Role.DISPATCHER)


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at_utc": entry.at_utc,
        "utc_offset_min": entry.utc_offset_min,
        "actor": entry.actor,
        "body": entry.body,
    }
