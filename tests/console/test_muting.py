"""Muting: ten minutes at the most, by those who decide on alerts, and every step an entry."""

from __future__ import annotations

import pytest

from console.engine import Engine
from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import find
from console.journal.shift_log.said import said
from console.journal.wording import summary
from console.muting import MOST_MIN
from console.operators.facts import SignedOut
from console.operators.operator import MACHINE, Operator
from console.operators.roles import Role
from console.settings import Settings
from tests.console.door_desk import DoorDesk
from tests.console.operators.who_may import NAMES

ANNA = NAMES[Role.DISPATCHER]


@pytest.fixture
def desk(tmp_path):
    made = DoorDesk(tmp_path / "desk")
    made.sit(Role.DISPATCHER)
    made.settle()
    yield made
    made.stop()


def entries(desk):
    found, _total = find(desk.engine.folder, Query(kinds=(Kind.MUTED,), limit=100))
    return list(reversed(found))


def told(desk):
    return [(e.actor, e.body["minutes"], e.body.get("why", "")) for e in entries(desk)]


def test_it_is_muted_once_that_is_written_and_ends_by_itself(desk):
    muting = desk.engine.muting
    assert muting.mute()
    assert muting.left_s == 0  # not written yet
    desk.settle()
    assert muting.left_s == MOST_MIN * 60 == 600
    desk.clock.advance(599.5)
    muting.tick()
    assert muting.left_s == 1
    desk.clock.advance(0.5)
    muting.tick()
    muting.tick()
    desk.settle()
    assert muting.left_s == 0
    assert told(desk) == [(ANNA, 10, ""), (MACHINE, 0, "time is up")]


def test_the_same_person_ends_it(desk):
    desk.engine.muting.mute()
    desk.settle()
    assert desk.engine.muting.unmute()
    assert desk.engine.muting.left_s == 0
    assert not desk.engine.muting.unmute()
    desk.settle()
    assert told(desk) == [(ANNA, 10, ""), (ANNA, 0, "by hand")]


def test_whoever_comes_next_hears(desk):
    left = SignedOut(Operator(ANNA, Role.DISPATCHER))
    desk.engine.muting.handle(left)
    desk.engine.muting.mute()
    desk.settle()
    desk.engine.muting.handle(left)
    desk.settle()
    assert desk.engine.muting.left_s == 0
    assert told(desk) == [(ANNA, 10, ""), (MACHINE, 0, "signed out")]


def test_a_restart_is_heard(desk):
    desk.engine.muting.mute()
    desk.settle()
    again = Engine(
        desk.engine.folder,
        site=desk.engine.site,
        settings=Settings(decoder_processes=1),
        operator=None,
        models=lambda: None,
    )
    assert again.muting.left_s == 0


def test_the_journal_tells_it_in_words(desk):
    desk.engine.muting.mute()
    desk.settle()
    desk.engine.muting.unmute()
    desk.settle()
    assert [summary(e.body, e.kind) for e in entries(desk)] == [
        "for 10 min",
        "the sound is on again · by hand",
    ]
    assert [said(e) for e in entries(desk)] == ["for 10 min", "the sound is on again · by hand"]
