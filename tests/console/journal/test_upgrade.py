"""Every older journal is read as it is, and upgraded when it is opened for writing, all or nothing."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from console.journal import tables, upgrade
from console.journal.database import JournalDatabase
from console.journal.erasure import Erasure, Part
from console.journal.history import history
from console.journal.journal import Journal, Kind
from console.journal.search import Query, Standing, find
from console.journal.verify import Fault, FaultKind, verify
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem
from tests.console.journal.conftest import a_violation, tamper

SCHEMAS = Path(__file__).parent / "schemas"
STILLS = (b"\xff\xd8 the yard of school 4 \xff\xd9", b"\xff\xd8 a cat at the gate \xff\xd9")
OLD = sorted(int(file.stem.removeprefix("v")) for file in SCHEMAS.glob("v*.sql"))


def lay_out(version: int, folder: DataFolder) -> DataFolder:
    """A data folder as that version left it."""
    day = folder.evidence / "2026/11/23"
    day.mkdir(parents=True)
    for still in STILLS:
        (day / f"{hashlib.sha256(still).hexdigest()}.jpg").write_bytes(still)
    with closing(sqlite3.connect(folder.journal_db)) as database:
        database.executescript((SCHEMAS / f"v{version}.sql").read_text(encoding="utf-8"))
    return folder


@pytest.fixture(params=OLD)
def old(request, folder):
    return lay_out(request.param, folder)


def _open(folder):
    JournalDatabase.open_for_writing(folder).close()


def _version(folder):
    with closing(sqlite3.connect(folder.journal_db)) as database:
        return database.execute("pragma user_version").fetchone()[0]


def _schema(folder):
    with closing(sqlite3.connect(folder.journal_db)) as database:
        query = "select type, name, tbl_name, sql from sqlite_master order by name"
        return [(*row[:3], " ".join((row[3] or "").split())) for row in database.execute(query)]


def test_there_is_a_copy_of_every_older_schema():
    assert list(range(1, tables.VERSION)) == OLD


def test_it_is_read_as_it_is(old):
    before = old.journal_db.read_bytes()
    report = verify(old)
    assert (report.sound, report.entries, report.files, report.erased) == (True, 12, 3, 0)
    assert find(old, Query())[1] == 12
    with pytest.raises(Problem, match="journal rebuild"):
        find(old, Query(words="әділ"))
    assert history(old, 4).standing.persons == 3
    assert old.journal_db.read_bytes() == before


def test_it_is_upgraded_and_every_entry_stays(old, tmp_path):
    before, found = verify(old), find(old, Query())
    _open(old)
    assert _version(old) == tables.VERSION
    assert verify(old) == before
    assert find(old, Query()) == found
    assert find(old, Query(words="әділ"))[1] == find(old, Query(words="адил"))[1] == 2
    assert find(old, Query(standing=Standing.AMENDED))[1] == 1
    fresh = DataFolder(tmp_path / "fresh")
    fresh.root.mkdir()
    _open(fresh)
    assert _schema(old) == _schema(fresh), "upgraded or new: the same tables, triggers and indexes"


def test_records_and_erasures_go_on_in_it(old, clock):
    journal = Journal(old, clock=clock, outbox=Outbox())
    journal.start()
    try:
        journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note="драка"), actor="Anna")
        journal.erase(Erasure(4, "order 7", Part.BODY), actor="Anna")
    finally:
        journal.stop()
    report = verify(old)
    assert (report.sound, report.erased) == (True, 4), (
        "two bodies, and the still for the alert and the record"
    )
    assert find(old, Query(words="әділ"))[1] == 0
    assert find(old, Query(words="драка"))[1] == 1


def test_what_an_old_version_left_in_free_pages_goes_with_the_upgrade(old):
    with closing(sqlite3.connect(old.journal_db)) as database, database:
        database.execute("pragma secure_delete = off")
        database.execute("create table gone (text)")
        database.execute("insert into gone values (?)", ["a note of long ago " * 1000])
        database.execute("drop table gone")
    assert b"note of long ago" in old.journal_db.read_bytes()
    _open(old)
    assert b"note of long ago" not in old.journal_db.read_bytes()


def test_broken_off_it_is_as_it_was(old, monkeypatch):
    before, schema = verify(old), _schema(old)

    def stop(*_arguments):
        steps(*_arguments)
        raise KeyboardInterrupt

    steps = tables.upgrade_tables
    monkeypatch.setattr(upgrade, "upgrade_tables", stop)
    with pytest.raises(KeyboardInterrupt):
        _open(old)
    assert (verify(old), _schema(old)) == (before, schema)
    monkeypatch.undo()
    _open(old)
    assert _version(old) == tables.VERSION


def test_other_programs_wait_for_each_other(old):
    """Several open it at once, while a third writes: each waits for its turn, and one upgrades."""
    failures = []

    def try_to_open():
        try:
            _open(old)
        except BaseException as error:
            failures.append(error)

    with closing(sqlite3.connect(old.journal_db, isolation_level=None)) as other:
        other.execute("begin immediate")
        openers = [threading.Thread(target=try_to_open) for _number in range(3)]
        for opener in openers:
            opener.start()
        time.sleep(0.2)
        assert _version(old) < tables.VERSION
        other.execute("commit")
    for opener in openers:
        opener.join(60)
    assert failures == []
    assert _version(old) == tables.VERSION
    assert verify(old).sound


def test_no_room_to_write_it_anew_does_not_stop_the_upgrade(old, monkeypatch, caplog):
    write_anew = upgrade.write_anew

    def cramped(connection):
        connection.execute("begin")  # within a transaction VACUUM fails, as it does on a full disk
        write_anew(connection)
        connection.execute("rollback")

    monkeypatch.setattr(upgrade, "write_anew", cramped)
    _open(old)
    assert "could not be written anew" in caplog.text
    assert _version(old) == tables.VERSION


def test_a_newer_one_is_refused_and_left_alone(old):
    with closing(sqlite3.connect(old.journal_db)) as database, database:
        database.execute(f"pragma user_version = {tables.VERSION + 1}")
    before = old.journal_db.read_bytes()
    for opened in (JournalDatabase.open_for_writing, JournalDatabase.open_for_reading):
        with pytest.raises(Problem, match="newer Munara"):
            opened(old)
    assert old.journal_db.read_bytes() == before


def test_guards_of_the_old_version_are_known(old):
    with closing(sqlite3.connect(old.journal_db)) as database, database:
        database.execute("drop trigger entry_never_changes")
        database.execute(
            "create trigger entry_never_changes before update on entry begin select 'as you like'; end"
        )
    assert list(verify(old).faults) == [Fault(None, FaultKind.GUARDS_CHANGED)]
    _open(old)
    assert verify(old).sound, "the upgrade makes that guard anew"


def test_what_was_tampered_with_before_is_found_after(old):
    tamper(old, "update entry set actor = 'Eve' where seq = 4")
    _open(old)
    assert list(verify(old).faults) == [Fault(4, FaultKind.HEADER_CHANGED)]
