"""The power is cut while alerts are raised, clips come and evidence is bound: nothing told is lost."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path

import pytest

from console.journal.entry import Kind
from console.journal.search import Query, each
from console.journal.verify import verify
from console.paths import DataFolder
from tests.journeys.power_cut import kill_at, start

_RESTS_S = 60.0  # bounds the waiting for the last start; it takes a second or two


def raise_for_ever(root: str) -> None:
    """The desk that is going to be killed; its pipe is the witness: a line as soon as an entry is told."""
    import threading
    from datetime import UTC, datetime

    import cv2
    import numpy as np

    from console.alerts.alert import Alert
    from console.alerts.pins import AlertPins
    from console.clock import SystemClock
    from console.detection.detection import Detections
    from console.duty import raised_ref
    from console.evidence.keeper import EvidenceKeeper
    from console.journal.journal import EntryWritten, Journal
    from console.journal.pending import Binding
    from console.journal.violation import Violation
    from console.media.frame import FrameStamp
    from console.outbox import Outbox
    from tests.console.evidence.conftest import PERSON, DeskWithoutWindows
    from tests.fakes.fake_clip_host import FakeClipHost

    chance = random.Random()
    host = FakeClipHost(waits=True)
    desk = DeskWithoutWindows(Path(root), host)
    raised = dict[str, int]()

    class Witness(Outbox):
        def put(self, fact: object) -> None:  # on the writer's own thread, before it takes the next record
            if isinstance(fact, EntryWritten):
                entry = fact.entry
                line = {"seq": entry.seq, "hash": entry.hash.hex()}
                os.write(1, json.dumps(line).encode() + b"\n")
                if entry.kind is Kind.ALERT_RAISED:
                    raised[entry.body["alert_id"]] = entry.seq
            desk.keeper.hear(fact)

    journal = Journal(desk.folder, clock=desk.clock, outbox=Witness())
    desk.journal = journal
    desk.keeper = EvidenceKeeper(
        desk.folder,
        host=host,
        journal=journal,
        pins=AlertPins(host),
        looks=desk.looks,
        clock=SystemClock(),
        days=30,
    )
    journal.start()
    desk.keeper.start()

    def make_clips() -> None:
        while True:
            time.sleep(chance.uniform(0, 0.02))
            host.make_all()

    threading.Thread(target=make_clips, daemon=True).start()
    picture = np.full((180, 320, 3), 90, np.uint8)
    number = 0
    while True:
        number += 1
        alert_id = f"{os.getpid()}-{number}"
        # Its span ended just now, or will in a moment: clips come before, while and after it is decided.
        ends_in_ns = chance.randrange(-200_000_000, 300_000_000)
        cause_ns = time.monotonic_ns() - 20_500_000_000 + ends_in_ns
        stamp = FrameStamp("c1", number, cause_ns, 0, 320, 180)
        at_utc = datetime.now(UTC)
        alert = Alert(alert_id, desk.camera, desk.zones[0], 1, at_utc, 300, stamp, (PERSON,), PERSON)
        desk.looks.note(Detections(stamp, (PERSON,), cause_ns, 8000))
        picture[:] = number % 256
        jpeg = bytes(cv2.imencode(".jpg", picture)[1]) + alert_id.encode()
        desk.keeper.put_aside(alert, jpeg, stream="main")
        while alert_id not in raised:
            time.sleep(0.001)
        assert raised_ref(alert)
        time.sleep(chance.uniform(0, 0.05))
        body = Violation("koap-434", "434", "yard", "2026-11-23T18:00:00.000000Z").body()
        if number % 4:
            journal.record(
                Kind.VIOLATION_RECORDED,
                body | {"alert_id": alert_id},
                actor="Anna",
                binding=Binding(alert_id),
            )
        elif number % 8:
            body = {"alert_id": alert_id, "reason": "no offence"}
            journal.record(Kind.ALERT_DISMISSED, body, actor="Anna")


def start_and_rest(root: str) -> None:
    """A desk that only looks at what was left, until nothing moves any more."""
    from tests.console.evidence.conftest import DeskWithoutWindows
    from tests.fakes.fake_clip_host import FakeClipHost

    desk = DeskWithoutWindows(Path(root), FakeClipHost())
    desk.start()
    end = time.monotonic() + _RESTS_S
    while time.monotonic() < end:
        before = desk.journal.state().head_seq
        time.sleep(0.6)
        if before == desk.journal.state().head_seq and not desk.journal.state().queued:
            break
    desk.stop()


def _check_chain(folder: DataFolder, told: list[dict]) -> None:
    report = verify(folder)
    assert report.sound, [fault.text() for fault in report.faults]
    there = {entry.seq: entry.hash.hex() for entry in each(folder, Query())}
    assert [line for line in told if there.get(line["seq"]) != line["hash"]] == []


def _check_evidence(folder: DataFolder) -> None:
    """Every violation has its stills and boxes, each file its hash; what is left lies where it belongs."""
    entries = list(each(folder, Query()))
    roles = dict[str, set[str]]()
    dismissed, confirmed = set[str](), set[str]()
    for entry in entries:
        alert_id = entry.body.get("alert_id")
        if entry.kind is Kind.VIOLATION_RECORDED:
            confirmed.add(alert_id)
        if entry.kind in (Kind.ALERT_DISMISSED, Kind.ALERT_EXPIRED):
            dismissed.add(alert_id)
        if entry.kind in (Kind.VIOLATION_RECORDED, Kind.EVIDENCE_STORED):
            roles.setdefault(alert_id, set()).update(item["role"] for item in entry.body["evidence"])
        for item, path in zip(entry.body.get("evidence", ()), entry.evidence, strict=True):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == item["sha256"]
    assert confirmed
    assert all(roles[alert_id] >= {"still", "boxed", "boxes"} for alert_id in confirmed)
    # A clip may only be missing where the desk died before it was cut: then no file of it is there either.
    assert any("clip" in roles[alert_id] for alert_id in confirmed)
    left = {path.name for path in folder.pending.iterdir() if not path.name.startswith(".")}
    assert left <= dismissed, "what was confirmed is bound, what nobody heard of is in quarantine"
    assert not list(folder.pending.glob("*/.*"))
    noted = [
        entry.body["files"] for entry in entries if entry.kind is Kind.FAULT_NOTED and "files" in entry.body
    ]
    quarantined = {path.name for path in folder.quarantine.iterdir()}
    assert quarantined == {name for files in noted for name in files}


def _cut_the_power(folder: DataFolder, times: int, seed: int) -> None:
    moments = random.Random(seed)
    told: list[dict] = []
    for _time in range(times):
        told += kill_at(moments.uniform(0, 0.8), __file__, "raise", str(folder.root))
        _check_chain(folder, told)
    last = start(__file__, "rest", str(folder.root))
    assert last.wait(2 * _RESTS_S) == 0
    assert last.stdout is not None
    last.stdout.close()
    _check_chain(folder, told)
    _check_evidence(folder)


def test_ten_power_cuts_lose_nothing_that_was_told(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    _cut_the_power(DataFolder(tmp_path / "data"), 10, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_hundred_power_cuts(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    for number in range(20):
        _cut_the_power(DataFolder(tmp_path / f"data-{number}"), 10, seed + number)


if __name__ == "__main__":
    {"raise": raise_for_ever, "rest": start_and_rest}[sys.argv[1]](sys.argv[2])
