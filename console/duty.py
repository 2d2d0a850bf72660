"""What a signed-in person asks for, of alerts and of records; the permit says who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from console.alerts.alert import Alert, AlertState, alert_fields
from console.alerts.dismiss_reason import DismissReason
from console.alerts.inbox import Inbox
from console.alerts.load import AlertLoad
from console.arrivals import Arrivals
from console.cameras.camera import Camera, camera_fields
from console.clock import Clock
from console.escalations import Escalations
from console.false_alarms import FalseAlarms
from console.journal.entry import EntryRefused, EntryWritten, Kind, utc_text
from console.journal.evidence import EvidenceDraft
from console.journal.exposure import Exposure
from console.journal.history import Correction
from console.journal.package import PackageOrder
from console.journal.pending import Binding
from console.journal.violation import Violation, ViolationForm
from console.operators.operator import Operator
from console.operators.permissions import Intent
from console.operators.roles import Role
from console.outbox import Outbox
from console.permit import Permit
from console.signatures import Signatures
from console.taken_alerts import TakenAlerts

if TYPE_CHECKING:
    from pathlib import Path

    from console.journal.erasure import Erasure
    from console.journal.exposure import Redacted
    from console.journal.journal import Journal
    from console.journal.look_reason import LookReason
    from console.journal.search import Query
    from console.journal.shift_log import ShiftLogOrder

_RAISED, _DECIDED = "raised:", "decided:"  # what an entry's ref begins with; the alert's id follows


class Duty:
    """Thread: main. Nothing here waits: what is asked for is done when the journal says it is written."""

    def __init__(
        self,
        *,
        permit: Permit,
        inbox: Inbox,
        journal: Journal,
        clock: Clock,
        outbox: Outbox,
        on_left: Callable[[str], None] = lambda _alert_id: None,
        passwords: Callable[[], bool] = lambda: True,
    ) -> None:
        """`on_left` hears of each alert that is in the inbox no more: decided, expired or folded in.

        `passwords`: whether anybody here has one; a shift lead who stands beside proves it then.
        """
        self._permit = permit
        self._on_left = on_left
        self._inbox = inbox
        self._journal = journal
        self._clock = clock
        self._signatures = Signatures(clock=clock, needed=passwords)
        self._false_alarms = FalseAlarms(outbox)
        self._escalations = Escalations(inbox=inbox, journal=journal, clock=clock, outbox=outbox)
        self._arrivals = Arrivals(inbox=inbox, journal=journal, clock=clock, on_left=on_left)
        self.taken = TakenAlerts(inbox=inbox, journal=journal)  # also asked when somebody leaves the desk

    @property
    def load(self) -> AlertLoad:
        """How many alerts called in the last ten minutes."""
        return self._arrivals.load

    @property
    def is_led(self) -> bool:
        """Whether a shift lead sits here: one takes an escalated alert with the usual key."""
        operator = self._permit.operator
        return operator is not None and operator.role is Role.SHIFT_LEAD

    def take(self, alert_id: str) -> bool:
        if not self._permit.may(Intent.TAKE):
            return False
        actor = self._permit.actor
        if self.is_led and self._escalations.answer(alert_id, lead=actor, desk_of=actor):
            return True
        alert = self._inbox.take(alert_id, actor)
        if alert is None:
            return False
        self._record(Kind.ALERT_TAKEN, alert_fields(alert))
        return True

    def answer(self, alert_id: str, *, by: Operator) -> bool:
        """Gives an escalated alert to a shift lead, who may stand beside whoever sits here.

        False where it is none, or `by` is no shift lead or has not proved a password just now.
        """
        if not self._signatures.may(Intent.ANSWER, by, permit=self._permit):
            return False
        return self._escalations.answer(alert_id, lead=by.name, desk_of=self._permit.actor)

    def tick(self) -> None:
        """To be called about once a second: lets time escalate what nobody takes."""
        self._escalations.tick()
        self._arrivals.tick()

    def hand_over_alert(self, alert_id: str, to: str) -> bool:
        """Gives an alert that the operator has, or that nobody has, to somebody else by name."""
        if not self._permit.may(Intent.HAND_OVER_ALERT):
            return False
        return self.taken.hand_over(alert_id, by=self._permit.actor, to=to)

    def confirm(self, alert_id: str, form: ViolationForm) -> bool:
        """Records a violation from the alert; the alert leaves the inbox when that is on the disk."""
        found = self._inbox.get(alert_id)
        if found is None or not self._permit.may(Intent.CONFIRM):
            return False
        if not self._inbox.deciding(alert_id, AlertState.CONFIRMED):
            return False
        violation = replace(
            self._violation(form, found.alert.camera),
            at_utc=utc_text(found.alert.raised_at_utc),
            alert_id=alert_id,
            alert_seq=found.alert.entry_seq,
        )
        # What was put aside is bound; this one is for a disk that did not take it then.
        still = [EvidenceDraft("still", ".jpg", found.still_jpeg)] if found.still_jpeg else []
        self._journal.record(
            Kind.VIOLATION_RECORDED,
            violation.body(),
            actor=self._permit.actor,
            evidence=still,
            binding=Binding(alert_id),
            ref=_DECIDED + alert_id,
        )
        return True

    def dismiss(self, alert_id: str, reason: DismissReason) -> bool:
        body = {"alert_id": alert_id, "reason": reason.value}
        return self._decide(Intent.DISMISS, AlertState.DISMISSED, Kind.ALERT_DISMISSED, body)

    def escalate(self, alert_id: str) -> bool:
        body = {"alert_id": alert_id}
        return self._decide(Intent.ESCALATE, AlertState.ESCALATED, Kind.ALERT_ESCALATED, body)

    def record_violation(
        self, form: ViolationForm, *, place: str = "", camera: Camera | None = None, ref: str = ""
    ) -> bool:
        """A violation that no alert led to: a call, a patrol, something seen on a camera."""
        if not self._permit.may(Intent.RECORD):
            return False
        violation = self._violation(form, camera)
        if place:
            violation = replace(violation, place=place)
        self._record(Kind.VIOLATION_RECORDED, violation.body(), ref=ref)
        return True

    def amend(self, seq: int, form: ViolationForm, *, why: str, ref: str = "") -> bool:
        """Says anew what the violation of entry `seq` was; EntryWritten or EntryRefused tells how it went."""
        correction = Correction(Kind.VIOLATION_AMENDED, seq, why, form.body())
        return self._correct(Intent.AMEND, correction, ref)

    def void(self, seq: int, *, why: str, ref: str = "") -> bool:
        """Says that the violation of entry `seq` does not count; it stays in the journal."""
        return self._correct(Intent.VOID, Correction(Kind.VIOLATION_VOIDED, seq, why), ref)

    def hold(self, seq: int, *, why: str, ref: str = "") -> bool:
        """Keeps what belongs to entry `seq` from being erased; EntryWritten or EntryRefused tells of it."""
        return self._hold(Intent.HOLD, Kind.EVIDENCE_HELD, seq, why, ref)

    def release(self, seq: int, *, why: str, ref: str = "") -> bool:
        """Ends the holds on what belongs to entry `seq`; told as by `hold`."""
        return self._hold(Intent.RELEASE, Kind.EVIDENCE_RELEASED, seq, why, ref)

    def erase(self, erasure: Erasure, *, ref: str = "") -> bool:
        """Erases evidence or an entry's text; ErasureDone tells how it went."""
        if not self._permit.may(Intent.ERASE):
            return False
        self._journal.erase_later(erasure, actor=self._permit.actor, ref=ref)
        return True

    def export(self, query: Query, file: Path, *, reason: LookReason | None = None) -> bool:
        """What the query finds, as CSV; ExportDone tells how it went.

        What tells of children's places needs a reason: without, ExportDone says so.
        """
        if not self._permit.may(Intent.EXPORT):
            return False
        self._journal.export(query, file, actor=self._permit.actor, reason=reason)
        return True

    def shift_log(self, order: ShiftLogOrder) -> bool:
        """A span on paper or as a table, in this person's name; ShiftLogDone tells how it went."""
        if not self._permit.may(Intent.SHIFT_LOG):
            return False
        self._journal.shift_log(replace(order, actor=self._permit.actor))
        return True

    def package(
        self,
        seqs: Sequence[int],
        file: Path,
        *,
        why: str = "",
        replacements: Mapping[str, Redacted] | None = None,
        exposure: Exposure = Exposure.PROTECTED,
        reason: LookReason | None = None,
    ) -> bool:
        """Violations and their evidence, as a file that anybody can check; told as by `export`."""
        as_recorded = exposure is Exposure.AS_RECORDED
        if not self._permit.may(Intent.PACKAGE_AS_RECORDED if as_recorded else Intent.PACKAGE):
            return False
        order = PackageOrder(tuple(seqs), file, self._permit.actor, why, replacements, exposure, reason)
        self._journal.package(order)
        return True

    def handle(self, fact: object) -> None:
        """Takes in a fact of the engine, before any window hears of it."""
        self._signatures.handle(fact)
        self._escalations.handle(fact)
        self._false_alarms.handle(fact)
        self._arrivals.handle(fact)
        match fact:
            case EntryWritten(ref, entry) if ref.startswith(_RAISED):
                self._inbox.noted(ref.removeprefix(_RAISED), entry_seq=entry.seq)
            case EntryWritten(ref, entry) if ref.startswith(_DECIDED):
                decided = self._inbox.settled(ref.removeprefix(_DECIDED))
                if decided and decided.state.final:
                    self._on_left(decided.id)
                    if entry.body.get("reason") == DismissReason.NOTHING_THERE.value:
                        self._false_alarms.note(decided)
                elif decided:
                    self._escalations.tell(decided)
                self.taken.decided(ref.removeprefix(_DECIDED))
            case EntryRefused(ref, _kind, why) if ref.startswith(_DECIDED):
                self._inbox.refused(ref.removeprefix(_DECIDED), why)
                self.taken.decided(ref.removeprefix(_DECIDED))

    def _decide(self, intent: Intent, state: AlertState, kind: Kind, body: Mapping[str, object]) -> bool:
        alert_id = str(body["alert_id"])
        found = self._inbox.get(alert_id)
        if found is None or not self._permit.may(intent) or not self._inbox.deciding(alert_id, state):
            return False
        repeats = {"count": found.alert.count} if found.alert.count > 1 else {}
        self._record(kind, {**body, **camera_fields(found.alert.camera), **repeats}, ref=_DECIDED + alert_id)
        return True

    def _correct(self, intent: Intent, correction: Correction, ref: str) -> bool:
        if not self._permit.may(intent):
            return False
        self._journal.correct(correction, actor=self._permit.actor, ref=ref)
        return True

    def _hold(self, intent: Intent, kind: Kind, seq: int, why: str, ref: str) -> bool:
        if not self._permit.may(intent):
            return False
        self._journal.hold(kind, seq, why, actor=self._permit.actor, ref=ref)
        return True

    def _violation(self, form: ViolationForm, camera: Camera | None) -> Violation:
        seen = {
            "place": camera.place.name if camera else "",
            "at_utc": utc_text(self._clock.now_utc()),
            "camera_id": camera.id if camera else "",
            "camera_number": camera.number if camera else "",
        }
        return Violation.from_body({**seen, **form.body()})

    def _record(self, kind: Kind, body: Mapping[str, object], *, ref: str = "") -> None:
        self._permit.record(kind, body, ref=ref)


def raised_ref(alert: Alert) -> str:
    """The ref under which the engine records that an alert was raised."""
    return _RAISED + alert.id
