"""The power is cut in the middle of a hand-over: the next start mends it, and no shift is there twice."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from console.journal.entry import Kind
from console.journal.search import Query, each
from console.journal.shift import ShiftChanged, read_standing, shifts
from console.journal.verify import verify
from console.paths import DataFolder
from tests.console.shift_desk import ANNA, BERIK, LEAD, ShiftDesk
from tests.journeys.power_cut import kill_at

TIMES = 6


def hand_over_for_ever(root: str, last_kind: str) -> None:
    """The desk that is going to be killed; with `last_kind` it stands still once such an entry is written."""
    from console.clock import SystemClock
    from console.journal.entry import EntryWritten

    desk = ShiftDesk(Path(root), clock=SystemClock())
    handle = desk.shifts.handle

    def tell(fact: object) -> None:
        if isinstance(fact, EntryWritten):
            line = {"seq": fact.entry.seq, "kind": str(fact.entry.kind), "hash": fact.entry.hash.hex()}
            os.write(1, json.dumps(line).encode() + b"\n")
            while fact.entry.kind == last_kind:
                time.sleep(1)
        handle(fact)

    desk.shifts.handle = tell
    if desk.shifts.standing.open is None:
        desk.open()
    while True:
        by, to = (ANNA, BERIK) if desk.shifts.standing.open.operator == "Anna" else (BERIK, ANNA)
        desk.sit(by)
        assert desk.shifts.hand_over(desk.document(), by=by, to=to)
        desk.settle()


def _next_start(folder: DataFolder) -> ShiftDesk:
    """Starts a desk with somebody else at it, and checks what the journal says of shifts then."""
    desk = ShiftDesk(folder.root, LEAD)
    desk.settle()
    report = verify(folder)
    assert report.sound, [fault.text() for fault in report.faults]
    _check(desk)
    return desk


def _check(desk: ShiftDesk) -> None:
    before = 0
    found = shifts(desk.folder)
    for shift in found:
        assert shift.closed_seq == before, "each shift opens behind the close of the one before, once"
        before = shift.end.seq if shift.end else 0
    for shift, following in pairwise(found):
        assert shift.end.handed_to == following.operator
        assert shift.operator == following.came_from
    assert found[-1].end is None
    assert desk.shifts.standing == read_standing(desk.folder)
    assert desk.kinds().count("shift closed") == desk.kinds().count("head signed") == len(found) - 1


@pytest.mark.parametrize("last_kind", ["shift closed", "head signed"])
def test_killed_between_two_steps(tmp_path, last_kind):
    folder = DataFolder(tmp_path / "data")
    told = kill_at(1.0, __file__, str(folder.root), last_kind)
    assert told[-1]["kind"] == last_kind, "killed where it was meant to be"
    left = read_standing(folder)
    assert (left.open, left.awaited, left.signed) == (None, "Berik", last_kind == "head signed")
    desk = _next_start(folder)
    shown = [fact.standing for fact in desk.told(ShiftChanged)]
    assert shown[-1].open.operator == "Berik"
    (mended,) = (entry for entry in desk.entries() if entry.body.get("mended"))
    assert (mended.kind, mended.actor, mended.body["from"]) == (Kind.SHIFT_OPENED, "Berik", "Anna")
    assert mended.body["role"] == "dispatcher"
    desk.close()
    again = _next_start(folder)
    assert again.kinds().count("shift opened") == 2, "what is mended is not mended again"
    again.close()


def test_killed_at_any_moment(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    moments = random.Random(seed)
    folder = DataFolder(tmp_path / "data")
    told = list[dict]()
    for _time in range(TIMES):
        told += kill_at(moments.uniform(0, 0.15), __file__, str(folder.root), "")
        _next_start(folder).close()
    there = {entry.seq: entry for entry in each(folder, Query())}
    assert all(there[line["seq"]].hash.hex() == line["hash"] for line in told)
    assert sum(line["kind"] == "shift closed" for line in told) > TIMES


def test_the_desk_stopped_in_the_middle(tmp_path):
    """An orderly end, with the windows gone before the last step: as after a crash."""
    folder = DataFolder(tmp_path / "data")
    desk = ShiftDesk(folder.root)
    desk.open()
    assert desk.shifts.hand_over(desk.document(), by=ANNA, to=BERIK)
    desk.wait(lambda: any(fact.standing.awaited for fact in desk.told(ShiftChanged)))
    desk.journal.stop()
    desk = _next_start(folder)
    assert desk.shifts.standing.open.operator == "Berik"
    desk.close()


if __name__ == "__main__":
    hand_over_for_ever(*sys.argv[1:])
