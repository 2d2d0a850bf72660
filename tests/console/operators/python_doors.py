"""What is asked of the engine from Python, each with who may and what is left of it when it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from console.alerts.dismiss_reason import DismissReason
from console.bring_back import Regret
from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.cameras.site_database import SiteDatabase
from console.journal.aftermath import AftermathRead
from console.journal.bulletins import Topic
from console.journal.entry import Kind
from console.journal.erasure import Erasure, Part
from console.journal.exposure import Exposure
from console.journal.handover import HandoverReady
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look
from console.journal.query import Query
from console.journal.redacted import Prepared
from console.journal.saved_searches import SavedSearchesRead
from console.journal.search import SearchDone
from console.journal.second_look import Verdict
from console.journal.shift_log import ShiftLogOrder
from console.journal.violation import ViolationForm
from console.layouts import LayoutSaved
from console.operators.facts import OperatorsRead
from console.operators.operator import Operator
from console.operators.permissions import Intent
from console.operators.roles import Role
from console.privacy import Answer
from console.reviews import ReviewsDue
from console.rulebook import RulesSaved, Watched
from console.wall.layout import Layout
from console.wall.scene import Scene
from tests.console.door_desk import DoorDesk, dismissed_by
from tests.console.review_desk import SCHOOL, STREET

FORM, WHY, SECRET = ViolationForm("koap-434"), LookReason.VIOLATION, "four quiet horses"
NEXT = Operator("Next", Role.DISPATCHER)
numbers = count(1)  # of files and names that are there once


@dataclass(frozen=True)
class Ask:
    """Something to be asked of the engine; `made` is what `before` has made for it."""

    intent: Intent
    how: str
    ask: Callable[[DoorDesk, object], object]  # answers truly where it was let in
    leaves: Kind | type  # the entry, or the fact, that tells that it was done
    before: Callable[[DoorDesk], object] = lambda desk: None


def file(desk: DoorDesk, suffix: str):
    return desk.engine.folder.root / f"{next(numbers)}.{suffix}"


def look(look: Look, camera: Camera = SCHOOL) -> Callable[[DoorDesk, object], bool]:
    return lambda desk, _made: desk.engine.privacy.look(look, [camera], reason=WHY) is Answer.YES


def stored_site(desk: DoorDesk) -> None:
    SiteDatabase(desk.engine.folder).save(desk.engine.site)


def keep_rules(desk: DoorDesk, _made: object) -> bool:
    outline = Polygon(((0.1, 0.1), (0.4, 0.1), (0.4, next(numbers) / 1000)))
    return desk.engine.rulebook.save(Watched(replace(SCHOOL, ignore_zones=(outline,))))


def keep_layout(desk: DoorDesk, _made: object) -> bool:
    return desk.engine.layouts.save(Scene(f"Layout {next(numbers)}", Layout(2, 2)))


def kept_layout(desk: DoorDesk) -> str:
    with desk.lead():
        assert keep_layout(desk, None)
    return desk.engine.layouts.kept[-1].scene.name


def older_layout(desk: DoorDesk) -> str:
    name = kept_layout(desk)
    with desk.lead():
        assert desk.engine.layouts.delete(name)
    return next(file.name for file in (desk.engine.folder.layouts / "older").iterdir())


def take_picture(desk: DoorDesk, _made: object) -> bool:
    answer = desk.engine.snapshots.take(STREET)
    desk.frame()
    return answer is Answer.YES


def redact(desk: DoorDesk, seq: object) -> bool:
    out = desk.engine.folder.redaction / "x"
    work = desk.engine.copies.prepare(seq, out, keep=frozenset(), progress=lambda _part: None)
    if work is not None:
        desk.engine.outbox.put(work())
    return work is not None


def dismissed_here(desk: DoorDesk) -> int:
    return dismissed_by(desk, desk.engine.permit.actor)


def let_go(desk: DoorDesk, made: object) -> bool:
    work = desk.engine.copies.let_go(*made)
    if work is not None:
        work()
    return work is not None


def package(exposure: Exposure) -> Callable[[DoorDesk, object], bool]:
    return lambda desk, seq: desk.engine.duty.package(
        [seq], file(desk, "zip"), why="x", exposure=exposure, reason=WHY
    )


def worker(desk: DoorDesk) -> str:
    name = f"Worker {next(numbers)}"
    desk.engine.register.add(name, Role.DISPATCHER, SECRET, by="x")
    return name


def hand_over(desk: DoorDesk, document: object) -> bool:
    by = desk.engine.permit.operator or NEXT
    return desk.engine.shifts.hand_over(document, by=by, to=NEXT)


def muted(desk: DoorDesk) -> None:
    with desk.lead():
        desk.engine.muting.mute()
        desk.settle()


def until(desk: DoorDesk):
    return desk.clock.now_utc() + timedelta(hours=1)


A, V, J = DoorDesk.alert, DoorDesk.violation, Intent
TABLE: tuple[Ask, ...] = (
    Ask(J.TAKE, "take", lambda d, m: d.engine.duty.take(m), Kind.ALERT_TAKEN, A),
    Ask(
        J.HAND_OVER_ALERT,
        "hand an alert over",
        lambda d, m: d.engine.duty.hand_over_alert(m, "Сауле"),
        Kind.ALERT_HANDED_OVER,
        A,
    ),
    Ask(J.CONFIRM, "confirm", lambda d, m: d.engine.duty.confirm(m, FORM), Kind.VIOLATION_RECORDED, A),
    Ask(
        J.DISMISS,
        "dismiss",
        lambda d, m: d.engine.duty.dismiss(m, DismissReason.TEST),
        Kind.ALERT_DISMISSED,
        A,
    ),
    Ask(J.ESCALATE, "escalate", lambda d, m: d.engine.duty.escalate(m), Kind.ALERT_ESCALATED, A),
    Ask(
        J.ANSWER,
        "take as shift lead",
        lambda d, m: d.engine.duty.answer(m, by=d.engine.permit.operator or NEXT),
        Kind.ALERT_TAKEN,
        DoorDesk.escalated,
    ),
    Ask(
        J.SHELVE,
        "shelve a rule",
        lambda d, m: d.engine.shelving.shelve(m),
        Kind.RULE_SHELVED,
        DoorDesk.rule,
    ),
    Ask(J.MUTE, "mute", lambda d, m: d.engine.muting.mute(), Kind.MUTED),
    Ask(J.MUTE, "unmute", lambda d, m: d.engine.muting.unmute(), Kind.MUTED, muted),
    Ask(J.RECORD, "record", lambda d, m: d.engine.duty.record_violation(FORM), Kind.VIOLATION_RECORDED),
    Ask(
        *(
            J.AMEND,
            "amend",
            lambda d, m: d.engine.duty.amend(m, ViolationForm("koap-434", persons=7), why="x"),
        ),
        Kind.VIOLATION_AMENDED,
        V,
    ),
    Ask(J.VOID, "void", lambda d, m: d.engine.duty.void(m, why="x"), Kind.VIOLATION_VOIDED, V),
    Ask(J.HOLD, "hold", lambda d, m: d.engine.duty.hold(m, why="x"), Kind.EVIDENCE_HELD, V),
    Ask(
        J.RELEASE,
        "release",
        lambda d, m: d.engine.duty.release(m, why="x"),
        Kind.EVIDENCE_RELEASED,
        DoorDesk.held,
    ),
    Ask(
        J.ERASE,
        "erase",
        lambda d, m: d.engine.duty.erase(Erasure(m, "x", Part.BODY)),
        Kind.EVIDENCE_ERASED,
        DoorDesk.note,
    ),
    Ask(J.PACKAGE, "package", package(Exposure.PROTECTED), Kind.EXPORT_MADE, V),
    Ask(J.PACKAGE_AS_RECORDED, "package as recorded", package(Exposure.AS_RECORDED), Kind.EXPORT_MADE, V),
    Ask(J.REDACT, "redact", redact, Prepared, DoorDesk.pictured),
    Ask(J.APPROVE_COPIES, "let copies go", let_go, Kind.EVIDENCE_STORED, DoorDesk.copies),
    Ask(J.SEARCH, "search", lambda d, m: d.engine.lookup.search(Query(), ref="x"), SearchDone),
    Ask(J.SEARCH, "read an entry", lambda d, m: d.engine.lookup.read_aftermath(m, ref="x"), AftermathRead, V),
    Ask(J.SEARCH, "saved searches", lambda d, m: d.engine.lookup.read_searches(ref="x"), SavedSearchesRead),
    Ask(
        J.SEARCH,
        "save a search",
        lambda d, m: d.engine.lookup.save_search("x", Query(), ref="x"),
        SavedSearchesRead,
    ),
    Ask(
        J.SEARCH,
        "remove a search",
        lambda d, m: d.engine.lookup.remove_search("x", ref="x"),
        SavedSearchesRead,
    ),
    Ask(J.SEARCH, "look at the journal", look(Look.JOURNAL), Kind.LOOKED_AT),
    Ask(J.SEARCH, "look at evidence", look(Look.EVIDENCE), Kind.LOOKED_AT),
    Ask(
        J.EXPORT,
        "export",
        lambda d, m: d.engine.duty.export(Query(), file(d, "csv"), reason=WHY),
        Kind.EXPORT_MADE,
    ),
    Ask(J.EXPORT, "look by an export", look(Look.EXPORT), Kind.LOOKED_AT),
    Ask(
        J.OPEN_SHIFT,
        "open a shift",
        lambda d, m: d.engine.shifts.open(),
        Kind.SHIFT_OPENED,
        DoorDesk.no_shift,
    ),
    Ask(
        J.CLOSE_SHIFT,
        "prepare a hand-over",
        lambda d, m: d.engine.shifts.prepare_handover(ref="x"),
        HandoverReady,
        DoorDesk.shift,
    ),
    Ask(
        J.CLOSE_SHIFT,
        "close a shift",
        lambda d, m: d.engine.shifts.close(),
        Kind.SHIFT_CLOSED,
        DoorDesk.shift,
    ),
    Ask(J.CLOSE_SHIFT, "hand a shift over", hand_over, Kind.SHIFT_CLOSED, DoorDesk.document),
    Ask(
        J.CLOSE_SHIFT,
        "take over",
        lambda d, m: d.engine.shifts.take_over_left_open(),
        Kind.SHIFT_OPENED,
        lambda d: d.shift("Somebody"),
    ),
    Ask(
        J.SHIFT_LOG,
        "shift log",
        lambda d, m: d.engine.duty.shift_log(ShiftLogOrder(m, reason=WHY)),
        Kind.EXPORT_MADE,
        lambda d: file(d, "csv"),
    ),
    Ask(J.NOTE, "note", lambda d, m: d.engine.shifts.note("x"), Kind.NOTE),
    Ask(J.NOTE, "note a fault", lambda d, m: d.engine.shifts.note_fault("x"), Kind.FAULT_NOTED),
    Ask(
        J.PUBLISH_BULLETIN,
        "publish",
        lambda d, m: d.engine.shifts.publish("x", topic=Topic.NOTICE, until=until(d)),
        Kind.BULLETIN,
    ),
    Ask(
        J.PUBLISH_BULLETIN,
        "withdraw",
        lambda d, m: d.engine.shifts.withdraw(m, why="x"),
        Kind.BULLETIN_WITHDRAWN,
        DoorDesk.bulletin,
    ),
    Ask(J.REVIEW_DISMISSALS, "what is due", lambda d, m: d.engine.reviews.read_due("x"), ReviewsDue),
    Ask(
        J.REVIEW_DISMISSALS,
        "judge",
        lambda d, m: d.engine.reviews.judge(m, Verdict.RIGHT),
        Kind.DISMISSAL_REVIEWED,
        DoorDesk.dismissed,
    ),
    Ask(
        J.REOPEN,
        "reopen",
        lambda d, m: d.engine.reviews.reopen(m, "x"),
        Kind.ALERT_REOPENED,
        DoorDesk.dismissed,
    ),
    Ask(
        J.BRING_BACK,
        "bring back",
        lambda d, m: d.engine.bring_back.ask() is Regret.ASKED,
        Kind.ALERT_REOPENED,
        dismissed_here,
    ),
    Ask(
        J.BRING_BACK,
        "reopen one's own",
        lambda d, m: d.engine.reviews.bring_back(m, "x"),
        Kind.ALERT_REOPENED,
        dismissed_here,
    ),
    Ask(J.NOTE, "bookmark", lambda d, m: d.engine.look_back.bookmark(STREET, at_ns=0), Kind.BOOKMARK),
    Ask(J.LOOK_BACK, "look back", look(Look.REPLAY), Kind.LOOKED_AT),
    Ask(
        J.LIFT_MASK,
        "lift a mask",
        lambda d, m: d.engine.masking.lift(STREET, reason=WHY) is Answer.YES,
        Kind.MASK_LIFTED,
    ),
    Ask(J.LISTEN, "listen", look(Look.SOUND), Kind.LOOKED_AT),
    Ask(J.SNAPSHOT, "save a picture", take_picture, Kind.LOOKED_AT),
    Ask(J.SNAPSHOT, "look by a picture", look(Look.SNAPSHOT), Kind.LOOKED_AT),
    Ask(
        J.KEEP_OPERATORS,
        "read operators",
        lambda d, m: d.engine.attendance.read_operators(ref="x"),
        OperatorsRead,
    ),
    Ask(
        J.KEEP_OPERATORS,
        "add an operator",
        lambda d, m: d.engine.attendance.add_operator(f"New {next(numbers)}", Role.TRAINER, SECRET, ref="x"),
        Kind.OPERATOR_CHANGED,
    ),
    Ask(
        J.KEEP_OPERATORS,
        "change a role",
        lambda d, m: d.engine.attendance.change_role(m, Role.TRAINER, ref="x"),
        Kind.OPERATOR_CHANGED,
        worker,
    ),
    Ask(
        J.KEEP_OPERATORS,
        "change a password",
        lambda d, m: d.engine.attendance.change_secret(m, SECRET + "!", ref="x"),
        Kind.OPERATOR_CHANGED,
        worker,
    ),
    Ask(
        J.KEEP_OPERATORS,
        "retire",
        lambda d, m: d.engine.attendance.retire_operator(m, ref="x"),
        Kind.OPERATOR_CHANGED,
        worker,
    ),
    Ask(J.KEEP_LAYOUTS, "save a layout", keep_layout, LayoutSaved),
    Ask(J.KEEP_LAYOUTS, "delete a layout", lambda d, m: d.engine.layouts.delete(m), LayoutSaved, kept_layout),
    Ask(
        J.KEEP_LAYOUTS,
        "put an older layout in force",
        lambda d, m: d.engine.layouts.restore(m),
        LayoutSaved,
        older_layout,
    ),
    Ask(Intent.KEEP_CAMERAS, "rules", keep_rules, RulesSaved, stored_site),
    Ask(
        Intent.KEEP_KEYS,
        "keys",
        lambda d, m: d.engine.choices.save_keys({"take": f"ctrl+{next(numbers)}"}),
        Kind.SETTING_CHANGED,
    ),
)
# What the engine of a desk does for nobody: work on the folder, by the command line alone.
NO_PYTHON = {
    Intent.SIGN_HEAD,  # a desk signs by itself, at each hand-over and when it closes
    Intent.REBUILD,  # while no desk is at work
    Intent.EXPORT_CAMERAS,
    Intent.KEEP_OFFENCES,
    Intent.KEEP_MODELS,
}
