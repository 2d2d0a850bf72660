"""All that a real journal holds on one violation."""

from __future__ import annotations

import time

import pytest

from console.journal.aftermath import AftermathRead, read_aftermath
from console.journal.entry import Kind
from console.journal.evidence import EvidenceDraft
from console.journal.history import history
from console.journal.journal import Journal
from console.outbox import Outbox

CAMERA = {"camera_id": "c1", "camera_number": "0402", "place": "School No. 1"}


@pytest.fixture
def told(journal):
    """Records and gives the entry's number."""

    def record(kind, body, *files):
        drafts = [EvidenceDraft(role, suffix, content) for role, suffix, content in files]
        return journal.append_now(kind, body, actor="A. Dispatcher", evidence=drafts).seq

    return record


@pytest.fixture
def violation(told):
    raised = told(
        Kind.ALERT_RAISED, {"alert_id": "a1", **CAMERA, "priority": 1}, ("still", ".jpg", b"the frame")
    )
    body = {
        "offence": "koap-434",
        "article": "434",
        "at_utc": "2026-11-23T18:00:00.000000Z",
        "persons": 1,
        "vehicles": 0,
        "action": "",
        "case_numbers": {},
        "note": "",
        "alert_id": "a1",
        "alert_seq": raised,
        **CAMERA,
    }
    return told(Kind.VIOLATION_RECORDED, body, ("still", ".jpg", b"the frame"), ("boxed", ".jpg", b"boxes"))


def roles(aftermath):
    return [(file.role, file.entry.seq) for file in aftermath.files]


def test_late_clips_and_the_alerts_still_belong_to_the_violation(folder, told, violation):
    by_alert = told(Kind.EVIDENCE_STORED, {"alert_id": "a1", **CAMERA}, ("clip", ".mp4", b"one"))
    by_seq = told(
        Kind.EVIDENCE_STORED, {"alert_id": "", "seq": violation, **CAMERA}, ("clip", ".mp4", b"two")
    )
    told(Kind.EVIDENCE_STORED, {"alert_id": "a2", **CAMERA}, ("clip", ".mp4", b"another's"))
    told(Kind.EVIDENCE_STORED, {"alert_id": "", "seq": 99, **CAMERA}, ("clip", ".mp4", b"another's too"))
    aftermath = read_aftermath(folder, violation)
    # The frame is stored once, with the alert, whoever names it again.
    assert roles(aftermath) == [
        ("still", violation - 1),
        ("boxed", violation),
        ("clip", by_alert),
        ("clip", by_seq),
    ]
    assert all(file.path.exists() for file in aftermath.files)


def test_corrections_are_in_it_whichever_entry_is_asked_about(folder, told, violation):
    body = history(folder, violation).standing.body()
    amended = told(Kind.VIOLATION_AMENDED, {**body, "persons": 2, "seq": violation, "why": "two"})
    for seq in (violation, amended):
        aftermath = read_aftermath(folder, seq)
        assert [entry.seq for entry in aftermath.entries] == [violation, amended]
        assert aftermath.history.standing.persons == 2
        assert aftermath.seq == seq


def test_hold_stands_until_it_is_released(folder, told, violation):
    assert read_aftermath(folder, violation).held is None
    held = told(Kind.EVIDENCE_HELD, {"seq": violation, "why": "court"})
    assert read_aftermath(folder, violation).held.seq == held
    told(Kind.EVIDENCE_RELEASED, {"seq": violation, "why": "sentenced"})
    assert read_aftermath(folder, violation).held is None
    again = told(Kind.EVIDENCE_HELD, {"seq": violation, "why": "appeal"})
    assert read_aftermath(folder, violation).held.seq == again


def test_erasure_is_told_of_the_file_and_of_the_text(folder, told, violation):
    still, boxed = read_aftermath(folder, violation).files
    gone = told(
        Kind.EVIDENCE_ERASED,
        {"seq": violation, "file": boxed.said["file"], "sha256": boxed.sha256, "why": "30 days"},
    )
    text = told(Kind.EVIDENCE_ERASED, {"seq": violation, "file": "", "sha256": "00", "why": "asked for"})
    aftermath = read_aftermath(folder, violation)
    assert [file.erased and file.erased.seq for file in aftermath.files] == [None, gone]
    assert {seq: entry.seq for seq, entry in aftermath.erased.items()} == {violation: text}
    assert still.erased is None


def test_entry_that_is_no_violation_has_no_history(folder, violation):
    aftermath = read_aftermath(folder, violation - 1)
    assert aftermath.history is None
    assert roles(aftermath) == [("still", violation - 1)]


def test_entry_that_is_not_there(folder, violation):
    assert read_aftermath(folder, 4711) is None


def test_journal_reads_it_beside_and_tells(folder, clock, violation):
    outbox = Outbox()
    running = Journal(folder, clock=clock, outbox=outbox)
    running.start()
    running.read_aftermath(violation, ref="r")
    facts = list[object]()
    end = time.monotonic() + 20
    while not facts and time.monotonic() < end:
        facts += [fact for fact in outbox.drain() if isinstance(fact, AftermathRead)]
        time.sleep(0.01)
    running.stop()
    assert (facts[0].ref, facts[0].failure) == ("r", "")
    assert facts[0].aftermath.seq == violation
    running.read_aftermath(violation, ref="late")
    [read] = [fact for fact in outbox.drain() if isinstance(fact, AftermathRead)]
    assert (read.aftermath, read.failure) == (None, "the journal is closed")
