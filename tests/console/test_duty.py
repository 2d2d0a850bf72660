"""Intents and permissions, over a real inbox and a real journal."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.alerts.alert import Alert, AlertEscalated, AlertRaised, AlertState
from console.alerts.dismiss_reason import DismissReason
from console.alerts.inbox import Inbox
from console.alerts.mends import MendsOffered
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Box
from console.detection.detection import Kind as BoxKind
from console.duty import Duty, raised_ref
from console.journal.entry import EntryWritten, Kind
from console.journal.erasure import Erasure
from console.journal.evidence import EvidenceDraft
from console.journal.exposure import Exposure
from console.journal.journal import Journal
from console.journal.package import PackageDone
from console.journal.search import Query, find
from console.journal.shift import Shift, ShiftChanged, ShiftStanding
from console.journal.shift_log import ShiftLogOrder
from console.journal.violation import Violation, ViolationForm
from console.media.frame import FrameStamp
from console.operators.facts import Proved
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from tests.fakes.fake_clock import FakeClock

JPEG = b"\xff\xd8 not looked at \xff\xd9"


def an_alert(alert_id="a1"):
    camera = Camera(
        "c1", "0402", "hall", Place("s1", "School No. 1", PlaceKind.SCHOOL), Address.parse("/x.mp4")
    )
    zone = Zone("z1", "c1", "hall at night", Polygon(((0, 0), (1, 0), (1, 1))), priority=1)
    box = Box("person", BoxKind.PERSON, 0.9, 1, 2, 3, 4)
    stamp = FrameStamp("c1", 7, 1, 1, 640, 360)
    return Alert(alert_id, camera, zone, 1, datetime(2026, 11, 23, tzinfo=UTC), 300, stamp, (box,), box)


class Desk:
    def __init__(self, root, role):
        self.folder, self.outbox, self.clock = DataFolder(root), Outbox(), FakeClock()
        self.journal = Journal(self.folder, clock=self.clock, outbox=self.outbox)
        self.inbox = Inbox(self.clock)
        self.permit = Permit(self.journal, Operator("A. Dispatcher", role))
        self.left = []
        self.duty = Duty(
            permit=self.permit,
            inbox=self.inbox,
            journal=self.journal,
            clock=self.clock,
            outbox=self.outbox,
            on_left=self.left.append,
        )
        self.journal.start()

    def raise_alert(self, priority=1):
        alert = replace(an_alert(), priority=priority)
        self.duty.handle(AlertRaised(alert, JPEG))
        return alert

    def settle(self):
        """Stops the journal, so that all is written, and lets the duty hear of it."""
        assert self.journal.stop() == 0
        for fact in self.outbox.drain():
            self.duty.handle(fact)

    def entries(self):
        rows, _total = find(self.folder, Query())
        return [row for row in reversed(rows)]


@pytest.fixture
def desk(tmp_path):
    made = []

    def make(role=Role.DISPATCHER):
        made.append(Desk(tmp_path / f"desk-{len(made)}", role))
        return made[-1]

    yield make
    for each in made:
        each.journal.stop()


@pytest.mark.parametrize("final", ["confirm", "dismiss"])
def test_an_alert_has_left_when_its_decision_is_written_and_not_before(desk, final):
    desk = desk()
    alert = desk.raise_alert()
    assert desk.left == []
    if final == "confirm":
        desk.duty.confirm(alert.id, ViolationForm("koap-434"))
    else:
        desk.duty.dismiss(alert.id, DismissReason.ALLOWED)
    assert desk.left == []
    desk.settle()
    assert desk.left == [alert.id]


def test_an_escalated_alert_stays_and_a_repeat_or_an_expired_one_has_left(desk):
    desk = desk()
    desk.inbox._limit = 1
    alert = desk.raise_alert(priority=2)
    desk.duty.handle(AlertRaised(an_alert("a2"), JPEG))  # of the same zone: folded in
    assert desk.left == ["a2"]
    desk.duty.escalate(alert.id)
    desk.settle()
    assert desk.left == ["a2"]
    other = an_alert("a3")
    desk.duty.handle(AlertRaised(replace(other, zone=replace(other.zone, id="z2"), priority=2), JPEG))
    assert desk.left == ["a2", alert.id]


def test_a_confirmed_alert_is_a_violation_with_its_still_and_leaves_when_written(desk):
    desk = desk()
    alert = desk.raise_alert()
    desk.duty.handle(EntryWritten(raised_ref(alert), _entry(seq=41)))
    assert desk.duty.confirm("a1", ViolationForm("koap-434", persons=2, case_number="77", note="ran off"))
    assert desk.inbox.get("a1").deciding is AlertState.CONFIRMED  # until the journal has it
    assert not desk.duty.confirm("a1", ViolationForm("koap-434"))  # twice is once
    desk.settle()
    assert desk.inbox.get("a1") is None
    (entry,) = desk.entries()
    assert (entry.kind, entry.actor, entry.camera_number) == (
        Kind.VIOLATION_RECORDED,
        "A. Dispatcher",
        "0402",
    )
    body = entry.body
    assert (body["article"], body["persons"], body["case_numbers"], body["alert_seq"]) == (
        "434",
        2,
        {"kui": "77"},
        41,
    )
    assert entry.evidence[0].read_bytes() == JPEG


def test_taking_dismissing_and_escalating_are_entries(desk):
    desk = desk()
    desk.raise_alert()
    assert desk.duty.take("a1")
    assert desk.inbox.get("a1").alert.taken_by == "A. Dispatcher"
    assert desk.duty.escalate("a1")
    desk.settle()
    assert desk.inbox.get("a1").alert.state is AlertState.ESCALATED
    assert [entry.kind for entry in desk.entries()] == [Kind.ALERT_TAKEN, Kind.ALERT_ESCALATED]


def _dismiss(desk):
    desk.duty.dismiss("a1", DismissReason.ALLOWED)


def _expire(desk):
    desk.inbox._limit, other = 1, an_alert("a2")
    desk.duty.handle(AlertRaised(replace(other, zone=replace(other.zone, id="z2"), priority=1), JPEG))


def _wait(desk):
    desk.clock.advance(3_600)
    desk.duty.tick()


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda desk: desk.duty.take("a1"), Kind.ALERT_TAKEN),
        (_dismiss, Kind.ALERT_DISMISSED),
        (lambda desk: desk.duty.escalate("a1"), Kind.ALERT_ESCALATED),
        (_wait, Kind.ALERT_ESCALATED),
        (lambda desk: desk.duty.hand_over_alert("a1", "B. Lead"), Kind.ALERT_HANDED_OVER),
        (_expire, Kind.ALERT_EXPIRED),
    ],
)
def test_every_entry_about_an_alert_says_which_camera_and_where(desk, act, kind):
    desk = desk()
    desk.raise_alert(priority=2)
    act(desk)
    desk.settle()
    (entry,) = desk.entries()
    said = (entry.kind, entry.camera_id, entry.camera_number, entry.place)
    assert said == (kind, "c1", "0402", "School No. 1")


def test_a_dismissal_keeps_its_reason(desk):
    desk = desk()
    desk.raise_alert()
    assert desk.duty.dismiss("a1", DismissReason.NOTHING_THERE)
    desk.settle()
    assert len(desk.inbox) == 0
    assert desk.entries()[0].body["reason"] == "nothing there"


def test_what_no_camera_saw_is_recorded_by_place(desk):
    desk = desk()
    assert desk.duty.record_violation(ViolationForm("uk-190", persons=1), place="a call")
    desk.settle()
    body = desk.entries()[0].body
    assert (body["place"], body["camera_id"], body["article"]) == ("a call", "", "190")


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SHIFT_LEAD])
def test_a_record_is_amended_and_voided_by_entries_of_their_own(desk, role):
    desk = desk(role)
    assert desk.duty.record_violation(ViolationForm("uk-190", persons=1, erdr_number="26/1"), place="a call")
    desk.journal.append_now(Kind.BULLETIN, {"text": "written behind it"}, actor="Anna")
    form = ViolationForm("koap-434", persons=3, case_number="77", erap_number="5")
    assert desk.duty.amend(1, form, why="another article")
    desk.journal._reader.settle()
    desk.journal.append_now(Kind.BULLETIN, {"text": "and behind that"}, actor="Anna")
    assert desk.duty.void(1, why="a hoax")
    desk.journal._reader.settle()
    desk.settle()
    recorded, _bulletin, amended, _other, voided = desk.entries()
    assert recorded.body["case_numbers"] == {"erdr": "26/1"}
    assert (amended.body["seq"], amended.body["article"], amended.body["place"]) == (1, "434", "a call")
    assert amended.body["case_numbers"] == {"kui": "77", "erap": "5"}
    assert (voided.kind, voided.body["why"], voided.body["persons"]) == (Kind.VIOLATION_VOIDED, "a hoax", 3)
    assert {entry.actor for entry in (amended, voided)} == {"A. Dispatcher"}


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda duty: duty.take("a1"), "take"),
        (lambda duty: duty.confirm("a1", ViolationForm("koap-434")), "confirm"),
        (lambda duty: duty.dismiss("a1", DismissReason.TEST), "dismiss"),
        (lambda duty: duty.escalate("a1"), "escalate"),
        (lambda duty: duty.record_violation(ViolationForm("koap-434")), "record"),
        (lambda duty: duty.amend(1, ViolationForm("koap-434"), why="so"), "amend"),
        (lambda duty: duty.void(1, why="so"), "void"),
        (lambda duty: duty.package([1], Path("x.zip")), "package"),
        (
            lambda duty: duty.package([1], Path("x.zip"), exposure=Exposure.AS_RECORDED),
            "package_as_recorded",
        ),
    ],
)
def test_a_trainer_may_not_and_that_is_an_entry(desk, ask, what):
    desk = desk(Role.TRAINER)
    desk.raise_alert()
    assert not ask(desk.duty)
    desk.settle()
    (entry,) = desk.entries()
    assert entry.kind is Kind.REFUSED
    assert entry.body["what"] == what
    assert desk.inbox.get("a1").alert.state is AlertState.RAISED


@pytest.mark.parametrize("role", [Role.SHIFT_LEAD, Role.ADMINISTRATOR])
def test_who_leads_holds_releases_and_erases(desk, role):
    desk = desk(role)
    still = [EvidenceDraft("still", ".jpg", JPEG)]
    body = Violation("koap-434", "434", "School No. 1", "2026-11-23T18:00:00.000000Z").body()
    file = desk.journal.append_now(Kind.VIOLATION_RECORDED, body, actor="Anna", evidence=still).body[
        "evidence"
    ]
    assert desk.duty.hold(1, why="case 17")
    desk.journal._reader.settle()
    desk.journal.append_now(Kind.BULLETIN, {"text": "written behind it"}, actor="Anna")
    assert desk.duty.erase(Erasure(1, "no room"), ref="held")
    assert desk.duty.release(1, why="judged", ref="judged")
    desk.journal._reader.settle()
    desk.journal.append_now(Kind.BULLETIN, {"text": "and behind that"}, actor="Anna")
    assert desk.duty.release(1, why="again", ref="again")
    assert desk.duty.erase(Erasure(1, "no room"), ref="free")
    desk.journal._reader.settle()
    assert desk.journal.stop() == 0
    facts = {fact.ref: fact for fact in desk.outbox.drain()}
    assert "held by entry" in facts["held"].failure
    assert isinstance(facts["judged"], EntryWritten)
    assert "not on hold" in facts["again"].why
    (erased,) = facts["free"].erased.entries
    assert (erased.actor, erased.body["file"]) == ("A. Dispatcher", file[0]["file"])


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.TRAINER])
@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda duty: duty.hold(1, why="so"), "hold"),
        (lambda duty: duty.release(1, why="so"), "release"),
        (lambda duty: duty.erase(Erasure(1, "so")), "erase"),
    ],
)
def test_nobody_else_does_and_that_is_an_entry(desk, role, ask, what):
    desk = desk(role)
    assert not ask(desk.duty)
    desk.settle()
    (entry,) = desk.entries()
    assert (entry.kind, entry.body["what"]) == (Kind.REFUSED, what)


def test_an_erasure_behind_the_end_is_told(desk):
    desk = desk(Role.SHIFT_LEAD)
    desk.settle()
    desk.duty.erase(Erasure(1, "so"), ref="late")
    (fact,) = desk.outbox.drain()
    assert (fact.ref, fact.erased, fact.failure) == ("late", None, "the journal is closed")


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SHIFT_LEAD])
def test_pictures_of_children_leave_as_recorded_by_a_shift_lead_alone(desk, tmp_path, role):
    desk, file = desk(role), tmp_path / "case.zip"
    desk.duty.record_violation(ViolationForm("koap-434"))
    desk.settle()
    desk.journal.start()
    may = desk.duty.package([1], file, why="a court asks", exposure=Exposure.AS_RECORDED)
    assert may is (role is Role.SHIFT_LEAD)
    assert desk.duty.package([1], tmp_path / "second.zip")
    desk.journal._reader.settle()
    desk.journal.stop()
    done = [fact for fact in desk.outbox.drain() if isinstance(fact, PackageDone)]
    assert [fact.failure for fact in done] == [""] * len(done)
    assert [fact.file for fact in done] == ([file] if may else []) + [tmp_path / "second.zip"]
    exports = [entry for entry in desk.entries() if entry.kind is Kind.EXPORT_MADE]
    assert [entry.actor for entry in exports] == ["A. Dispatcher"] * len(done)


@pytest.mark.parametrize("role", list(Role))
def test_a_shift_log_is_given_out_by_a_shift_lead_alone(desk, role, tmp_path):
    desk = desk(role)
    desk.journal.append_now(Kind.NOTE, {"text": "quiet"}, actor="munara")
    order = ShiftLogOrder(tmp_path / "log.csv", "somebody else", ref="r")
    may = desk.duty.shift_log(order)
    assert may is (role is Role.SHIFT_LEAD)
    desk.journal._printer.settle()
    desk.journal.stop()
    assert order.file.exists() is may
    kinds = [Kind.EXPORT_MADE, Kind.HEAD_SIGNED] if may else [Kind.REFUSED]
    told = {(entry.kind, entry.actor) for entry in desk.entries()} - {(Kind.NOTE, "munara")}
    assert told == {(kind, "A. Dispatcher") for kind in kinds}


def test_an_alert_that_is_gone_is_no_error(desk):
    desk = desk()
    assert not desk.duty.take("none")
    assert not desk.duty.confirm("none", ViolationForm("koap-434"))
    desk.settle()
    assert desk.entries() == []


def _entry(*, seq):
    from console.journal.entry import Entry

    return Entry(seq, "", 0, "", "", Kind.ALERT_RAISED, {}, b"", b"", b"")


def test_what_a_person_told_has_its_own_place_and_time(desk):
    desk = desk()
    earlier = datetime(2026, 11, 22, 21, 5, tzinfo=UTC)
    form = ViolationForm("koap-434", place="ул. Абая, 5", at_utc=earlier, erdr_number="261900031000123")
    desk.duty.record_violation(form)
    desk.duty.record_violation(replace(form, place="", at_utc=None), camera=an_alert().camera)
    desk.settle()
    told, seen = (entry.body for entry in desk.entries())
    assert (told["place"], told["at_utc"]) == ("ул. Абая, 5", "2026-11-22T21:05:00.000000Z")
    assert told["case_numbers"] == {"erdr": "261900031000123"}
    assert (seen["place"], seen["at_utc"]) == ("School No. 1", "2026-11-23T18:00:00.000000Z")
    assert seen["camera_number"] == "0402"


def test_amendment_changes_place_and_time_only_where_they_are_said(desk):
    desk = desk()
    form = ViolationForm("koap-434", place="ул. Абая, 5", at_utc=datetime(2026, 11, 22, 21, 5, tzinfo=UTC))
    desk.duty.record_violation(form)
    deadline = time.monotonic() + 20
    while not desk.entries() and time.monotonic() < deadline:
        time.sleep(0.01)
    desk.duty.amend(1, replace(form, place="", at_utc=None, persons=2), why="two")
    while len(desk.entries()) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    body = desk.entries()[-1].body
    assert (body["persons"], body["place"], body["at_utc"]) == (
        2,
        "ул. Абая, 5",
        "2026-11-22T21:05:00.000000Z",
    )


def test_time_escalates_what_nobody_takes_once_and_the_entry_says_so(desk):
    desk = desk()
    alert = desk.raise_alert()
    desk.clock.advance(59)
    desk.duty.tick()
    desk.clock.advance(1)
    for _ in range(3):
        desk.duty.tick()
    assert desk.inbox.get(alert.id).alert.state is AlertState.RAISED, "it is not written yet"
    desk.settle()
    assert desk.inbox.get(alert.id).alert.state is AlertState.ESCALATED
    (entry,) = desk.entries()
    assert (entry.kind, entry.actor) == (Kind.ALERT_ESCALATED, "munara")
    assert (entry.body["after_s"], entry.body["priority"], entry.body["camera_number"]) == (60, 1, "0402")
    (told,) = [fact for fact in desk.outbox.drain() if isinstance(fact, AlertEscalated)]
    assert (told.alert.id, told.after_s) == (alert.id, 60)


def test_a_shift_lead_at_the_desk_takes_an_escalated_alert_with_the_usual_key(desk):
    desk = desk(Role.SHIFT_LEAD)
    alert = desk.raise_alert()
    desk.inbox.take(alert.id, "B. Dispatcher")
    desk.inbox.deciding(alert.id, AlertState.ESCALATED)
    desk.inbox.settled(alert.id)
    assert desk.duty.take(alert.id)
    assert desk.inbox.get(alert.id).alert.answered_by == "A. Dispatcher"
    desk.settle()
    (entry,) = desk.entries()
    assert (entry.kind, entry.body["escalated"], "desk_of" in entry.body) == (Kind.ALERT_TAKEN, True, False)


def test_a_shift_lead_beside_the_desk_takes_it_with_a_password_and_nobody_else_does(desk):
    desk = desk()
    lead, other = Operator("M. Lead", Role.SHIFT_LEAD), Operator("T. Other", Role.DISPATCHER)
    alert = desk.raise_alert()
    desk.duty.escalate(alert.id)
    written(desk)
    assert not desk.duty.answer(alert.id, by=lead), "not proved"
    desk.duty.handle(Proved("x", other))
    assert not desk.duty.answer(alert.id, by=other), "no shift lead"
    desk.duty.handle(Proved("x", lead))
    assert desk.duty.answer(alert.id, by=lead)
    desk.duty.handle(Proved("x", lead))
    assert not desk.duty.answer("gone", by=lead)
    desk.settle()
    entries = [(entry.kind, entry.actor, entry.body) for entry in desk.entries()][2:]
    assert [(kind, actor) for kind, actor, _body in entries] == [
        (Kind.REFUSED, "M. Lead"),
        (Kind.REFUSED, "T. Other"),
        (Kind.ALERT_TAKEN, "M. Lead"),
    ]
    assert [body.get("why", body.get("desk_of")) for _kind, _actor, body in entries] == [
        "not signed",
        "role dispatcher",
        "A. Dispatcher",
    ]


def written(desk):
    """Waits until all that was asked for is on the disk, and lets the duty hear of it."""
    desk.journal.append_now(Kind.NOTE, {"text": "all before it is written"}, actor="test")
    for fact in desk.outbox.drain():
        desk.duty.handle(fact)


def test_a_rule_that_chatters_is_told_in_two_entries_and_calls_nobody_meanwhile(desk):
    desk = desk()
    for number in range(5):
        alert = replace(an_alert(f"b{number}"), priority=2)
        desk.duty.handle(AlertRaised(alert, JPEG))
        if desk.inbox.get(alert.id):
            desk.inbox.deciding(alert.id, AlertState.DISMISSED)
            desk.inbox.settled(alert.id)
        desk.clock.advance(1)
    assert desk.duty.load.in_ten_minutes() == 2
    desk.clock.advance(300)
    desk.duty.tick()
    desk.duty.tick()
    desk.settle()
    begun, ended = desk.entries()
    assert (begun.kind, begun.body["count"], begun.body["zone"]) == (Kind.RULE_FOLDED, 3, "hall at night")
    assert (ended.kind, ended.body["count"], ended.actor) == (Kind.RULE_UNFOLDED, 5, "munara")


def test_a_quiet_card_is_not_escalated(desk):
    desk = desk()
    desk.inbox.add(replace(an_alert(), priority=2), JPEG, in_a_minute=3)
    desk.clock.advance(3600)
    desk.duty.tick()
    desk.settle()
    assert desk.entries() == []


def test_every_third_dismissal_as_false_of_a_zone_in_a_shift_offers_mends(desk):
    desk = desk()

    def dismiss(number, reason):
        desk.duty.handle(AlertRaised(an_alert(f"m{number}"), JPEG))
        desk.duty.dismiss(f"m{number}", reason)
        desk.journal.append_now(Kind.NOTE, {"text": "all before it is written"}, actor="test")
        facts = desk.outbox.drain()
        for fact in facts:
            desk.duty.handle(fact)
        return [fact for fact in desk.outbox.drain() if isinstance(fact, MendsOffered)]

    false, other = DismissReason.NOTHING_THERE, DismissReason.ALLOWED
    assert [len(dismiss(number, reason)) for number, reason in enumerate((false, other, false))] == [0, 0, 0]
    (offered,) = dismiss(3, false)
    assert (offered.mends.count, offered.mends.alert.id) == (3, "m3")
    shift = Shift(7, "Anna", "dispatcher", "", "2026-11-23T18:00:00.000000Z", 300, 0)
    assert [len(dismiss(number, false)) for number in (4, 5)] == [0, 0]
    desk.duty.handle(ShiftChanged("", ShiftStanding(shift)))
    assert dismiss(6, false) == [], "a new shift begins anew"
