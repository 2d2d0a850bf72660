"""Projections made again from the entries, never beside a running desk, and no entry touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from console.journal.desk_lock import DeskLock
from console.journal.journal import Kind, Query
from console.journal.rebuild import rebuild
from console.journal.search import find
from console.journal.verify import verify
from console.problem import Problem
from tests.console.journal.conftest import a_violation, tamper

PROJECTIONS = ("select * from entry_subject", "select rowid, words from entry_search")


def projected(folder):
    with closing(sqlite3.connect(folder.journal_db)) as database:
        rows = [database.execute(query).fetchall() for query in PROJECTIONS]
    # What later entries said of one stands among its words in the order in which it was said.
    return [[tuple(sorted(str(cell).split()) for cell in row) for row in table] for table in rows]


@pytest.mark.parametrize(
    "damage",
    [
        ["delete from entry_subject", "delete from entry_search"],
        ["delete from entry_search where rowid > 4"],
        ["update entry_subject set camera_number = '9', place = 'x'", "update entry_search set words = 'x'"],
        ["insert into entry_search (rowid, words) values (900, 'школа')"],
        ["drop table entry_subject", "drop table entry_search"],
    ],
    ids=["emptied", "half", "garbled", "too many", "dropped"],
)
def test_what_was_lost_is_found_again(eight, damage):
    before, report = projected(eight), verify(eight)
    with closing(sqlite3.connect(eight.journal_db)) as database, database:
        for statement in damage:
            database.execute(statement)
    assert rebuild(eight) == report.head
    assert projected(eight) == before
    assert find(eight, Query(words="школа чёрн", camera="0402"))[1] == 8
    assert verify(eight) == report


def test_records_go_on_behind_it(eight, journal):
    rebuild(eight)
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note="драка"), actor="Anna")
    assert find(eight, Query(words="драка"))[1] == 1
    assert verify(eight).sound


@pytest.mark.parametrize(
    "body",
    ["null", "'{broken'", "x'ff00'", """'{"note":"\\ud800"}'""", "replace(hex(zeroblob(3000)), '0', '[')"],
    ids=["erased", "no JSON", "no text", "half a character", "deep"],
)
def test_a_body_that_cannot_be_read_is_found_by_its_signer_alone(eight, body):
    tamper(eight, f"update entry set body = cast({body} as text) where seq = 4")
    assert rebuild(eight).seq == 8
    assert projected(eight)[0][3] == (["4"], [], [], [])
    assert find(eight, Query(words="школа"))[1] == 7
    assert find(eight, Query(words="anna"))[1] == 8


def test_refused_beside_a_running_desk(eight, journal):
    journal.start()
    try:
        with pytest.raises(Problem, match="a desk is running"):
            rebuild(eight)
    finally:
        journal.stop()
    assert rebuild(eight).seq == 8


def test_a_command_line_appends_beside_a_desk_and_hinders_no_rebuild(eight, journal, clock):
    desk = DeskLock(eight)
    desk.share()
    journal.append_now(Kind.BULLETIN, {"text": "beside"}, actor="Anna")
    desk.release()
    assert rebuild(eight).seq == 9


def test_a_desk_does_not_start_beside_a_rebuild(eight, journal):
    lock = DeskLock(eight)
    lock.take_alone()
    with pytest.raises(Problem, match="being made again"):
        journal.start()
    lock.release()
    journal.start()
    assert journal.stop() == 0


def test_broken_off_leaves_everything_as_it_was(eight):
    tamper(eight, "update entry_subject set place = 'x' where seq = 1")
    before = projected(eight)

    def stop(_done, _all):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(eight, progress=stop)
    assert projected(eight) == before
    assert rebuild(eight).seq == 8, "its lock is gone with it"


def test_no_journal_is_begun(folder):
    with pytest.raises(Problem, match="no journal"):
        rebuild(folder)
    assert not folder.root.exists()
