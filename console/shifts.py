"""Shifts at the desk: opening, the hand-over in its steps, closing, and what was left open by a crash."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from console.alerts.alert import Alert
from console.alerts.inbox import Inbox, OpenAlert
from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.bulletins import Bulletin, Topic
from console.journal.entry import Entry, EntryRefused, EntryWritten, Kind, utc_text
from console.journal.handover import AlertLine, CameraLine, HandoverDocument, HandoverReady
from console.journal.handover_reading import collect
from console.journal.shift import (
    Shift,
    ShiftChanged,
    ShiftEnd,
    ShiftRefused,
    ShiftStanding,
    read_standing,
)
from console.language import _
from console.notices import Notices, camera_body
from console.operators.operator import Operator
from console.operators.permissions import Intent, may
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import MACHINE, Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal

_OPENED, _CLOSED, _SIGNED = "shift:opened", "shift:closed", "shift:signed"  # refs of the steps' entries
_DECIDED = "decided:"  # what the ref of an alert's decision begins with
_SETTLE_S, _LOOK_S = 0.5, 0.02  # for what was recorded just before a document is made


class AlertsGo(Enum):
    """What becomes of the alerts that the outgoing operator had taken."""

    TO_THE_NEXT = auto()  # by name
    TO_ALL = auto()  # let go


@dataclass(frozen=True, slots=True)
class HandoverNews:
    """What came after a document was made: it does not know of that."""

    entries: int  # recorded since, of any kind
    came: tuple[str, ...]  # ids of alerts that are open and not in it
    went: tuple[str, ...]  # ids of alerts in it that are open no more


@dataclass(frozen=True, slots=True)
class _Step:
    """What is being done: it ends when the journal has its last entry."""

    ref: str
    to: Operator | None = None  # who takes over
    mended: bool = False
    unsigned: str = ""


class Reading(Enum):
    """What a step needs of the journal."""

    STANDING = auto()
    DOCUMENT = auto()  # that, and the document of the open shift


_Then = Callable[[ShiftStanding, "HandoverDocument | None"], None]


@dataclass(frozen=True, slots=True)
class _Read:
    """Fact, for the shifts alone: what the journal says, and what goes on with it."""

    then: _Then
    standing: ShiftStanding
    document: HandoverDocument | None = None


@dataclass(frozen=True, slots=True)
class _Unread:
    """Fact, for the shifts alone: the journal could not be read for the step."""

    why: str


class Shifts:
    """Who has the desk, by the journal's word. Thread: main. Nothing here waits.

    Each step is recorded when the one before is on the disk; the journal's reader looks things up.
    """

    def __init__(
        self,
        *,
        folder: DataFolder,
        permit: Permit,
        inbox: Inbox,
        journal: Journal,
        clock: Clock,
        outbox: Outbox,
        cameras_down: Callable[[], Sequence[CameraLine]] = tuple,
    ) -> None:
        self._folder = folder
        self._permit = permit
        self._inbox = inbox
        self._journal = journal
        self._clock = clock
        self._outbox = outbox
        self._cameras_down = cameras_down
        self._notices = Notices(folder=folder, permit=permit, journal=journal, clock=clock, outbox=outbox)
        self._step: _Step | None = None
        self._passing: dict[str, tuple[str, Operator | None]] = {}  # alert id: from whom, to whom
        self.standing: ShiftStanding | None = None  # None: not read yet

    @property
    def busy(self) -> bool:
        """Whether a step is on its way to the disk: another must wait for it."""
        return self._step is not None

    @property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """Those in force, the oldest first."""
        return self._notices.in_force

    def start(self) -> None:
        """Reads how shifts stand, and mends a hand-over that a crash cut short; ShiftChanged tells."""
        self._step = _Step("")
        self._read(self._mend, unmade=_Unread, reading=Reading.STANDING)
        self._notices.start()

    # --- what a person asks for; False: refused, and ShiftRefused or the journal says why ---

    def open(self, *, ref: str = "") -> bool:
        """Begins the shift of whoever is signed in; ShiftChanged tells when it is written."""
        return self._permit.may(Intent.OPEN_SHIFT) and self._begin(ref, self._open)

    def prepare_handover(self, *, ref: str = "") -> bool:
        """Collects the document of the open shift; HandoverReady brings it."""
        if not self._permit.may(Intent.CLOSE_SHIFT):
            return False
        unmade = partial(HandoverReady, ref, None)
        self._read(partial(self._prepared, ref), unmade=unmade, reading=Reading.DOCUMENT)
        return True

    def news(self, document: HandoverDocument) -> HandoverNews:
        """What the document does not know of, as far as it is known now."""
        known = {line.alert_id for line in document.alerts}
        open_now = [held.alert.id for held in self._inbox.ordered()]
        return HandoverNews(
            entries=max(0, self._journal.state().head_seq - document.head_seq),
            came=tuple(alert_id for alert_id in open_now if alert_id not in known),
            went=tuple(sorted(known.difference(open_now))),
        )

    def hand_over(
        self,
        document: HandoverDocument,
        *,
        by: Operator,
        to: Operator,
        note: str = "",
        alerts: AlertsGo = AlertsGo.TO_THE_NEXT,
        ref: str = "",
    ) -> bool:
        """Closes the document's shift and opens that of `to`; both have proved their passwords just now.

        ShiftChanged tells of each step; the last one says who has the shift.
        """
        if not self._permit.may(Intent.CLOSE_SHIFT) or not self._may_take_over(to):
            return False
        if why := _why_not_handed(document, by, to):
            return self._refuse(ref, why)
        signed = replace(document, note=note.strip())
        return self._begin(ref, partial(self._hand_over, signed=signed, by=by, to=to, alerts=alerts))

    def close(self, *, note: str = "", ref: str = "") -> bool:
        """Ends the shift of whoever is signed in; nobody takes over. The document is made with it."""
        if not self._permit.may(Intent.CLOSE_SHIFT):
            return False
        return self._begin(ref, partial(self._close, note.strip()), reading=Reading.DOCUMENT)

    def take_over_left_open(self, *, note: str = "", ref: str = "") -> bool:
        """Closes a shift that somebody else left open, says so, and opens that of whoever is signed in."""
        if not (self._permit.may(Intent.CLOSE_SHIFT) and self._permit.may(Intent.OPEN_SHIFT)):
            return False
        return self._begin(ref, partial(self._take_over, note.strip()), reading=Reading.DOCUMENT)

    def note(self, text: str, *, ref: str = "") -> bool:
        """Something that the next shift must know."""
        return self._notices.note(text, ref=ref)

    def note_fault(self, text: str, *, camera: Camera | None = None, ref: str = "") -> bool:
        """Something that is broken; it stands in the hand-over until it is read there."""
        return self._notices.note_fault(text, camera=camera, ref=ref)

    def publish(self, text: str, *, topic: Topic, until: datetime, ref: str = "") -> bool:
        """A bulletin with a term, aware; BulletinsRead brings all that are in force when it is written."""
        return self._notices.publish(text, topic=topic, until=until, ref=ref)

    def read(self, seq: int, *, ref: str = "") -> bool:
        """Whoever is signed in has read the bulletin of entry `seq`."""
        return self._notices.read(seq, ref=ref)

    def withdraw(self, seq: int, *, why: str, ref: str = "") -> bool:
        """The bulletin of entry `seq` holds no more."""
        return self._notices.withdraw(seq, why=why, ref=ref)

    def tick(self) -> None:
        """To be called about once a second: lets bulletins end with their term."""
        self._notices.tick()

    # --- what the engine tells ---

    def handle(self, fact: object) -> None:
        """Takes in a fact of the engine, before any window hears of it."""
        self._notices.handle(fact)
        match fact:
            case _Read(then, standing, document):
                then(standing, document)
            case _Unread(why):
                self._give_up(why)
            case EntryWritten(ref, entry) if ref == _CLOSED:
                self._closed(entry)
            case EntryWritten(ref) if ref == _SIGNED:
                self._signed("")
            case EntryRefused(ref, _kind, why) if ref == _SIGNED:
                self._signed(why)
            case EntryWritten(ref, entry) if ref == _OPENED:
                self._opened(entry)
            case EntryRefused(ref, _kind, why) if ref in (_OPENED, _CLOSED):
                self._give_up(why)
            case EntryWritten(ref) | EntryRefused(ref) if ref.startswith(_DECIDED):
                self._pass_late(ref.removeprefix(_DECIDED))

    # --- reading ---

    def _begin(self, ref: str, then: _Then, *, reading: Reading = Reading.STANDING) -> bool:
        if self._step is not None:
            return self._refuse(ref, _("a shift is being opened or closed just now"))
        self._step = _Step(ref)
        self._read(then, unmade=_Unread, reading=reading)
        return True

    def _read(self, then: _Then, *, unmade: Callable[[str], object], reading: Reading) -> None:
        """Asks the journal, on its reader's thread; `then` goes on with the answer, on this one."""
        if reading is Reading.STANDING:
            self._journal.submit(lambda: _Read(then, read_standing(self._folder)), unmade=unmade)
            return
        alerts = tuple(map(_alert_line, self._inbox.ordered()))
        cameras = tuple(self._cameras_down())
        self._journal.submit(lambda: _Read(then, *self._collect(alerts, cameras)), unmade=unmade)

    def _collect(
        self, alerts: Sequence[AlertLine], cameras: Sequence[CameraLine]
    ) -> tuple[ShiftStanding, HandoverDocument | None]:
        give_up = time.monotonic() + _SETTLE_S
        while (unwritten := self._journal.state().queued) and time.monotonic() < give_up:
            time.sleep(_LOOK_S)
        standing = read_standing(self._folder)
        if standing.open is None:
            return standing, None
        document = collect(
            self._folder,
            standing.open,
            now_utc=self._clock.now_utc(),
            utc_offset_min=self._clock.utc_offset_min(),
            open_alerts=alerts,
            cameras_down=cameras,
            unwritten=unwritten,
        )
        return standing, document

    # --- the steps ---

    def _mend(self, standing: ShiftStanding, _document: object) -> None:
        """Goes on where a crash cut a hand-over short: both had signed it before anything was written."""
        last = standing.last
        if last is None or last.end is None or (standing.signed and not standing.awaited):
            self._end(standing)
            return
        self.standing = standing
        assert self._step is not None
        to = _taker(last.end)
        self._step = replace(self._step, to=to, mended=True)
        if standing.signed:
            self._signed("")
        else:
            self._journal.sign(actor=MACHINE, ref=_SIGNED)

    def _open(self, standing: ShiftStanding, _document: object) -> None:
        operator = self._permit.operator
        if standing.open is not None:
            self._give_up(_("the shift of {name} is open").format(name=standing.open.operator))
        elif operator is None:
            self._give_up(_("nobody is signed in"))
        else:
            self.standing = standing
            self._record_opened(operator)

    def _prepared(self, ref: str, _standing: ShiftStanding, document: HandoverDocument | None) -> None:
        failure = "" if document else _("no shift is open")
        self._outbox.put(HandoverReady(ref, document, failure))

    def _hand_over(
        self,
        standing: ShiftStanding,
        _document: object,
        *,
        signed: HandoverDocument,
        by: Operator,
        to: Operator,
        alerts: AlertsGo,
    ) -> None:
        if standing.open is None or standing.open.seq != signed.opened_seq:
            self._give_up(_("the document is of a shift that is not open any more: make a new one"))
            return
        self._pass_alerts(by.name, to if alerts is AlertsGo.TO_THE_NEXT else None)
        self._record_closed(standing, signed, by=by, to=to)

    def _close(self, note: str, standing: ShiftStanding, document: HandoverDocument | None) -> None:
        by = self._permit.operator
        if standing.open is None or document is None:
            self._give_up(_("no shift is open"))
        elif by is None or not _may_end(by, standing.open.operator):
            self._give_up(
                _("only {name} or a shift lead closes this shift").format(name=standing.open.operator)
            )
        else:
            self._pass_alerts(standing.open.operator, None)
            self._record_closed(standing, replace(document, note=note), by=by, to=None)

    def _take_over(self, note: str, standing: ShiftStanding, document: HandoverDocument | None) -> None:
        by = self._permit.operator
        if standing.open is None or document is None:
            self._give_up(_("no shift is open"))
        elif by is None or by.name == standing.open.operator:
            self._give_up(_("this shift is your own: it goes on"))
        else:
            self._pass_alerts(standing.open.operator, None)
            self._record_closed(standing, replace(document, note=note), by=by, to=by)

    def _record_closed(
        self, standing: ShiftStanding, document: HandoverDocument, *, by: Operator, to: Operator | None
    ) -> None:
        assert self._step is not None
        self.standing = standing
        self._step = replace(self._step, to=to)
        body: dict[str, object] = {
            "opened_seq": document.opened_seq,
            "operator": document.operator,
            "handed_to": to.name if to else "",
            "handed_role": to.role.value if to else "",
            "head": document.head,
            "document": document.to_body(),
        }
        if by is to:
            body["left_open"] = True
        self._journal.record(Kind.SHIFT_CLOSED, body, actor=by.name, ref=_CLOSED)

    def _closed(self, entry: Entry) -> None:
        last = self.standing.last if self.standing else None
        assert last is not None
        self.standing = ShiftStanding(last.closed(**_said(entry)), signed=False)
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

    def _opened(self, entry: Entry) -> None:
        self._end(ShiftStanding(Shift.opened(**_said(entry))))

    def _end(self, standing: ShiftStanding) -> None:
        self.standing = standing
        self._tell()
        self._step = None

    def _give_up(self, why: str) -> None:
        ref, self._step = self._step.ref if self._step else "", None
        self._refuse(ref, why)

    def _tell(self) -> None:
        step = self._step or _Step("")
        assert self.standing is not None
        self._outbox.put(ShiftChanged(step.ref, self.standing, step.unsigned))

    def _refuse(self, ref: str, why: str) -> bool:
        self._outbox.put(ShiftRefused(ref, why))
        return False

    # --- who may, and alerts ---

    def _may_take_over(self, to: Operator) -> bool:
        if may(to.role, Intent.OPEN_SHIFT):
            return True
        body = {"what": Intent.OPEN_SHIFT.key, "why": f"role {to.role.value}"}
        self._journal.record(Kind.REFUSED, body, actor=to.name)
        return False

    def _pass_alerts(self, taken_by: str, to: Operator | None) -> None:
        for held in self._inbox.ordered():
            if held.alert.taken_by != taken_by:
                continue
            if held.deciding is None:
                self._pass(held.alert, taken_by, to)
            else:  # its decision is being written: it counts, unless the journal refuses it
                self._passing[held.alert.id] = taken_by, to

    def _pass_late(self, alert_id: str) -> None:
        taken_by, to = self._passing.pop(alert_id, ("", None))
        held = self._inbox.get(alert_id)
        if taken_by and held is not None and held.alert.taken_by == taken_by:
            self._pass(held.alert, taken_by, to)

    def _pass(self, alert: Alert, taken_by: str, to: Operator | None) -> None:
        self._inbox.give(alert.id, to.name if to else "")
        body = {"alert_id": alert.id, **camera_body(alert.camera)}
        if to is None:
            self._journal.record(Kind.ALERT_LET_GO, {**body, "why": "handed over"}, actor=taken_by)
        else:
            self._journal.record(Kind.ALERT_HANDED_OVER, {**body, "to": to.name}, actor=taken_by)


def _alert_line(held: OpenAlert) -> AlertLine:
    alert = held.alert
    return AlertLine(
        alert_id=alert.id,
        camera_number=alert.camera.number,
        place=alert.camera.place.name,
        rule=alert.zone.name,
        priority=alert.priority,
        since_utc=utc_text(alert.raised_at_utc),
        taken_by=alert.taken_by,
        deciding=held.deciding.value if held.deciding else "",
    )


def _why_not_handed(document: HandoverDocument, by: Operator, to: Operator) -> str:
    if by.name == to.name:
        return _("a shift is handed over to somebody else")
    if not _may_end(by, document.operator):
        return _not_yours(document.operator)
    return ""


def _not_yours(operator: str) -> str:
    return _("only {name} or a shift lead closes this shift").format(name=operator)


def _may_end(by: Operator, operator: str) -> bool:
    return by.role is Role.SHIFT_LEAD or (by.name == operator and may(by.role, Intent.CLOSE_SHIFT))


def _taker(end: ShiftEnd) -> Operator | None:
    """To whom it was handed over; one who had no role that we know takes it as a dispatcher."""
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
