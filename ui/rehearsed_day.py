"""The demo day in the windows: its acts are done between paints, and the run ends with the last of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from console.demo.day import Day, DayPlan
from ui.app import App

_TICK_MS = 50


class RehearsedDay:
    """Thread: GUI."""

    def __init__(self, app: App, plan: DayPlan, *, out: Path) -> None:
        self.day = Day(app.engine, plan, out=out)
        app.bridge.factArrived.connect(self.day.hear)  # after the app's own: the engine has taken it in
        self._timer = QTimer(app, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._timer.start()

    def _tick(self) -> None:
        self.day.tick()
        if self.day.done:
            self._timer.stop()
            QApplication.exit(1 if self.day.failed else 0)
