"""A full disk: the reserve is given up, the record is written, the journal says so."""

import errno
import os
from itertools import count

import pytest

from console.journal import ledger as ledger_module
from console.journal.chain import BadBodyError
from console.journal.journal import EntryWritten, EvidenceDraft, Journal, Kind
from console.journal.verify import verify
from console.outbox import Outbox
from tests.console.journal.conftest import a_violation


@pytest.fixture
def full_disk(folder, monkeypatch):
    """Evidence finds no room for as long as the reserve stands: the rest is the real journal."""
    put = ledger_module.EvidenceStore.put
    attempts = count(1)

    def put_on_a_full_disk(self, draft, *, at_utc):
        if (folder.root / "reserve").exists():
            next(attempts)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put(self, draft, at_utc=at_utc)

    monkeypatch.setattr(ledger_module.EvidenceStore, "put", put_on_a_full_disk)
    return attempts


def test_a_full_disk_still_records(folder, clock, full_disk, monkeypatch):
    outbox = Outbox()
    journal = Journal(folder, clock=clock, outbox=outbox)
    journal.start()
    assert (folder.root / "reserve").stat().st_size == 64 << 20
    # The made-up disk stays full: the reserve cannot be taken again.
    monkeypatch.setattr("console.journal.disk.Reserve.hold", lambda self: self.held())
    still = EvidenceDraft("still", ".jpg", b"picture")
    journal.record(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still], ref="1")
    assert journal.stop() == 0
    entries = [fact.entry for fact in outbox.drain() if isinstance(fact, EntryWritten)]
    assert [entry.kind for entry in entries] == [Kind.VIOLATION_RECORDED, Kind.FAULT_NOTED]
    assert "disk full" in entries[1].body["what"]
    assert journal.state().on_reserve
    assert next(full_disk) == 2, "it was given up at the first refusal"
    assert verify(folder).sound


def test_the_reserve_is_taken_again_when_there_is_room(folder, clock, full_disk):
    journal = Journal(folder, clock=clock, outbox=Outbox())
    journal.start()
    still = EvidenceDraft("still", ".jpg", b"picture")
    journal.record(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still])
    assert journal.stop() == 0
    assert not journal.state().on_reserve
    assert (folder.root / "reserve").exists()


def test_a_fault_nobody_thought_of_does_not_end_the_writer(folder, clock, monkeypatch):
    put = ledger_module.EvidenceStore.put
    turns = count()

    def put_badly_once(self, draft, *, at_utc):
        if not next(turns):
            raise RuntimeError("unthought of")
        return put(self, draft, at_utc=at_utc)

    monkeypatch.setattr(ledger_module.EvidenceStore, "put", put_badly_once)
    outbox = Outbox()
    journal = Journal(folder, clock=clock, outbox=outbox)
    journal.start()
    still = EvidenceDraft("still", ".jpg", b"picture")
    journal.record(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still])
    assert journal.stop() == 0
    assert len(outbox.drain()) == 1


def test_a_body_found_unfit_only_when_written_is_refused_and_the_rest_goes_on(folder, clock, monkeypatch):
    append = ledger_module.JournalDatabase.append
    turns = count()

    def append_badly_once(self, draft):
        if not next(turns):
            raise BadBodyError("unfit")
        return append(self, draft)

    monkeypatch.setattr(ledger_module.JournalDatabase, "append", append_badly_once)
    outbox = Outbox()
    journal = Journal(folder, clock=clock, outbox=outbox)
    journal.start()
    for ref in ("a", "b"):
        journal.record(Kind.BULLETIN, {"text": ref}, actor="Anna", ref=ref)
    journal.stop()
    assert [(type(fact).__name__, fact.ref) for fact in outbox.drain()] == [
        ("EntryRefused", "a"),
        ("EntryWritten", "b"),
    ]
