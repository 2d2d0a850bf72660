"""What came to nothing stays thirty days and then goes, with an entry; what is held stays."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
import pytest

from console.alerts.alert import Alert, AlertRaised
from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import Kind
from console.journal.violation import ViolationForm
from console.media.frame import FrameStamp
from tests.console.evidence.conftest import PERSON, DeskWithoutWindows
from tests.fakes.fake_clip_host import FakeClipHost
from tests.fakes.fake_clock import FakeClock

DAY_S = 86_400
JPEG = bytes(cv2.imencode(".jpg", np.full((180, 320, 3), 90, np.uint8))[1])


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def desks(tmp_path, clock):
    """Desks on one folder, one after the other."""
    made = []

    def make(**options):
        for earlier in made:
            earlier.stop()
        host = options.pop("host", None) or FakeClipHost()
        made.append(DeskWithoutWindows(tmp_path / "desk", host, clock=clock, **options))
        made[-1].start()
        return made[-1]

    yield make
    for each in made:
        each.stop()


def raise_alert(desk, alert_id="a1", zone=0):
    stamp = FrameStamp("c1", 7, desk.clock.monotonic_ns(), 0, 320, 180)
    alert = Alert(
        alert_id, desk.camera, desk.zones[zone], 1, desk.clock.now_utc(), 300, stamp, (PERSON,), PERSON
    )
    jpeg = JPEG + alert_id.encode()
    desk.keeper.put_aside(alert, jpeg, stream="main")
    desk.outbox.put(AlertRaised(alert, jpeg))
    desk.until(lambda: desk.entries(Kind.ALERT_RAISED) and is_open(desk, alert_id))
    return alert


def is_open(desk, alert_id):
    held = desk.inbox.get(alert_id)
    return held is not None and held.alert.entry_seq


def cut(desk, alert_id):
    desk.clock.advance(25)
    desk.until(lambda: "clip" in desk.listed(alert_id))


def dismiss(desk, alert_id):
    assert desk.duty.dismiss(alert_id, DismissReason.NOTHING_THERE)
    desk.until(lambda: desk.inbox.get(alert_id) is None)


def test_a_dismissed_alerts_evidence_goes_after_thirty_days_and_not_before(desks, clock):
    desk = desks()
    alert = raise_alert(desk)
    cut(desk, alert.id)
    dismiss(desk, alert.id)
    (raised,) = desk.entries(Kind.ALERT_RAISED)
    files = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in raised.evidence}
    folder = desk.aside(alert.id)
    files |= {
        folder / name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (desk.listed(alert.id)["boxes"]["name"], "clip.mp4")
    }
    clock.advance(30 * DAY_S - 3700)
    desk = desks()  # the desk is closed and opened now and then
    desk.until(lambda: not desk.keeper._next_sweep_ns < clock.monotonic_ns())
    assert folder.exists()
    assert desk.entries(Kind.EVIDENCE_ERASED) == []

    clock.advance(3700)
    erased = desk.until(lambda: not folder.exists() and desk.entries(Kind.EVIDENCE_ERASED))
    assert {entry.body["seq"] for entry in erased} == {raised.seq}
    said = {desk.folder.root / entry.body["file"]: entry.body["sha256"] for entry in erased}
    assert said == files
    assert not [path for path in files if path.exists()]
    assert erased[0].actor == "munara"
    assert "days" in erased[0].body["why"]
    clock.advance(7200)
    desk.until(lambda: desk.keeper._next_sweep_ns > clock.monotonic_ns())
    assert len(desk.entries(Kind.EVIDENCE_ERASED)) == len(files), "once"


def test_the_days_are_a_setting(desks, clock):
    desk = desks(days=2)
    raise_alert(desk)
    cut(desk, "a1")
    dismiss(desk, "a1")
    clock.advance(2 * DAY_S + 3700)
    desk.until(lambda: not desk.aside("a1").exists())


def test_with_no_days_set_it_stays_for_ever(desks, clock):
    desk = desks(days=0)
    raise_alert(desk)
    cut(desk, "a1")
    dismiss(desk, "a1")
    clock.advance(4000 * DAY_S)
    desk.until(lambda: desk.keeper._next_sweep_ns > clock.monotonic_ns())
    assert desk.aside("a1").exists()


def test_half_a_file_that_lies_there_when_all_is_bound_goes_to_quarantine(desks):
    desk = desks()
    raise_alert(desk)
    (desk.aside("a1") / ".clip.mp4.9.part").write_bytes(b"half a clip")
    cut(desk, "a1")
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.until(lambda: not desk.aside("a1").exists())
    (fault,) = desk.until(lambda: desk.entries(Kind.FAULT_NOTED))
    assert fault.body["files"] == ["a1-clip.mp4.9.part"]
    assert (desk.folder.quarantine / "a1-clip.mp4.9.part").read_bytes() == b"half a clip"


def test_the_room_held_back_is_for_records_alone(desks, monkeypatch):
    monkeypatch.setattr("console.journal.disk.Reserve.hold", lambda _self: False)
    desk = desks(zones=2)
    raise_alert(desk, "a1", zone=0)
    raise_alert(desk, "a2", zone=1)
    assert not desk.aside("a1").exists()
    assert all("evidence" not in entry.body for entry in desk.entries(Kind.ALERT_RAISED))
    (fault,) = desk.entries(Kind.FAULT_NOTED)
    assert fault.body["failure"] == "No space left on device"
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.until(lambda: desk.inbox.get("a1") is None)
    desk.clock.advance(25)
    (late,) = desk.until(lambda: desk.entries(Kind.EVIDENCE_STORED))
    (violation,) = desk.entries(Kind.VIOLATION_RECORDED)
    assert [item["role"] for item in violation.body["evidence"]] == ["still"]
    assert {item["role"] for item in late.body["evidence"]} == {"boxes", "clip"}
    assert not desk.aside("a2").exists()


def test_what_is_held_stays_until_it_is_released(desks, clock):
    desk = desks()
    raise_alert(desk)
    cut(desk, "a1")
    dismiss(desk, "a1")
    (raised,) = desk.entries(Kind.ALERT_RAISED)
    desk.journal.append_now(Kind.EVIDENCE_HELD, {"seq": raised.seq, "why": "a court asks"}, actor="Anna")
    clock.advance(40 * DAY_S)
    desk.until(lambda: desk.keeper._next_sweep_ns > clock.monotonic_ns())
    assert desk.aside("a1").exists()
    assert desk.entries(Kind.EVIDENCE_ERASED) == []
    desk.journal.append_now(Kind.EVIDENCE_RELEASED, {"seq": raised.seq, "why": "done"}, actor="Anna")
    clock.advance(3700)
    desk.until(lambda: not desk.aside("a1").exists())


def test_what_was_confirmed_or_is_open_stays(desks, clock):
    desk = desks(zones=2)
    raise_alert(desk, "a1", zone=0)
    raise_alert(desk, "a2", zone=1)
    cut(desk, "a1")
    cut(desk, "a2")
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.until(lambda: not desk.aside("a1").exists())
    clock.advance(90 * DAY_S)
    desk.until(lambda: desk.keeper._next_sweep_ns > clock.monotonic_ns())
    assert desk.entries(Kind.EVIDENCE_ERASED) == []
    assert desk.aside("a2").exists()
    for entry in desk.entries(Kind.VIOLATION_RECORDED, Kind.ALERT_RAISED):
        assert all(path.exists() for path in entry.evidence)


def test_a_repeat_that_was_folded_in_goes_after_its_days_too(desks, clock):
    desk = desks()
    raise_alert(desk, "a1")
    again = Alert(
        "a2", desk.camera, desk.zones[0], 1, clock.now_utc(), 300,
        FrameStamp("c1", 9, clock.monotonic_ns(), 0, 320, 180), (PERSON,), PERSON,
    )  # fmt: skip
    desk.keeper.put_aside(again, JPEG + b"a2", stream="main")
    desk.outbox.put(AlertRaised(again, JPEG + b"a2"))
    desk.until(lambda: len(desk.entries(Kind.ALERT_RAISED)) == 2)
    cut(desk, "a2")
    clock.advance(31 * DAY_S)
    desk.until(lambda: not desk.aside("a2").exists())
    assert desk.aside("a1").exists(), "the open one stays"


def test_told_before_a_crash_is_not_told_again(desks, clock, monkeypatch):
    desk = desks()
    raise_alert(desk)
    cut(desk, "a1")
    dismiss(desk, "a1")
    with monkeypatch.context() as crash:
        crash.setattr("console.journal.pending_sweep.PendingSweep._erase", lambda _self, _alert_id: None)
        clock.advance(31 * DAY_S)
        told = desk.until(lambda: len(found := desk.entries(Kind.EVIDENCE_ERASED)) == 4 and found)
        desk.stop()
    assert desk.aside("a1").exists()
    desk = desks()
    desk.until(lambda: not desk.aside("a1").exists())
    assert [entry.seq for entry in desk.entries(Kind.EVIDENCE_ERASED)] == [entry.seq for entry in told]
