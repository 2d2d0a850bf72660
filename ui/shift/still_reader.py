"""Stills of dismissed alerts, read and decoded beside the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage


class _Reading(QRunnable):
    def __init__(self, reader: StillReader, path: Path) -> None:
        super().__init__()
        self._reader = reader
        self._path = path

    def run(self) -> None:
        self._reader.was_read.emit(self._path, QImage(str(self._path)))


class StillReader(QObject):
    """The newest request wins. Thread: GUI; it reads on one of its own."""

    was_read = Signal(object, QImage)  # from the pool's thread
    ready = Signal(object, QImage)  # Path, null where it is no picture; on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setObjectName("second look")
        self._pool.setMaxThreadCount(1)
        self.was_read.connect(self.ready, Qt.ConnectionType.QueuedConnection)

    def read(self, path: Path) -> None:
        self._pool.clear()
        self._pool.start(_Reading(self, path))

    def close(self) -> None:
        self._pool.clear()
        self._pool.waitForDone(2_000)
