"""Recording from any thread: order, refusals, what waits, what is drained."""

import threading
import time

import pytest

from console.journal.chain import BadBodyError
from console.journal.export import ExportDone
from console.journal.journal import (
    EntryRefused,
    EntryWritten,
    EvidenceDraft,
    Journal,
    Kind,
    Query,
    SearchDone,
)
from console.journal.verify import verify
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem
from tests.console.journal.conftest import a_violation


class _Desk:
    """A started journal and what it told."""

    def __init__(self, folder, clock):
        self.outbox = Outbox()
        self.journal = Journal(folder, clock=clock, outbox=self.outbox)
        self.facts = []

    def wait(self, wanted, *, count=1):
        for _turn in range(1000):
            self.facts += self.outbox.drain()
            found = [fact for fact in self.facts if isinstance(fact, wanted)]
            if len(found) >= count:
                return found
            time.sleep(0.01)
        raise AssertionError(f"no {wanted.__name__}: {self.facts} {self.journal.state()}")


@pytest.fixture
def desk(folder, clock):
    desk = _Desk(folder, clock)
    desk.journal.start()
    yield desk
    desk.journal.stop()


def test_an_entry_is_told_with_its_ref_once_it_is_written(desk, folder):
    desk.journal.record(
        Kind.VIOLATION_RECORDED,
        a_violation(),
        actor="Анна",
        evidence=[EvidenceDraft("still", ".jpg", b"picture")],
        ref="form-1",
    )
    (fact,) = desk.wait(EntryWritten)
    assert fact.ref == "form-1"
    assert fact.entry.seq == 1
    assert fact.entry.at_utc == "2026-11-23T18:00:00.000000Z"
    assert fact.entry.utc_offset_min == 300
    assert (folder.root / fact.entry.body["evidence"][0]["file"]).read_bytes() == b"picture"
    assert desk.journal.state().head() == fact.entry.head() == str(verify(folder).head)


def test_entries_of_one_thread_keep_their_order_among_many_threads(desk, folder):
    def work(name):
        for number in range(25):
            desk.journal.record(Kind.BULLETIN, {"text": f"{number}"}, actor=name)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = [fact.entry for fact in desk.wait(EntryWritten, count=100)]
    assert [entry.seq for entry in written] == list(range(1, 101))
    for name in ("t0", "t1", "t2", "t3"):
        assert [int(entry.body["text"]) for entry in written if entry.actor == name] == list(range(25))
    assert verify(folder).sound


@pytest.mark.parametrize(
    ("body", "actor", "says"),
    [
        ({"text": 1.5}, "Anna", "float"),
        ({"text": "\ud800"}, "Anna", "surrogate"),
        ({}, "Anna", "text is missing"),
        ({"text": "a"}, "An\udfff", "actor"),
        ({"text": "a"}, " ", "signs"),
    ],
)
def test_what_can_never_be_written_is_refused_with_its_ref(desk, body, actor, says):
    desk.journal.record(Kind.BULLETIN, body, actor=actor, ref="r")
    (fact,) = desk.wait(EntryRefused)
    assert (fact.ref, fact.kind) == ("r", Kind.BULLETIN)
    assert says in fact.why
    with pytest.raises(BadBodyError):
        desk.journal.append_now(Kind.BULLETIN, body, actor=actor)


def test_a_fault_that_may_pass_is_shown_and_waited_out(desk, folder):
    folder.evidence.rmdir()
    folder.evidence.write_bytes(b"a file where the folder was")
    still = EvidenceDraft("still", ".jpg", b"picture")
    desk.journal.record(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still], ref="first")
    desk.journal.record(Kind.BULLETIN, {"text": "later"}, actor="Anna", ref="second")
    for _turn in range(500):
        if desk.journal.state().failure:
            break
        time.sleep(0.01)
    state = desk.journal.state()
    assert "evidence cannot be stored" in state.failure
    assert state.queued == 2
    folder.evidence.unlink()
    assert [fact.ref for fact in desk.wait(EntryWritten, count=2)] == ["first", "second"]
    assert desk.journal.state().failure is None
    assert not [fact for fact in desk.facts if isinstance(fact, EntryRefused)]
    assert verify(folder).sound


def test_stopping_writes_what_waits(folder, clock):
    desk = _Desk(folder, clock)
    for number in range(50):  # recorded before the start: kept until then
        desk.journal.record(Kind.BULLETIN, {"text": str(number)}, actor="Anna")
    desk.journal.start()
    assert desk.journal.stop() == 0
    assert verify(folder).entries == 50
    assert not [thread for thread in threading.enumerate() if "journal" in thread.name]


def test_stopping_refuses_aloud_what_cannot_be_written(folder, clock):
    desk = _Desk(folder, clock)
    desk.journal.start()
    folder.evidence.rmdir()
    folder.evidence.write_bytes(b"a file where the folder was")
    still = EvidenceDraft("still", ".jpg", b"picture")
    for ref in ("a", "b"):
        desk.journal.record(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still], ref=ref)
    desk.journal.stop(deadline_s=0.3)
    assert {fact.ref for fact in desk.wait(EntryRefused, count=2)} == {"a", "b"}


def test_after_the_stop_a_record_is_refused_aloud(desk):
    desk.journal.stop()
    desk.journal.record(Kind.BULLETIN, {"text": "late"}, actor="Anna", ref="late")
    assert desk.wait(EntryRefused)[0].ref == "late"


def test_a_started_journal_and_a_command_line_beside_it_make_one_chain(desk, journal, folder):
    for number in range(10):
        desk.journal.record(Kind.BULLETIN, {"text": f"desk {number}"}, actor="Anna")
        journal.append_now(Kind.BULLETIN, {"text": f"command {number}"}, actor="script")
    entry = desk.journal.append_now(Kind.BULLETIN, {"text": "last"}, actor="Anna")
    assert entry.seq == 21
    assert verify(folder).sound


def test_unfinished_evidence_of_a_killed_desk_is_kept_and_noted(folder, clock):
    folder.prepare()
    (folder.evidence / ".abc.part").write_bytes(b"half")
    desk = _Desk(folder, clock)
    desk.journal.start()
    (fact,) = desk.wait(EntryWritten)
    desk.journal.stop()
    assert fact.entry.kind is Kind.FAULT_NOTED
    assert fact.entry.body["files"] == ["abc.part"]
    assert (folder.quarantine / "abc.part").read_bytes() == b"half"


def test_a_search_answers_with_its_ref(desk):
    desk.journal.append_now(Kind.BULLETIN, {"text": "снег на дорогах"}, actor="Anna")
    desk.journal.search(Query(words="снег"), ref="box")
    (fact,) = desk.wait(SearchDone)
    assert (fact.ref, fact.total, fact.failure) == ("box", 1, "")
    assert fact.rows[0].title() == "Bulletin"


def test_a_search_that_fails_is_answered_too(desk, folder):
    folder.journal_db.rename(folder.root / "moved.db")
    desk.journal.search(Query(), ref="box")
    (fact,) = desk.wait(SearchDone)
    assert "no journal" in fact.failure
    (folder.root / "moved.db").rename(folder.journal_db)


def test_a_search_after_the_stop_is_answered(desk):
    desk.journal.stop()
    desk.journal.search(Query(), ref="late")
    assert desk.wait(SearchDone)[0].failure == "the journal is closed"


def test_a_reader_that_cannot_be_woken_does_not_end_the_writer(desk, folder):
    def broken():
        raise RuntimeError("the window is gone")

    desk.outbox.set_wake(broken)
    for number in range(3):
        desk.journal.record(Kind.BULLETIN, {"text": str(number)}, actor="Anna")
    desk.journal.stop()
    assert verify(folder).entries == 3


def test_a_damaged_catalogue_of_offences_stops_no_record(desk, tmp_path, monkeypatch):
    from console.journal import offences

    damaged = tmp_path / "offences.toml"
    damaged.write_text("[[offence")
    whole = offences.load_offences
    monkeypatch.setattr(offences._Known, "by_code", None)
    monkeypatch.setattr(offences, "load_offences", lambda: whole(damaged))
    entry = desk.journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna")
    assert entry.body["offence"] == "koap-434"


def test_an_export_is_an_entry_and_answers_even_when_it_fails(desk, tmp_path):
    desk.journal.append_now(Kind.BULLETIN, {"text": "a"}, actor="Anna")
    desk.journal.export(Query(), tmp_path / "out.csv", actor="Anna")
    desk.wait(EntryWritten, count=2)
    assert desk.wait(EntryWritten)[-1].entry.kind is Kind.EXPORT_MADE
    desk.journal.export(Query(), tmp_path / "no" / "out.csv", actor="Anna")
    done = desk.wait(ExportDone, count=2)
    assert (done[0].entries, done[0].failure) == (1, "")
    assert "cannot be written" in done[1].failure


def test_a_data_folder_that_cannot_be_written_is_a_problem(clock, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    journal = Journal(DataFolder(tmp_path / "file" / "data"), clock=clock, outbox=Outbox())
    with pytest.raises(Problem, match="data folder cannot be written"):
        journal.start()
    assert journal.stop() == 0
