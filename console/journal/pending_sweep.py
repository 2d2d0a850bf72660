"""The evidence of alerts that came to nothing goes when its days are over, each file with an entry."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from console.clock import Clock
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.holds import held_seqs
from console.journal.journal import Journal
from console.journal.links import erasures_of, linked_entry
from console.journal.pending import LEFT_OVER, PendingEvidence
from console.journal.pending_alert import PendingAlert
from console.journal.search import evidence_of
from console.paths import DataFolder

_log = logging.getLogger(__name__)
_SWEPT = "swept:"  # what the ref of an alert's last erasure begins with; its id follows


class PendingSweep:
    """Thread: the evidence keeper's."""

    def __init__(
        self,
        folder: DataFolder,
        pending: PendingEvidence,
        *,
        journal: Journal,
        clock: Clock,
        actor: str,
        days: int,
    ) -> None:
        """`days`: for which it stays; 0: for ever."""
        self._folder = folder
        self._pending = pending
        self._journal = journal
        self._clock = clock
        self._actor = actor
        self._days = days
        self._under_way: dict[str, list[tuple[str, str]]] = {}  # alert id → its files (file, sha256)

    def look(self) -> None:
        """Records the erasure of what is due; the files go when that is written.

        Raises:
            Problem: the journal cannot be read.
        """
        due = [alert for alert in self._listed() if self._is_due(alert)]
        if not due:
            return
        held = held_seqs(self._folder)
        for alert in (alert for alert in due if alert.raised_seq not in held):
            files, erased = self._files(alert)
            self._under_way[alert.alert_id] = files
            left = [(file, digest) for file, digest in files if file not in erased]
            for number, (file, digest) in enumerate(left, 1):
                why = f"keep_days_dismissed = {self._days}"
                body = {**alert.body(), "seq": alert.raised_seq, "file": file, "sha256": digest, "why": why}
                ref = _SWEPT + alert.alert_id if number == len(left) else ""
                self._journal.record(Kind.EVIDENCE_ERASED, body, actor=self._actor, ref=ref)
            if not left:  # told before a crash
                self._erase(alert.alert_id)

    def written(self, ref: str) -> None:
        """An entry of that ref is on the disk, and so are all that were recorded before it."""
        if ref.startswith(_SWEPT):
            self._erase(ref.removeprefix(_SWEPT))

    def refused(self, ref: str) -> None:
        """It will be tried again at the next look."""
        if ref.startswith(_SWEPT):
            self._under_way.pop(ref.removeprefix(_SWEPT), None)

    def _listed(self) -> Iterator[PendingAlert]:
        for alert_id in self._pending.alert_ids():
            if alert_id not in self._under_way and (alert := self._pending.read(alert_id)):
                yield alert

    def _is_due(self, alert: PendingAlert) -> bool:
        if not self._days or not alert.outcome.ends or alert.raised_seq is None:
            return False
        with suppress(ValueError):
            since = datetime.fromisoformat(alert.outcome_at_utc)
            return self._clock.now_utc() - since >= timedelta(days=self._days)
        return False

    def _files(self, alert: PendingAlert) -> tuple[list[tuple[str, str]], Collection[str]]:
        """(its files with their hashes, those that were erased already).

        Those that its entry names have the names that they have there; others only lie here.
        """
        assert alert.raised_seq is not None
        with JournalDatabase.open_for_reading(self._folder) as database:
            raised = linked_entry(database, alert.raised_seq)
            erased = erasures_of(database, alert.raised_seq)
        items = evidence_of(raised.body) if raised else []
        named = {str(item.get("sha256")): str(item["file"]) for item in items}
        here = self._pending.folder_of(alert.alert_id).relative_to(self._folder.root)
        files = [(file, digest) for digest, file in named.items()]
        files += [
            ((here / file.name).as_posix(), file.sha256) for file in alert.files if file.sha256 not in named
        ]
        return files, erased.keys()

    def _erase(self, alert_id: str) -> None:
        for file, _digest in self._under_way.pop(alert_id, ()):
            name = PurePosixPath(file)
            if not name.is_absolute() and ".." not in name.parts:
                (self._folder.root / name).unlink(missing_ok=True)
        if (alert := self._pending.read(alert_id)) and (names := self._pending.set_unlisted_apart(alert)):
            body = {"what": LEFT_OVER, "files": names}
            self._journal.record(Kind.FAULT_NOTED, body, actor=self._actor)
        self._pending.remove(alert_id)
        _log.info("alert %s: its evidence is erased", alert_id)
