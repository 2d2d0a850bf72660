"""The power is cut while packages are made: a package is whole or not there, the journal is sound."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from console.clock import SystemClock
from console.journal.entry import Kind
from console.journal.exposure import Exposure
from console.journal.journal import EvidenceDraft, Journal
from console.journal.package import PackageOrder, make_package
from console.journal.package_file import first_fault
from console.journal.signing import DeskKey
from console.journal.verify import verify
from console.journal.violation import Violation
from console.outbox import Outbox
from console.paths import DataFolder

ROOT = Path(__file__).parents[2]


def package_for_ever(root: str) -> None:
    """The desk that is going to be killed: the same package again and again, each told when it is there."""
    folder = DataFolder(Path(root) / "data")
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox())
    violation = Violation("koap-434", "434", "Школа № 4", "2026-11-23T18:00:00.000000Z", camera_number="0402")
    clip = EvidenceDraft("clip", ".mp4", random.randbytes(2_000_000))
    first = journal.append_now(Kind.VIOLATION_RECORDED, violation.body(), actor="Anna", evidence=[clip])
    order = PackageOrder((first.seq,), Path(root) / "case.zip", "Anna", "x", exposure=Exposure.AS_RECORDED)
    os.write(1, b"ready\n")
    while True:
        make_package(journal, folder, order)
        os.write(1, b"made\n")


def _kill_at(delay_s: float, root: Path) -> int:
    """Runs the desk, kills it, and returns how many packages it had told of."""
    desk = subprocess.Popen(
        [sys.executable, __file__, str(root)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert desk.stdout is not None
    assert select.select([desk.stdout], [], [], 60)[0], "the desk does not begin"
    time.sleep(delay_s)
    assert desk.poll() is None, "the desk ended by itself"
    desk.send_signal(signal.SIGKILL)
    seen = desk.stdout.read()
    desk.stdout.close()
    desk.wait()
    return seen.count(b"made\n")


def _cut_the_power(root: Path, times: int, seed: int) -> None:
    moments, folder, file = random.Random(seed), DataFolder(root / "data"), root / "case.zip"
    told = 0
    for _time in range(times):
        told += _kill_at(moments.uniform(0, 0.3), root)
        report = verify(folder)
        assert report.sound, [fault.text() for fault in report.faults]
        key = DeskKey.find(folder)
        assert not told or file.exists(), "a package that was told of is gone"
        if file.exists():
            assert key is not None
            assert first_fault(file, key.fingerprint) == ""
            assert report.signer == key.fingerprint
    assert told, "no package was ever made: the kills came too early"
    left = {path.name for path in root.iterdir()}
    assert left <= {"data", "case.zip", ".case.zip.part"}


def test_ten_power_cuts_leave_a_whole_package_or_none(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    _cut_the_power(tmp_path, 10, seed)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_power_cuts(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    for number in range(20):  # a fresh desk, and so a fresh key, each time
        (tmp_path / str(number)).mkdir()
        _cut_the_power(tmp_path / str(number), 10, seed + number)


if __name__ == "__main__":
    package_for_ever(sys.argv[1])
