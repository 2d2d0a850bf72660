"""One whole act of recording: files first, then the entry that names them."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from console.journal.chain import BadBodyError, body_bytes, plain, salted
from console.journal.database import JournalDatabase
from console.journal.entry import Entry, EntryDraft, Kind
from console.journal.evidence import EvidenceChangedError, EvidenceDraft, EvidenceStore, StoredEvidence
from console.journal.failure import WriteFailedError, WriteFault
from console.journal.pending import Binding, PendingEvidence
from console.journal.signed_heads import note_signed
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """What one call of `record` asked for."""

    entry: EntryDraft
    evidence: tuple[EvidenceDraft, ...] = ()
    binding: Binding | None = None
    # Makes the body when its turn has come, from the (seq, hash) of the entry that is last then.
    body_of_head: Callable[[tuple[int, bytes]], Mapping[str, object]] | None = None


def salt(draft: EntryDraft) -> EntryDraft:
    """The draft with its salt, found to fit into an entry.

    Raises:
        BadBodyError: it can never be one.
    """
    plain(draft.actor, "actor")
    if not draft.actor.strip():
        raise BadBodyError(_("an entry needs somebody who signs it"))
    ready = replace(draft, body=salted(draft.body))
    body_bytes(ready.body)
    return ready


class Ledger:
    """Writes records into a data folder. Thread: one at a time; several programs may have one each."""

    def __init__(self, folder: DataFolder) -> None:
        """Opens the journal, or begins it.

        Raises:
            Problem: the folder cannot be written; the journal is missing where its evidence is, damaged or
                of a newer Munara.
        """
        _make_folders(folder)
        self._folder = folder
        self._evidence = EvidenceStore(folder)
        self._pending = PendingEvidence(folder)
        self._database: JournalDatabase | None = _opened(folder)

    def write(self, draft: RecordDraft) -> Entry:
        """On return the entry and its files are on the disk.

        Raises:
            WriteFailedError: no entry was added; trying again is right.
            BadBodyError: it can never be one.
        """
        try:
            stored = self._store(draft)
        except OSError as error:
            raise _evidence_failed(error) from None
        if draft.entry.kind is Kind.EVIDENCE_STORED and not stored:
            raise BadBodyError(_("the evidence that was put aside is not there any more, or was changed"))
        entry = draft.entry
        if stored:
            entry = replace(entry, body={**entry.body, "evidence": [file.body() for file in stored]})
        try:
            if draft.body_of_head is not None:
                entry = salt(replace(entry, body=dict(draft.body_of_head(self._open().head()))))
            written = self._open().append(entry)
        except WriteFailedError:
            self.close()  # the next try begins afresh: the file may have been replaced or the disk come back
            raise
        except Problem as problem:  # the head cannot be read
            self.close()
            raise WriteFailedError(WriteFault.OTHER, str(problem)) from None
        if written.kind is Kind.HEAD_SIGNED:
            self._note_signed(written)
        return written

    def _note_signed(self, written: Entry) -> None:
        try:
            note_signed(self._folder, (written.seq, written.hash))
        except OSError:  # the entry itself is safe
            _log.exception("which head was signed last could not be noted")

    def _store(self, draft: RecordDraft) -> list[StoredEvidence]:
        """What was put aside is bound; what comes with the draft is for roles that are not there."""
        at_utc = draft.entry.at_utc
        bound = list(self._bound(draft.binding, at_utc)) if draft.binding else []
        roles = {file.role for file in bound}
        new = [item for item in draft.evidence if item.role not in roles]
        return [*(self._evidence.put(item, at_utc=at_utc) for item in new), *bound]

    def _bound(self, binding: Binding, at_utc: str) -> Iterator[StoredEvidence]:
        alert = self._pending.read(binding.alert_id)
        for file in alert.files if alert else ():
            if file.role in binding.roles:
                source = self._pending.folder_of(binding.alert_id) / file.name
                try:
                    yield self._evidence.bind(source, file, at_utc=at_utc)
                except (FileNotFoundError, EvidenceChangedError):  # the entry must not wait for it
                    _log.error("alert %s: %s is gone or changed", binding.alert_id, file.name)

    def head(self) -> tuple[int, bytes]:
        """(seq, hash) of the last entry.

        Raises:
            Problem: the journal cannot be read.
            WriteFailedError: it cannot be opened now.
        """
        return self._open().head()

    def tidy(self) -> bool:
        """Does a little of what no record shall wait for; whether there was anything to do.

        Raises:
            WriteFailedError: it may be tried again.
        """
        return self._open().tidy()

    def sweep(self) -> list[str]:
        """Names of the files that an interrupted write left and that now lie in quarantine/."""
        return [path.name for path in self._evidence.sweep()]

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _open(self) -> JournalDatabase:
        if self._database is None:
            try:
                self._database = _opened(self._folder)
            except Problem as problem:
                raise WriteFailedError(WriteFault.OTHER, str(problem)) from None
        return self._database


def _evidence_failed(error: OSError) -> WriteFailedError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WriteFailedError(WriteFault.FULL, _("the disk is full"))
    why = _("the evidence cannot be stored ({why})").format(why=error.strerror or error)
    return WriteFailedError(WriteFault.DENIED, why)


def _make_folders(folder: DataFolder) -> None:
    try:
        for part in (folder.evidence, folder.quarantine):
            part.mkdir(parents=True, exist_ok=True)
            if not os.access(part, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise Problem(
            _("the data folder cannot be written ({why})").format(why=error.strerror or error),
            where=str(folder.root),
            mend=_("Give this user the right to write there, or name another folder with --data"),
        ) from None


def _opened(folder: DataFolder) -> JournalDatabase:
    _refuse_a_second_beginning(folder)
    return JournalDatabase.open_for_writing(folder)


def _refuse_a_second_beginning(folder: DataFolder) -> None:
    """A journal is begun once: where its evidence or its log lies, a missing one is a loss to be told."""
    file = folder.journal_db
    if file.exists() and file.stat().st_size:
        return
    left = file.with_name(file.name + "-wal").exists() or any(
        path.is_file() for path in folder.evidence.rglob("[!.]*")
    )
    if left and not (file.exists() and file.stat().st_size):  # another program may have begun it meanwhile
        raise Problem(
            _("the journal is missing, but what belongs to it is still there"),
            where=str(file),
            mend=_("Bring journal.db back from a copy, or move this folder aside and begin a new one"),
        )
