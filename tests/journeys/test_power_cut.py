"""The power is cut while violations are recorded: what was reported is there, whole and chained."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path

import pytest

from console.journal.verify import verify
from console.paths import DataFolder
from console.problem import Problem
from tests.journeys.power_cut import kill_at


def record_for_ever(root: str) -> None:
    """The desk that is going to be killed; its pipe is the witness: a line as soon as an entry is told."""
    from console.clock import SystemClock
    from console.journal.journal import EntryWritten, EvidenceDraft, Journal, Kind
    from console.journal.violation import Violation
    from console.outbox import Outbox

    outbox = Outbox()

    def tell() -> None:  # on the writer's own thread, before it takes the next record
        for fact in outbox.drain():
            if isinstance(fact, EntryWritten):
                line = {"seq": fact.entry.seq, "hash": fact.entry.hash.hex(), "ref": fact.ref}
                os.write(1, json.dumps(line).encode() + b"\n")

    outbox.set_wake(tell)
    journal = Journal(DataFolder(Path(root)), clock=SystemClock(), outbox=outbox)
    journal.start()
    body = Violation(
        "koap-434", "434", "Школа № 4", "2026-11-23T18:00:00.000000Z", camera_number="0402"
    ).body()
    while True:
        if journal.state().queued > 20:
            time.sleep(0.001)
            continue
        picture = random.randbytes(random.randrange(1_000, 200_000))
        journal.record(
            Kind.VIOLATION_RECORDED,
            body,
            actor="Anna",
            evidence=[EvidenceDraft("still", ".jpg", picture)],
            ref=hashlib.sha256(picture).hexdigest(),
        )


def _kill_at(delay_s: float, folder: DataFolder, *, after_first: bool) -> list[dict]:
    """Runs the desk, kills it, and returns what it had reported."""
    lines = kill_at(delay_s, __file__, str(folder.root), after_first=after_first)
    return [line for line in lines if line["ref"]]  # the rest is the journal's own note of what it swept up


def _check(folder: DataFolder, reported: list[dict]) -> None:
    from console.journal.search import Query, each

    report = verify(folder)
    assert report.sound, [fault.text() for fault in report.faults]
    there = {entry.seq: entry for entry in each(folder, Query())}
    for line in reported:
        entry = there[line["seq"]]
        assert entry.hash.hex() == line["hash"]
        (still,) = entry.evidence
        assert hashlib.sha256(still.read_bytes()).hexdigest() == line["ref"]


def _cut_the_power(folder: DataFolder, times: int, seed: int) -> None:
    moments = random.Random(seed)
    reported: list[dict] = []
    for _time in range(times):
        reported += _kill_at(moments.uniform(0, 0.4), folder, after_first=True)
        _check(folder, reported)
    assert len(reported) >= times, "each run had reported at least one record before it was killed"


def test_ten_power_cuts_lose_nothing_that_was_reported(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    _cut_the_power(DataFolder(tmp_path / "data"), 10, seed)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_power_cuts(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    for number in range(20):  # a fresh folder now and then, so that checking stays quick
        _cut_the_power(DataFolder(tmp_path / f"data-{number}"), 10, seed + number)


def test_a_power_cut_while_the_journal_is_being_begun(tmp_path):
    """At any moment of the first second, from before the folder exists: the next start goes on."""
    for number in range(6):
        folder = DataFolder(tmp_path / f"data-{number}")
        reported = _kill_at(0.15 + 0.07 * number, folder, after_first=False)
        try:
            _check(folder, reported)
        except Problem:
            assert not reported, "there was a record, and now there is no journal"
        reported += _kill_at(0.05, folder, after_first=True)
        _check(folder, reported)


if __name__ == "__main__":
    record_for_ever(sys.argv[1])
