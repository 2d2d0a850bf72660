"""The journal as the desk uses it: record from any thread, one thread writes, one searches."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from console.clock import Clock
from console.journal.aftermath import AftermathRead, answer
from console.journal.body import checked_body
from console.journal.catalogue import use_catalogue
from console.journal.chain import BadBodyError
from console.journal.desk_lock import DeskLock
from console.journal.disk import Reserve
from console.journal.entry import Entry, EntryDraft, EntryRefused, EntryWritten, Kind, utc_text
from console.journal.evidence import EvidenceDraft
from console.journal.export import ExportDone, write_csv
from console.journal.failure import WriteFailedError
from console.journal.history import Correction, history
from console.journal.ledger import Ledger, RecordDraft, salt
from console.journal.package import PackageDone, PackageOrder, make_package
from console.journal.saved_searches import SavedSearch, SavedSearches, SavedSearchesRead
from console.journal.search import FoundEntry, Query, SearchDone, each, find
from console.journal.signed_heads import head_body, key_to_sign
from console.journal.writer import JournalState, Waiting, Writer
from console.language import _
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem

__all__ = [
    "Entry",
    "EntryRefused",
    "EntryWritten",
    "EvidenceDraft",
    "FoundEntry",
    "Journal",
    "JournalState",
    "Kind",
    "Query",
    "SearchDone",
]

_log = logging.getLogger(__name__)
_ITSELF = "munara"  # who signs what the journal notes about itself


class Journal:
    """The desk's own record. Thread: every method from any."""

    def __init__(self, folder: DataFolder, *, clock: Clock, outbox: Outbox, desk: str = "desk-1") -> None:
        self._folder = folder
        self._clock = clock
        self._outbox = outbox
        self._desk = desk
        self._writer = Writer(outbox=outbox, reserve=Reserve(folder.root))
        self._reader: ThreadPoolExecutor | None = None
        self._lock = DeskLock(folder)

    def start(self) -> None:
        """Opens or begins the journal; what was recorded before is written now.

        Raises:
            Problem: the folder cannot be written; its journal is missing, damaged, of a newer
                Munara or at work in a rebuild.
        """
        self._lock.share()
        damaged = use_catalogue(self._folder)
        try:
            swept = self._start_writer()
        except BaseException:
            self._lock.release()
            raise
        if swept:
            what = "unfinished evidence moved to quarantine"
            self.record(Kind.FAULT_NOTED, {"what": what, "files": swept}, actor=_ITSELF)
        if damaged is not None:
            what = "the desk's own catalogue of offences cannot be read: the built-in one is used"
            self.record(Kind.FAULT_NOTED, {"what": what, "why": str(damaged)}, actor=_ITSELF)
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="journal-reader")

    def _start_writer(self) -> list[str]:
        """Returns the names of what the sweep found."""
        ledger = Ledger(self._folder)
        try:
            swept = ledger.sweep()
            self._writer.start(ledger, full_disk_note=self._full_disk_note)
        except BaseException:
            ledger.close()
            raise
        return swept

    def stop(self, *, deadline_s: float = 10.0) -> int:
        """Writes what waits, then ends. Returns how many records could not be written and were refused."""
        left = self._writer.stop(deadline_s=deadline_s)
        if self._reader is not None:
            self._reader.shutdown(cancel_futures=True)
            self._reader = None
        self._lock.release()
        return left

    def record(
        self,
        kind: Kind,
        body: Mapping[str, object],
        *,
        actor: str,
        evidence: Sequence[EvidenceDraft] = (),
        ref: str = "",
    ) -> None:
        """Returns at once; EntryWritten or EntryRefused with this `ref` comes through the outbox.

        EntryRefused only for what can never be written; a full disk or a lock is waited out (see `state`).
        """
        try:
            draft = self._draft(kind, body, actor, evidence)
        except BadBodyError as error:
            _log.error("%s refused: %s", kind.value, error)
            self._outbox.put(EntryRefused(ref, kind, str(error)))
        else:
            self._writer.put(Waiting(ref, draft))

    def sign(self, *, actor: str, ref: str = "") -> None:
        """Signs all that was recorded before; returns at once, as `record`."""
        try:
            draft = self._signature(actor)
        except Problem as problem:
            _log.error("the journal's head was not signed: %s", problem)
            self._outbox.put(EntryRefused(ref, Kind.HEAD_SIGNED, str(problem)))
        else:
            self._writer.put(Waiting(ref, draft))

    def sign_now(self, *, actor: str) -> Entry:
        """Signs all that was recorded before, and waits until that is written.

        Raises:
            Problem: the desk's key cannot be used, or the journal not be written.
        """
        return self._write_now(self._signature(actor))

    def correct(self, correction: Correction, *, actor: str, ref: str = "") -> None:
        """Amends or voids a violation, by a new entry that names it; returns at once.

        EntryRefused says why where that is no violation, void already, or no reason is given.
        """
        unmade = partial(EntryRefused, ref, correction.kind)
        self._later(partial(self._correct, correction, actor, ref), unmade=unmade)

    def append_now(
        self,
        kind: Kind,
        body: Mapping[str, object],
        *,
        actor: str,
        evidence: Sequence[EvidenceDraft] = (),
    ) -> Entry:
        """Records and waits until it is written: for the command line and for tests.

        Raises:
            BadBodyError: it can never be an entry.
            Problem: the journal cannot be written.
        """
        return self._write_now(self._draft(kind, body, actor, evidence))

    def _write_now(self, draft: RecordDraft) -> Entry:
        try:
            if self._writer.running():
                done: Future[Entry] = Future()
                self._writer.put(Waiting("", draft, done))
                return done.result()
            return self._write_alone(draft)
        except WriteFailedError as error:
            raise _not_written(self._folder, str(error)) from None

    def _write_alone(self, draft: RecordDraft) -> Entry:
        ledger = Ledger(self._folder)
        try:
            return ledger.write(draft)
        finally:
            ledger.close()

    def search(self, query: Query, *, ref: str) -> None:
        """Returns at once; SearchDone with this `ref` comes through the outbox."""
        self._later(partial(self._search, query, ref), unmade=partial(SearchDone, ref, (), 0))

    def read_aftermath(self, seq: int, *, ref: str) -> None:
        """Returns at once; AftermathRead with this `ref` comes through the outbox."""
        self._later(partial(self._read_aftermath, seq, ref), unmade=partial(AftermathRead, ref, None))

    def read_searches(self, *, ref: str) -> None:
        """Returns at once; SavedSearchesRead with this `ref` comes through the outbox."""
        self._with_searches(SavedSearches.read, ref)

    def save_search(self, name: str, query: Query, *, ref: str) -> None:
        """Keeps a search by name, in place of an older one; answers as `read_searches`."""
        self._with_searches(lambda searches: searches.save(name, query), ref)

    def remove_search(self, name: str, *, ref: str) -> None:
        """Forgets a saved search; answers as `read_searches`."""
        self._with_searches(lambda searches: searches.remove(name), ref)

    def export(self, query: Query, file: Path, *, actor: str) -> None:
        """Returns at once; ExportDone comes through the outbox. The export is an entry of its own."""
        self._later(partial(self._export, query, file, actor), unmade=partial(ExportDone, file, 0))

    def _with_searches(self, work: Callable[[SavedSearches], tuple[SavedSearch, ...]], ref: str) -> None:
        self._later(partial(self._saved, work, ref), unmade=partial(SavedSearchesRead, ref, ()))

    def _saved(self, work: Callable[[SavedSearches], tuple[SavedSearch, ...]], ref: str) -> None:
        try:
            self._outbox.put(SavedSearchesRead(ref, work(SavedSearches(self._folder))))
        except Problem as problem:
            self._outbox.put(SavedSearchesRead(ref, (), failure=str(problem)))
        except Exception as error:  # told, never left unanswered
            _log.exception("saved searches failed")
            self._outbox.put(SavedSearchesRead(ref, (), failure=str(error)))

    def package(self, order: PackageOrder) -> None:
        """Returns at once; PackageDone comes through the outbox. The package is an entry of its own."""
        self._later(partial(self._package, order), unmade=partial(_no_package, order.file))

    def _later(self, work: Callable[[], None], *, unmade: Callable[[str], object]) -> None:
        """Has it done by the reader's thread; the fact `unmade` says why where the journal closes before."""

        def tell(done: Future[None]) -> None:
            if done.cancelled():
                self._outbox.put(unmade(_("the journal is closed")))

        if self._reader is not None:
            with suppress(RuntimeError):  # the pool's own word for being shut down
                self._reader.submit(work).add_done_callback(tell)
                return
        self._outbox.put(unmade(_("the journal is closed")))

    def state(self) -> JournalState:
        return self._writer.state()

    def _signature(self, actor: str) -> RecordDraft:
        key = key_to_sign(self._folder)
        entry = self._entry(Kind.HEAD_SIGNED, {}, actor)
        return RecordDraft(entry, body_of_head=partial(head_body, key, self._desk))

    def _draft(
        self, kind: Kind, body: Mapping[str, object], actor: str, evidence: Sequence[EvidenceDraft]
    ) -> RecordDraft:
        entry = self._entry(kind, checked_body(kind, body), actor)
        return RecordDraft(salt(entry), tuple(evidence))

    def _entry(self, kind: Kind, body: dict[str, object], actor: str) -> EntryDraft:
        return EntryDraft(
            at_utc=utc_text(self._clock.now_utc()),
            utc_offset_min=self._clock.utc_offset_min(),
            desk=self._desk,
            actor=actor,
            kind=kind,
            body=body,
        )

    def _full_disk_note(self) -> EntryDraft:
        what = "disk full: the journal writes into the room it held back"
        return self._draft(Kind.FAULT_NOTED, {"what": what}, _ITSELF, ()).entry

    def _correct(self, correction: Correction, actor: str, ref: str) -> None:
        kind = correction.kind
        try:
            body = history(self._folder, correction.seq).corrected(correction)
        except Problem as problem:
            self._outbox.put(EntryRefused(ref, kind, str(problem)))
        except Exception as error:  # told, never left unanswered
            _log.exception("a correction failed")
            self._outbox.put(EntryRefused(ref, kind, str(error)))
        else:
            self.record(kind, body, actor=actor, ref=ref)

    def _search(self, query: Query, ref: str) -> None:
        try:
            rows, total = find(self._folder, query)
            self._outbox.put(SearchDone(ref, rows, total, capped=total > query.counted))
        except Problem as problem:
            self._outbox.put(SearchDone(ref, (), 0, failure=str(problem)))
        except Exception as error:  # a search that goes wrong is told, never left unanswered
            _log.exception("search failed")
            self._outbox.put(SearchDone(ref, (), 0, failure=str(error)))

    def _read_aftermath(self, seq: int, ref: str) -> None:
        self._outbox.put(answer(self._folder, seq, ref))

    def _export(self, query: Query, file: Path, actor: str) -> None:
        try:
            count = write_csv(each(self._folder, query), file, demo=self._folder.demo_mark.exists())
        except Problem as problem:
            self._outbox.put(ExportDone(file, 0, failure=str(problem)))
            return
        except Exception as error:  # told, never left unanswered
            _log.exception("export failed")
            self._outbox.put(ExportDone(file, 0, failure=str(error)))
            return
        name = os.fsencode(file).decode("utf-8", "replace")  # a name on the disk may be no text
        self.record(Kind.EXPORT_MADE, {"what": "csv", "file": name, "entries": count}, actor=actor)
        self._outbox.put(ExportDone(file, count))

    def _package(self, order: PackageOrder) -> None:
        try:
            done = make_package(self, self._folder, order)
        except Problem as problem:
            done = _no_package(order.file, str(problem))
        except Exception as error:  # told, never left unanswered
            _log.exception("a package failed")
            done = _no_package(order.file, str(error))
        self._outbox.put(done)


def _no_package(file: Path, why: str) -> PackageDone:
    return PackageDone(file, failure=why)


def _not_written(folder: DataFolder, why: str) -> Problem:
    return Problem(
        _("the journal was not written ({why})").format(why=why),
        where=str(folder.journal_db),
        mend=_("Mend that and record it again"),
    )
