"""What people do on the demo day, each by the engine's own intents; an act tells whether it was done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from console.alerts.alert import Alert
from console.alerts.dismiss_reason import DismissReason
from console.demo.day_script import Act
from console.journal.bulletins import Topic
from console.journal.entry import Entry, EntryWritten, Kind
from console.journal.handover import HandoverDocument, HandoverReady
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look
from console.journal.query import Query
from console.journal.second_look import Verdict
from console.journal.shift_log import ShiftLogDone, ShiftLogOrder
from console.journal.violation import ViolationForm
from console.language import LANGUAGES
from console.operators.facts import DeskUnlocked, Proved
from console.operators.operator import Operator
from console.privacy import Answer
from console.reviews import ReviewsDue

if TYPE_CHECKING:
    from console.demo.day import Day

Doing = Generator[Callable[[], object], None, Any]
_LOOKS_BACK = timedelta(minutes=1)


def _open_shift(day: Day, _act: Act) -> Doing:
    yield from day.ask(lambda ref: day.engine.shifts.open(ref=ref))
    return _has_the_desk(day, day.engine.permit.operator)


def _hand_over(day: Day, act: Act) -> Doing:
    """Both prove their passwords, as at the window; then whoever took over sits here."""
    document = yield from _document(day)
    by = yield from _proved(day, act.who)
    to = yield from _proved(day, act.text("to"))
    if document is None or by is None or to is None:
        return False
    shifts, note = day.engine.shifts, act.text("note")
    yield from day.ask(lambda ref: shifts.hand_over(document, by=by, to=to, note=note, ref=ref))
    yield from day.wait(lambda: not shifts.busy)
    yield from day.come(act.text("to"))
    return _has_the_desk(day, to)


def _close_shift(day: Day, act: Act) -> Doing:
    shifts = day.engine.shifts
    yield from day.ask(lambda ref: shifts.close(note=act.text("note"), ref=ref))
    yield from day.wait(lambda: not shifts.busy)
    return _has_the_desk(day, None)


def _publish(day: Day, act: Act) -> Doing:
    topic, text = Topic(act.text("topic")), act.text("text")
    until = day.engine.clock.now_utc() + timedelta(hours=int(act.said["hours"]))
    fact = yield from day.ask(lambda ref: day.engine.shifts.publish(text, topic=topic, until=until, ref=ref))
    yield from day.wait(lambda: any(each.text == text for each in day.engine.shifts.bulletins))
    return isinstance(fact, EntryWritten)


def _read_bulletin(day: Day, _act: Act) -> Doing:
    name = day.engine.permit.actor
    for bulletin in day.engine.shifts.bulletins:
        if bulletin.awaits(name):
            fact = yield from day.ask(lambda ref, seq=bulletin.seq: day.engine.shifts.read(seq, ref=ref))  # type: ignore[misc]
            return isinstance(fact, EntryWritten)
    return False


def _confirm(day: Day, act: Act) -> Doing:
    alert = yield from _an_alert(day)
    if alert is None:
        return False
    form = ViolationForm(act.text("offence"), persons=1, action=act.text("action"), note=act.text("note"))
    day.engine.duty.take(alert.id)
    day.engine.duty.confirm(alert.id, form)
    return (yield from day.wait(lambda: day.engine.inbox.get(alert.id) is None))


def _dismiss(day: Day, _act: Act) -> Doing:
    alert = yield from _an_alert(day)
    if alert is None:
        return False
    day.engine.duty.dismiss(alert.id, DismissReason.ALLOWED)
    return (yield from day.wait(lambda: day.engine.inbox.get(alert.id) is None))


def _record(day: Day, act: Act) -> Doing:
    form = ViolationForm(act.text("offence"), note=act.text("note"), place=act.text("place"))
    duty = day.engine.duty
    fact = yield from day.ask(lambda ref: duty.record_violation(form, place=act.text("place"), ref=ref))
    return isinstance(fact, EntryWritten)


def _amend(day: Day, act: Act) -> Doing:
    recorded = _last(day, Kind.VIOLATION_RECORDED)
    if recorded is None:
        return False
    body = recorded.body
    form = ViolationForm(
        body["offence"], persons=int(act.said["persons"]), action=body["action"], note=body["note"]
    )
    fact = yield from day.ask(
        lambda ref: day.engine.duty.amend(recorded.seq, form, why=act.text("text"), ref=ref)
    )
    return isinstance(fact, EntryWritten)


def _note(day: Day, act: Act) -> Doing:
    fact = yield from day.ask(lambda ref: day.engine.shifts.note(act.text("text"), ref=ref))
    return isinstance(fact, EntryWritten)


def _note_fault(day: Day, act: Act) -> Doing:
    camera = day.engine.cameras.get(act.text("camera"))
    shifts = day.engine.shifts
    fact = yield from day.ask(lambda ref: shifts.note_fault(act.text("text"), camera=camera, ref=ref))
    return isinstance(fact, EntryWritten)


def _ask_for_shift_log(day: Day, _act: Act) -> Doing:
    """What a dispatcher may not: the engine refuses it, and says so in the journal."""
    allowed = day.engine.duty.shift_log(ShiftLogOrder(day.out / "refused.pdf"))
    yield from day.settled()
    refused = _last(day, Kind.REFUSED)
    return not allowed and refused is not None


def _look_back(day: Day, act: Act) -> Doing:
    camera = day.engine.cameras.get(act.text("camera"))
    if camera is None:
        return False
    now = day.engine.clock.now_utc()
    answer = day.engine.privacy.look(
        Look.REPLAY,
        [camera],
        reason=LookReason.MISSING_CHILD,
        since_utc=now - _LOOKS_BACK,
        until_utc=now,
    )
    yield from day.settled()
    return answer is Answer.YES


def _review(day: Day, act: Act) -> Doing:
    """The first dismissal that was drawn: looked at again, and brought back where it was wrong."""
    reviews, why = day.engine.reviews, act.text("text")
    due = yield from day.ask(reviews.read_due)
    if not isinstance(due, ReviewsDue) or not due.items:
        return False
    seq, verdict = due.items[0].seq, Verdict(act.text("verdict"))
    judged = yield from day.ask(lambda ref: reviews.judge(seq, verdict, why, ref))
    if not isinstance(judged, EntryWritten) or verdict is Verdict.RIGHT:
        return isinstance(judged, EntryWritten)
    yield from day.ask(lambda ref: reviews.reopen(seq, why, ref))
    return (yield from day.wait(lambda: day.engine.inbox.get(due.items[0].alert_id) is not None))


def _lock(day: Day, _act: Act) -> Doing:
    yield from day.settled()
    return day.engine.attendance.lock()


def _unlock(day: Day, act: Act) -> Doing:
    secret, attendance = day.people.secrets[act.who], day.engine.attendance
    fact = yield from day.ask(lambda ref: attendance.unlock(secret, ref=ref))
    return isinstance(fact, DeskUnlocked)


def _shift_log(day: Day, _act: Act) -> Doing:
    """The whole day, on paper in three languages, and as tables."""
    names = [(f"shift-log-{language}.pdf", language) for language in LANGUAGES]
    names += [("shift-log.xlsx", ""), ("shift-log.csv", "")]
    made = True
    for name, language in names:
        order = ShiftLogOrder(
            day.out / name,
            query=Query(since_utc=_utc(day, day.script.acts[0])),
            language=language,
            reason=LookReason.HANDOVER,
        )
        done = yield from _logged(day, order)
        made = made and isinstance(done, ShiftLogDone) and not done.failure
    return made


def _logged(day: Day, order: ShiftLogOrder) -> Doing:
    return (yield from day.ask(lambda ref: day.engine.duty.shift_log(replace(order, ref=ref))))


ACTS: Mapping[str, Callable[[Day, Act], Doing]] = {
    "open shift": _open_shift,
    "hand over": _hand_over,
    "close shift": _close_shift,
    "publish": _publish,
    "read bulletin": _read_bulletin,
    "confirm": _confirm,
    "dismiss": _dismiss,
    "record": _record,
    "amend": _amend,
    "note": _note,
    "note fault": _note_fault,
    "ask for shift log": _ask_for_shift_log,
    "look back": _look_back,
    "review": _review,
    "lock": _lock,
    "unlock": _unlock,
    "shift log": _shift_log,
}


def _document(day: Day) -> Generator[Callable[[], object], None, HandoverDocument | None]:
    ready = yield from day.ask(lambda ref: day.engine.shifts.prepare_handover(ref=ref))
    return ready.document if isinstance(ready, HandoverReady) else None


def _proved(day: Day, who: str) -> Generator[Callable[[], object], None, Operator | None]:
    name, secret = day.people.operators[who].name, day.people.secrets[who]
    fact = yield from day.ask(lambda ref: day.engine.attendance.prove(name, secret, ref=ref))
    return fact.operator if isinstance(fact, Proved) else None


def _an_alert(day: Day) -> Generator[Callable[[], object], None, Alert | None]:
    """The first in the queue on which nobody has decided; the footage brings one sooner or later."""

    def waiting() -> list[Alert]:
        return [held.alert for held in day.engine.inbox.ordered() if held.deciding is None]

    yield from day.wait(waiting)
    return next(iter(waiting()), None)


def _last(day: Day, kind: Kind) -> Entry | None:
    name = day.engine.permit.actor
    return next((each for each in reversed(day.recorded) if each.kind is kind and each.actor == name), None)


def _has_the_desk(day: Day, operator: Operator | None) -> bool:
    standing = day.engine.shifts.standing
    shift = standing.open if standing else None
    return shift.operator == operator.name if shift and operator else shift is None and operator is None


def _utc(day: Day, act: Act) -> datetime:
    offset = timedelta(minutes=day.engine.clock.utc_offset_min())
    return (act.local - offset).replace(tzinfo=UTC)
