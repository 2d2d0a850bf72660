"""The engine's door, from Python: what each role may ask, and that the rest is refused and recorded."""

from __future__ import annotations

import pytest

from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.redacted import Prepared, approve, recorded
from console.journal.search import find
from console.operators.operator import Operator
from console.operators.permissions import MAY, Intent
from console.operators.roles import Role
from console.outbox import Outbox
from console.problem import Problem
from tests.console.door_desk import DoorDesk, quick_job
from tests.console.operators.python_doors import TABLE, Ask
from tests.console.operators.who_may import EVERYBODY, WHO_MAY, actor_of, why_not

pytestmark = pytest.mark.usefixtures("cheap_hashing")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr("console.journal.redacting.run_job", quick_job)
    made = DoorDesk(tmp_path / "desk")
    yield made
    made.stop()


def became_of(desk: DoorDesk, row: Ask, made: object) -> object:
    """What was done, or the refusals that stand in the journal instead."""
    desk.settle()
    before = desk.head()
    desk.facts.clear()
    let_in = bool(row.ask(desk, made))
    desk.settle()

    def is_left() -> bool:
        if isinstance(row.leaves, Kind):
            return any(entry.kind is row.leaves for entry in desk.entries(after=before))
        return any(isinstance(fact, row.leaves) for fact in desk.facts)

    if let_in:
        done = desk.wait(is_left)
        refused = [entry for entry in desk.entries(after=before) if entry.kind is Kind.REFUSED]
        return "done" if done and not refused else f"let in, but left {desk.facts}"
    if is_left():
        return "done, though refused"
    entries = desk.entries(after=before)
    return [(entry.actor, str(entry.kind), entry.body["what"], entry.body["why"]) for entry in entries]


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_does_what_the_table_says_and_the_rest_is_refused_and_recorded_and_nothing_else(desk, who):
    found, expected = {}, {}
    for row in TABLE:
        desk.sit(who)
        made = row.before(desk)
        found[row.how] = became_of(desk, row, made)
        why = why_not(who, row.intent)
        expected[row.how] = [(actor_of(who), "refused", row.intent.key, why)] if why else "done"
    assert found == expected


def test_the_desks_table_is_the_one_that_was_agreed():
    assert {intent: set(roles) for intent, roles in MAY.items()} == WHO_MAY


@pytest.mark.parametrize("role", [role for role in Role if role not in WHO_MAY[Intent.APPROVE_COPIES]])
def test_copies_are_approved_by_nobody_else_even_past_the_desk(desk, role):
    seq, out = desk.copies()
    journal = Journal(desk.engine.folder, clock=desk.clock, outbox=Outbox())
    entry = recorded(desk.engine.folder, seq)
    before = desk.head()
    with pytest.raises(Problem, match="only a shift lead"):
        approve(
            journal,
            entry,
            Prepared(seq, None, "x", masks_known=True, masks_sha256=""),
            out,
            by=Operator("Берик", role),
        )
    (refused,) = find(desk.engine.folder, Query(kinds=(Kind.REFUSED,)))[0]
    assert (refused.actor, refused.body["what"]) == ("Берик", "approve_copies")
    assert refused.seq > before
