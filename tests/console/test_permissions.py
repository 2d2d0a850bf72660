"""The engine's door, from Python: what each role may ask, and that the rest is refused and recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from console.alerts.alert import AlertRaised
from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import Kind
from console.journal.erasure import Erasure
from console.journal.exposure import Exposure
from console.journal.query import Query
from console.journal.violation import ViolationForm
from console.operators.operator import Operator
from console.operators.permissions import MAY, Intent
from console.operators.roles import Role
from console.paths import DataFolder
from tests.console.test_attendance import Desk
from tests.fakes.made_up import make_alert

FORM = ViolationForm("koap-434")
ASKS: dict[Intent, Callable[[Desk, str, Path], bool]] = {
    Intent.TAKE: lambda desk, alert, out: desk.duty.take(alert),
    Intent.HAND_OVER_ALERT: lambda desk, alert, out: desk.duty.hand_over_alert(alert, "Сауле"),
    Intent.CONFIRM: lambda desk, alert, out: desk.duty.confirm(alert, FORM),
    Intent.DISMISS: lambda desk, alert, out: desk.duty.dismiss(alert, next(iter(DismissReason))),
    Intent.ESCALATE: lambda desk, alert, out: desk.duty.escalate(alert),
    Intent.RECORD: lambda desk, alert, out: desk.duty.record_violation(FORM),
    Intent.AMEND: lambda desk, alert, out: desk.duty.amend(1, FORM, why="x"),
    Intent.VOID: lambda desk, alert, out: desk.duty.void(1, why="x"),
    Intent.HOLD: lambda desk, alert, out: desk.duty.hold(1, why="x"),
    Intent.RELEASE: lambda desk, alert, out: desk.duty.release(1, why="x"),
    Intent.ERASE: lambda desk, alert, out: desk.duty.erase(Erasure(1, "x")),
    Intent.EXPORT: lambda desk, alert, out: desk.duty.export(Query(), out / "x.csv"),
    Intent.PACKAGE: lambda desk, alert, out: desk.duty.package([1], out / "x.zip"),
    Intent.PACKAGE_AS_RECORDED: lambda desk, alert, out: desk.duty.package(
        [1], out / "y.zip", exposure=Exposure.AS_RECORDED
    ),
    Intent.KEEP_OPERATORS: lambda desk, alert, out: desk.attendance.read_operators(ref=""),
}


@pytest.fixture
def open_desk(tmp_path):
    opened: list[Desk] = []

    def make(role: Role | None) -> Desk:
        folder = DataFolder(tmp_path / "desk")
        folder.prepare()
        desk = Desk(folder, made_up=Operator("Берик", role) if role else None)
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()


def ask_all(desk: Desk, out: Path) -> set[Intent]:
    """What was let through; each alert is asked about once."""
    done = set()
    for number, (intent, ask) in enumerate(ASKS.items()):
        alert = make_alert(f"{number:04}")
        desk.duty.handle(AlertRaised(alert, b""))
        if ask(desk, alert.id, out):
            done.add(intent)
    return done


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_does_what_the_table_says_and_the_rest_is_refused_and_recorded(open_desk, tmp_path, role):
    desk = open_desk(role)
    done = ask_all(desk, tmp_path)
    assert done == {intent for intent in ASKS if role in MAY[intent]}
    why = f"role {role.value}" if role else "nobody is signed in"
    actor = "Берик" if role else "munara"
    assert [(who, body["what"], body["why"]) for _kind, who, body in desk.entries(Kind.REFUSED)] == [
        (actor, intent.key, why) for intent in ASKS if intent not in done
    ]


def test_nobody_does_anything_at_a_locked_desk(open_desk, tmp_path):
    desk = open_desk(Role.SHIFT_LEAD)
    desk.permit.locked = True
    assert ask_all(desk, tmp_path) == set()
    assert {body["why"] for _kind, _who, body in desk.entries(Kind.REFUSED)} == {"the desk is locked"}
