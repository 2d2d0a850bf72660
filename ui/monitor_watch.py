"""Tells when monitors came, went or moved: each at once, and once more when all have settled."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

SETTLE_MS = 300  # one plug pulled is told as several changes


class MonitorWatch(QObject):
    """Thread: GUI. It tells nothing before `start` and after `stop`."""

    removed = Signal(object)  # QScreen, while Qt still knows it
    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._screens: list[QScreen] = []
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.settled)

    def start(self) -> None:
        application = self._application()
        application.screenAdded.connect(self._on_added)
        application.screenRemoved.connect(self._on_removed)
        application.primaryScreenChanged.connect(self._on_changed)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def stop(self) -> None:
        """No matter if it was not started."""
        self._settle.stop()
        if not self._screens:
            return
        application = self._application()
        application.screenAdded.disconnect(self._on_added)
        application.screenRemoved.disconnect(self._on_removed)
        application.primaryScreenChanged.disconnect(self._on_changed)
        for screen in self._screens:
            screen.geometryChanged.disconnect(self._on_changed)
        self._screens.clear()

    def _application(self) -> QGuiApplication:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        return application

    def _watch(self, screen: QScreen) -> None:
        self._screens.append(screen)
        screen.geometryChanged.connect(self._on_changed)

    def _on_added(self, screen: QScreen) -> None:
        self._watch(screen)
        self._on_changed()

    def _on_removed(self, screen: QScreen) -> None:
        if screen in self._screens:
            self._screens.remove(screen)
        self.removed.emit(screen)
        self._on_changed()

    def _on_changed(self, _what: object = None) -> None:
        self._settle.start()
