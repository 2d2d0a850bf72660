"""A traced run: what is put aside is on the disk before a list names it, and bound before an entry does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.paths import DataFolder

ROOT = Path(__file__).parents[2]
_CALL = re.compile(r"(\w+)\((?:\d+<([^>]*)>|.*?\"([^\"]*)\")(?:.*\"([^\"]*)\")?")
_WHAT = {
    "fsync": "sync",
    "fdatasync": "sync",
    "rename": "name",
    "renameat": "name",
    "renameat2": "name",
    "link": "link",
    "linkat": "link",
    "write": "write",
    "pwrite64": "write",
}


def put_aside_and_bind(root: str, sabotage: str) -> None:
    """All on one thread, so that its trace tells the whole order."""
    from console.clock import SystemClock
    from console.journal import evidence, pending
    from console.journal.entry import EntryDraft, Kind, utc_text
    from console.journal.evidence import EvidenceDraft
    from console.journal.ledger import Ledger, RecordDraft, salt

    folder = DataFolder(Path(root))
    really_sync = pending.sync_folder
    if sabotage == "file":
        pending.sync_file = lambda _handle: None
    elif sabotage == "folder":
        pending.sync_folder = lambda _path: None
    elif sabotage == "day":
        evidence.sync_folder = lambda path: (
            None if path.parent.parent.parent.name == "evidence" else really_sync(path)
        )
    folder.prepare()
    ledger = Ledger(folder)
    aside = pending.PendingEvidence(folder)
    alert = pending.PendingAlert("a1", {"camera_id": "c1"}, "2026-11-23T18:00:00.000000Z", 0)
    aside.begin(alert)
    aside.add(alert, EvidenceDraft("still", ".jpg", b"picture" * 700))
    now = utc_text(SystemClock().now_utc())
    draft = salt(EntryDraft(now, 300, "desk-1", "Anna", Kind.BULLETIN, {"text": "x"}))
    ledger.write(RecordDraft(draft, binding=pending.Binding("a1")))
    ledger.close()


def _calls(folder: Path, sabotage: str) -> list[tuple[str, str]]:
    """(what, file name of its target) of the calls that matter, in order."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: apt-get install strace")
    trace = folder / "trace"
    run = subprocess.run(
        [
            *("strace", "-y", "-qq", "-o", str(trace), "-e", f"trace={','.join(_WHAT)}"),
            *(sys.executable, __file__, str(folder / "data"), sabotage),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr
    calls = []
    for line in trace.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match and match[1] in _WHAT and " = -1 " not in line:
            path = match[4] or match[2] or match[3] or ""
            calls.append((_WHAT[match[1]], Path(path).name))
    return calls


def order_faults(calls: list[tuple[str, str]]) -> list[str]:
    """What a power cut could take although it was told; empty if all is in order."""

    def at(*call: str, after: int = 0) -> int:
        return calls.index(call, after) if call in calls[after:] else len(calls)

    faults = []
    named = at("name", "still.jpg")
    listed = at("name", "list.json", after=named)
    if not at("sync", ".still.jpg.part") < named:
        faults.append("the still gets its name before it is synced")
    if not named < at("sync", "a1", after=named) < listed:
        faults.append("the list names the still before its folder is synced")
    linked = next((place for place, (what, _name) in enumerate(calls) if what == "link"), len(calls))
    entry = at("write", "journal.db-wal", after=linked)
    digest, day = calls[linked][1] if linked < len(calls) else "", _day()
    if not linked < at("sync", digest, after=linked) < entry:
        faults.append("the entry names the still before it is synced")
    if not linked < at("sync", day, after=linked) < entry:
        faults.append("the entry names the still before its day is synced")
    return faults


def _day() -> str:
    from datetime import UTC, datetime

    return f"{datetime.now(UTC).day:02}"


def test_file_folder_list_link_day_entry(tmp_path):
    assert order_faults(_calls(tmp_path, "none")) == []


@pytest.mark.parametrize(
    ("sabotage", "fault"),
    [
        ("file", "the still gets its name before it is synced"),
        ("folder", "the list names the still before its folder is synced"),
        ("day", "the entry names the still before its day is synced"),
    ],
)
def test_each_sync_taken_out_shows(tmp_path, sabotage, fault):
    assert order_faults(_calls(tmp_path, sabotage)) == [fault]


if __name__ == "__main__":
    put_aside_and_bind(sys.argv[1], sys.argv[2])
