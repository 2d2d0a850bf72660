"""The engine's door, from the windows: what each role may do there, and that the rest is refused and told."""

from __future__ import annotations

import pytest

from console.journal.entry import Kind
from console.operators import secret
from console.operators.facts import DeskLocked
from console.operators.roles import Role
from tests.console.door_desk import BARRIER, quick_job
from tests.console.operators.who_may import EVERYBODY, LOCKED, NOBODY, actor_of, why_not
from tests.ui.window_desk import WindowDesk
from tests.ui.window_doors import TABLE, Way
from ui.door import INTENTS
from ui.latch import Hold


@pytest.fixture
def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("console.journal.redacting.run_job", quick_job)
    monkeypatch.setattr(secret, "DESK_COST", secret.Cost(time=1, memory_kb=8))
    made = WindowDesk(tmp_path / "desk", qapp)
    yield made
    made.stop()


def is_left(desk: WindowDesk, way: Way, before: int) -> bool:
    if isinstance(way.leaves, Kind):
        return any(entry.kind is way.leaves for entry in desk.entries(after=before))
    if isinstance(way.leaves, type):
        return any(isinstance(fact, way.leaves) for fact in desk.facts)
    return way.leaves(desk)


def became_of(desk: WindowDesk, way: Way, *, may: bool) -> object:
    """What was done, or the refusals that stand in the journal instead."""
    desk.forget()
    made = way.ready(desk)
    desk.app.journal_window.hear(DeskLocked())  # whoever had it open is away: it looks at nothing by itself
    desk.settle()
    before = desk.head()
    desk.facts.clear()
    way.press(desk, made)
    desk.settle()
    if may:
        done = desk.wait(lambda: is_left(desk, way, before))
        refused = any(entry.kind is Kind.REFUSED for entry in desk.entries(after=before))
        return "done" if done and not refused and not desk.says_no() else f"not done: {desk.facts}"
    if not desk.says_no():
        return "no window says so"
    if is_left(desk, way, before):
        return "done, though refused"
    entries = desk.entries(after=before)
    return [(entry.actor, str(entry.kind), entry.body["what"], entry.body["why"]) for entry in entries]


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_does_what_the_table_says_and_the_rest_is_refused_recorded_and_told(desk, who):
    found, expected = {}, {}
    desk.come(who)
    for way in TABLE:
        intent = way.first or (way.intent if isinstance(who, Role) else way.shut) or way.intent
        why = why_not(who, way.intent)
        found[way.how] = became_of(desk, way, may=not why)
        expected[way.how] = [(actor_of(who), "refused", intent.key, why)] if why else "done"
    assert found == expected


@pytest.mark.parametrize(("who", "hold"), [(NOBODY, Hold.INPUT), (LOCKED, Hold.ALL)])
def test_keys_do_nothing_at_all_at_a_shut_desk_which_says_so(desk, who, hold):
    desk.alert()
    desk.come(who)
    desk.app.door.latch.hold = hold
    desk.settle()
    before = desk.head()
    for action_id in INTENTS:
        desk.key(action_id)
    desk.settle()
    assert desk.entries(after=before) == []
    assert desk.says_no()


def test_an_open_journal_asks_nothing_by_itself_while_the_desk_is_locked(desk):
    seq = desk.chosen_record(desk.violation())
    bar, panel = desk.app.journal_window._bar, desk.app.journal_window._panel
    bar.look_soon()
    panel.read_anew()
    before = desk.head()
    assert desk.engine.attendance.lock()
    desk.settle()
    desk.engine.journal.append_now(Kind.EVIDENCE_HELD, {"seq": seq, "why": "court"}, actor=BARRIER)
    desk.settle()
    assert not bar._debounce.isActive() and not panel._stopped.isActive()
    assert [str(entry.kind) for entry in desk.entries(after=before)] == ["desk locked"]
