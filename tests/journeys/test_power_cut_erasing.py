"""The power is cut while evidence is erased, and while an old journal is upgraded: all or nothing."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.erasure import finish
from console.journal.search import Query, each
from console.journal.tables import VERSION
from console.journal.verify import FaultKind, verify
from console.paths import DataFolder

ROOT = Path(__file__).parents[2]
V1 = ROOT / "tests/console/journal/schemas/v1.sql"
_MOST_CUTS = 100
HELD = 2  # every journal of these begins with a violation that is held


def erase_for_ever(root: str) -> None:
    """Records violations and erases each again; a line as soon as one is told to be erased."""
    from console.clock import SystemClock
    from console.journal.erasure import Erasure, Part
    from console.journal.journal import EvidenceDraft, Journal
    from console.journal.violation import Violation
    from console.outbox import Outbox
    from console.problem import Problem

    journal = Journal(DataFolder(Path(root)), clock=SystemClock(), outbox=Outbox())
    finish_first = Path(root, "journal.db").exists()

    def record() -> tuple[int, str]:
        word = random.randbytes(12).hex()
        body = Violation(
            "koap-434", "434", "Школа № 4", "2026-11-23T18:00:00.000000Z", note=f"о {word}"
        ).body()
        still = [EvidenceDraft("still", ".jpg", word.encode() + random.randbytes(20_000))]
        return journal.append_now(Kind.VIOLATION_RECORDED, body, actor="Anna", evidence=still).seq, word

    if finish_first:
        finish(DataFolder(Path(root)))
    else:
        journal.append_now(Kind.BULLETIN, {"text": "the first"}, actor="Anna")
        record()
        journal.append_now(Kind.EVIDENCE_HELD, {"seq": HELD, "why": "case 17"}, actor="Anna")
    os.write(1, b"{}\n")
    for part in random.choices(list(Part), k=1_000_000):
        seq, word = record()
        journal.erase(Erasure(seq, "order 7", part), actor="Anna")
        line = {"seq": seq, "word": word, "body": part is Part.BODY}
        os.write(1, json.dumps(line).encode() + b"\n")
        try:
            journal.erase(Erasure(HELD, "no room", part), actor="Anna")
        except Problem:
            continue
        raise AssertionError("what is held was erased")


def upgrade(root: str) -> None:
    os.write(1, b"{}\n")
    JournalDatabase.open_for_writing(DataFolder(Path(root))).close()
    os.write(1, b"{}\n")


def _kill_at(delay_s: float, work: str, folder: DataFolder) -> list[dict]:
    """Runs one of the above, kills it so long after its first line, and returns what it told."""
    program = subprocess.Popen(
        [sys.executable, __file__, work, str(folder.root)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert program.stdout is not None
    assert select.select([program.stdout], [], [], 60)[0], "it tells nothing"
    time.sleep(delay_s)
    program.send_signal(signal.SIGKILL)
    told = program.stdout.read()
    program.stdout.close()
    assert program.wait() in (-signal.SIGKILL, 0)
    return [json.loads(line) for line in told.split(b"\n")[1:-1]]


def _check_erased(folder: DataFolder, told: list[dict]) -> None:
    faults = verify(folder).faults
    assert {fault.kind for fault in faults} <= {FaultKind.EVIDENCE_LEFT}, [fault.text() for fault in faults]
    assert len(faults) <= 1, "no more than the file at which it was killed"
    finish(folder)
    report = verify(folder)
    assert report.sound, [fault.text() for fault in report.faults]
    entries = {entry.seq: entry for entry in each(folder, Query())}
    assert entries[HELD].evidence[0].exists()
    left = b"".join(file.read_bytes() for file in folder.root.glob("journal.db*"))
    stills = {file.name for file in folder.evidence.rglob("*.jpg")}
    erased = {entry.body["seq"] for entry in entries.values() if entry.kind is Kind.EVIDENCE_ERASED}
    for line in told:
        entry = entries[line["seq"]]
        assert line["seq"] in erased
        assert entry.erased is line["body"]
        assert (line["word"].encode()[8:] in left) is not line["body"]
        assert not stills & {path.name for path in entry.evidence}
    for entry in entries.values():
        if entry.kind is Kind.VIOLATION_RECORDED and entry.seq not in erased:
            assert not entry.erased
            assert entry.evidence[0].exists()


def _cut_the_power(folder: DataFolder, times: int, moments: random.Random) -> None:
    told: list[dict] = []
    for cut in range(_MOST_CUTS):
        if cut >= times and told:
            break  # on a busy machine more cuts may be needed before one comes after an erasing
        told += _kill_at(moments.uniform(0, 0.4), "erase", folder)
        _check_erased(folder, told)
    assert told, "in none of them was anything erased"


def _seed() -> int:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    return seed


def test_ten_power_cuts_while_erasing(tmp_path):
    _cut_the_power(DataFolder(tmp_path / "data"), 10, random.Random(_seed()))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_power_cuts_while_erasing(tmp_path):
    moments = random.Random(_seed())
    for number in range(20):  # a fresh folder now and then, so that checking stays quick
        _cut_the_power(DataFolder(tmp_path / f"data-{number}"), 10, moments)


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    """A journal of version 1, of so many entries that its upgrade lasts for a while."""
    from console.journal import database
    from console.journal.chain import body_bytes
    from console.journal.entry import EntryDraft, next_entry
    from console.journal.ledger import salt

    file = tmp_path_factory.mktemp("v1") / "journal.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(V1.read_text(encoding="utf-8"))
        head = connection.execute("select seq, hash from entry order by seq desc limit 1").fetchone()
        connection.execute("begin")
        for number in range(10_000):
            body = {"alert_id": f"{number:032x}", "reason": "no offence", "place": "Школа № 4"}
            at_utc = "2026-11-24T18:00:00.000000Z"
            draft = salt(EntryDraft(at_utc, 300, "пост-1", "Анна", Kind.ALERT_DISMISSED, body))
            stored = body_bytes(draft.body)
            entry = next_entry(draft, stored, after=head)
            database._insert(connection, entry, stored)
            head = (entry.seq, entry.hash)
        connection.execute("commit")
    return file


def _version(folder: DataFolder) -> int:
    with closing(sqlite3.connect(folder.journal_db)) as connection:
        return connection.execute("pragma user_version").fetchone()[0]


def _upgrade_under_power_cuts(old: Path, folder: DataFolder, times: int, moments: random.Random) -> None:
    quickest_s, head = _upgraded_quietly(old, folder)
    seen = set()
    for _time in range(times):
        _lay_out(old, folder)
        told = _kill_at(moments.uniform(0, quickest_s), "upgrade", folder)
        seen.add(_version(folder))
        assert _version(folder) == VERSION or not told
        assert _head(folder) == head, "every entry as it was"
        JournalDatabase.open_for_writing(folder).close()
        assert _version(folder) == VERSION
        assert _head(folder) == head
    assert 1 in seen, "it was killed only when it had ended"


def _upgraded_quietly(old: Path, folder: DataFolder) -> tuple[float, str]:
    """How long it takes, at the quickest, and the head of the journal."""
    times_s = []
    for _time in range(3):
        _lay_out(old, folder)
        before_s = time.monotonic()
        JournalDatabase.open_for_writing(folder).close()
        times_s.append(time.monotonic() - before_s)
    return min(times_s), _head(folder)


def _lay_out(old: Path, folder: DataFolder) -> None:
    shutil.rmtree(folder.root, ignore_errors=True)
    folder.root.mkdir()
    shutil.copy(old, folder.journal_db)


def _head(folder: DataFolder) -> str:
    """The head of a journal of which nothing but the files is missing; those are not copied."""
    report = verify(folder)
    assert {fault.kind for fault in report.faults} == {FaultKind.EVIDENCE_MISSING}
    return str(report.head)


def test_ten_power_cuts_while_upgrading(old, tmp_path):
    _upgrade_under_power_cuts(old, DataFolder(tmp_path / "data"), 10, random.Random(_seed()))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_power_cuts_while_upgrading(old, tmp_path):
    _upgrade_under_power_cuts(old, DataFolder(tmp_path / "data"), 200, random.Random(_seed()))


if __name__ == "__main__":
    {"erase": erase_for_ever, "upgrade": upgrade}[sys.argv[1]](sys.argv[2])
