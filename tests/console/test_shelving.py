"""A rule put aside until the shift's end: who may, from when it holds, and that it ends by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.alerts.chatter import rule_of
from console.alerts.shelf import Shelves
from console.cameras.places import Place, PlaceKind
from console.journal.entry import Kind
from console.journal.handover import HandoverReady
from console.journal.query import Query
from console.journal.search import find
from console.journal.shelf_reading import read_shelves
from console.operators.operator import Operator
from console.shelving import Shelving
from tests.console.shift_desk import ANNA, LEAD, TRAINER, ShiftDesk, an_alert

STREET = Place("st", "Abay street", PlaceKind.STREET)


class ShelfDesk(ShiftDesk):
    def __init__(self, root, operator: Operator = ANNA) -> None:
        super().__init__(root, operator)
        self.shelves = Shelves()
        self.shelving = Shelving(
            self.folder,
            shelves=self.shelves,
            permit=self.permit,
            journal=self.journal,
            outbox=self.outbox,
        )
        self.parts.append(self.shelving)
        for fact in self.facts:
            self.shelving.handle(fact)
        self.settle()

    def begin(self) -> None:
        self.open()
        self.settle()

    def entries(self, *kinds):
        rows, _total = find(self.folder, Query(kinds=kinds, limit=100))
        return list(reversed(rows))


@pytest.fixture
def desk(tmp_path):
    made = []

    def make(operator: Operator = ANNA) -> ShelfDesk:
        made.append(ShelfDesk(tmp_path / f"desk-{len(made)}", operator))
        made[-1].begin()
        return made[-1]

    yield make
    for each in made:
        each.journal.stop()


def yard(*, priority: int = 2):
    return replace(an_alert("a1", number="0402"), priority=priority)


def test_a_cameras_own_rule_is_put_aside_by_its_name_and_over_a_restart(desk):
    desk = desk()
    own = replace(yard(), event="RuleEngine/LineDetector/Crossed")
    assert desk.shelving.shelve(own)
    desk.settle()
    (entry,) = desk.entries(Kind.RULE_SHELVED)
    assert entry.body["rule"] == "the camera's own alarm"
    assert desk.shelves.hides(own)
    assert [shelf.rule for shelf in read_shelves(desk.folder)] == [rule_of(own)]


def test_it_is_put_aside_when_that_is_written_and_counts_what_it_hides(desk):
    desk = desk()
    assert desk.shelving.shelve(yard(), why="a sign")
    assert not desk.shelves.hides(yard()), "it is not written yet"
    desk.settle()
    assert [desk.shelves.hides(yard()) for _ in range(2)] == [True, True]
    assert not desk.shelves.hides(an_alert("a2", number="0403")), "another camera's rule calls"
    (entry,) = desk.entries(Kind.RULE_SHELVED)
    said = {key: entry.body[key] for key in ("rule", "zone", "zone_id", "camera_number", "why")}
    assert said == {
        "rule": "person in zone",
        "zone": "yard at night",
        "zone_id": "z-0402",
        "camera_number": "0402",
        "why": "a sign",
    }


def test_it_stands_in_the_hand_over_and_ends_with_the_shift_which_says_how_many_it_hid(desk):
    desk = desk()
    desk.shelving.shelve(yard())
    desk.settle()
    desk.shelves.hides(yard())
    assert desk.shifts.prepare_handover(ref="document")
    desk.wait(lambda: any(isinstance(fact, HandoverReady) for fact in desk.facts))
    (ready,) = [fact for fact in desk.facts if isinstance(fact, HandoverReady)]
    assert [line.rule for line in ready.document.shelved] == ["yard at night · 0402 · School No. 4"]
    assert desk.shifts.close()
    desk.settle()
    desk.settle()
    assert not desk.shelves.hides(yard())
    (shelved,), (restored,) = desk.entries(Kind.RULE_SHELVED), desk.entries(Kind.RULE_RESTORED)
    assert (restored.body["seq"], restored.body["count"], restored.actor) == (shelved.seq, 1, "munara")


def test_without_a_shift_there_is_no_end_and_so_no_shelf(tmp_path):
    desk = ShelfDesk(tmp_path)
    assert not desk.shelving.shelve(yard(), ref="x")
    desk.settle()
    assert desk.entries(Kind.RULE_SHELVED) == []
    assert [fact.why for fact in desk.facts if getattr(fact, "ref", "") == "x"]
    desk.journal.stop()


def test_a_childrens_rule_of_priority_1_is_put_aside_by_a_shift_lead_alone(desk):
    desk = desk()
    assert not desk.shelving.shelve(yard(priority=1))
    street = yard(priority=1)
    assert desk.shelving.shelve(replace(street, camera=replace(street.camera, place=STREET)))
    desk.sit(LEAD)
    assert desk.shelving.shelve(yard(priority=1))
    desk.sit(TRAINER)
    assert not desk.shelving.shelve(yard())
    desk.settle()
    refused = [(entry.actor, entry.body["why"]) for entry in desk.entries(Kind.REFUSED)]
    assert refused == [("Anna", "priority 1 where children are"), ("Trainer", "role trainer")]


def test_a_desk_that_starts_again_knows_what_was_put_aside_and_ends_what_an_old_shift_left(desk):
    desk = desk()
    desk.shelving.shelve(yard())
    desk.settle()
    again = ShelfDesk.__new__(ShelfDesk)
    again.__dict__.update(desk.__dict__)
    again.shelves = Shelves()
    again.shelving = Shelving(
        desk.folder, shelves=again.shelves, permit=desk.permit, journal=desk.journal, outbox=desk.outbox
    )
    again.parts = [desk.duty, desk.shifts, again.shelving]
    desk.shifts.start()
    again.wait(lambda: again.shelves.all())
    assert again.shelves.hides(yard())
    # The shift was closed while the desk could not say so.
    again.shelves.take(again.shelves.all()[0].rule)
    assert desk.shifts.close()
    again.settle()
    again.begin()
    last = Shelving(
        desk.folder, shelves=again.shelves, permit=desk.permit, journal=desk.journal, outbox=desk.outbox
    )
    again.parts = [desk.duty, desk.shifts, last]
    desk.shifts.start()
    again.wait(lambda: desk.entries(Kind.RULE_RESTORED))
    assert not again.shelves.hides(yard())
