"""A journal of eight entries, two with evidence, and a way to tamper with it as a thief would."""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.journal import command
from console.journal.journal import EvidenceDraft, Journal, Kind
from console.journal.violation import Violation
from console.outbox import Outbox
from console.paths import DataFolder
from tests.fakes.fake_clock import FakeClock

STILL = b"\xff\xd8 a picture of the yard \xff\xd9"


def a_violation(**changes) -> dict:
    violation = Violation(
        offence="koap-434",
        article="434",
        place="Школа № 4",
        at_utc="2026-11-23T18:00:00.000000Z",
        camera_id="cam-0402",
        camera_number="0402",
        persons=2,
        action="patrol sent",
        note="у чёрного входа",
    )
    return violation.body() | changes


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def journal(folder: DataFolder, clock: FakeClock) -> Journal:
    """Not started: for `append_now`."""
    return Journal(folder, clock=clock, outbox=Outbox())


@pytest.fixture
def eight(journal: Journal, clock: FakeClock, folder: DataFolder) -> DataFolder:
    """Entries 1…8, a minute apart; 3 and 6 have a still each."""
    for number in range(1, 9):
        still = [EvidenceDraft("still", ".jpg", STILL + bytes([number]))] if number in (3, 6) else []
        journal.append_now(Kind.VIOLATION_RECORDED, a_violation(persons=number), actor="Anna", evidence=still)
        clock.advance(60)
    return folder


@pytest.fixture
def munara(folder, capsys):
    """`munara journal WORDS` on that folder: its exit code and what it printed."""

    def run(*words):
        parser = argparse.ArgumentParser()
        command.add_parser(parser.add_subparsers(dest="command"))
        arguments = parser.parse_args(["journal", *words])
        arguments.data = str(folder.root)
        code = command.run(arguments)
        return code, capsys.readouterr().out

    return run


def tamper(folder: DataFolder, *statements: str) -> None:
    """Takes the guards out, does its work, and puts them back so that nothing shows."""
    with closing(sqlite3.connect(folder.journal_db)) as database, database:
        guards = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _sql in guards:
            database.execute(f"drop trigger {name}")
        for statement in statements:
            assert database.execute(statement).rowcount != 0, f"nothing was tampered with: {statement}"
        for _name, sql in guards:
            database.execute(sql)
