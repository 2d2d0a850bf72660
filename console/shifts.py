"""Shifts at the desk: who may open, hand over, close or take over one, and what is told in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from console.alerts.inbox import Inbox
from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.bulletins import Bulletin, Topic
from console.journal.entry import Kind
from console.journal.handover import CameraLine, HandoverDocument, HandoverReady
from console.journal.shift import ShiftRefused, ShiftStanding
from console.language import _
from console.notices import Notices
from console.operators.operator import Operator
from console.operators.permissions import Intent, may, not_for, refused_body
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.shift_reading import Reading, ShiftRead, ShiftReading, ShiftUnread, Then
from console.shift_steps import Closing, HandoverNews, ShiftSteps
from console.signatures import Signatures
from console.taken_alerts import TakenAlerts

if TYPE_CHECKING:
    from console.journal.journal import Journal

__all__ = ["AlertsGo", "HandoverNews", "Shifts"]


class AlertsGo(Enum):
    """What becomes of the alerts that the outgoing operator had taken."""

    TO_THE_NEXT = auto()  # by name
    TO_ALL = auto()  # let go


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
        taken: TakenAlerts,
        journal: Journal,
        clock: Clock,
        outbox: Outbox,
        cameras_down: Callable[[], Sequence[CameraLine]] = tuple,
        passwords: Callable[[], bool] = lambda: True,
    ) -> None:
        """`passwords`: whether anybody here has one; a hand-over needs those of both then."""
        self._permit = permit
        self._inbox = inbox
        self._journal = journal
        self._outbox = outbox
        self._notices = Notices(folder=folder, permit=permit, journal=journal, clock=clock, outbox=outbox)
        self._reading = ShiftReading(
            folder=folder, inbox=inbox, journal=journal, clock=clock, cameras_down=cameras_down
        )
        self._taken = taken
        self._signatures = Signatures(clock=clock, needed=passwords)
        self._steps = ShiftSteps(journal=journal, outbox=outbox)

    @property
    def standing(self) -> ShiftStanding | None:
        """How shifts stand, as the journal has it; None until that was read."""
        return self._steps.standing

    @property
    def busy(self) -> bool:
        """Whether a change is on its way to the disk: another must wait for it."""
        return self._steps.busy

    @property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """Those in force, the oldest first."""
        return self._notices.in_force

    def start(self) -> None:
        """Reads how shifts stand, and mends a hand-over that a crash cut short; ShiftChanged tells."""
        self._steps.begin("")
        self._reading.ask(Reading.STANDING, lambda standing, _document: self._steps.mend(standing))
        self._notices.start()

    # --- what a person asks for; False: refused, and ShiftRefused or the journal says why ---

    def open(self, *, ref: str = "") -> bool:
        """Begins the shift of whoever is signed in; ShiftChanged tells when it is written."""
        operator = self._permitted(Intent.OPEN_SHIFT)
        return operator is not None and self._begin(ref, partial(self._open, operator))

    def prepare_handover(self, *, ref: str = "") -> bool:
        """Collects the document of the open shift; HandoverReady brings it."""
        if not self._permit.may(Intent.CLOSE_SHIFT):
            return False
        unmade = partial(HandoverReady, ref, None)
        self._reading.ask(Reading.DOCUMENT, partial(self._prepared, ref), unmade=unmade)
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
        """Closes the document's shift and opens that of `to`, if both proved their passwords just now.

        ShiftChanged tells of each step; the last one says who has the shift.
        """
        if self._permitted(Intent.CLOSE_SHIFT) is None or not self._may_take_over(to):
            return False
        if by.name == to.name:
            return self._refuse(ref, _("a shift is handed over to somebody else"))
        if not self._may_end(by, document.operator):
            return self._refuse(ref, _not_yours(document.operator))
        for who in self._signatures.missing(by, to):
            self._record_refused(Intent.CLOSE_SHIFT, "not signed", who)
            return self._refuse(ref, _("{name} has not signed with a password").format(name=who.name))
        signed = replace(document, note=note.strip())
        closing = Closing(signed, by, to, self.news(document), self._signatures.use(by, to))
        return self._begin(ref, partial(self._hand_over, closing, alerts))

    def close(self, *, note: str = "", ref: str = "") -> bool:
        """Ends the shift of whoever is signed in; nobody takes over. The document is made with it."""
        by = self._permitted(Intent.CLOSE_SHIFT)
        return by is not None and self._begin(
            ref, partial(self._close, by, note.strip()), reading=Reading.DOCUMENT
        )

    def take_over_left_open(self, *, note: str = "", ref: str = "") -> bool:
        """Closes a shift that somebody else left open, says so, and opens that of whoever is signed in."""
        by = self._permitted(Intent.CLOSE_SHIFT)
        if by is None or self._permitted(Intent.OPEN_SHIFT) is None:
            return False
        return self._begin(ref, partial(self._take_over, by, note.strip()), reading=Reading.DOCUMENT)

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
        self._signatures.handle(fact)
        self._steps.handle(fact)
        match fact:
            case ShiftRead(then, standing, document):
                then(standing, document)
            case ShiftUnread(why):
                self._steps.give_up(why)

    def _begin(self, ref: str, then: Then, *, reading: Reading = Reading.STANDING) -> bool:
        if self._steps.busy:
            return self._refuse(ref, _("a shift is being opened or closed just now"))
        self._steps.begin(ref)
        self._reading.ask(reading, then)
        return True

    # --- what goes on when the journal has been read ---

    def _open(self, operator: Operator, standing: ShiftStanding, _document: object) -> None:
        if standing.open is not None:
            self._steps.give_up(_("the shift of {name} is open").format(name=standing.open.operator))
        else:
            self._steps.open(operator, after=standing)

    def _prepared(self, ref: str, _standing: ShiftStanding, document: HandoverDocument | None) -> None:
        failure = "" if document else _("no shift is open")
        self._outbox.put(HandoverReady(ref, document, failure))

    def _hand_over(
        self, closing: Closing, alerts: AlertsGo, standing: ShiftStanding, _document: object
    ) -> None:
        if standing.open is None or standing.open.seq != closing.document.opened_seq:
            self._steps.give_up(_("the document is of a shift that is not open any more: make a new one"))
        else:
            self._end(standing, closing, alerts)

    def _close(
        self, by: Operator, note: str, standing: ShiftStanding, document: HandoverDocument | None
    ) -> None:
        if standing.open is None or document is None:
            self._steps.give_up(_("no shift is open"))
        elif not self._may_end(by, standing.open.operator):
            self._steps.give_up(_not_yours(standing.open.operator))
        else:
            signed = replace(document, note=note)
            self._end(standing, Closing(signed, by, None, self.news(signed)), AlertsGo.TO_ALL)

    def _take_over(
        self, by: Operator, note: str, standing: ShiftStanding, document: HandoverDocument | None
    ) -> None:
        if standing.open is None or document is None:
            self._steps.give_up(_("no shift is open"))
        elif by.name == standing.open.operator:
            self._steps.give_up(_("this shift is your own: it goes on"))
        else:
            signed = replace(document, note=note)
            self._end(standing, Closing(signed, by, by, self.news(signed)), AlertsGo.TO_ALL)

    def _end(self, standing: ShiftStanding, closing: Closing, alerts: AlertsGo) -> None:
        to = closing.to.name if closing.to else ""
        for name in dict.fromkeys([closing.document.operator, closing.by.name]):
            if name == to:  # who takes over keeps his own
                continue
            if to and alerts is AlertsGo.TO_THE_NEXT:
                self._taken.hand_over_all(name, to)
            else:
                self._taken.let_go(name, "handed over")
        self._steps.close(closing, standing=standing)

    # --- who may ---

    def _permitted(self, intent: Intent) -> Operator | None:
        """Whoever sits here, if it may be done; a refusal is recorded."""
        return self._permit.operator if self._permit.may(intent) else None

    def _may_take_over(self, to: Operator) -> bool:
        if may(to.role, Intent.OPEN_SHIFT):
            return True
        self._record_refused(Intent.OPEN_SHIFT, not_for(to.role), to)
        return False

    def _may_end(self, by: Operator, operator: str) -> bool:
        """One's own shift, or as a shift lead; anything else is recorded as refused."""
        if by.role is Role.SHIFT_LEAD or (by.name == operator and may(by.role, Intent.CLOSE_SHIFT)):
            return True
        self._record_refused(Intent.CLOSE_SHIFT, "the shift of another", by)
        return False

    def _record_refused(self, intent: Intent, why: str, who: Operator) -> None:
        self._journal.record(Kind.REFUSED, refused_body(intent, why), actor=who.name)

    def _refuse(self, ref: str, why: str) -> bool:
        self._outbox.put(ShiftRefused(ref, why))
        return False


def _not_yours(operator: str) -> str:
    return _("only {name} or a shift lead closes this shift").format(name=operator)
