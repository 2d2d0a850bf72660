"""The power is cut while a violation is amended: what was reported stands, nothing is there by half."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

import pytest

from console.journal.entry import Kind
from console.journal.history import history
from console.journal.verify import verify
from console.paths import DataFolder
from tests.journeys.power_cut import kill_at


def amend_for_ever(root: str) -> None:
    """The desk that is going to be killed: one amendment after another, each told as it is reported."""
    from console.clock import SystemClock
    from console.journal.history import Correction
    from console.journal.journal import EntryRefused, EntryWritten, Journal, Query
    from console.journal.search import find
    from console.journal.violation import Violation
    from console.outbox import Outbox

    folder, outbox = DataFolder(Path(root)), Outbox()
    journal = Journal(folder, clock=SystemClock(), outbox=outbox)
    body = Violation("koap-434", "434", "Школа № 4", "2026-11-23T18:00:00.000000Z").body()
    journal.start()
    if not find(folder, Query(kinds=(Kind.VIOLATION_RECORDED,)))[1]:
        journal.append_now(Kind.VIOLATION_RECORDED, body, actor="Anna")
    ((first,), _total) = find(folder, Query(kinds=(Kind.VIOLATION_RECORDED,)))
    while True:
        note = random.randbytes(8).hex()
        changes = {"note": note, "persons": random.randrange(9)}
        correction = Correction(Kind.VIOLATION_AMENDED, first.seq, f"because {note}", changes)
        journal.correct(correction, actor="Anna", ref=note)
        while not (facts := [fact for fact in outbox.drain() if getattr(fact, "ref", "") == note]):
            time.sleep(0.0005)
        (fact,) = facts
        assert isinstance(fact, EntryWritten) and not isinstance(fact, EntryRefused), fact
        line = {"seq": fact.entry.seq, "hash": fact.entry.hash.hex(), "note": note}
        os.write(1, json.dumps(line).encode() + b"\n")


def _check(folder: DataFolder, reported: list[dict]) -> None:
    report = verify(folder)
    assert report.sound, [fault.text() for fault in report.faults]
    past = history(folder, 1)
    there = {entry.seq: entry for entry in past.entries}
    for line in reported:
        assert there[line["seq"]].hash.hex() == line["hash"]
        assert there[line["seq"]].body["note"] == line["note"]
    for entry in past.entries[1:]:
        assert entry.body["why"] == f"because {entry.body['note']}", "an amendment is whole or not there"
        assert (entry.body["seq"], entry.body["place"]) == (1, "Школа № 4")
    assert past.standing.note == past.entries[-1].body["note"]
    assert past.voided is None


def _cut_the_power(folder: DataFolder, times: int, seed: int) -> None:
    moments = random.Random(seed)
    reported: list[dict] = []
    for _time in range(times):
        reported += kill_at(moments.uniform(0, 0.3), __file__, str(folder.root))
        _check(folder, reported)
    assert len(reported) >= times, "each run had reported at least one amendment before it was killed"


def test_ten_power_cuts_lose_no_amendment_that_was_reported(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    _cut_the_power(DataFolder(tmp_path / "data"), 10, seed)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_power_cuts(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    for number in range(20):
        _cut_the_power(DataFolder(tmp_path / f"data-{number}"), 10, seed + number)


if __name__ == "__main__":
    amend_for_ever(sys.argv[1])
