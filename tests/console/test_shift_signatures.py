"""Two people, one desk: signed in, both passwords proved, the shift handed over and the next one seated."""

from __future__ import annotations

import pytest

from console.attendance import Attendance
from console.journal.entry import Kind
from console.journal.shift import ShiftRefused, shifts
from console.operators.facts import Proved, SignedIn, SignInRefused
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from tests.console.shift_desk import ShiftDesk

SECRETS = {"Anna": "four quiet horses", "Berik": "730518"}
pytestmark = pytest.mark.usefixtures("cheap_hashing")


@pytest.fixture
def desk(tmp_path):
    desk = ShiftDesk(tmp_path / "data", None)
    register = Register(desk.folder)
    register.add_first("Boss", "the old stone bridge")
    for name, secret in SECRETS.items():
        register.add(name, Role.DISPATCHER, secret, by="Boss")
    desk.attendance = Attendance(
        desk.folder,
        permit=desk.permit,
        journal=desk.journal,
        register=register,
        clock=desk.clock,
        outbox=desk.outbox,
        let_go=desk.duty.taken.let_go,
    )
    desk.passwords = desk.attendance.has_administrator
    desk.parts.insert(0, desk.attendance)
    desk.attendance.start()
    yield desk
    desk.attendance.stop()
    desk.close()


def _ask(desk: ShiftDesk, ask, name: str, secret: str):
    """The answer of the door."""
    desk.facts.clear()
    assert ask(name, secret, ref="door")
    answers = (SignedIn, SignInRefused, Proved)
    desk.wait(lambda: any(isinstance(fact, answers) for fact in desk.facts))
    return next(fact for fact in desk.facts if isinstance(fact, answers))


def test_the_way_of_two_people(desk):
    assert isinstance(_ask(desk, desk.attendance.sign_in, "Anna", SECRETS["Anna"]), SignedIn)
    desk.open()
    desk.raise_alert("a1")
    desk.duty.take("a1")
    document = desk.document()
    anna = _ask(desk, desk.attendance.prove, "Anna", SECRETS["Anna"]).operator
    assert isinstance(_ask(desk, desk.attendance.prove, "Berik", "730519"), SignInRefused)
    made_up = Operator("Berik", Role.DISPATCHER)
    assert not desk.shifts.hand_over(document, by=anna, to=made_up), "a wrong password signs nothing"
    berik = _ask(desk, desk.attendance.prove, "Berik", SECRETS["Berik"]).operator
    assert desk.shifts.hand_over(document, by=anna, to=berik)
    desk.settle()
    assert desk.shifts.standing.open.operator == "Berik"
    assert isinstance(_ask(desk, desk.attendance.sign_in, "Berik", SECRETS["Berik"]), SignedIn)
    desk.settle()
    (first, _second) = shifts(desk.folder)
    assert first.end.signed_by == ("Anna", "Berik")
    assert desk.inbox.get("a1").alert.taken_by == "Berik", "signing Anna out let go of nothing of his"
    assert desk.kinds()[-5:] == ["shift closed", "head signed", "shift opened", "signed out", "signed in"]
    refused = [entry.body["what"] for entry in desk.entries() if entry.kind is Kind.REFUSED]
    assert refused == ["sign_in", "close_shift"]


def test_signed_out_or_locked_in_the_middle(desk):
    _ask(desk, desk.attendance.sign_in, "Anna", SECRETS["Anna"])
    desk.open()
    document = desk.document()
    anna = _ask(desk, desk.attendance.prove, "Anna", SECRETS["Anna"]).operator
    berik = _ask(desk, desk.attendance.prove, "Berik", SECRETS["Berik"]).operator
    desk.attendance.lock()
    assert not desk.shifts.hand_over(document, by=anna, to=berik)
    desk.attendance.unlock(SECRETS["Anna"])
    desk.wait(lambda: not desk.attendance.locked)
    desk.attendance.sign_out()
    assert not desk.shifts.hand_over(document, by=anna, to=berik)
    desk.settle()
    assert desk.shifts.standing.open.operator == "Anna"
    assert not desk.told(ShiftRefused), "the permit's refusals stand in the journal"
    why = [entry.body["why"] for entry in desk.entries() if entry.kind is Kind.REFUSED]
    assert why == ["the desk is locked", "nobody is signed in"]
