"""A moment that a person points at on a camera: the clip of its seconds joins the record, with no alert."""

from __future__ import annotations

import hashlib
import json
import time
from concurrent.futures import Future
from dataclasses import replace

import av
import pytest

from console.evidence.moments import Moment
from console.journal.aftermath import read_aftermath
from console.journal.dossier import dossier
from console.journal.entry import Kind
from console.journal.pending import PendingEvidence
from console.journal.verify import verify
from console.journal.violation import ViolationForm
from console.media.media_error import MediaError
from tests.console.evidence.conftest import ROUND_S

S = 1_000_000_000
FORM = ViolationForm("koap-434", persons=1)
REF = "record:1"


def hold(desk, *, ago_s=0.5, ref=REF):
    at_ns = time.monotonic_ns() - int(ago_s * S)
    assert desk.keeper.hold_moment(ref, Moment(desk.camera, at_ns))
    return at_ns


def record(desk, ref=REF):
    assert desk.duty.record_violation(FORM, camera=desk.camera, ref=ref)
    return desk.until(lambda: desk.entries(Kind.VIOLATION_RECORDED))[-1]


def joined(desk):
    return desk.until(lambda: desk.entries(Kind.EVIDENCE_STORED))


def test_the_clip_of_its_seconds_joins_the_record_when_they_are_over(desk):
    hold(desk)
    violation = record(desk)
    assert "evidence" not in violation.body and violation.body["alert_id"] == ""
    (stored,) = joined(desk)
    assert stored.body["seq"] == violation.seq and "alert_id" not in stored.body
    assert stored.body["camera_number"] == "0402"
    files = {item["role"]: item for item in stored.body["evidence"]}
    assert set(files) == {"boxes", "clip"}
    clip = desk.folder.root / files["clip"]["file"]
    assert hashlib.sha256(clip.read_bytes()).hexdigest() == files["clip"]["sha256"]
    with av.open(str(clip)) as film:
        frames = sum(1 for _frame in film.decode(video=0))
    assert frames >= 2 * ROUND_S * 15 - 3
    found = read_aftermath(desk.folder, violation.seq)
    assert {file.role for file in found.files} == set(files)
    packed = dossier(desk.folder, [violation.seq]).files()
    assert {file.role for file in packed} == set(files), "for a court, too"
    desk.until(lambda: not desk.aside(f"record-{violation.seq}").exists())
    assert verify(desk.folder).sound
    assert not desk.host._rings._pins


def test_a_form_that_is_left_lets_go_of_its_seconds(desk):
    hold(desk)
    assert len(desk.host._rings._pins) == 1
    hold(desk, ago_s=0.1)
    assert len(desk.host._rings._pins) == 1, "in place of the first"
    desk.keeper.let_go(REF)
    assert not desk.host._rings._pins
    record(desk)
    desk.until(lambda: not desk.journal.state().queued)
    assert desk.entries(Kind.EVIDENCE_STORED) == []


def test_a_record_that_the_journal_will_not_have_lets_go_too(desk):
    hold(desk)
    assert desk.duty.record_violation(replace(FORM, note="\ud800"), camera=desk.camera, ref=REF)
    desk.until(lambda: not desk.host._rings._pins)


def test_of_a_camera_that_is_not_open_there_is_nothing_to_keep(desk):
    other = replace(desk.camera, id="nowhere")
    assert not desk.keeper.hold_moment(REF, Moment(other, time.monotonic_ns()))


def test_a_clip_that_cannot_be_made_is_told_and_the_boxes_join(desk, monkeypatch):
    failed = Future()
    failed.set_exception(MediaError("the decoder broke down"))
    monkeypatch.setattr(desk.host, "save_clip", lambda *_args, **_span: failed)
    hold(desk)
    violation = record(desk)
    (stored,) = joined(desk)
    assert [item["role"] for item in stored.body["evidence"]] == ["boxes"]
    (fault,) = desk.entries(Kind.FAULT_NOTED)
    assert fault.body["what"] == "the clip of a record could not be made"
    assert fault.body["seq"] == violation.seq


def test_a_desk_that_closes_before_the_seconds_are_over_joins_what_there_is(make_desk, shown):
    desk = make_desk()  # twenty seconds either way
    hold(desk)
    violation = record(desk)
    desk.stop()
    (stored,) = desk.entries(Kind.EVIDENCE_STORED)
    assert stored.body["seq"] == violation.seq
    assert {item["role"] for item in stored.body["evidence"]} == {"boxes", "clip"}


@pytest.mark.parametrize("died", ["before the entry", "after the entry"])
def test_a_clip_that_a_crash_left_aside_joins_at_the_next_start_once(desk, make_desk, monkeypatch, died):
    if died == "before the entry":
        monkeypatch.setattr(
            "console.evidence.rounds.Rounds._join", lambda *_args: (_ for _ in ()).throw(OSError)
        )
    else:
        monkeypatch.setattr(PendingEvidence, "remove", lambda *_args: (_ for _ in ()).throw(OSError))
    hold(desk)
    violation = record(desk)
    aside = desk.aside(f"record-{violation.seq}")
    desk.until(lambda: (aside / "list.json").exists() and "clip" in desk.listed(aside.name))
    if died == "after the entry":
        joined(desk)
    desk.stop()
    monkeypatch.undo()
    again = make_desk(desk.folder.root)
    (stored,) = joined(again)
    assert stored.body["seq"] == violation.seq
    again.until(lambda: not aside.exists())
    assert len(again.entries(Kind.EVIDENCE_STORED)) == 1
    assert again.entries(Kind.FAULT_NOTED) == []


def test_a_list_that_is_of_no_record_of_this_journal_goes_to_quarantine(desk, make_desk):
    desk.stop()
    strange = desk.folder.pending / "record-1"  # entry 1 is no violation
    strange.mkdir(parents=True)
    listed = {"alert_id": "record-1", "camera": {"camera_id": "c1"}, "raised_at_utc": "", "after_seq": 0}
    body = {**listed, "files": [], "raised_seq": 1, "outcome": "confirmed", "outcome_at_utc": ""}
    (strange / "list.json").write_text(json.dumps(body))
    again = make_desk(desk.folder.root)
    again.until(lambda: not strange.exists())
    assert (again.folder.quarantine / "record-1").is_dir()
