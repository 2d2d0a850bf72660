from __future__ import annotations

import pytest

from console.alerts.alert import AlertRaised, AlertState
from console.alerts.inbox import Inbox
from console.attendance import Attendance
from console.duty import Duty
from console.journal.entry import EntryRefused, Kind
from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.search import each
from console.operators.facts import (
    DeskLocked,
    DeskUnlocked,
    OperatorsRead,
    OperatorsRefused,
    Proved,
    SignedIn,
    SignedOut,
    SignInRefused,
)
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from tests.fakes.fake_clock import FakeClock
from tests.fakes.made_up import make_alert

PASSWORD, PIN = "four quiet horses", "730518"
pytestmark = pytest.mark.usefixtures("cheap_hashing")


class Desk:
    """A desk without windows: what the outbox holds is taken in as the windows would."""

    def __init__(self, folder: DataFolder, *, made_up: Operator | None = None, **settings: int) -> None:
        self.folder = folder
        self.clock, self.outbox = FakeClock(), Outbox()
        self.journal = Journal(folder, clock=self.clock, outbox=self.outbox)
        self.permit = Permit(self.journal, made_up)
        self.inbox = Inbox(self.clock)
        self.duty = Duty(
            permit=self.permit, inbox=self.inbox, journal=self.journal, clock=self.clock, outbox=self.outbox
        )
        self.register = Register(folder)
        self.attendance = Attendance(
            folder,
            permit=self.permit,
            journal=self.journal,
            register=self.register,
            clock=self.clock,
            outbox=self.outbox,
            let_go=self.duty.taken.let_go,
            **settings,
        )
        self.journal.start()
        self.attendance.start()

    def settle(self) -> list[object]:
        """Every fact until nothing is being checked."""
        self.attendance._checking._worker.submit(lambda: None).result(10)
        facts: list[object] = []
        while new := self.outbox.drain():
            facts += new
            for fact in new:
                self.attendance.handle(fact)
                self.duty.handle(fact)
        return facts

    def told(self, kind: type) -> list[object]:
        return [fact for fact in self.settle() if isinstance(fact, kind)]

    def close(self) -> None:
        self.attendance.stop()
        self.journal.stop()

    def entries(self, *kinds: Kind) -> list[tuple[str, str, dict[str, object]]]:
        """Kind, actor and body; what is still being written is waited for."""
        self.journal.append_now(Kind.NOTE, {"text": "all before is written"}, actor="test")
        found = [(str(e.kind), e.actor, dict(e.body)) for e in each(self.folder, Query(kinds=kinds))]
        for _kind, _actor, body in found:
            body.pop("salt", None)
            body.pop("change", None)
        return found


@pytest.fixture
def folder(tmp_path):
    made = DataFolder(tmp_path / "desk")
    made.prepare()
    return made


@pytest.fixture
def desk(folder):
    register = Register(folder)
    register.add_first("Айгуль", PASSWORD)
    register.add("Берик", Role.DISPATCHER, PIN, by="Айгуль")
    register.add("Сауле", Role.SHIFT_LEAD, "shift lead's own words", by="Айгуль")
    one = Desk(folder)
    yield one
    one.close()


def test_the_first_start_makes_the_first_administrator_who_then_sits_there(folder):
    desk = Desk(folder)
    assert not desk.attendance.has_administrator
    assert desk.attendance.make_first_administrator("Айгуль", PASSWORD, ref="first")
    assert desk.told(SignedIn) == [SignedIn("first", Operator("Айгуль", Role.ADMINISTRATOR))]
    assert desk.attendance.has_administrator
    assert desk.entries(Kind.OPERATOR_CHANGED, Kind.SIGNED_IN) == [
        (
            "operator changed",
            "Айгуль",
            {"name": "Айгуль", "what": "added", "role": "administrator", "first": True},
        ),
        ("signed in", "Айгуль", {"role": "administrator"}),
    ]
    assert desk.attendance.make_first_administrator("Another", PASSWORD, ref="second")
    [refused] = desk.told(SignInRefused)
    assert "this desk has its administrator" in refused.why
    desk.close()


def test_a_right_pin_signs_in_and_a_wrong_one_does_not(desk):
    assert desk.attendance.sign_in("берик", "000111", ref="1")
    assert desk.told(SignInRefused) == [SignInRefused("1", "The name or the password is not right.")]
    assert desk.attendance.operator is None
    assert desk.attendance.sign_in("берик", PIN, ref="2")
    assert desk.told(SignedIn) == [SignedIn("2", Operator("Берик", Role.DISPATCHER))]
    assert desk.entries(Kind.REFUSED, Kind.SIGNED_IN) == [
        ("refused", "munara", {"what": "sign_in", "why": "wrong password", "name": "Берик"}),
        ("signed in", "Берик", {"role": "dispatcher"}),
    ]


def test_what_was_typed_into_the_name_field_is_not_recorded(desk):
    desk.attendance.sign_in(PASSWORD, "Айгуль")
    desk.settle()
    [(_kind, _actor, body)] = desk.entries(Kind.REFUSED)
    assert body == {"what": "sign_in", "why": "unknown name", "name": ""}


def test_another_try_is_refused_while_one_is_checked(desk):
    assert desk.attendance.sign_in("Берик", PIN, ref="1")
    assert desk.attendance.checking
    assert not desk.attendance.sign_in("Сауле", "shift lead's own words", ref="2")
    facts = desk.settle()
    refused = SignInRefused("2", "Another password is being checked. Wait a moment.")
    assert [fact for fact in facts if isinstance(fact, SignedIn | SignInRefused)] == [
        refused,
        SignedIn("1", Operator("Берик", Role.DISPATCHER)),
    ]


def test_whoever_sits_there_is_signed_out_when_another_signs_in(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    desk.attendance.sign_in("Сауле", "shift lead's own words")
    desk.settle()
    assert desk.attendance.operator == Operator("Сауле", Role.SHIFT_LEAD)
    assert desk.entries(Kind.SIGNED_OUT, Kind.SIGNED_IN)[1:] == [
        ("signed out", "Берик", {"role": "dispatcher", "why": "another signed in"}),
        ("signed in", "Сауле", {"role": "shift lead"}),
    ]


def test_signing_out_lets_go_of_the_alerts_that_were_taken(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    alert = make_alert("a1")
    desk.duty.handle(AlertRaised(alert, b""))
    assert desk.duty.take(alert.id)
    assert desk.attendance.sign_out()
    assert desk.told(SignedOut) == [SignedOut(Operator("Берик", Role.DISPATCHER))]
    held = desk.inbox.get(alert.id)
    assert (held.alert.taken_by, held.alert.state) == ("", AlertState.RAISED)
    [(_kind, actor, body)] = desk.entries(Kind.ALERT_LET_GO)
    assert (actor, body["alert_id"], body["why"]) == ("Берик", alert.id, "signed out")
    assert not desk.duty.take(alert.id)  # nobody is signed in


def test_one_whose_decision_the_journal_refuses_is_let_go_after_its_operator_left(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    alert, own = make_alert("a1"), make_alert("a2")
    desk.duty.handle(AlertRaised(alert, b""))
    desk.duty.take(alert.id)
    desk.inbox.deciding(alert.id, AlertState.DISMISSED)
    desk.attendance.sign_out()
    desk.settle()
    assert desk.inbox.get(alert.id).alert.taken_by == "Берик", "it counts as decided"
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    desk.duty.handle(AlertRaised(own, b""))
    desk.duty.take(own.id)
    desk.duty.handle(EntryRefused(f"decided:{alert.id}", Kind.ALERT_DISMISSED, "it can never be written"))
    assert desk.inbox.get(alert.id).alert.taken_by == "", "nobody has it: everybody may take it"
    assert desk.inbox.get(own.id).alert.taken_by == "Берик", "taken since"
    [(_kind, actor, body)] = desk.entries(Kind.ALERT_LET_GO)
    assert (actor, body["alert_id"], body["why"]) == ("Берик", alert.id, "signed out")


def test_an_alert_is_handed_over_by_name_and_only_by_those_who_may(desk):
    alert = make_alert()
    desk.duty.handle(AlertRaised(alert, b""))
    desk.attendance.sign_in("Айгуль", PASSWORD)
    desk.settle()
    assert not desk.duty.hand_over_alert(alert.id, "Сауле")
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    desk.duty.take(alert.id)
    assert desk.duty.hand_over_alert(alert.id, "Сауле")
    assert not desk.duty.hand_over_alert(alert.id, "Ержан"), "it is hers now"
    assert desk.inbox.get(alert.id).alert.taken_by == "Сауле"
    [(_kind, actor, body)] = desk.entries(Kind.ALERT_HANDED_OVER)
    assert (actor, body["alert_id"], body["to"]) == ("Берик", alert.id, "Сауле")
    [(_kind, actor, body)] = desk.entries(Kind.REFUSED)
    assert (actor, body["what"], body["why"]) == ("Айгуль", "hand_over_alert", "role administrator")


def test_a_lock_keeps_from_the_keys_and_lets_go_after_two_minutes(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    alert, other = make_alert("a1"), make_alert("a2")
    desk.duty.handle(AlertRaised(alert, b""))
    desk.duty.take(alert.id)
    assert desk.attendance.lock()
    assert not desk.attendance.lock()
    assert desk.told(DeskLocked)
    assert not desk.duty.take(other.id) and not desk.duty.escalate(alert.id)
    desk.clock.advance(120)
    desk.attendance.tick()
    assert desk.inbox.get(alert.id).alert.taken_by == "Берик"
    desk.clock.advance(1)
    desk.attendance.tick()
    desk.attendance.tick()
    assert desk.inbox.get(alert.id).alert.taken_by == ""
    assert [body["why"] for _kind, _actor, body in desk.entries(Kind.ALERT_LET_GO)] == ["locked"]
    assert desk.attendance.unlock("wrong one", ref="1")
    assert desk.told(SignInRefused) and desk.attendance.locked
    assert desk.attendance.unlock(PIN, ref="2")
    assert desk.told(DeskUnlocked) == [DeskUnlocked("2")]
    assert desk.duty.take(alert.id)


def test_a_desk_that_nobody_uses_locks_itself_where_that_is_set(folder):
    Register(folder).add_first("Айгуль", PASSWORD)
    desk = Desk(folder, idle_lock_min=5)
    desk.clock.advance(600)
    desk.attendance.sign_in("Айгуль", PASSWORD)
    desk.settle()
    desk.clock.advance(299)
    desk.attendance.tick()
    assert not desk.attendance.locked
    desk.attendance.noticed()
    desk.clock.advance(299)
    desk.attendance.tick()
    assert not desk.attendance.locked
    desk.clock.advance(1)
    desk.attendance.tick()
    assert desk.attendance.locked
    desk.close()


def test_a_second_person_proves_who_he_is_and_the_first_stays(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    desk.attendance.prove("Сауле", "shift lead's own words", ref="hand-over")
    assert desk.told(Proved) == [Proved("hand-over", Operator("Сауле", Role.SHIFT_LEAD))]
    assert desk.attendance.operator == Operator("Берик", Role.DISPATCHER)
    assert not desk.entries(Kind.SIGNED_OUT)


def test_only_an_administrator_changes_who_works_here(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    assert not desk.attendance.add_operator("Ержан", Role.SHIFT_LEAD, "a password of his", ref="1")
    assert not desk.attendance.read_operators(ref="2")
    assert [body["what"] for _kind, _actor, body in desk.entries(Kind.REFUSED)] == ["keep_operators"] * 2
    desk.attendance.sign_in("Айгуль", PASSWORD)
    desk.settle()
    assert desk.attendance.add_operator("Ержан", Role.SHIFT_LEAD, "a password of his", ref="3")
    [read] = desk.told(OperatorsRead)
    assert [one.name for one in read.operators] == ["Айгуль", "Берик", "Ержан", "Сауле"]
    assert desk.attendance.retire_operator("Айгуль", ref="4")
    [refused] = desk.told(OperatorsRefused)
    assert "last administrator" in refused.why
    changes = [body for _kind, actor, body in desk.entries(Kind.OPERATOR_CHANGED) if actor == "Айгуль"]
    assert changes[-1] == {"name": "Ержан", "what": "added", "role": "shift lead"}


def test_somebody_who_is_retired_elsewhere_is_signed_out_here(desk):
    desk.attendance.sign_in("Берик", PIN)
    desk.settle()
    Register(desk.folder).change_role("Берик", Role.TRAINER, by="Айгуль")
    desk.clock.advance(5)
    desk.attendance.tick()
    assert desk.told(SignedIn) == [SignedIn("", Operator("Берик", Role.TRAINER))]
    Register(desk.folder).retire("Берик", by="Айгуль")
    desk.clock.advance(5)
    desk.attendance.tick()
    desk.settle()
    assert desk.attendance.operator is None


def test_a_first_administrator_who_was_made_elsewhere_is_found(folder):
    desk = Desk(folder)
    Register(folder).add_first("Айгуль", PASSWORD)  # on the command line, beside the form
    desk.attendance.make_first_administrator("Берик", PASSWORD)
    [refused] = desk.told(SignInRefused)
    assert "this desk has its administrator" in refused.why and desk.attendance.has_administrator
    desk.close()


def test_a_made_up_operator_sits_there_until_the_end_and_cannot_lock_himself_out(desk):
    demo = Operator("Made Up", Role.DISPATCHER)
    other = Desk(desk.folder, made_up=demo)
    assert not other.attendance.lock()
    other.clock.advance(60)
    other.attendance.tick()
    other.settle()
    assert other.attendance.operator == demo
    other.attendance.stop()
    assert [(kind, actor) for kind, actor, _body in other.entries(Kind.SIGNED_IN, Kind.SIGNED_OUT)] == [
        ("signed in", "Made Up"),
        ("signed out", "Made Up"),
    ]
    other.journal.stop()


def test_no_memory_for_a_hash_leaves_the_desk_usable(desk, monkeypatch, caplog):
    def short_of_memory(*_args: object) -> bool:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(desk.attendance._register.hashing, "fits", short_of_memory)
        desk.attendance.sign_in("Берик", PIN)
        [refused] = desk.told(SignInRefused)
    assert "was not checked" in refused.why and PIN not in caplog.text
    desk.attendance.sign_in("Берик", PIN)
    assert desk.told(SignedIn)
