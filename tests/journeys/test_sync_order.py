"""A traced run: nothing is reported before the disk has it, and the trace shows each missing sync.

A killed process loses nothing that the kernel holds: SIGKILL cannot see a missing fsync, system calls can.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from console.paths import DataFolder

ROOT = Path(__file__).parents[2]
RECORDS = 3


def record_and_report(root: str, sabotage: str) -> None:
    """The desk under the trace: says REPORTED on its output as soon as an entry is."""
    from console.clock import SystemClock
    from console.journal import database, evidence
    from console.journal.journal import EntryWritten, EvidenceDraft, Journal, Kind
    from console.outbox import Outbox

    folder = DataFolder(Path(root))
    really_sync = evidence.sync_folder
    if sabotage == "picture":
        evidence.sync_file = lambda _handle: None
    elif sabotage == "day":
        evidence.sync_folder = lambda path: None if _is_day(path) else really_sync(path)
    elif sabotage == "parents":
        evidence.sync_folder = lambda path: really_sync(path) if _is_day(path) else None
    elif sabotage == "log":
        database._SYNCHRONOUS = "NORMAL"

    outbox = Outbox()

    def tell() -> None:  # called by the writer, at the moment at which the desk could know
        for fact in outbox.drain():
            os.write(1, b"REPORTED\n" if isinstance(fact, EntryWritten) else b"REFUSED\n")

    outbox.set_wake(tell)
    journal = Journal(folder, clock=SystemClock(), outbox=outbox)
    journal.start()
    for number in range(RECORDS):
        still = EvidenceDraft("still", ".jpg", bytes([number]) * 5000)
        journal.append_now(Kind.BULLETIN, {"text": str(number)}, actor="Anna", evidence=[still])
    journal.stop()


def _is_day(folder: Path) -> bool:
    return folder.parent.parent.parent.name == "evidence"


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that matters: `what` is write, sync, rename or report; `path` its file or folder."""

    what: str
    path: str


_CALL = re.compile(r"(\w+)\((?:\d+<([^>]*)>)?")
_WHAT = {"write": "write", "pwrite64": "write", "fsync": "sync", "fdatasync": "sync"}


def _calls(trace: Path) -> list[Call]:
    calls = []
    for line in trace.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match is None or " = -1 " in line:
            continue
        if '"REPORTED' in line:
            calls.append(Call("report", ""))
        elif match[1].startswith("rename"):
            calls.append(Call("rename", line.split('"')[-2]))
        elif match[1] in _WHAT:
            calls.append(Call(_WHAT[match[1]], match[2]))
    return calls


def order_faults(calls: list[Call], root: Path) -> list[str]:
    """What a power cut could take although it was reported; empty if all is in order."""
    faults: list[str] = []
    synced: set[str] = set()  # folders, since their newest name
    begun = 0
    for place, call in enumerate(calls):
        if call.what == "report":
            faults += _record_faults(calls[begun:place], root, synced)
            begun = place + 1
    return faults


def _record_faults(calls: list[Call], root: Path, synced: set[str]) -> list[str]:
    picture = [call for call in calls if call.path.endswith(".part")]
    if [call.what for call in picture] != ["write", "sync"]:
        return ["the picture is not synced"]
    renames = [place for place, call in enumerate(calls) if call.what == "rename"]
    logs = [place for place, call in enumerate(calls) if call.path.endswith("journal.db-wal")]
    if len(renames) != 1 or not logs:
        return [f"the trace shows no whole record: {calls}"]
    (renamed,) = renames
    faults = []
    if calls.index(picture[1]) > renamed:
        faults.append("the picture gets its name before it is synced")
    day = str(Path(calls[renamed].path).parent)
    before_log = {call.path for call in calls[renamed : logs[0]] if call.what == "sync"}
    if day not in before_log:
        faults.append("the day's folder is not synced before the entry")
    synced |= before_log
    above = [str(path) for path in Path(day).parents if path == root or root in path.parents]
    if not synced.issuperset(above):
        faults.append("a folder above the day is not synced before the entry")
    if calls[logs[-1]].what != "sync":
        faults.append("the log is not synced before the report")
    return faults


def _trace(folder: Path, sabotage: str) -> list[list[Call]]:
    """The calls of each thread of a run, in order."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: apt-get install strace")
    traces = folder / "traces"
    traces.mkdir()
    wanted = "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2"
    run = subprocess.run(
        [
            *("strace", "-ff", "-y", "-qq", "-o", str(traces / "thread"), "-e", wanted),
            *(sys.executable, __file__, str(folder / "data"), sabotage),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["REPORTED"] * RECORDS, run.stdout + run.stderr
    return [_calls(trace) for trace in sorted(traces.iterdir())]


def _writers_calls(threads: list[list[Call]]) -> list[Call]:
    (writers,) = [calls for calls in threads if Call("report", "") in calls]
    assert writers.count(Call("report", "")) == RECORDS
    return writers


def test_write_sync_rename_folder_log_report(tmp_path):
    threads = _trace(tmp_path, "none")
    assert order_faults(_writers_calls(threads), tmp_path / "data") == []


def test_the_new_journal_itself_is_safe_before_the_first_record(tmp_path):
    threads = _trace(tmp_path, "none")
    (begin,) = [
        calls
        for calls in threads
        if Call("report", "") not in calls and any(call.path.endswith("journal.db-wal") for call in calls)
    ]
    log = str(tmp_path / "data" / "journal.db-wal")
    assert [call.what for call in begin if call.path == log][-1] == "sync"
    last_write = max(place for place, call in enumerate(begin) if call == Call("write", log))
    after = [call.path for call in begin[last_write:] if call.what == "sync"]
    assert str(tmp_path / "data") in after
    assert str(tmp_path) in after, "the data folder itself is new"


@pytest.mark.parametrize(
    ("sabotage", "fault"),
    [
        ("picture", "the picture is not synced"),
        ("day", "the day's folder is not synced before the entry"),
        ("parents", "a folder above the day is not synced before the entry"),
        ("log", "the log is not synced before the report"),
    ],
)
def test_each_sync_taken_out_shows(tmp_path, sabotage, fault):
    calls = _writers_calls(_trace(tmp_path, sabotage))
    assert fault in order_faults(calls, tmp_path / "data")


if __name__ == "__main__":
    record_and_report(sys.argv[1], sys.argv[2])
