"""Another program holds the journal: the desk says that records wait, loses none, and keeps their order."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from console.clock import SystemClock
from console.journal.journal import EntryWritten, Journal, Kind
from console.journal.search import Query, each
from console.journal.verify import verify
from console.outbox import Outbox
from console.paths import DataFolder

HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
database.execute("begin exclusive")
print("held", flush=True)
sys.stdin.readline()
database.execute("rollback")
"""
RECORDS = 20


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def desk(folder):
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox())
    journal.start()
    yield journal
    journal.stop()


@pytest.fixture
def held(desk, folder):
    """A backup program with the file to itself, until it is told to let go."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.journal_db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdout.readline() == b"held\n"

    def let_go():
        program.communicate(b"\n", timeout=30)

    yield let_go
    if program.poll() is None:
        let_go()


def _record_while_held(desk):
    for number in range(RECORDS):
        desk.record(Kind.BULLETIN, {"text": str(number)}, actor="Anna", ref=str(number))


def _check(desk, folder):
    give_up = time.monotonic() + 60
    while desk.state().queued and time.monotonic() < give_up:
        time.sleep(0.05)
    assert (desk.state().queued, desk.state().failure) == (0, None)
    refs = [fact.ref for fact in desk._outbox.drain() if isinstance(fact, EntryWritten)]
    texts = [entry.body["text"] for entry in each(folder, Query())]
    assert refs == texts == [str(number) for number in range(RECORDS)]
    assert verify(folder).sound


def _hold(desk, folder, held, seconds):
    _record_while_held(desk)
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        assert desk.state().queued == RECORDS, "recorded, not yet written: shown at the bottom of the window"
        time.sleep(0.2)
    assert not [fact for fact in desk._outbox.drain() if isinstance(fact, EntryWritten)]
    held()
    _check(desk, folder)


def test_what_is_recorded_meanwhile_waits_and_is_written_in_order(desk, folder, held):
    _hold(desk, folder, held, 4)


@pytest.mark.long
def test_for_half_a_minute(desk, folder, held):
    _hold(desk, folder, held, 30)


def test_when_the_wait_has_been_long_the_desk_says_why_and_goes_on_trying(desk, folder, held, monkeypatch):
    monkeypatch.setattr("console.journal.turns.BUSY_S", 0.2)  # 60 s at a desk
    _record_while_held(desk)
    give_up = time.monotonic() + 60
    while desk.state().failure is None and time.monotonic() < give_up:
        time.sleep(0.05)
    assert desk.state().failure == "another program keeps the journal locked"
    assert desk.state().queued == RECORDS
    held()
    _check(desk, folder)


def test_searching_goes_on_beside_it(desk, folder, held):
    assert list(each(folder, Query())) == []
