"""Shifts over a real inbox and a real journal: opened, handed over, closed, taken over."""

from __future__ import annotations

import pytest

from console.journal.shift import ShiftChanged, ShiftRefused
from console.journal.verify import verify
from console.shifts import AlertsGo
from tests.console.shift_desk import ANNA, BERIK, LEAD, TRAINER, ShiftDesk


@pytest.fixture
def desk(tmp_path):
    desk = ShiftDesk(tmp_path / "data")
    yield desk
    desk.close()


def test_a_shift_is_opened_handed_over_and_closed(desk):
    desk.open()
    assert desk.shifts.standing.open.operator == "Anna"
    desk.shifts.note("the gate of school 4 is open")
    desk.settle()
    document = desk.document()
    assert [line.text for line in document.notes] == ["the gate of school 4 is open"]
    assert [line.state for line in document.cameras] == ["lost"]
    assert desk.shifts.hand_over(document, by=ANNA, to=BERIK, note="quiet", ref="over")
    desk.settle()
    opened, note, closed, signed, next_one = desk.entries()
    assert [str(entry.kind) for entry in (closed, signed, next_one)] == [
        "shift closed",
        "head signed",
        "shift opened",
    ]
    assert closed.body["document"]["note"] == "quiet"
    assert closed.body["head"] == f"{note.seq}:{note.hash.hex()}"
    assert signed.body["head_seq"] == closed.seq
    assert next_one.actor == "Berik"
    assert (next_one.body["from"], next_one.body["closed_seq"]) == ("Anna", closed.seq)
    last = desk.told(ShiftChanged)[-1]
    assert (last.ref, last.standing.open.operator) == ("over", "Berik")
    assert last.standing == desk.shifts.standing
    desk.sit(BERIK)
    assert desk.shifts.close(note="the desk closes for the night")
    desk.settle()
    assert desk.shifts.standing.open is None
    assert desk.kinds()[-2:] == ["shift closed", "head signed"]
    assert verify(desk.folder).sound
