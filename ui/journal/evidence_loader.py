"""Evidence files read, hashed and decoded beside the GUI thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

_PICTURES = (".jpg", ".jpeg", ".png")


class Finding(Enum):
    INTACT = "intact"  # the file has the hash that its entry names
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LoadedEvidence:
    """A file as it lies on the disk now; the image is null where it is no picture."""

    path: Path
    sha256: str
    finding: Finding
    image: QImage


def load_evidence(path: Path, sha256: str) -> LoadedEvidence:
    """`sha256`: what the entry says the file's hash is."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return LoadedEvidence(path, sha256, Finding.MISSING, QImage())
    finding = Finding.INTACT if found == sha256 else Finding.CHANGED
    image = QImage(str(path)) if path.suffix.casefold() in _PICTURES else QImage()
    return LoadedEvidence(path, found, finding, image)


class _Loading(QRunnable):
    def __init__(self, loader: EvidenceLoader, seq: int, path: Path, sha256: str) -> None:
        super().__init__()
        self._loader = loader
        self._seq = seq
        self._path = path
        self._sha256 = sha256

    def run(self) -> None:
        self._loader.read.emit(self._seq, load_evidence(self._path, self._sha256))


class EvidenceLoader(QObject):
    """Reads only where one stops in the table: the newest request wins. Thread: GUI; reads on its own."""

    read = Signal(int, object)  # from the pool's thread
    loaded = Signal(int, object)  # entry's seq, LoadedEvidence; on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setObjectName("evidence")
        self._pool.setMaxThreadCount(1)
        self.read.connect(self.loaded, Qt.ConnectionType.QueuedConnection)

    def forget(self) -> None:
        """What waits to be read is not wanted any more."""
        self._pool.clear()

    def load(self, seq: int, files: Iterable[tuple[Path, str]]) -> None:
        """Reads (file, its hash as recorded) one after the other, behind what was asked for before."""
        for path, sha256 in files:
            self._pool.start(_Loading(self, seq, path, sha256))

    def close(self) -> None:
        self._pool.clear()
        self._pool.waitForDone(2_000)
