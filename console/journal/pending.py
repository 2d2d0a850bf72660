"""Evidence put aside for alerts: a folder each in evidence/pending/, with a list of what lies there."""

from __future__ import annotations

import fcntl
import json
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO

from console.journal.chain import BadBodyError
from console.journal.disk import sync_file, sync_folder
from console.journal.evidence import EvidenceDraft, PutAside, file_sha256
from console.journal.pending_alert import PendingAlert, pending_alert_of
from console.language import N_
from console.paths import DataFolder

LIST = "list.json"
LEFT_OVER = N_("unfinished evidence moved to quarantine")  # how an entry tells of it
_ALERT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Binding:
    """Which of an alert's files are to be named by an entry, as far as they are there by then."""

    alert_id: str
    roles: frozenset[str] = field(default=frozenset({"still", "boxed", "boxes", "clip"}))


class PendingEvidence:
    """Thread: one changes it, the evidence keeper's; any reads a list."""

    def __init__(self, folder: DataFolder) -> None:
        self._root = folder.pending
        self._folder = folder
        self._mark: IO[str] | None = None

    def folder_of(self, alert_id: str) -> Path:
        return self._root / alert_id

    def alert_ids(self) -> list[str]:
        with suppress(FileNotFoundError):
            return sorted(path.name for path in self._root.iterdir() if _ALERT_ID.fullmatch(path.name))
        return []

    def read(self, alert_id: str) -> PendingAlert | None:
        """None where there is no such folder, or its list cannot be read."""
        if not _ALERT_ID.fullmatch(alert_id):
            return None
        try:
            return pending_alert_of(json.loads((self._root / alert_id / LIST).read_bytes()), alert_id)
        except (OSError, ValueError, KeyError, TypeError, BadBodyError, RecursionError):
            return None

    def is_changed(self, alert: PendingAlert) -> bool:
        """Whether a listed file is not there any more, or not what it was."""
        folder = self.folder_of(alert.alert_id)
        with suppress(FileNotFoundError):
            return any(file_sha256(folder / file.name) != file.sha256 for file in alert.files)
        return True

    def lock(self) -> bool:
        """Tells other desks on this folder that what lies here is ours; False where another said so before.

        However this program ends, the kernel gives it back.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        self._mark = (self._root / ".desk").open("a")
        try:
            fcntl.flock(self._mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.unlock()
            return False
        except OSError:  # a network folder without locks
            pass
        return True

    def unlock(self) -> None:
        if self._mark is not None:
            self._mark.close()
            self._mark = None

    # --- what the keeper does; each raises OSError where the disk would not ---

    def begin(self, alert: PendingAlert) -> None:
        if not _ALERT_ID.fullmatch(alert.alert_id):
            raise ValueError(alert.alert_id)
        is_first = not self._root.exists()
        self.folder_of(alert.alert_id).mkdir(parents=True, exist_ok=True)
        self.keep(alert)
        sync_folder(self._root)
        if is_first:
            sync_folder(self._root.parent)

    def keep(self, alert: PendingAlert) -> None:
        """Writes the list."""
        text = json.dumps({**asdict(alert), "outcome": alert.outcome.value}, ensure_ascii=True, indent=1)
        self._write(alert.alert_id, LIST, text.encode())

    def add(self, alert: PendingAlert, draft: EvidenceDraft) -> PendingAlert:
        """Writes a file, then the list that names it; what it replaces goes afterwards."""
        name = self._free_name(alert.alert_id, draft.role, draft.suffix)
        self._write(alert.alert_id, name, draft.content)
        return self._listed(alert, draft.of(name))

    def adopt(
        self, alert: PendingAlert, name: str, *, role: str, details: Mapping[str, object]
    ) -> PendingAlert:
        """Lists a file that another process wrote here, whole and synced."""
        path = self.folder_of(alert.alert_id) / name
        return self._listed(alert, PutAside(name, role, file_sha256(path), path.stat().st_size, details))

    def drop(self, alert: PendingAlert, hashes: Collection[str]) -> PendingAlert:
        """Without the files that have one of these hashes: an entry says that they were erased."""
        gone = [file for file in alert.files if file.sha256 in hashes]
        if gone:
            alert = replace(alert, files=tuple(file for file in alert.files if file not in gone))
            self.keep(alert)
            for file in gone:
                (self.folder_of(alert.alert_id) / file.name).unlink(missing_ok=True)
        return alert

    def remove(self, alert_id: str) -> None:
        """Its files are named elsewhere, or erased by an entry; what no list names was set apart before.

        The list goes last.
        """
        folder = self.folder_of(alert_id)
        with suppress(FileNotFoundError):
            for path in folder.iterdir():
                if path.name != LIST:
                    path.unlink()
            (folder / LIST).unlink(missing_ok=True)
            folder.rmdir()
            sync_folder(self._root)

    def set_apart(self, alert_id: str) -> str:
        """Moves the whole folder into quarantine/, and says how it is named there."""
        target = self._free_in_quarantine(alert_id)
        self.folder_of(alert_id).rename(target)
        self._sync_move(self._root)
        return target.name

    def set_unlisted_apart(self, alert: PendingAlert) -> list[str]:
        """Moves what the list does not name, such as half a file, into quarantine/."""
        folder, listed = self.folder_of(alert.alert_id), {LIST, *(file.name for file in alert.files)}
        moved = []
        for path in sorted(folder.iterdir()) if folder.exists() else ():
            if path.name not in listed:
                target = self._free_in_quarantine(f"{alert.alert_id}-{path.name.lstrip('.')}")
                path.rename(target)
                moved.append(target.name)
        if moved:
            self._sync_move(folder)
        return moved

    def set_strays_apart(self) -> list[str]:
        """Moves what is no alert's folder into quarantine/."""
        moved = []
        for path in sorted(self._root.iterdir()) if self._root.exists() else ():
            if not path.name.startswith(".") and not (path.is_dir() and _ALERT_ID.fullmatch(path.name)):
                target = self._free_in_quarantine(path.name)
                path.rename(target)
                moved.append(target.name)
        if moved:
            self._sync_move(self._root)
        return moved

    def remove_bare(self, alert_id: str) -> bool:
        """Takes a folder away in which nothing lies: nothing was begun. Says whether it did."""
        with suppress(OSError):
            self.folder_of(alert_id).rmdir()
            return True
        return False

    # --- within ---

    def _listed(self, alert: PendingAlert, file: PutAside) -> PendingAlert:
        listed = alert.with_file(file)
        self.keep(listed)
        for old in alert.files:
            if old.role == file.role and old.name != file.name:
                (self.folder_of(alert.alert_id) / old.name).unlink(missing_ok=True)
        return listed

    def _free_name(self, alert_id: str, role: str, suffix: str) -> str:
        """One that was not used: a list never names a file that was written anew behind its back."""
        folder, name, number = self.folder_of(alert_id), f"{role}{suffix}", 1
        while (folder / name).exists():
            number += 1
            name = f"{role}-{number}{suffix}"
        return name

    def _write(self, alert_id: str, name: str, content: bytes) -> None:
        folder = self.folder_of(alert_id)
        unfinished = folder / f".{name}.part"
        try:
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                sync_file(file.fileno())
            unfinished.rename(folder / name)
        except OSError:
            with suppress(OSError):  # a full disk needs its room
                unfinished.unlink()
            raise
        sync_folder(folder)

    def _free_in_quarantine(self, name: str) -> Path:
        target, number = self._folder.quarantine / name, 1
        while target.exists():
            number += 1
            target = self._folder.quarantine / f"{name}-{number}"
        return target

    def _sync_move(self, source: Path) -> None:
        sync_folder(self._folder.quarantine)
        sync_folder(source)
