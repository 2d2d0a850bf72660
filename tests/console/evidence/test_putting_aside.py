"""Raising an alert puts its evidence aside at once; confirming binds it; a late clip joins."""

import errno
import hashlib
import json
import os
from datetime import timedelta

import av
import cv2
import numpy as np

from console.alerts.dismiss_reason import DismissReason
from console.cameras.address import Address
from console.journal.entry import Kind
from console.journal.pending import PendingEvidence
from console.journal.verify import verify
from console.journal.violation import ViolationForm
from console.media.frame import Still
from tests.console.evidence.conftest import PERSON, ROUND_S
from tests.peers.peer_process import Peer

S = 1_000_000_000
FORM = ViolationForm("koap-434", persons=1)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pixels(path):
    return cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR).astype(int)


def by_role(entry):
    return {item["role"]: item for item in entry.body["evidence"]}


def bound(desk, alert_id):
    """All files that the entries of the alert's violation name, by role; a later one of a role wins."""
    found = {}
    for entry in desk.entries(Kind.VIOLATION_RECORDED, Kind.EVIDENCE_STORED):
        if entry.body["alert_id"] == alert_id:
            found |= by_role(entry)
    return found


def confirm(desk, alert_id):
    assert desk.duty.confirm(alert_id, FORM)
    desk.until(lambda: desk.inbox.get(alert_id) is None)


def test_all_is_put_aside_whole_and_described(desk, letterboxes):
    (alert,) = desk.raised(letterboxes)
    listed = desk.listed(alert.id)
    assert set(listed) == {"still", "boxed", "boxes"}, "at once, before the clip"
    desk.until(lambda: "clip" in desk.listed(alert.id))
    listed, folder = desk.listed(alert.id), desk.aside(alert.id)
    assert {path.name for path in folder.iterdir()} == {"list.json", *(f["name"] for f in listed.values())}
    for file in listed.values():
        assert file["sha256"] == sha256(folder / file["name"])
        assert file["bytes"] == (folder / file["name"]).stat().st_size
    still = listed["still"]["details"]
    assert (still["stream"], still["width"], still["height"]) == ("main", 320, 180)
    assert listed["clip"]["details"].items() >= {"stream": "main", "width": 320, "height": 180}.items()

    plain, boxed = pixels(folder / "still.jpg"), pixels(folder / "boxed.jpg")
    difference = np.abs(plain - boxed).max(axis=2)
    x1, y1, x2, y2 = (round(each) for each in (PERSON.x1, PERSON.y1, PERSON.x2, PERSON.y2))
    away = np.ones_like(difference, bool)
    away[y1 - 6 : y2 + 6, x1 - 6 : x2 + 6] = False
    assert difference[away].mean() < 3 < difference[y1, x1:x2].mean()

    rows = [json.loads(line) for line in (folder / listed["boxes"]["name"]).read_text().splitlines()]
    assert rows
    assert {(row["width"], row["height"]) for row in rows} == {(320, 180)}
    assert rows[-1]["boxes"] == [{"label": "person", "score": 91, "box": [100, 60, 180, 170], "track": 4}]
    assert still["at_utc"] in {row["at_utc"] for row in rows}

    clip = listed["clip"]["details"]
    assert clip["started_at_utc"] < still["at_utc"] < clip["ended_at_utc"]
    with av.open(str(folder / "clip.mp4")) as container:
        frames = sum(1 for _frame in container.decode(video=0))
    assert frames >= 15 * ROUND_S * 1.5


def test_the_entry_names_the_stills_and_the_span_is_pinned_until_the_clip_is_cut(desk, letterboxes):
    (alert,) = desk.raised(letterboxes)
    (entry,) = desk.entries(Kind.ALERT_RAISED)
    assert set(by_role(entry)) == {"still", "boxed"}
    for path, item in zip(entry.evidence, entry.body["evidence"], strict=True):
        assert item["sha256"] == sha256(path)
        assert path.samefile(desk.aside(alert.id) / f"{item['role']}.jpg"), "no second copy"
    assert desk.inbox.get(alert.id).still_jpeg == (desk.aside(alert.id) / "still.jpg").read_bytes()
    assert desk.host._rings._pins
    desk.until(lambda: not desk.host._rings._pins)
    assert "clip" in desk.listed(alert.id)


def test_a_clip_that_ends_after_the_confirmation_joins_by_an_entry_of_its_own(desk, letterboxes):
    (alert,) = desk.raised(letterboxes)
    confirm(desk, alert.id)
    (violation,) = desk.entries(Kind.VIOLATION_RECORDED)
    assert [item["role"] for item in violation.body["evidence"]] == ["still", "boxed", "boxes"]
    (late,) = desk.until(lambda: desk.entries(Kind.EVIDENCE_STORED))
    assert (late.body["alert_id"], late.body["seq"]) == (alert.id, violation.seq)
    assert late.camera_number == "0402"
    assert "clip" in by_role(late)
    assert by_role(late)["clip"]["started_at_utc"] < by_role(late)["clip"]["ended_at_utc"]
    desk.until(lambda: not desk.aside(alert.id).exists())
    assert verify(desk.folder).sound


def test_a_clip_that_is_there_is_bound_at_once(desk, letterboxes):
    (alert,) = desk.raised(letterboxes)
    desk.until(lambda: "clip" in desk.listed(alert.id))
    hashes = {role: file["sha256"] for role, file in desk.listed(alert.id).items()}
    confirm(desk, alert.id)
    (violation,) = desk.entries(Kind.VIOLATION_RECORDED)
    assert {item["role"]: item["sha256"] for item in violation.body["evidence"]} == hashes
    desk.until(lambda: not desk.aside(alert.id).exists())
    assert desk.entries(Kind.EVIDENCE_STORED) == []
    assert verify(desk.folder).sound


def test_alerts_of_one_frame_have_files_of_their_own(make_desk, shown, letterboxes, short_rounds):
    desk = make_desk(zones=2)
    one, other = desk.raised(letterboxes, count=2)
    assert one.stamp == other.stamp
    confirm(desk, one.id)
    assert desk.duty.dismiss(other.id, DismissReason.NOTHING_THERE)
    desk.until(lambda: bound(desk, one.id).get("clip"))
    names = [path.name for path in desk.folder.evidence.glob("2*/*/*/*.jpg")]
    assert len(names) == len(set(names)) == 4


def test_a_clip_that_becomes_ready_while_the_violation_is_written_is_not_lost(desk, letterboxes):
    """At each of some moments round the clip's coming, one of the two entries has it."""
    for number in range(5):
        (alert,) = desk.raised(letterboxes)
        end_ns = alert.stamp.captured_at_ns + ROUND_S * S + 500_000_000
        desk.until(lambda: desk.clock.monotonic_ns() > end_ns + (number - 2) * 60_000_000)  # noqa: B023
        confirm(desk, alert.id)
        desk.until(lambda: "clip" in bound(desk, alert.id))  # noqa: B023
        desk.until(lambda: not desk.aside(alert.id).exists())  # noqa: B023
    assert verify(desk.folder).sound


def test_confirmed_before_anything_is_on_the_disk_it_all_joins(desk, letterboxes, monkeypatch):
    add, late = PendingEvidence.add, []

    def add_late(self, alert, draft):
        if not late:
            late.append(1)
            desk.duty.confirm(held.alert.id, FORM)  # the window is quicker than the disk
            desk.until(lambda: desk.journal.state().queued == 0)
        return add(self, alert, draft)

    monkeypatch.setattr(PendingEvidence, "add", add_late)
    while not desk.inbox.ordered():
        if letterboxes:
            desk.look(letterboxes.pop())
        host_asked = desk.host.ask_letterbox("c1")
        assert host_asked in (True, False)
        for fact in desk.outbox.drain():
            desk.duty.handle(fact)
            held = next(iter(desk.inbox.ordered()), None)
    desk.until(lambda: set(bound(desk, held.alert.id)) == {"still", "boxed", "boxes", "clip"})
    assert verify(desk.folder).sound


def test_an_alert_without_a_picture_is_raised_and_has_a_clip(desk, letterboxes, monkeypatch):
    def no_still(self, letterbox, still):
        from concurrent.futures import Future

        failed = Future()
        failed.set_exception(RuntimeError("no still"))
        finish(letterbox, still=Still.DROP)
        return failed if still is Still.KEEP else None

    finish = desk.host.finish_letterbox
    monkeypatch.setattr(
        desk.host, "finish_letterbox", lambda box, still=Still.DROP: no_still(None, box, still)
    )
    (alert,) = desk.raised(letterboxes)
    (entry,) = desk.entries(Kind.ALERT_RAISED)
    assert "evidence" not in entry.body
    confirm(desk, alert.id)
    desk.until(lambda: set(bound(desk, alert.id)) == {"boxes", "clip"})


def test_a_lost_camera_gives_what_there_is(make_desk, host, source, letterboxes, monkeypatch):
    """Not after the span of twenty seconds, but once it has been away for a while."""
    monkeypatch.setattr("console.evidence.round._LOST_FOR", timedelta(seconds=2))
    with Peer("tests.peers.rtsp_server", "--feed", f"north={source}") as peer:
        desk = make_desk()
        feed = host.open("c1", Address.parse(f"rtsp://127.0.0.1:{peer.port}/north"))
        desk.until(lambda: feed.counters().ring_span_ns > 2 * S)
        (alert,) = desk.raised(letterboxes)
        peer.kill()
        desk.until(lambda: "clip" in desk.listed(alert.id))
        assert desk.clock.monotonic_ns() < alert.stamp.captured_at_ns + 19 * S
    clip = desk.listed(alert.id)["clip"]["details"]
    assert clip["started_at_utc"] < desk.listed(alert.id)["still"]["details"]["at_utc"]
    confirm(desk, alert.id)
    assert set(bound(desk, alert.id)) == {"still", "boxed", "boxes", "clip"}


def test_closing_the_desk_cuts_the_clip_short(make_desk, shown, letterboxes):
    desk = make_desk()
    (alert,) = desk.raised(letterboxes)
    confirm(desk, alert.id)
    desk.stop()
    assert set(bound(desk, alert.id)) == {"still", "boxed", "boxes", "clip"}
    assert not desk.aside(alert.id).exists()
    assert verify(desk.folder).sound


def test_a_clip_that_cannot_be_made_is_told(desk, letterboxes):
    (alert,) = desk.raised(letterboxes)
    desk.host.close("c1")
    (fault,) = desk.until(lambda: desk.entries(Kind.FAULT_NOTED))
    assert fault.body["what"] == "the clip of an alert could not be made"
    assert (fault.body["alert_id"], fault.body["failure"]) == (alert.id, "the camera is not open")
    confirm(desk, alert.id)
    assert set(bound(desk, alert.id)) == {"still", "boxed", "boxes"}
    desk.until(lambda: not desk.aside(alert.id).exists())


def test_a_full_disk_stops_no_alert_and_no_record(desk, letterboxes, monkeypatch):
    def full(self, *_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(PendingEvidence, "begin", full)
        (alert,) = desk.raised(letterboxes)
        (entry,) = desk.entries(Kind.ALERT_RAISED)
        assert "evidence" not in entry.body
        (fault,) = desk.until(lambda: desk.entries(Kind.FAULT_NOTED))
        assert fault.body["what"] == "evidence of an alert could not be put aside"
        assert fault.body["failure"] == "No space left on device"
        confirm(desk, alert.id)
        assert set(bound(desk, alert.id)) == {"still"}, "the record has it from memory"
    desk.until(lambda: "clip" in bound(desk, alert.id))  # there was room again by then
    assert len(desk.entries(Kind.FAULT_NOTED)) == 1
    assert verify(desk.folder).sound


def test_what_was_changed_while_it_lay_there_is_not_bound_but_told(desk, letterboxes):
    (alert,) = desk.raised(letterboxes)
    desk.until(lambda: "clip" in desk.listed(alert.id))
    (desk.aside(alert.id) / "clip.mp4").write_bytes(b"forged")
    confirm(desk, alert.id)
    (violation,) = desk.entries(Kind.VIOLATION_RECORDED)
    assert set(by_role(violation)) == {"still", "boxed", "boxes"}
    (fault,) = desk.until(lambda: desk.entries(Kind.FAULT_NOTED))
    assert "was changed" in fault.body["what"]
    assert (desk.folder.quarantine / alert.id / "clip.mp4").read_bytes() == b"forged"
    assert verify(desk.folder).sound
