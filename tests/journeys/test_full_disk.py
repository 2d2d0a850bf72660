"""A small disk fills up: the room held back takes the last records, the desk says so, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
DISK_MB = 200  # the reserve of 64, as much again free beside it, and some
STILL_BYTES = 1 << 20
WAIT_S = 60


def fill_and_record(root: str) -> None:
    """The desk on that disk; prints what became of its records, one JSON line."""
    from console.clock import SystemClock
    from console.journal.journal import EntryRefused, EntryWritten, EvidenceDraft, Journal, Kind
    from console.journal.verify import verify
    from console.outbox import Outbox
    from console.paths import DataFolder

    folder, outbox = DataFolder(Path(root) / "data"), Outbox()
    written, refused = list[EntryWritten](), list[EntryRefused]()
    journal = Journal(folder, clock=SystemClock(), outbox=outbox)
    journal.start()
    said = {"reserve_held": (folder.root / "reserve").exists()}

    def wait_for(done) -> bool:
        give_up = time.monotonic() + WAIT_S
        while time.monotonic() < give_up:
            for fact in outbox.drain():
                (written if isinstance(fact, EntryWritten) else refused).append(fact)
            if done():
                return True
            time.sleep(0.02)
        return False

    def record(ref: str) -> None:
        still = EvidenceDraft("still", ".jpg", os.urandom(STILL_BYTES))
        journal.record(Kind.BULLETIN, {"text": ref}, actor="Anna", evidence=[still], ref=ref)

    def refs() -> list[str]:
        return [fact.ref for fact in written if fact.ref]

    _fill(filler := Path(root) / "filler")
    record("last")
    said["last_written"] = wait_for(lambda: "last" in refs())
    wait_for(lambda: len(written) >= 2)
    said["notes"] = [fact.entry.body.get("what") for fact in written if not fact.ref]
    said["on_reserve"] = journal.state().on_reserve
    _fill(filler)  # the reserve's room, too: now nothing goes any more
    for number in range(3):
        record(str(number))
    said["waits"] = wait_for(lambda: journal.state().failure is not None)
    said["failure"], said["queued"] = journal.state().failure, journal.state().queued
    filler.unlink()
    said["all_written"] = wait_for(lambda: refs() == ["last", "0", "1", "2"])
    said["off_reserve"] = wait_for(lambda: not journal.state().on_reserve)
    said["failure_afterwards"] = journal.state().failure
    said["left"], said["refused"] = journal.stop(), len(refused)
    said["sound"] = verify(folder).sound
    sys.stdout.write(json.dumps(said) + "\n")


def _fill(filler: Path) -> None:
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                continue


def make_up_a_small_disk(root: Path) -> None:
    """Where nobody may mount: evidence and reserve are refused as a disk of that size would refuse them."""
    from types import SimpleNamespace

    from console.journal import disk, ledger

    size, put = DISK_MB << 20, ledger.EvidenceStore.put

    def free() -> int:
        return size - sum(path.stat().st_size for path in root.rglob("*") if path.is_file())

    def put_if_there_is_room(self, draft, *, at_utc):
        if free() < len(draft.content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put(self, draft, at_utc=at_utc)

    def fill(filler: Path) -> None:
        filler.touch()
        os.truncate(filler, filler.stat().st_size + max(0, free()))

    ledger.EvidenceStore.put = put_if_there_is_room
    disk.shutil = SimpleNamespace(disk_usage=lambda _path: SimpleNamespace(free=free()))
    globals()["_fill"] = fill


def _mounting() -> list[str]:
    """How a program gets a small disk of its own here, in a namespace that ends with it, or makes do."""
    unshare = shutil.which("unshare") or "unshare"
    script = 'mount -t tmpfs -o size="$1"m none "$2" && exec "$3" "$4" "$2"'
    for options in ("-rm", "-m"):  # by a user's own right, or root's
        how = [unshare, options, "sh", "-c"]
        with suppress(OSError):
            tried = subprocess.run([*how, "mount -t tmpfs none /mnt"], capture_output=True, check=False)
            if tried.returncode == 0:
                return [*how, script]
    return ["sh", "-c", 'exec "$3" "$4" "$2" made-up']


def _desk_on_a_small_disk(root: Path, how: list[str]) -> dict:
    done = subprocess.run(
        [*how, "sh", str(DISK_MB), str(root), sys.executable, __file__],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en"},
        timeout=250,
        check=True,
    )
    said: dict = json.loads(done.stdout)
    return said


def test_the_room_held_back_takes_the_last_record_and_nothing_is_lost(tmp_path):
    said = _desk_on_a_small_disk(tmp_path, _mounting())
    assert said["reserve_held"]
    assert said["last_written"], "a full disk still records"
    assert any("disk full" in note for note in said["notes"]), "the journal itself says so"
    assert said["on_reserve"], "so does the state that the bottom bar shows"
    assert said["waits"]
    assert said["queued"] == 3
    assert said["all_written"], "when there is room again, in the order in which they were recorded"
    assert said["off_reserve"]
    assert said["failure_afterwards"] is None
    assert (said["left"], said["refused"]) == (0, 0)
    assert said["sound"]


if __name__ == "__main__":
    if sys.argv[2:]:
        make_up_a_small_disk(Path(sys.argv[1]))
    fill_and_record(sys.argv[1])
