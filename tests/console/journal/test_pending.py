"""The folders of evidence put aside: written whole, listed, set apart, and never a way to elsewhere."""

import json
import os

import pytest

from console.journal.evidence import EvidenceDraft, EvidenceStore
from console.journal.journal import Journal, Kind
from console.journal.ledger import Ledger
from console.journal.pending import Binding, PendingEvidence
from console.journal.pending_alert import Outcome, PendingAlert
from console.outbox import Outbox
from tests.console.journal.conftest import a_violation

ALERT = PendingAlert(
    "a1", {"camera_id": "c1", "camera_number": "0402", "place": "yard"}, "2026-11-23T18:00:00.000000Z", 7
)
AT = "2026-11-23T18:00:00.000000Z"


@pytest.fixture
def pending(folder):
    folder.prepare()
    Ledger(folder).close()  # a journal is begun before anything lies in evidence/
    pending = PendingEvidence(folder)
    pending.begin(ALERT)
    return pending


def draft(content=b"picture", role="still", suffix=".jpg", **details):
    return EvidenceDraft(role, suffix, content, details)


def test_a_list_tells_all_that_was_put_aside(pending):
    alert = pending.add(ALERT, draft(stream="main", width=640))
    alert = pending.add(alert, draft(b"{}\n", "boxes", ".jsonl"))
    assert pending.read("a1") == alert
    assert [(file.role, file.bytes, file.details) for file in alert.files] == [
        ("still", 7, {"stream": "main", "width": 640}),
        ("boxes", 3, {}),
    ]
    assert pending.alert_ids() == ["a1"]


def test_a_file_that_replaces_another_has_a_name_of_its_own_and_the_old_one_goes(pending, folder):
    alert = pending.add(ALERT, draft(b"{}\n", "boxes", ".jsonl"))
    (before,) = alert.files
    alert = pending.add(alert, draft(b"{}\n{}\n", "boxes", ".jsonl"))
    (after,) = alert.files
    assert after.name != before.name
    assert {path.name for path in (folder.pending / "a1").iterdir()} == {"list.json", after.name}


def test_a_write_that_fails_leaves_nothing(pending, folder, monkeypatch):
    def full(_handle):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("console.journal.pending.sync_file", full)
    with pytest.raises(OSError, match="space"):
        pending.add(ALERT, draft())
    assert {path.name for path in (folder.pending / "a1").iterdir()} == {"list.json"}


@pytest.mark.parametrize("name", ["../../secrets/key", "/etc/passwd", "a/b.jpg", ".hidden.jpg", ""])
def test_a_list_cannot_lead_elsewhere(pending, folder, name):
    pending.add(ALERT, draft())
    file = folder.pending / "a1" / "list.json"
    row = json.loads(file.read_text())
    row["files"][0]["name"] = name
    file.write_text(json.dumps(row))
    assert pending.read("a1") is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"alert_id": "a1"}', '{"alert_id": 1.5}', "\xff", "[" * 9999]
)
def test_a_list_that_is_none_is_not_read(pending, folder, text):
    (folder.pending / "a1" / "list.json").write_text(text, encoding="latin-1")
    assert pending.read("a1") is None


@pytest.mark.parametrize("value", [0.5, "\ud800", 2**60])
def test_a_forged_detail_never_reaches_an_entry(pending, folder, value):
    pending.add(ALERT, draft())
    file = folder.pending / "a1" / "list.json"
    row = json.loads(file.read_text())
    row["files"][0]["details"] = {"width": value}
    file.write_text(json.dumps(row))
    assert pending.read("a1") is None


@pytest.mark.parametrize("alert_id", ["../a1", "", ".", "a/b", "x" * 65])
def test_an_alert_id_cannot_lead_elsewhere(pending, alert_id):
    assert pending.read(alert_id) is None


def test_one_desk_at_a_time_owns_what_lies_there(pending, folder):
    assert pending.lock()
    assert not PendingEvidence(folder).lock()
    pending.unlock()
    other = PendingEvidence(folder)
    assert other.lock()
    other.unlock()


def test_what_is_bound_is_the_same_file_and_stays_when_the_folder_goes(pending, folder):
    alert = pending.add(ALERT, draft())
    (file,) = alert.files
    source = folder.pending / "a1" / file.name
    stored = EvidenceStore(folder).bind(source, file, at_utc=AT)
    assert (folder.root / stored.file).samefile(source)
    assert EvidenceStore(folder).bind(source, file, at_utc=AT) == stored, "again is the same"
    pending.remove("a1")
    assert (folder.root / stored.file).read_bytes() == b"picture"
    assert not (folder.pending / "a1").exists()


def test_a_disk_without_links_gets_a_copy(pending, folder, monkeypatch):
    def no_links(self, _target):
        raise PermissionError(1, os.strerror(1))

    monkeypatch.setattr("pathlib.Path.hardlink_to", no_links)
    alert = pending.add(ALERT, draft())
    stored = EvidenceStore(folder).bind(folder.pending / "a1" / "still.jpg", alert.files[0], at_utc=AT)
    assert (folder.root / stored.file).read_bytes() == b"picture"


def test_a_record_names_what_is_there_and_takes_the_rest_from_memory(pending, folder, clock):
    alert = pending.add(ALERT, draft(b"aside", "boxed", stream="main"))
    pending.add(alert, draft(b"{}\n", "boxes", ".jsonl"))
    journal = Journal(folder, clock=clock, outbox=Outbox())
    journal.start()
    journal.record(
        Kind.VIOLATION_RECORDED,
        a_violation(alert_id="a1"),
        actor="Anna",
        evidence=[draft(b"from memory"), draft(b"not this one", "boxed")],
        binding=Binding("a1"),
    )
    journal.stop()
    from console.journal.search import Query, each

    (entry,) = each(folder, Query())
    roles = {
        item["role"]: path.read_bytes()
        for item, path in zip(entry.body["evidence"], entry.evidence, strict=True)
    }
    assert roles == {"still": b"from memory", "boxed": b"aside", "boxes": b"{}\n"}
    assert entry.body["evidence"][1]["stream"] == "main"


def test_an_entry_about_stored_evidence_without_any_is_refused(pending, folder, clock):
    outbox = Outbox()
    journal = Journal(folder, clock=clock, outbox=outbox)
    journal.start()
    body = {**ALERT.body(), "seq": 1}
    journal.record(Kind.EVIDENCE_STORED, body, actor="munara", binding=Binding("a1"), ref="x")
    assert journal.stop() == 0
    assert [(type(fact).__name__, fact.ref) for fact in outbox.drain()] == [("EntryRefused", "x")]


def test_nothing_pending_counts_as_a_journals_files_where_nothing_was_put_aside(folder, clock):
    """An empty folder and the mark of a desk are no evidence: a journal may begin there."""
    folder.prepare()
    pending = PendingEvidence(folder)
    pending.lock()
    pending.unlock()
    Ledger(folder).close()


def test_outcomes_end_or_do_not():
    assert {outcome for outcome in Outcome if outcome.ends} == {
        Outcome.DISMISSED,
        Outcome.EXPIRED,
        Outcome.FOLDED,
    }
