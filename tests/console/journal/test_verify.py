"""Every way of tampering is found and named by its entry."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from console.journal.chain import Header, canonical_json, entry_hash, sha256
from console.journal.database import JournalDatabase
from console.journal.projection import read_body
from console.journal.search import evidence_of
from console.journal.verify import Fault, FaultKind, Head, verify
from console.problem import Problem
from tests.console.journal.conftest import tamper


def _faults(folder, head=None):
    return list(verify(folder, head=head).faults)


def _still_of(folder, seq):
    with JournalDatabase.open_for_reading(folder) as database:
        ((body,),) = database.read("select body from entry where seq = ?", [seq])
    return folder.root / evidence_of(read_body(body))[0]["file"]


def test_a_journal_as_it_was_written_is_sound(eight):
    report = verify(eight)
    assert report.sound
    assert (report.entries, report.files, report.head.seq) == (8, 2, 8)


def test_one_changed_byte_in_a_body(eight):
    tamper(eight, "update entry set body = replace(body, 'patrol sent', 'patrol Sent') where seq = 4")
    assert _faults(eight) == [Fault(4, FaultKind.BODY_CHANGED)]


@pytest.mark.parametrize(
    "change",
    [
        "at_utc = replace(at_utc, ':03:', ':04:')",
        "utc_offset_min = 360",
        "desk = 'desk-2'",
        "actor = 'Annа'",  # a Cyrillic letter that looks the same
        "actor = cast(x'416eff' as text)",  # no text at all
        "kind = 'violation voided'",
        "body_hash = randomblob(32)",
        "prev_hash = randomblob(32)",
        "hash = randomblob(32)",
    ],
)
def test_a_changed_header(eight, change):
    tamper(eight, f"update entry set {change} where seq = 4")
    faults = _faults(eight)
    assert {fault.seq for fault in faults} <= {4, 5}
    assert Fault(4, FaultKind.HEADER_CHANGED) in faults
    assert faults[0].seq == 4


def test_a_body_rewritten_with_its_hash(eight):
    body = canonical_json({"note": "nothing happened", "salt": "00" * 16}).decode()
    tamper(
        eight, f"update entry set body = '{body}', body_hash = x'{sha256(body.encode()).hex()}' where seq = 4"
    )
    assert _faults(eight) == [Fault(4, FaultKind.HEADER_CHANGED)]


def test_an_entry_forged_with_all_its_hashes(eight):
    _forge(eight, 4)
    assert _faults(eight) == [Fault(5, FaultKind.CHAIN_BROKEN)]


def test_a_whole_tail_forged_is_found_by_the_head_on_paper(eight):
    paper = verify(eight).head
    for seq in range(4, 9):
        _forge(eight, seq)
    assert verify(eight).sound, "a chain alone cannot know: that is what the paper is for"
    assert _faults(eight, paper) == [Fault(8, FaultKind.HEAD_DIFFERS)]


def _forge(folder, seq):
    """Signs an entry over to Eve and makes its own hashes and its link right again."""
    with closing(sqlite3.connect(folder.journal_db)) as database:
        columns = "at_utc, utc_offset_min, desk, kind, body_hash"
        at_utc, offset, desk, kind, body_hash = database.execute(
            f"select {columns} from entry where seq = {seq}"
        ).fetchone()
        ((prev,),) = database.execute(f"select hash from entry where seq = {seq - 1}").fetchall()
    forged = entry_hash(prev, Header(seq, at_utc, offset, desk, "Eve", kind, body_hash))
    tamper(
        folder,
        f"update entry set actor = 'Eve', prev_hash = x'{prev.hex()}', hash = x'{forged.hex()}'"
        f" where seq = {seq}",
    )


def test_a_removed_row(eight):
    tamper(eight, "delete from entry where seq = 4")
    assert _faults(eight) == [Fault(4, FaultKind.ENTRY_MISSING, until=4)]


def test_the_first_row_removed(eight):
    tamper(eight, "delete from entry where seq = 1")
    assert _faults(eight) == [Fault(1, FaultKind.ENTRY_MISSING, until=1)]


def test_several_rows_removed_are_told_as_one_run(eight):
    tamper(eight, "delete from entry where seq between 3 and 5")
    assert _faults(eight) == [Fault(3, FaultKind.ENTRY_MISSING, until=5)]
    assert Fault(3, FaultKind.ENTRY_MISSING, until=5).text() == "entry 3–5: missing"


def test_a_removed_row_with_the_rest_moved_up(eight):
    tamper(eight, "delete from entry where seq = 4", "update entry set seq = seq - 1 where seq > 4")
    faults = _faults(eight)
    assert faults[0] == Fault(4, FaultKind.CHAIN_BROKEN)
    assert Fault(4, FaultKind.HEADER_CHANGED) in faults


def test_two_swapped_rows(eight):
    tamper(
        eight,
        "update entry set seq = 100 where seq = 3",
        "update entry set seq = 3 where seq = 5",
        "update entry set seq = 5 where seq = 100",
    )
    faults = _faults(eight)
    assert [fault.seq for fault in faults if fault.kind is FaultKind.HEADER_CHANGED] == [3, 5]
    assert faults[0].seq == 3


def test_a_cut_tail_is_found_by_the_head_on_paper(eight):
    paper = verify(eight).head
    tamper(eight, "delete from entry where seq > 6")
    assert verify(eight).sound
    assert _faults(eight, paper) == [Fault(7, FaultKind.TAIL_CUT, until=8)]
    assert verify(eight, head=verify(eight).head).sound


def test_a_head_of_an_earlier_day_still_fits(eight):
    with JournalDatabase.open_for_reading(eight) as database:
        ((third,),) = database.read("select hash from entry where seq = 3")
    assert verify(eight, head=Head(3, third)).sound


def test_a_changed_evidence_file(eight):
    still = _still_of(eight, 6)
    content = bytearray(still.read_bytes())
    content[5] ^= 1
    still.write_bytes(content)
    name = still.relative_to(eight.root).as_posix()
    assert _faults(eight) == [Fault(6, FaultKind.EVIDENCE_CHANGED, file=name)]


def test_a_missing_evidence_file(eight):
    _still_of(eight, 3).unlink()
    (fault,) = _faults(eight)
    assert (fault.seq, fault.kind) == (3, FaultKind.EVIDENCE_MISSING)


def test_a_missing_body(eight):
    tamper(eight, "update entry set body = null where seq = 4")
    assert _faults(eight) == [Fault(4, FaultKind.BODY_MISSING)]


def test_guards_taken_out_are_told_after_the_entries(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database, database:
        database.execute("drop trigger entry_never_changes")
        database.execute("update entry set actor = 'Eve' where seq = 2")
    assert _faults(eight) == [Fault(2, FaultKind.HEADER_CHANGED), Fault(None, FaultKind.GUARDS_MISSING)]


def test_all_faults_are_listed_not_only_the_first(eight):
    tamper(eight, "update entry set actor = 'Eve' where seq in (2, 7)")
    _still_of(eight, 3).unlink()
    assert [fault.seq for fault in _faults(eight)] == [2, 3, 7]


def test_a_damaged_page_is_told_by_the_entry_it_begins_at(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database:
        database.execute("pragma wal_checkpoint(truncate)")
        (size,) = database.execute("pragma page_size").fetchone()
        (root,) = database.execute("select rootpage from sqlite_master where name = 'entry'").fetchone()
    with eight.journal_db.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 200)
    report = verify(eight)
    assert report.faults == (Fault(1, FaultKind.FILE_DAMAGED),)


def test_it_works_on_a_copy_that_cannot_be_written(eight, tmp_path):
    """As on the disc that a court is given; run as root the folder is writable all the same."""
    copy = type(eight)(tmp_path / "disc")
    shutil.copytree(eight.root, copy.root)
    for path in [*copy.root.rglob("*"), copy.root]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert verify(copy).sound
    finally:
        for path in [copy.root, *copy.root.rglob("*")]:
            path.chmod(0o755)


@pytest.mark.parametrize(
    "text", ["", "8", "8:abc", "x:" + 64 * "0", "8:" + 65 * "0", "-1:" + 64 * "0", "٨:" + 64 * "0"]
)
def test_a_head_with_a_typing_error_is_a_problem(text):
    with pytest.raises(Problem, match="head"):
        Head.parse(text)


def test_progress_is_told(journal):
    from console.journal.journal import Kind

    for number in range(3):
        journal.append_now(Kind.BULLETIN, {"text": str(number)}, actor="Anna")
    told = []
    verify(journal._folder, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]
