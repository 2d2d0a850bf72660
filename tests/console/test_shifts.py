"""Shifts over a real inbox and a real journal: opened, handed over, closed, taken over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.alerts.alert import AlertState
from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import Entry, EntryRefused, Kind, local_time
from console.journal.failure import WriteFailedError, WriteFault
from console.journal.handover import HandoverReady
from console.journal.ledger import Ledger, RecordDraft
from console.journal.shift import ShiftChanged, ShiftRefused, open_shift, shifts
from console.journal.verify import verify
from console.operators.facts import Proved
from console.operators.operator import Operator
from console.operators.roles import Role
from console.shifts import AlertsGo
from tests.console.shift_desk import ANNA, BERIK, LEAD, TRAINER, ShiftDesk
from tests.fakes.fake_clock import FakeClock

CHANGE = ["shift closed", "head signed", "shift opened"]


@pytest.fixture
def desk(tmp_path):
    desk = ShiftDesk(tmp_path / "data")
    yield desk
    desk.close()


@pytest.fixture
def opened(desk):
    desk.open()
    return desk


def test_a_shift_is_opened_handed_over_and_closed(opened):
    desk = opened
    assert desk.shifts.standing.open.operator == "Anna"
    desk.shifts.note("the gate of school 4 is open")
    document = desk.document()
    assert [line.text for line in document.notes] == ["the gate of school 4 is open"]
    assert [line.state for line in document.cameras] == ["lost"]
    assert desk.shifts.hand_over(document, by=ANNA, to=BERIK, note="quiet", ref="over")
    desk.settle()
    _opened, note, closed, signed, next_one = desk.entries()
    assert [str(entry.kind) for entry in (closed, signed, next_one)] == CHANGE
    assert closed.body["document"]["note"] == "quiet"
    assert closed.body["head"] == f"{note.seq}:{note.hash.hex()}"
    assert "left_open" not in closed.body
    assert signed.body["head_seq"] == closed.seq
    assert next_one.actor == "Berik"
    assert (next_one.body["from"], next_one.body["closed_seq"]) == ("Anna", closed.seq)
    last = desk.told(ShiftChanged)[-1]
    assert (last.ref, last.standing.open.operator, last.unsigned) == ("over", "Berik", "")
    assert last.standing == desk.shifts.standing
    desk.sit(BERIK)
    assert desk.shifts.close(note="the desk closes for the night")
    desk.settle()
    assert desk.shifts.standing.open is None
    assert desk.kinds()[-2:] == ["shift closed", "head signed"]
    assert verify(desk.folder).sound


def test_each_step_is_told_and_read_back_as_the_journal_has_it(opened):
    assert opened.shifts.hand_over(opened.document(), by=ANNA, to=BERIK, ref="over")
    opened.settle()
    steps = [fact.standing for fact in opened.told(ShiftChanged) if fact.ref == "over"]
    assert [(step.awaited, step.signed) for step in steps] == [("Berik", False), ("", True)]
    first, second = shifts(opened.folder)
    assert first.end == steps[0].last.end
    assert second == open_shift(opened.folder) == opened.shifts.standing.open
    assert first.end.document.operator == "Anna"


def test_no_shift_twice(opened):
    assert opened.shifts.open(ref="again")
    assert not opened.shifts.open(ref="while that is asked")
    opened.settle()
    assert {fact.ref for fact in opened.told(ShiftRefused)} == {"again", "while that is asked"}
    assert opened.kinds().count("shift opened") == 1


def test_a_document_is_signed_once(opened):
    document = opened.document()
    assert opened.shifts.hand_over(document, by=ANNA, to=BERIK)
    opened.settle()
    assert opened.shifts.hand_over(document, by=ANNA, to=BERIK, ref="again")
    opened.settle()
    (refused,) = opened.told(ShiftRefused)
    assert refused.ref == "again"
    assert opened.kinds().count("shift closed") == 1


def test_it_stays_what_both_read_and_what_came_since_stands_beside_it(opened):
    opened.raise_alert("a1")
    document = opened.document()
    opened.shifts.note("came after it was read")
    opened.duty.dismiss("a1", DismissReason.NOTHING_THERE)
    opened.raise_alert("a2", number="0403")
    opened.settle()
    news = opened.shifts.news(document)
    assert (news.came, news.went) == (("a2",), ("a1",))
    assert news.entries == opened.journal.state().head_seq - document.head_seq > 0
    opened.shifts.hand_over(document, by=ANNA, to=BERIK)
    opened.settle()
    (closed,) = (entry for entry in opened.entries() if entry.kind is Kind.SHIFT_CLOSED)
    assert closed.body["document"]["notes"] == []
    assert [line["alert_id"] for line in closed.body["document"]["alerts"]] == ["a1"]
    assert closed.body["news"] == {"entries": news.entries, "came": ["a2"], "went": ["a1"]}
    assert closed.body["head"] == document.head


@pytest.mark.parametrize(
    ("go", "state", "taken_by", "kind"),
    [
        (AlertsGo.TO_THE_NEXT, AlertState.TAKEN, "Berik", Kind.ALERT_HANDED_OVER),
        (AlertsGo.TO_ALL, AlertState.RAISED, "", Kind.ALERT_LET_GO),
    ],
)
def test_taken_alerts_go_with_the_shift(opened, go, state, taken_by, kind):
    opened.raise_alert("a1")
    opened.raise_alert("a2", number="0403")
    opened.duty.take("a1")
    assert opened.shifts.hand_over(opened.document(), by=ANNA, to=BERIK, alerts=go)
    opened.settle()
    alert = opened.inbox.get("a1").alert
    assert (alert.state, alert.taken_by) == (state, taken_by)
    assert opened.inbox.get("a2").alert.taken_by == ""
    (told,) = (entry for entry in opened.entries() if entry.kind is kind)
    assert (told.actor, told.body["alert_id"], told.camera_number) == ("Anna", "a1", "0402")
    assert told.seq < opened.kinds().index("shift closed") + 1, "it is of the shift that ends"


def test_an_alert_whose_decision_is_being_written_is_its_deciders(opened):
    opened.raise_alert("a1")
    opened.duty.take("a1")
    document = opened.document()
    opened.duty.dismiss("a1", DismissReason.NOTHING_THERE)  # asked for; the outbox has not told of it
    assert opened.shifts.hand_over(document, by=ANNA, to=BERIK)
    opened.settle()
    assert opened.inbox.get("a1") is None
    assert not {"alert let go", "alert handed over"} & set(opened.kinds())


@pytest.mark.parametrize("escalated", [True, False], ids=["escalated", "refused"])
def test_one_that_stays_open_after_its_decision_goes_with_the_shift_then(opened, escalated):
    opened.raise_alert("a1")
    opened.duty.take("a1")
    document = opened.document()
    opened.inbox.deciding("a1", AlertState.ESCALATED if escalated else AlertState.DISMISSED)
    assert opened.shifts.hand_over(document, by=ANNA, to=BERIK)
    opened.settle()
    # An escalation takes nothing away from whoever has the alert: it goes at once.
    assert opened.inbox.get("a1").alert.taken_by == ("Berik" if escalated else "Anna")
    if escalated:
        opened.journal.record(Kind.ALERT_ESCALATED, {"alert_id": "a1"}, actor="Anna", ref="decided:a1")
    else:
        opened.outbox.put(EntryRefused("decided:a1", Kind.ALERT_DISMISSED, "it can never be written"))
    opened.settle()
    alert = opened.inbox.get("a1").alert
    assert alert.taken_by == "Berik"
    assert alert.state is (AlertState.ESCALATED if escalated else AlertState.TAKEN)
    assert opened.kinds().count("alert handed over") == 1


def test_the_one_who_takes_over_keeps_what_he_had_taken(opened):
    opened.sit(BERIK)
    opened.raise_alert("a1")
    opened.duty.take("a1")
    assert opened.shifts.take_over_left_open()
    opened.settle()
    assert opened.inbox.get("a1").alert.taken_by == "Berik"


def test_a_shift_that_was_left_open_is_taken_over_and_says_so(opened):
    opened.sit(BERIK)
    assert opened.shifts.open(ref="no")
    opened.settle()
    assert "Anna" in opened.told(ShiftRefused)[0].why
    assert opened.shifts.take_over_left_open(note="found it open", ref="over")
    opened.settle()
    closed, _signed, next_one = opened.entries()[-3:]
    assert (closed.actor, closed.body["operator"], closed.body["left_open"]) == ("Berik", "Anna", True)
    assert closed.body["document"]["note"] == "found it open"
    assert (next_one.body["operator"], next_one.body["from"]) == ("Berik", "Anna")
    assert shifts(opened.folder)[0].end.left_open


def test_ones_own_shift_goes_on(opened):
    assert opened.shifts.take_over_left_open(ref="own")
    opened.settle()
    assert [fact.ref for fact in opened.told(ShiftRefused)] == ["own"]
    assert opened.shifts.standing.open.operator == "Anna"


def test_a_lead_hands_over_the_shift_of_somebody_who_went(opened):
    assert opened.shifts.hand_over(opened.document(), by=LEAD, to=BERIK)
    opened.settle()
    (closed,) = (entry for entry in opened.entries() if entry.kind is Kind.SHIFT_CLOSED)
    assert (closed.actor, closed.body["left_open"]) == ("Lead", True)


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_change_shifts(desk, role, locked):
    desk.sit(Operator("Somebody", role) if role else None)
    desk.permit.locked = locked
    may = role in (Role.DISPATCHER, Role.SHIFT_LEAD) and not locked
    assert desk.shifts.open() is may
    desk.settle()
    assert desk.shifts.prepare_handover() is may
    desk.settle()
    assert desk.shifts.take_over_left_open() is may
    desk.settle()
    assert desk.shifts.close() is may
    desk.settle()
    refused = [(entry.actor, entry.body["what"]) for entry in desk.entries() if entry.kind is Kind.REFUSED]
    if may:
        assert not refused
        return
    who = "Somebody" if role else "munara"
    asked = ["open_shift", "close_shift", "close_shift", "close_shift"]
    assert refused == [(who, intent) for intent in asked]
    assert "shift opened" not in desk.kinds()


def test_only_who_may_hold_a_shift_takes_it_over(opened):
    document = opened.document()
    for to in (TRAINER, Operator("Admin", Role.ADMINISTRATOR)):
        assert not opened.shifts.hand_over(document, by=ANNA, to=to)
    opened.settle()
    refused = [(entry.actor, entry.body["what"]) for entry in opened.entries() if entry.kind is Kind.REFUSED]
    assert refused == [("Trainer", "open_shift"), ("Admin", "open_shift")]
    assert opened.shifts.standing.open.operator == "Anna"


def test_nobody_closes_the_shift_of_another_but_a_lead(opened):
    carla = Operator("Carla", Role.DISPATCHER)
    assert not opened.shifts.hand_over(opened.document(), by=BERIK, to=carla, ref="over")
    opened.sit(BERIK)
    assert opened.shifts.close(ref="close")
    opened.settle()
    assert [fact.ref for fact in opened.told(ShiftRefused)] == ["over", "close"]
    assert all("Anna" in fact.why for fact in opened.told(ShiftRefused))
    refused = [(entry.actor, entry.body["what"]) for entry in opened.entries() if entry.kind is Kind.REFUSED]
    assert refused == [("Berik", "close_shift")] * 2
    opened.sit(LEAD)
    assert opened.shifts.close()
    opened.settle()
    assert opened.shifts.standing.open is None


def test_nobody_hands_over_to_oneself(opened):
    assert not opened.shifts.hand_over(opened.document(), by=ANNA, to=ANNA, ref="self")
    opened.settle()
    assert [fact.ref for fact in opened.told(ShiftRefused)] == ["self"]


def test_without_a_shift_there_is_no_document(desk):
    assert desk.shifts.prepare_handover(ref="none")
    desk.wait(lambda: desk.told(HandoverReady))
    (ready,) = desk.told(HandoverReady)
    assert (ready.ref, ready.document) == ("none", None)
    assert ready.failure
    assert desk.shifts.close(ref="close")
    desk.settle()
    assert [fact.ref for fact in desk.told(ShiftRefused)] == ["close"]


def test_the_next_shift_opens_even_where_the_key_is_gone(opened):
    document = opened.document()
    opened.journal.append_now(Kind.HEAD_SIGNED, SIGNED, actor="munara")  # it was signed before …
    opened.shifts.hand_over(document, by=ANNA, to=BERIK, ref="over")
    opened.settle()
    last = opened.told(ShiftChanged)[-1]
    assert last.standing.open.operator == "Berik"
    assert "desk.key" in last.unsigned


SIGNED = {"head_seq": 1, "head_hash": "00" * 32, "key": "00" * 32, "signature": "00" * 64}  # … by a lost key


def test_over_midnight_and_over_a_change_of_the_offset(tmp_path):
    clock = FakeClock(datetime(2026, 11, 23, 14, 0, tzinfo=UTC), utc_offset_min=300)
    desk = ShiftDesk(tmp_path / "data", clock=clock)
    desk.open()
    clock.advance(8 * 3600)  # 22:00 UTC: past midnight by the desk's wall clock
    clock.offset_min = 360
    document = desk.document()
    assert (document.utc_offset_min, document.made_at_utc) == (360, "2026-11-23T22:00:00.000000Z")
    desk.shifts.hand_over(document, by=ANNA, to=BERIK)
    desk.settle()
    (first, second) = shifts(desk.folder)
    began, ended = (
        local_time(first.opened_at_utc, first.utc_offset_min),
        local_time(first.end.at_utc, first.end.utc_offset_min),
    )
    assert (began.hour, began.day, ended.hour, ended.day) == (19, 23, 4, 24)
    assert ended - began == timedelta(hours=8), "an hour of the wall clock is no hour of work"
    assert second.utc_offset_min == 360
    day = datetime(2026, 11, 24, tzinfo=UTC)
    assert [shift.operator for shift in shifts(desk.folder, since_utc=day)] == ["Berik"]
    assert [shift.operator for shift in shifts(desk.folder, until_utc=day - timedelta(hours=3))] == ["Anna"]
    desk.close()


NAMES = [
    'Айгүл «Қыран» "O\'Brien"',
    "\u202eנועה\u202c מנהל",
    "Ә" * 200,
    "<b>&amp;</b>",
    "=1+1",
    "x'; drop table entry; --",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(tmp_path, name):
    desk = ShiftDesk(tmp_path / "data", Operator(name, Role.DISPATCHER))
    desk.open()
    desk.shifts.note(f"said by {name}")
    assert desk.shifts.hand_over(
        desk.document(), by=Operator(name, Role.DISPATCHER), to=BERIK, note=f"from {name}"
    )
    desk.settle()
    (first, second) = shifts(desk.folder)
    assert (first.operator, second.came_from) == (name, name)
    assert first.end.document.notes[0].text == f"said by {name}"
    assert first.end.document.note == f"from {name}"
    assert all(entry.summary().isprintable() for entry in desk.entries())
    desk.close()


class FullDisk:
    """Where no record goes until there is room again; the reserve is used up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        write = Ledger.write

        def write_if_there_is_room(ledger: Ledger, draft: RecordDraft) -> Entry:
            if self.full:
                raise WriteFailedError(WriteFault.OTHER, "the disk is full")
            return write(ledger, draft)

        monkeypatch.setattr(Ledger, "write", write_if_there_is_room)


def test_while_the_disk_is_full_the_hand_over_waits_and_says_so(opened, monkeypatch):
    document = opened.document()
    disk = FullDisk(monkeypatch)
    opened.shifts.note("said while nothing could be written")
    assert opened.shifts.hand_over(document, by=ANNA, to=BERIK, ref="over")
    opened.wait(lambda: opened.journal.state().queued == 2 and opened.journal.state().failure)
    assert opened.shifts.busy
    assert not opened.shifts.open(ref="meanwhile")
    assert opened.shifts.standing.open.operator == "Anna", "nothing is told that is not written"
    assert opened.shifts.prepare_handover(ref="look")
    opened.wait(lambda: opened.told(HandoverReady))
    assert opened.told(HandoverReady)[0].document.unwritten == 2, "the document says what it cannot know"
    disk.full = False
    opened.settle()
    assert opened.shifts.standing.open.operator == "Berik"
    assert opened.kinds() == ["shift opened", "note", *CHANGE]


def test_a_desk_that_is_closed_while_the_disk_is_full_keeps_the_shift_open(opened, monkeypatch, tmp_path):
    document = opened.document()
    disk = FullDisk(monkeypatch)
    assert opened.shifts.hand_over(document, by=ANNA, to=BERIK, ref="over")
    opened.wait(lambda: opened.journal.state().queued)
    assert opened.journal.stop(deadline_s=0.05) == 1
    opened.wait(lambda: opened.told(ShiftRefused))
    assert [fact.ref for fact in opened.told(ShiftRefused)] == ["over"]
    assert not opened.shifts.busy
    disk.full = False
    again = ShiftDesk(tmp_path / "data")
    assert again.shifts.standing.open.operator == "Anna"
    again.close()


def test_a_journal_that_cannot_be_read_refuses_and_says_why(opened):
    opened.journal._reader.stop()
    assert opened.shifts.close(ref="close")
    opened.wait(lambda: opened.told(ShiftRefused))
    assert opened.told(ShiftRefused)[0].ref == "close"
    assert not opened.shifts.busy
    assert opened.shifts.prepare_handover(ref="document")
    opened.wait(lambda: opened.told(HandoverReady))
    assert opened.told(HandoverReady)[0].failure


class TestSignatures:
    """Where people have passwords, a hand-over needs both, by whatever door it is asked for."""

    def sign(self, desk, *signers):
        for who in signers:
            desk.outbox.put(Proved("", who))
        desk.pass_facts()

    @pytest.fixture
    def document(self, opened):
        opened.passwords = True
        return opened.document()

    def test_with_both_it_goes_and_says_so(self, opened, document):
        self.sign(opened, ANNA, BERIK)
        assert opened.shifts.hand_over(document, by=ANNA, to=BERIK)
        opened.settle()
        assert shifts(opened.folder)[0].end.signed_by == ("Anna", "Berik")

    @pytest.mark.parametrize("signers", [(), (ANNA,), (BERIK,), (ANNA, LEAD)])
    def test_without_one_of_them_it_does_not(self, opened, document, signers):
        self.sign(opened, *signers)
        assert not opened.shifts.hand_over(document, by=ANNA, to=BERIK, ref="over")
        opened.settle()
        missing = "Berik" if ANNA in signers else "Anna"
        (refused,) = opened.told(ShiftRefused)
        assert missing in refused.why
        entry = opened.entries()[-1]
        assert (entry.kind, entry.actor, entry.body["why"]) == (Kind.REFUSED, missing, "not signed")
        assert opened.shifts.standing.open.operator == "Anna"

    def test_in_another_role_it_is_another_signature(self, opened, document):
        self.sign(opened, ANNA, Operator("Berik", Role.TRAINER))
        assert not opened.shifts.hand_over(document, by=ANNA, to=BERIK)

    def test_a_signature_is_good_once_and_for_two_minutes(self, opened, document):
        self.sign(opened, ANNA, BERIK)
        opened.clock.advance(121)
        assert not opened.shifts.hand_over(document, by=ANNA, to=BERIK)
        self.sign(opened, ANNA, BERIK)
        opened.clock.advance(120)
        assert opened.shifts.hand_over(document, by=ANNA, to=BERIK)
        opened.settle()
        opened.sit(BERIK)
        document = opened.document()
        assert not opened.shifts.hand_over(document, by=BERIK, to=ANNA)

    def test_closing_ones_own_shift_needs_no_second_person(self, opened, document):
        assert opened.shifts.close()
        opened.settle()
        assert shifts(opened.folder)[0].end.signed_by == ()


def test_after_a_close_that_nobody_took_over_the_next_comes_from_nobody(opened):
    assert opened.shifts.close()
    opened.settle()
    (closed,) = (entry for entry in opened.entries() if entry.kind is Kind.SHIFT_CLOSED)
    opened.sit(BERIK)
    opened.open()
    said = opened.entries()[-1].body
    assert (said["operator"], said["from"], said["closed_seq"]) == ("Berik", "", closed.seq)
