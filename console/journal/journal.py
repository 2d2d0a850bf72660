"""The journal as the desk uses it: record from any thread, one thread writes, one searches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path

from console.clock import Clock
from console.journal.aftermath import AftermathRead, read_aftermath
from console.journal.catalogue import use_catalogue
from console.journal.chain import BadBodyError
from console.journal.desk_lock import DeskLock
from console.journal.disk import Reserve
from console.journal.drafts import Drafts
from console.journal.entry import Entry, EntryDraft, EntryRefused, EntryWritten, Kind
from console.journal.erasure import Clearing, Erased, Erasure, ErasureDone, erase
from console.journal.evidence import EvidenceDraft
from console.journal.export import ExportDone, ExportOrder, export_done
from console.journal.failure import WriteFailedError, not_written
from console.journal.history import Correction, history
from console.journal.holds import checked_hold
from console.journal.ledger import Ledger, RecordDraft
from console.journal.look_reason import LookReason
from console.journal.package import PackageDone, PackageOrder, package_done
from console.journal.pending import Binding
from console.journal.reader import Reader
from console.journal.saved_searches import SavedSearch, SavedSearches, SavedSearchesRead
from console.journal.search import FoundEntry, Query, SearchDone, search_done
from console.journal.shift_log import ShiftLogOrder
from console.journal.shift_log.printer import Printer
from console.journal.writer import JournalState, Waiting, Writer
from console.language import N_
from console.operators.operator import MACHINE
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
_CATALOGUE_DAMAGED = N_("the desk's own catalogue of offences cannot be read: the built-in one is used")


class Journal:
    """The desk's own record. Thread: every method from any."""

    def __init__(self, folder: DataFolder, *, clock: Clock, outbox: Outbox, desk: str = "desk-1") -> None:
        self._folder = folder
        self._outbox = outbox
        self._drafts = Drafts(folder, clock=clock, desk=desk)
        self._writer = Writer(outbox=outbox, reserve=Reserve(folder.root))
        self._reader = Reader(outbox)
        self._printer = Printer(self, folder, outbox)
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
            self.record(Kind.FAULT_NOTED, {"what": what, "files": swept}, actor=MACHINE)
        if damaged is not None:
            self.record(Kind.FAULT_NOTED, {"what": _CATALOGUE_DAMAGED, "why": str(damaged)}, actor=MACHINE)
        self._reader.start()
        self._printer.start()

    def _start_writer(self) -> list[str]:
        """Returns the names of what the sweep found."""
        ledger = Ledger(self._folder)
        try:
            swept = ledger.sweep()
            self._writer.start(ledger, full_disk_note=self._drafts.full_disk_note)
        except BaseException:
            ledger.close()
            raise
        return swept

    def stop(self, *, deadline_s: float = 10.0) -> int:
        """Writes what waits, then ends. Returns how many records could not be written and were refused."""
        self._printer.stop()
        left = self._writer.stop(deadline_s=deadline_s)
        self._reader.stop()
        self._lock.release()
        return left

    def record(
        self,
        kind: Kind,
        body: Mapping[str, object],
        *,
        actor: str,
        evidence: Sequence[EvidenceDraft] = (),
        binding: Binding | None = None,
        ref: str = "",
    ) -> None:
        """Returns at once; EntryWritten or EntryRefused with this `ref` comes through the outbox.

        `binding` names what was put aside for an alert, as far as it is there when the entry is written;
        `evidence` of a role that is bound is left out. EntryRefused only for what can never be written; a
        full disk or a lock is waited out (see `state`).
        """
        try:
            draft = replace(self._drafts.make(kind, body, actor, evidence), binding=binding)
        except BadBodyError as error:
            _log.error("%s refused: %s", kind.value, error)
            self._outbox.put(EntryRefused(ref, kind, str(error)))
        else:
            self._writer.put(Waiting(ref, draft))

    def sign(self, *, actor: str, ref: str = "") -> None:
        """Signs all that was recorded before; returns at once, as `record`."""
        try:
            draft = self._drafts.signature(actor)
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
        return self._write_now(self._drafts.signature(actor))

    def correct(self, correction: Correction, *, actor: str, ref: str = "") -> None:
        """Amends or voids a violation, by a new entry that names it; returns at once.

        EntryRefused says why where that is no violation, void already, or no reason is given.
        """
        seq, kind = correction.seq, correction.kind

        def body() -> Mapping[str, object]:
            return history(self._folder, seq).corrected(correction)

        self.record_checked(kind, body, actor=actor, ref=ref)

    def hold(self, kind: Kind, seq: int, why: str, *, actor: str, ref: str = "") -> None:
        """Holds (EVIDENCE_HELD) or releases (EVIDENCE_RELEASED) what belongs to entry `seq`; returns at once.

        EntryRefused says why where there is no such entry, no reason, or nothing to release.
        """
        body = partial(checked_hold, self._folder, kind, seq=seq, why=why)
        self.record_checked(kind, body, actor=actor, ref=ref)

    def record_checked(
        self, kind: Kind, body: Callable[[], Mapping[str, object]], *, actor: str, ref: str = ""
    ) -> None:
        """Records what `body` finds on the reader's thread; its Problem refuses it. Returns at once."""
        self._reader.submit(
            partial(self._check, kind, body, actor, ref), unmade=partial(EntryRefused, ref, kind)
        )

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
        return self._write_now(self._drafts.make(kind, body, actor, evidence))

    def _write_now(self, draft: RecordDraft) -> Entry:
        try:
            if self._writer.running():
                done: Future[Entry] = Future()
                self._writer.put(Waiting("", draft, done))
                return done.result()
            return self._write_alone(draft)
        except WriteFailedError as error:
            raise not_written(self._folder, str(error)) from None

    def _write_alone(self, draft: RecordDraft) -> Entry:
        ledger = Ledger(self._folder)
        try:
            return ledger.write(draft)
        finally:
            ledger.close()

    def erase(self, erasure: Erasure, clearing: Clearing = Clearing.NOW, *, actor: str) -> Erased:
        """Erases and waits until it is done: for the command line and for retention's own thread.

        Raises:
            Problem: it may not be erased, or the journal cannot be written: nothing was erased.
        """

        def draft(body: dict[str, object]) -> EntryDraft:
            return self._drafts.make(Kind.EVIDENCE_ERASED, body, actor, ()).entry

        try:
            return erase(self._folder, erasure, draft=draft, clearing=clearing)
        except WriteFailedError as error:
            raise not_written(self._folder, str(error)) from None

    def erase_later(self, erasure: Erasure, *, actor: str, ref: str) -> None:
        """Returns at once; ErasureDone with this `ref` comes through the outbox."""
        self._reader.submit(
            lambda: ErasureDone(ref, self.erase(erasure, actor=actor)), unmade=partial(ErasureDone, ref, None)
        )

    def submit(self, work: Callable[[], object], *, unmade: Callable[[str], object]) -> None:
        """Does what takes long on the journal's reader; the fact that it returns comes through the outbox.

        `unmade` makes that fact from a reason, translated, where it failed or the journal closes before.
        """
        self._reader.submit(work, unmade=unmade)

    def search(self, query: Query, *, ref: str) -> None:
        """Returns at once; SearchDone with this `ref` comes through the outbox."""
        self._reader.submit(
            partial(search_done, self._folder, query, ref), unmade=partial(SearchDone, ref, (), 0)
        )

    def read_aftermath(self, seq: int, *, ref: str) -> None:
        """Returns at once; AftermathRead with this `ref` comes through the outbox."""
        self._reader.submit(
            lambda: AftermathRead(ref, read_aftermath(self._folder, seq)),
            unmade=partial(AftermathRead, ref, None),
        )

    def read_searches(self, *, ref: str) -> None:
        """Returns at once; SavedSearchesRead with this `ref` comes through the outbox."""
        self._with_searches(SavedSearches.read, ref)

    def save_search(self, name: str, query: Query, *, ref: str) -> None:
        """Keeps a search by name, in place of an older one; answers as `read_searches`."""
        self._with_searches(lambda searches: searches.save(name, query), ref)

    def remove_search(self, name: str, *, ref: str) -> None:
        """Forgets a saved search; answers as `read_searches`."""
        self._with_searches(lambda searches: searches.remove(name), ref)

    def export(self, query: Query, file: Path, *, actor: str, reason: LookReason | None = None) -> None:
        """Returns at once; ExportDone comes through the outbox. The export is an entry of its own."""
        order = ExportOrder(query, file, actor, reason)
        self._reader.submit(
            partial(export_done, self, self._folder, order), unmade=partial(ExportDone, file, 0)
        )

    def package(self, order: PackageOrder) -> None:
        """Returns at once; PackageDone comes through the outbox. The package is an entry of its own."""
        self._reader.submit(
            partial(package_done, self, self._folder, order), unmade=partial(PackageDone.not_made, order.file)
        )

    def shift_log(self, order: ShiftLogOrder) -> None:
        """Returns at once; ShiftLogProgress and ShiftLogDone come through the outbox. It is an entry, too."""
        self._printer.make(order)

    def cancel_shift_log(self, ref: str) -> None:
        """ShiftLogDone says `cancelled` within a second, or that it was ready already."""
        self._printer.cancel(ref)

    def _with_searches(self, work: Callable[[SavedSearches], tuple[SavedSearch, ...]], ref: str) -> None:
        self._reader.submit(
            lambda: SavedSearchesRead(ref, work(SavedSearches(self._folder))),
            unmade=partial(SavedSearchesRead, ref, ()),
        )

    def state(self) -> JournalState:
        return self._writer.state()

    def _check(self, kind: Kind, body: Callable[[], Mapping[str, object]], actor: str, ref: str) -> None:
        self.record(kind, body(), actor=actor, ref=ref)
