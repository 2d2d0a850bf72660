"""Two programs append 1,000 entries each at the same time: one valid chain of 2,000."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from console.journal.search import Query, each
from console.journal.verify import verify
from console.paths import DataFolder

ROOT = Path(__file__).parents[2]
DESKS = ("desk-1", "desk-2")
COUNT = 1000
TURNS = 20  # about 100 where both have a core; 3 when each waits as SQLite waits by itself
ATTEMPTS = 3  # a machine that stops one of the programs for half a second leaves no time for turns


def append_many(root: str, name: str) -> None:
    """One of the programs: says that it is ready, waits for the word, appends."""
    from console.clock import SystemClock
    from console.journal.journal import Journal, Kind
    from console.outbox import Outbox

    journal = Journal(DataFolder(Path(root)), clock=SystemClock(), outbox=Outbox(), desk=name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    journal.start()  # both begin the same new journal
    for number in range(COUNT):
        journal.record(Kind.BULLETIN, {"text": str(number)}, actor=name)
    sys.exit(1 if journal.stop(deadline_s=200) else 0)


def _write_both(folder):
    writers = [
        subprocess.Popen(
            [sys.executable, __file__, str(folder.root), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for name in DESKS
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=250)
        assert writer.returncode == 0


def test_two_writers_make_one_chain(tmp_path):
    for attempt in range(ATTEMPTS):
        folder = DataFolder(tmp_path / f"data-{attempt}")
        _write_both(folder)
        report = verify(folder)
        assert report.sound, [fault.text() for fault in report.faults]
        assert report.entries == 2 * COUNT
        entries = list(each(folder, Query()))
        for name in DESKS:
            texts = [entry.body["text"] for entry in entries if entry.desk == name]
            assert texts == [str(number) for number in range(COUNT)]
        turns = sum(one.desk != two.desk for one, two in pairwise(entries))
        if turns >= TURNS:
            return
    pytest.fail(f"only {turns} turns: one of them had to wait until the other had written nearly all")


if __name__ == "__main__":
    append_many(sys.argv[1], sys.argv[2])
