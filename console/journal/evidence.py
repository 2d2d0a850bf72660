"""Evidence files: on the disk, synced and named by their hash before any entry speaks of them."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from console.journal.disk import sync_file, sync_folder
from console.paths import DataFolder

_UNFINISHED = ".part"
# What a file system says that knows no second name for a file, or not here.
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK)


class EvidenceChangedError(Exception):
    """A file that was put aside is not what it was then."""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A file to be stored with an entry."""

    role: str  # what it shows: "still", "boxed", "boxes", "clip"
    suffix: str  # ".jpg"
    content: bytes
    details: Mapping[str, object] = field(default_factory=dict)  # said of it beside: stream, size, times

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\.[a-z0-9]{1,8}", self.suffix) or not self.role.isascii():
            raise ValueError(f"evidence {self.role!r} {self.suffix!r}")

    def of(self, name: str) -> PutAside:
        """As a file of that name."""
        digest = hashlib.sha256(self.content).hexdigest()
        return PutAside(name, self.role, digest, len(self.content), self.details)


@dataclass(frozen=True, slots=True)
class PutAside:
    """A file in an alert's pending folder. Raises ValueError for a name that leads elsewhere."""

    name: str  # "still.jpg"
    role: str
    sha256: str
    bytes: int
    details: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9-]{1,32}\.[a-z0-9]{1,8}", self.name):
            raise ValueError(self.name)
        if not re.fullmatch(r"[0-9a-f]{64}", self.sha256):
            raise ValueError(self.sha256)

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """A file as an entry names it."""

    file: str  # from the data folder: "evidence/2026/11/23/<sha256>.jpg"
    sha256: str
    bytes: int
    role: str
    details: Mapping[str, object] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        known = {"file": self.file, "sha256": self.sha256, "bytes": self.bytes, "role": self.role}
        return {**self.details, **known}


def file_sha256(path: Path) -> str:
    """Hex digest of the file's content, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class EvidenceStore:
    """Writes into evidence/YYYY/MM/DD/. Thread: the journal's writer."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._synced_days: set[Path] = set()  # whose parents this store has synced

    def put(self, draft: EvidenceDraft, *, at_utc: str) -> StoredEvidence:
        """Stores the content for good; when it returns, a power cut cannot take the file away.

        Raises:
            OSError: the disk would not; nothing that was there is changed, and `put` may be called again.
        """
        digest = hashlib.sha256(draft.content).hexdigest()
        day = self._day(at_utc)
        target = self._free_name(day, digest, draft.suffix)
        if target.exists():
            _sync_path(target)  # the same content again; its first writer may not have come to syncing yet
        else:
            self._write(draft.content, target)
        self._sync_folders(day)
        name = target.relative_to(self._folder.root).as_posix()
        return StoredEvidence(name, digest, len(draft.content), draft.role, draft.details)

    def bind(self, source: Path, file: PutAside, *, at_utc: str) -> StoredEvidence:
        """Gives a file that was put aside, whole and synced, its place for good; no byte is copied.

        Raises:
            EvidenceChangedError: it is not what was put aside.
            OSError: it is not there, or the disk would not; `bind` may be called again.
        """
        if file_sha256(source) != file.sha256:
            raise EvidenceChangedError(file.name)
        day = self._day(at_utc)
        target = self._free_name(day, file.sha256, file.suffix)
        if not target.exists():
            self._link(source, target)
        _sync_path(target)
        self._sync_folders(day)
        name = target.relative_to(self._folder.root).as_posix()
        return StoredEvidence(name, file.sha256, file.bytes, file.role, file.details)

    def _day(self, at_utc: str) -> Path:
        day = self._folder.evidence / at_utc[0:4] / at_utc[5:7] / at_utc[8:10]
        day.mkdir(parents=True, exist_ok=True)
        return day

    def _link(self, source: Path, target: Path) -> None:
        try:
            target.hardlink_to(source)
        except FileExistsError:
            pass  # another program's, of the same name and so of the same content
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._write(source.read_bytes(), target)

    def _free_name(self, day: Path, digest: str, suffix: str) -> Path:
        """A name that is free or holds this very content: what stands there is never overwritten.

        A file under its own hash whose content is another was tampered with: it stays for `verify` to find.
        """
        target = day / f"{digest}{suffix}"
        copy = 1
        while target.exists() and file_sha256(target) != digest:
            copy += 1
            target = day / f"{digest}-{copy}{suffix}"
        return target

    def _write(self, content: bytes, target: Path) -> None:
        unfinished = self._folder.evidence / f".{uuid.uuid4().hex}{_UNFINISHED}"
        with unfinished.open("xb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # tells the sweep of another program that somebody is at it
            try:
                file.write(content)
                file.flush()
                sync_file(file.fileno())
                unfinished.rename(target)
            except OSError:
                with suppress(OSError):  # half a file that nobody names: a full disk needs its room
                    unfinished.unlink()
                raise

    def _sync_folders(self, day: Path) -> None:
        sync_folder(day)
        if day in self._synced_days:
            return
        for parent in [day.parent, day.parent.parent, self._folder.evidence, self._folder.root]:
            sync_folder(parent)
        self._synced_days.add(day)

    def sweep(self) -> list[Path]:
        """Moves what an interrupted write left behind into quarantine/, and says where it lies now.

        Nothing is deleted: half a picture may be all that is left of a moment.
        """
        moved = []
        for unfinished in sorted(self._folder.evidence.glob(f".*{_UNFINISHED}")):
            with suppress(OSError), unfinished.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # fails while its writer lives
                kept = self._folder.quarantine / unfinished.name.lstrip(".")
                unfinished.rename(kept)
                moved.append(kept)
        return moved


def _sync_path(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        sync_file(handle)
    finally:
        os.close(handle)
