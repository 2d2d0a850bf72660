"""What is erased is gone, in every corner of the data folder; its hash, the reason and who stay."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.journal import erasure as erasure_module
from console.journal import traces
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.erasure import Clearing, Erasure, Part, finish
from console.journal.evidence import EvidenceDraft
from console.journal.rebuild import rebuild
from console.journal.search import Query, each, evidence_of, find
from console.journal.verify import Fault, FaultKind, verify
from console.problem import Problem
from tests.console.journal.affair import NOTE, an_affair, an_alert
from tests.console.journal.conftest import a_violation, tamper
from tests.console.journal.test_rebuild import projected

WHY = "order 7 of the court"


@pytest.fixture
def affair(eight, journal):
    return an_affair(journal)


def _file_of(folder, entry):
    return folder.root / evidence_of(entry.body)[0]["file"]


def _everything(folder):
    return b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file())


# --- files ---


def test_a_file_goes_and_its_hash_stays(eight, journal):
    before = _entry(eight, 3)
    (still,) = before.evidence
    erased = journal.erase(Erasure(3, WHY), actor="Әсел")
    assert not still.exists()
    (entry,) = erased.entries
    assert (entry.actor, entry.kind) == ("Әсел", Kind.EVIDENCE_ERASED)
    named = evidence_of(before.body)[0]
    told = {key: entry.body[key] for key in ("seq", "file", "sha256", "why")}
    assert told == {"seq": 3, "file": named["file"], "sha256": named["sha256"], "why": WHY}
    report = verify(eight)
    assert (report.sound, report.files, report.erased) == (True, 1, 1)
    assert _entry(eight, 3) == before, "the entry is as it was"


def _entry(folder, seq):
    return next(entry for entry in each(folder, Query()) if entry.seq == seq)


def test_the_entry_is_on_the_disk_before_the_file_goes(eight, journal, monkeypatch):
    seen = []
    unlink = Path.unlink

    def watched(path, *arguments, **options):
        if path.suffix == ".jpg":
            with JournalDatabase.open_for_reading(eight) as database:
                seen.extend(database.read("select kind from entry where seq = 9"))
        unlink(path, *arguments, **options)

    monkeypatch.setattr(Path, "unlink", watched)
    journal.erase(Erasure(3, WHY), actor="Anna")
    assert seen == [("evidence erased",)]


def test_one_file_of_several(folder, journal):
    drafts = [EvidenceDraft("still", ".jpg", b"one"), EvidenceDraft("boxes", ".jsonl", b"two")]
    entry = journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=drafts)
    still, boxes = (folder.root / item["file"] for item in evidence_of(entry.body))
    journal.erase(Erasure(1, WHY, file=boxes.name), actor="Anna")
    assert (still.exists(), boxes.exists()) == (True, False)
    report = verify(folder)
    assert (report.sound, report.files, report.erased) == (True, 1, 1)
    with pytest.raises(Problem, match="nothing is left"):
        journal.erase(Erasure(1, WHY, file=boxes.name), actor="Anna")


def test_a_file_that_an_entry_names_twice_is_erased_once(folder, journal):
    twice = [EvidenceDraft(role, ".jpg", b"one") for role in ("still", "boxed")]
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=twice)
    assert len(journal.erase(Erasure(1, WHY), actor="Anna").entries) == 1
    assert (verify(folder).sound, finish(folder)) == (True, [])


def test_of_a_violation_everything_goes_that_hangs_on_it(eight, affair, journal):
    still, clip = _file_of(eight, affair.violation), _file_of(eight, affair.clip)
    assert still == _file_of(eight, affair.alert)
    erased = journal.erase(Erasure(affair.violation.seq, WHY), actor="Anna")
    assert {entry.body["seq"] for entry in erased.entries} == {
        affair.alert.seq,
        affair.violation.seq,
        affair.clip.seq,
    }
    assert not still.exists()
    assert not clip.exists()
    assert (verify(eight).sound, verify(eight).erased) == (True, 3)


def test_a_file_stays_while_another_entry_names_it(eight, affair, journal):
    still = _file_of(eight, affair.alert)
    erased = journal.erase(Erasure(affair.alert.seq, WHY), actor="Anna")
    assert erased.kept == (still.relative_to(eight.root).as_posix(),)
    assert still.exists()
    assert verify(eight).sound, "erased for the alert, needed for the violation"
    journal.erase(Erasure(affair.violation.seq, WHY), actor="Anna")
    assert not still.exists()


@pytest.mark.parametrize("harm", ["replaced", "gone"])
def test_what_is_not_as_it_was_recorded_is_left_for_verify(eight, affair, journal, harm):
    clip = _file_of(eight, affair.clip)
    clip.write_bytes(b"another") if harm == "replaced" else clip.unlink()
    before = verify(eight)
    with pytest.raises(Problem, match="not as it was recorded"):
        journal.erase(Erasure(affair.violation.seq, WHY), actor="Anna")
    assert verify(eight) == before, "nothing was erased, the fault stands"


def test_a_name_that_leads_elsewhere_is_never_followed(eight, journal, tmp_path):
    outside = tmp_path / "of another.txt"
    outside.write_bytes(b"precious")
    digest = "sha256 of it does not matter"
    body = {
        "evidence": [{"file": "evidence/../../of another.txt", "sha256": digest, "bytes": 8, "role": "still"}]
    }
    tamper(eight, f"update entry set body = '{json.dumps(body)}' where seq = 4")
    with pytest.raises(Problem, match="not as it was recorded"):
        journal.erase(Erasure(4, WHY), actor="Anna")
    (eight.evidence / "side").symlink_to(tmp_path)
    told = {"seq": 4, "file": "evidence/side/of another.txt", "sha256": _sha(outside), "why": WHY}
    journal.append_now(Kind.EVIDENCE_ERASED, told, actor="Eve")
    finish(eight)
    assert outside.exists()


def _sha(path):
    from console.journal.evidence import file_sha256

    return file_sha256(path)


# --- broken off ---


def test_broken_off_between_entry_and_file_the_next_start_finishes(eight, affair, journal, monkeypatch):
    still = _file_of(eight, affair.violation)

    def power_cut(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(erasure_module, "_clear", power_cut)
    with pytest.raises(KeyboardInterrupt):
        journal.erase(Erasure(affair.violation.seq, WHY), actor="Anna")
    monkeypatch.undo()
    assert still.exists()
    assert {fault.kind for fault in verify(eight).faults} == {FaultKind.EVIDENCE_LEFT}
    assert len(finish(eight)) == 2
    assert not still.exists()
    assert verify(eight).sound
    assert finish(eight) == []


def test_what_a_copy_brought_back_goes_again(eight, journal):
    (still,) = _entry(eight, 3).evidence
    content = still.read_bytes()
    journal.erase(Erasure(3, WHY), actor="Anna")
    still.write_bytes(content)
    name = still.relative_to(eight.root).as_posix()
    assert list(verify(eight).faults) == [Fault(3, FaultKind.EVIDENCE_LEFT, file=name)]
    assert finish(eight) == [name]
    assert verify(eight).sound


def test_another_file_under_the_old_name_is_left_alone(eight, journal):
    (still,) = _entry(eight, 3).evidence
    journal.erase(Erasure(3, WHY), actor="Anna")
    still.write_bytes(b"somebody else's")
    assert finish(eight) == []
    assert still.exists()
    assert [fault.kind for fault in verify(eight).faults] == [FaultKind.EVIDENCE_LEFT], "a person looks at it"


def test_several_are_cleared_at_once(eight, journal):
    for seq in (3, 6):
        journal.erase(Erasure(seq, WHY), Clearing.LATER, actor="Anna")
    assert len(verify(eight).faults) == 2
    assert len(finish(eight)) == 2
    assert verify(eight).sound


# --- an entry's own text ---


def test_a_text_is_in_no_file_any_more(eight, affair, journal):
    left = [part.encode() for part in ("уанышбаев", "17654321", "Ерлан", "ерлан")]
    assert [trace in _everything(eight) for trace in left] == [True] * 4
    journal.start()  # a desk runs meanwhile, with a connection of its own
    try:
        erased = journal.erase(Erasure(affair.violation.seq, WHY, Part.BODY), actor="Anna")
        assert erased.forgotten
        assert [trace in _everything(eight) for trace in left] == [False] * 4
    finally:
        journal.stop()
    report = verify(eight)
    assert report.sound
    assert report.erased == 5, "two texts, and a still for alert and record, and a clip"
    assert find(eight, Query(words="Қуанышбаев"))[1] == 0
    assert find(eight, Query(words="школа", camera="0402"))[1] == 10, "eight, the alert and the clip"


def test_what_the_entry_was_is_told_as_erased(eight, journal, munara, tmp_path):
    journal.erase(Erasure(4, WHY, Part.BODY), actor="Anna")
    found = _entry(eight, 4)
    assert (found.erased, found.summary(), found.body, found.place) == (True, "erased", {}, "")
    assert not _entry(eight, 3).erased
    assert "erased" in munara("history", "4")[1]
    munara("export", "--csv", str(tmp_path / "all.csv"))
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.DictReader(file))[3]
    assert (row["Summary"], row["Signed by"], row["Note"]) == ("erased", "Anna", "")


def test_while_a_reader_needs_the_log_the_text_stays_in_it_and_goes_later(eight, journal, monkeypatch):
    monkeypatch.setattr(traces, "_LOG_WAIT_S", 0.1)
    with JournalDatabase.open_for_reading(eight) as reader:
        with closing(reader.read("select seq from entry")) as rows:
            next(rows)
            assert not journal.erase(Erasure(4, WHY, Part.BODY), actor="Anna").forgotten
            assert b'"persons":4' in _everything(eight)
        finish(eight)
        assert b'"persons":4' not in _everything(eight)


def test_broken_off_before_the_search_forgot_it_the_next_start_does(eight, affair, journal, monkeypatch):
    monkeypatch.setattr(JournalDatabase, "forget", lambda _self: True)
    journal.erase(Erasure(affair.violation.seq, WHY, Part.BODY), actor="Anna")
    assert b"17654321" in _everything(eight)
    monkeypatch.undo()
    finish(eight)
    assert b"17654321" not in _everything(eight)


def test_what_stands_in_the_rest_of_a_page_goes_with_it(eight, affair, journal):
    """SQLite leaves copies of rows there when it moves them, and does not wipe those."""
    with closing(sqlite3.connect(eight.journal_db)) as careless, careless:
        careless.execute("pragma secure_delete = off")
        rows = [(seq, "left in a page " * 20) for seq in range(900, 1100)]
        careless.executemany("insert into entry_subject values (?, '', '', ?)", rows)
        careless.execute("delete from entry_subject where seq >= 900")
    assert b"left in a page" in _everything(eight)
    assert journal.erase(Erasure(affair.violation.seq, WHY, Part.BODY), actor="Anna").forgotten
    assert b"left in a page" not in _everything(eight)
    assert verify(eight).sound


def test_without_room_to_write_it_anew_the_erasing_stands_and_is_finished_later(
    eight, affair, journal, monkeypatch
):
    monkeypatch.setattr("console.journal.database.write_anew", lambda _connection: False)
    assert not journal.erase(Erasure(affair.violation.seq, WHY, Part.BODY), actor="Anna").forgotten
    monkeypatch.undo()
    finish(eight)
    assert b"17654321" not in _everything(eight)


def test_a_correction_alone(eight, affair, journal):
    journal.erase(Erasure(affair.amended.seq, WHY, Part.BODY), actor="Anna")
    assert [entry.seq for entry in each(eight, Query()) if entry.erased] == [affair.amended.seq]
    told = _entry(eight, affair.clip.seq + 1)
    assert told.body["about"] == affair.violation.seq, "what it was about is not forgotten with it"
    assert verify(eight).sound


def test_made_again_the_search_finds_the_same(eight, affair, journal):
    journal.erase(Erasure(affair.violation.seq, WHY, Part.BODY), actor="Anna")
    before = projected(eight)
    rebuild(eight)
    assert projected(eight) == before


def test_what_tells_of_erasures_is_never_erased(eight, journal):
    journal.erase(Erasure(3, WHY), actor="Anna")
    journal.append_now(Kind.EVIDENCE_HELD, {"seq": 5, "why": "x"}, actor="Anna")
    for seq in (9, 10):
        with pytest.raises(Problem, match="never erased"):
            journal.erase(Erasure(seq, WHY, Part.BODY), actor="Anna")


@pytest.mark.parametrize(
    ("erasure", "says"),
    [
        (Erasure(99, WHY), "no such entry"),
        (Erasure(4, WHY), "nothing is left"),
        (Erasure(3, "  "), "needs a reason"),
        (Erasure(3, WHY, file="another.jpg"), "nothing is left"),
    ],
)
def test_what_cannot_be_erased_is_refused_and_nothing_changes(eight, journal, erasure, says):
    before = verify(eight)
    with pytest.raises(Problem, match=says):
        journal.erase(erasure, actor="Anna")
    assert verify(eight) == before


def test_there_is_no_journal(folder, journal):
    with pytest.raises(Problem, match="no journal"):
        journal.erase(Erasure(3, WHY), actor="Anna")
    assert not folder.root.exists()


# --- the database's own guard ---


def _tell(journal, **changes):
    body = {"seq": 4, "file": "", "sha256": "0" * 64, "why": WHY, **changes}
    journal.append_now(Kind.EVIDENCE_ERASED, body, actor="Eve")


def _body_hash(folder, seq):
    with JournalDatabase.open_for_reading(folder) as database:
        ((digest,),) = database.read("select body_hash from entry where seq = ?", [seq])
    return digest.hex()


@pytest.mark.parametrize("told", [None, {"seq": 5}, {"file": "evidence/x.jpg"}, {"sha256": "0" * 64}])
def test_no_body_goes_without_its_erasure(eight, journal, told):
    if told is not None:
        _tell(journal, **{"sha256": _body_hash(eight, 4), **told})
    with closing(sqlite3.connect(eight.journal_db)) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("update entry set body = null where seq = 4")


@pytest.mark.parametrize(
    "change",
    [
        "body = '{}'",
        "body = null, actor = 'Eve'",
        "body = null, at_utc = at_utc || '0'",
        "body = null, utc_offset_min = 0",
        "body = null, desk = ''",
        "body = null, kind = 'bulletin'",
        "body = null, body_hash = zeroblob(32)",
        "body = null, prev_hash = zeroblob(32)",
        "body = null, hash = zeroblob(32)",
        "body = null, seq = 400",
    ],
)
def test_with_its_erasure_the_body_goes_and_nothing_else(eight, journal, change):
    _tell(journal, sha256=_body_hash(eight, 4))
    with closing(sqlite3.connect(eight.journal_db)) as database:
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            database.execute(f"update entry set {change} where seq = 4")
        assert database.execute("update entry set body = null where seq = 4").rowcount == 1
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            database.execute("update entry set body = '{}' where seq = 4")


@pytest.mark.parametrize("kind", [Kind.EVIDENCE_HELD, Kind.EVIDENCE_RELEASED, Kind.EVIDENCE_ERASED])
def test_the_database_never_lets_go_what_tells_of_holds_and_erasures(eight, journal, kind):
    journal.append_now(kind, {"seq": 3, "why": "x", "file": "", "sha256": ""}, actor="Anna")
    _tell(journal, seq=9, sha256=_body_hash(eight, 9))
    with closing(sqlite3.connect(eight.journal_db)) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("update entry set body = null where seq = 9")


# --- verify ---


def test_a_body_that_is_gone_without_its_erasure_is_a_fault(eight, journal):
    tamper(eight, "update entry set body = null where seq in (4, 5)")
    _tell(journal, sha256=_body_hash(eight, 4))
    _tell(journal, seq=5, sha256=_body_hash(eight, 6))
    assert list(verify(eight).faults) == [Fault(5, FaultKind.BODY_MISSING)]


def test_an_erasure_of_something_else_covers_no_loss(eight, journal):
    (still,) = _entry(eight, 3).evidence
    name = still.relative_to(eight.root).as_posix()
    still.unlink()
    for changes in ({"seq": 6}, {"file": name + "x"}, {"sha256": "0" * 64}):
        _tell(journal, **{"seq": 3, "file": name, "sha256": still.stem, **changes})
    assert list(verify(eight).faults) == [Fault(3, FaultKind.EVIDENCE_MISSING, file=name)]
    _tell(journal, seq=3, file=name, sha256=still.stem)
    assert verify(eight).sound


def test_a_forged_erasure_is_found_by_its_own_hash(eight, journal):
    journal.erase(Erasure(4, WHY, Part.BODY), actor="Anna")
    tamper(eight, "update entry set body = replace(body, 'order 7', 'order 8') where seq = 9")
    assert Fault(9, FaultKind.BODY_CHANGED) in verify(eight).faults


def test_what_is_erased_while_verify_walks_is_no_fault(eight, journal, monkeypatch):
    from console.journal import verify as verify_module

    check = verify_module._file_fault

    def erase_meanwhile(root, item):
        monkeypatch.setattr(verify_module, "_file_fault", check)
        journal.erase(Erasure(6, WHY), actor="Anna")
        return check(root, item)

    monkeypatch.setattr(verify_module, "_file_fault", erase_meanwhile)
    report = verify(eight)
    assert (report.sound, report.erased, report.entries) == (True, 1, 8)


def test_a_guard_that_does_nothing_under_its_old_name_is_found(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database, database:
        database.execute("drop trigger entry_never_changes")
        database.execute("create trigger entry_never_changes before update on entry begin select 1; end")
    assert list(verify(eight).faults) == [Fault(None, FaultKind.GUARDS_CHANGED)]


def test_a_trigger_that_is_none_of_ours_is_found(eight):
    with closing(sqlite3.connect(eight.journal_db)) as database, database:
        database.execute("create trigger mine after insert on entry begin select 1; end")
    assert list(verify(eight).faults) == [Fault(None, FaultKind.GUARDS_CHANGED)]


# --- the command ---


def test_the_command_erases_and_says_what(eight, affair, munara):
    seq = str(affair.violation.seq)
    code, text = munara("erase", seq, "--why", WHY, "--operator", "Әсел", "--body")
    assert code == 0
    lines = text.splitlines()
    assert f"entry {seq}: its text erased" in lines
    assert lines[-1].startswith("head 17:")
    assert json.loads(munara("verify", "--json")[1])["erased"] == 5
    assert "5 erased" in munara("verify")[1]
    assert _entry(eight, 17).actor == "Әсел"
    assert NOTE.encode() not in _everything(eight)


def test_the_command_for_scripts(eight, affair, munara):
    code, text = munara("erase", str(affair.alert.seq), "--why", WHY, "--json")
    told = json.loads(text)
    assert code == 0
    assert [item["seq"] for item in told["erased"]] == [affair.alert.seq]
    assert told["kept"] == [told["erased"][0]["file"]]
    assert (told["forgotten"], told["head"].split(":")[0]) == (True, "13")


def test_it_is_signed_with_the_desks_name(folder, clock, munara):
    from console.journal.journal import Journal
    from console.outbox import Outbox

    an_alert(Journal(folder, clock=clock, outbox=Outbox(), desk="пост-2"))
    munara("erase", "1", "--why", WHY)
    assert _entry(folder, 2).desk == "пост-2"


@pytest.mark.parametrize(
    "words",
    [
        ["erase", "3"],
        ["erase", "x", "--why", "y"],
        ["erase", "3", "--why", "y", "--body", "--file", "z"],
        ["erase", "3", "--why", "no text: \udcff"],
        ["hold", "3", "--why", "y", "--operator", "\udcff"],
        ["release", "3"],
    ],
)
def test_wrong_use_is_two(eight, capsys, words):
    from console.commands import parse

    with pytest.raises(SystemExit) as ended:
        parse(["journal", *words, "--data", str(eight.root)])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_refusal_is_one_line_and_two(eight, capsys, monkeypatch):
    from console.commands import parse, run

    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    assert run(parse(["journal", "erase", "99", "--why", "x", "--data", str(eight.root)])) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "no such entry" in line
