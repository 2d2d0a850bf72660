"""What SQLite is asked to guarantee, and every way in which journal.db may not be one."""

import sqlite3
from contextlib import closing

import pytest

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.tables import APPLICATION_ID, VERSION
from console.outbox import Outbox
from console.problem import Problem
from tests.console.journal.conftest import tamper


@pytest.mark.parametrize(
    "statement",
    [
        "update entry set actor = 'Eve' where seq = 4",
        "delete from entry where seq = 4",
        "insert or replace into entry select 4, at_utc, 0, desk, 'Eve', kind, body, body_hash, prev_hash,"
        " randomblob(32) from entry where seq = 4",
        "insert or replace into entry select 9, at_utc, 0, desk, 'Eve', kind, body, body_hash, prev_hash,"
        " randomblob(32) from entry where seq = 4",
        "insert into entry select 9, at_utc, 0, desk, actor, kind, null, body_hash, hash, randomblob(32)"
        " from entry where seq = 8",
        "insert into entry select 10, at_utc, 0, desk, actor, kind, body, body_hash, hash, randomblob(32)"
        " from entry where seq = 8",
    ],
)
def test_the_database_itself_refuses_changes(eight, statement):
    with closing(sqlite3.connect(eight.journal_db)) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)


def test_even_without_triggers_no_two_entries_follow_the_same_one(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database:
        database.execute("drop trigger entry_follows_the_head")
        with pytest.raises(sqlite3.IntegrityError, match=r"entry.prev_hash"):
            database.execute(
                "insert into entry select 9, at_utc, 0, desk, actor, kind, body, body_hash, prev_hash,"
                " randomblob(32) from entry where seq = 8"
            )


def test_the_file_says_what_it_is(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database:
        assert database.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
        assert database.execute("pragma user_version").fetchone() == (VERSION,)
        assert database.execute("pragma journal_mode").fetchone() == ("wal",)


def test_every_column_is_explained(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database:
        script = {name: sql for name, sql in database.execute("select name, sql from sqlite_master")}
    for table in ("entry", "entry_subject"):
        columns = [line for line in script[table].splitlines() if line.startswith("    ")]
        assert len(columns) >= 4
        assert [line for line in columns if "--" not in line] == []


def _start(folder):
    journal = Journal(folder, clock=None, outbox=Outbox())
    try:
        journal.start()
    finally:
        journal.stop()


def _garbage(folder):
    folder.journal_db.write_bytes(b"no database at all " * 500)


def _another_programs(folder):
    folder.journal_db.unlink()
    with closing(sqlite3.connect(folder.journal_db)) as database, database:
        database.execute("create table history (url text)")


def _newer(folder):
    with closing(sqlite3.connect(folder.journal_db)) as database, database:
        database.execute("pragma user_version = 99")


def _missing(folder):
    folder.journal_db.unlink()


def _emptied(folder):
    folder.journal_db.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (_garbage, "cannot be used"),
        (_another_programs, "another program's database"),
        (_newer, "newer Munara"),
        (_missing, "is missing"),
        (_emptied, "is missing"),
    ],
)
def test_a_journal_that_cannot_be_used_is_told_and_kept(eight, harm, says):
    harm(eight)
    before = eight.journal_db.read_bytes() if eight.journal_db.exists() else None
    with pytest.raises(Problem, match=says) as told:
        _start(eight)
    assert str(eight.journal_db) in str(told.value)
    after = eight.journal_db.read_bytes() if eight.journal_db.exists() else None
    assert after == before, "what may be all that is left is not touched"


def test_an_unknown_kind_is_read_as_the_text_it_is(eight):
    tamper(eight, "update entry set kind = 'drone launched' where seq = 2")
    with JournalDatabase.open_for_reading(eight) as database:
        kinds = [Kind.read(kind) for (kind,) in database.read("select kind from entry order by seq")]
    assert kinds[:2] == [Kind.VIOLATION_RECORDED, "drone launched"]
