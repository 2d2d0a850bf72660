"""Signed heads: a journal made again by somebody without the key is found and named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from console.journal.chain import Header, entry_hash, sha256
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.journal import Journal
from console.journal.signed_heads import SignedHead, head_body, last_noted, note_signed
from console.journal.signing import DeskKey, key_file
from console.journal.verify import Fault, FaultKind, verify
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem
from tests.console.journal.conftest import tamper


@pytest.fixture
def signed(eight, journal):
    """Entries 1…8, the signed head 9, entry 10, the signed head 11."""
    journal.sign_now(actor="Anna")
    journal.append_now(Kind.BULLETIN, {"text": "a child is missing"}, actor="Anna")
    journal.sign_now(actor="munara")
    return eight


def _faults(folder, **wanted):
    return list(verify(folder, **wanted).faults)


def test_a_head_stands_for_all_before_it(signed):
    report = verify(signed)
    assert report.sound
    assert (report.signed_heads, report.signer_known) == (2, True)
    assert report.signer == DeskKey.of(signed).fingerprint
    assert last_noted(signed) == (report.head.seq, report.head.hash)


def test_the_key_on_paper_is_enough(signed):
    fingerprint = DeskKey.of(signed).fingerprint
    assert verify(signed, key=fingerprint).sound
    shutil.rmtree(signed.secrets)
    assert verify(signed, key=fingerprint).sound
    report = verify(signed)
    assert (report.sound, report.signer_known, report.signer) == (True, False, fingerprint)
    assert [fault.kind for fault in _faults(signed, key="0" * 64)] == [FaultKind.HEAD_ANOTHER_KEY] * 2


def test_a_journal_that_was_never_signed_is_sound(eight):
    report = verify(eight)
    assert (report.sound, report.signed_heads, report.signer) == (True, 0, "")
    assert _faults(eight, key="0" * 64) == [Fault(None, FaultKind.HEAD_UNSIGNED)]


def test_the_whole_chain_rebuilt_without_the_key(signed):
    _rebuild(signed, until=11)
    assert _faults(signed) == [
        Fault(9, FaultKind.HEAD_OF_ANOTHER_JOURNAL),
        Fault(11, FaultKind.HEAD_OF_ANOTHER_JOURNAL),
        Fault(11, FaultKind.HEAD_LOST),
    ]


def test_the_whole_chain_rebuilt_and_its_signed_heads_left_out(signed):
    tamper(signed, "delete from entry where seq > 8")
    _rebuild(signed, until=8)
    assert _faults(signed) == [Fault(11, FaultKind.HEAD_LOST)]
    assert _faults(signed, key=DeskKey.of(signed).fingerprint) == [Fault(11, FaultKind.HEAD_LOST)]
    (signed.secrets / "signed-head").unlink()
    assert _faults(signed, key=DeskKey.of(signed).fingerprint) == [Fault(None, FaultKind.HEAD_UNSIGNED)]


def test_the_whole_chain_rebuilt_and_signed_with_another_key(signed, tmp_path):
    eve = DeskKey.of(DataFolder(tmp_path / "eve"))
    fingerprint = DeskKey.of(signed).fingerprint
    _rebuild(signed, until=11, key=eve)
    assert [fault.kind for fault in _faults(signed)] == [
        FaultKind.HEAD_ANOTHER_KEY,
        FaultKind.HEAD_ANOTHER_KEY,
        FaultKind.HEAD_LOST,
    ]
    shutil.rmtree(signed.secrets)
    assert not verify(signed).signer_known, "without key and paper nobody can know"
    assert _faults(signed, key=fingerprint)[0] == Fault(9, FaultKind.HEAD_ANOTHER_KEY)


@pytest.mark.parametrize("name", ["signature", "key", "head_hash"])
def test_a_signed_head_forged(signed, name):
    def forge(body: dict) -> dict:
        digit = "0" if body[name][0] != "0" else "1"
        return body | {name: digit + body[name][1:]}

    _rebuild(signed, until=11, only=9, forge=forge)
    assert _faults(signed)[0] == Fault(9, FaultKind.HEAD_FORGED)


@pytest.mark.parametrize(
    "body", ["{}", '{"head_seq":null}', '{"head_seq":1,"head_hash":"x","key":1,"signature":""}']
)
def test_a_signed_head_that_says_nothing(signed, body):
    assert SignedHead.read(json.loads(body)) is None


def test_a_signed_head_of_another_desk(signed):
    tamper(signed, "update entry set desk = 'desk-2' where seq = 11")
    assert Fault(11, FaultKind.HEAD_FORGED) in _faults(signed)


def test_a_tail_cut_behind_its_back_is_missed_by_the_desk_itself(signed):
    tamper(signed, "delete from entry where seq > 9")
    assert _faults(signed) == [Fault(11, FaultKind.HEAD_LOST)]


@pytest.mark.parametrize("lost", ["desk.key", "all"])
def test_a_lost_key_is_not_made_again(signed, journal, lost):
    key_file(signed).unlink() if lost == "desk.key" else shutil.rmtree(signed.secrets)
    with pytest.raises(Problem, match="key that signed this journal is missing"):
        journal.sign_now(actor="Anna")
    assert not key_file(signed).exists()


def test_the_note_may_lag_but_never_leads(signed, monkeypatch):
    note_signed(signed, (9, verify_hash(signed, 9)))
    assert verify(signed).sound
    (signed.secrets / "signed-head").write_text("rubbish")
    assert last_noted(signed) is None
    assert verify(signed).sound


def verify_hash(folder, seq):
    with closing(sqlite3.connect(folder.journal_db)) as database:
        ((found,),) = database.execute("select hash from entry where seq = ?", [seq]).fetchall()
    return found


def test_what_waits_is_signed_with_the_rest(eight, clock):
    outbox = Outbox()
    journal = Journal(eight, clock=clock, outbox=outbox)
    journal.start()
    for number in range(5):
        journal.record(Kind.BULLETIN, {"text": str(number)}, actor="Anna")
    journal.record(Kind.DESK_CLOSED, {}, actor="Anna")
    journal.sign(actor="munara", ref="sign")
    journal.stop()
    written = [fact.entry for fact in outbox.drain() if isinstance(fact, EntryWritten)]
    assert written[-1].kind is Kind.HEAD_SIGNED
    assert written[-2].kind is Kind.DESK_CLOSED
    assert SignedHead.read(written[-1].body).head == (written[-2].seq, written[-2].hash)
    assert verify(eight).sound


def test_a_head_that_cannot_be_signed_is_told(signed, clock):
    key_file(signed).chmod(0o644)
    outbox = Outbox()
    journal = Journal(signed, clock=clock, outbox=outbox)
    journal.start()
    journal.sign(actor="munara", ref="sign")
    assert journal.stop() == 0
    (refused,) = [fact for fact in outbox.drain() if isinstance(fact, EntryRefused)]
    assert "chmod 600" in refused.why


def test_the_commands_say_what_belongs_on_paper(eight, munara):
    code, text = munara("sign", "--operator", "Anna")
    head, fingerprint = text.splitlines()
    assert code == 0
    assert head == f"head {verify(eight).head}"
    key = json.loads(munara("key", "--json")[1])
    assert fingerprint == munara("key")[1].splitlines()[0]
    assert fingerprint.replace(" ", "") == f"fingerprint{key['fingerprint']}"
    assert bytes.fromhex(key["public_key"]) == DeskKey.of(eight).public
    code, text = munara("verify", "--key", key["fingerprint"], "--head", head.removeprefix("head "))
    assert (code, text.splitlines()[1]) == (0, f"1 signed head, the signer's key is {key['fingerprint']}")
    assert munara("verify", "--key", "0" * 64)[0] == 1
    told = json.loads(munara("verify", "--json")[1])
    assert (told["signed_heads"], told["signer"], told["signer_known"]) == (1, key["fingerprint"], True)
    signed_again = json.loads(munara("sign", "--json")[1])
    assert signed_again == {"head": str(verify(eight).head), "fingerprint": key["fingerprint"]}


@pytest.mark.parametrize("words", [["key"], ["sign"], ["package", "1", "--out", "x.zip"]])
def test_no_command_begins_a_journal(folder, munara, words):
    with pytest.raises(Problem, match="no journal"):
        munara(*words)
    assert not folder.root.exists()


def _rebuild(folder, *, until, key=None, only=0, forge=lambda body: body):
    """Changes a note in entry 4, and makes every hash and link behind it right again, as a thief would."""
    if not only:
        tamper(folder, "update entry set body = replace(body, 'patrol sent', 'nothing done') where seq = 4")
    with closing(sqlite3.connect(folder.journal_db)) as database:
        rows = database.execute(
            "select seq, at_utc, utc_offset_min, desk, actor, kind, body from entry order by seq"
        ).fetchall()
    before, changes = bytes(32), []
    for seq, at_utc, offset, desk, actor, kind, stored in rows[:until]:
        body = stored
        if kind == Kind.HEAD_SIGNED and (key or only == seq):
            said = json.loads(stored)
            said = forge(said | head_body(key, desk, (seq - 1, before))) if key else forge(said)
            body = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = sha256(body.encode())
        own = entry_hash(before, Header(seq, at_utc, offset, desk, actor, kind, digest))
        changes.append((body, digest, before, own, seq))
        before = own
    with closing(sqlite3.connect(folder.journal_db)) as database, database:
        guards = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _sql in guards:
            database.execute(f"drop trigger {name}")
        database.execute("update entry set prev_hash = randomblob(32), hash = randomblob(32)")
        database.executemany(
            "update entry set body = ?, body_hash = ?, prev_hash = ?, hash = ? where seq = ?", changes
        )
        for _name, sql in guards:
            database.execute(sql)
