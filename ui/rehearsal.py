"""A run of the demo that is looked at afterwards: keys are pressed, windows pictured, figures gathered."""

from __future__ import annotations

import json
import os
import resource
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from console.alerts.alert import Alert, AlertRaised
from console.bench.usage import children, memory_mb
from console.cameras.camera import Camera
from console.demo.city import City, Staged
from console.demo.director import Director
from console.journal.entry import EntryWritten, Kind
from console.journal.verify import verify
from console.media.feed import Feed
from console.paths import DataFolder
from ui.actions import BY_ID, ActionId

if TYPE_CHECKING:
    from ui.app import App

_PRESS_EACH_MS = 300  # a brisk operator
_DIRECT_EACH_MS = 250
_ENTER, _DOWN = (36, Qt.Key.Key_Return), (116, Qt.Key.Key_Down)  # X11 keycodes
_RECORDING = (_DOWN, _ENTER, _ENTER)  # every offence, the first of them, into the journal


@dataclass(frozen=True, slots=True)
class Report:
    """report.json (DESIGN.md section 7)."""

    cameras: int
    tiles_live: int
    frames_due: int
    frames_painted: int
    detections: int
    alerts: int
    staged: int
    staged_raised: int
    alerts_outside: int  # that nothing in the script accounts for
    violations_recorded: int
    journal_ok: bool
    head: str
    model: str
    seconds: float
    cpu_cores: float
    rss_mb: int
    data: str

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


class Rehearsal(QObject):
    """Watches a demo from the first window on; with `confirm` it also presses the operator's keys.

    Thread: GUI.
    """

    def __init__(self, app: App, *, city: City, confirm: int) -> None:
        super().__init__(app)
        self._app = app
        self._city = city
        self._confirm = confirm
        self._raised: list[AlertRaised] = []
        self._violations = 0
        self._pressed = 0  # of _RECORDING
        self._figures: dict[str, object] = {}
        self._press_timer = QTimer(self, interval=_PRESS_EACH_MS)
        self._press_timer.timeout.connect(self._press)
        engine = app.engine
        self._director = Director(
            city.outages,
            host=engine.host,
            cameras=engine.cameras,
            clock=engine.clock,
            on_opened=self._show_feed,
        )
        self._director_timer = QTimer(self, interval=_DIRECT_EACH_MS)
        self._director_timer.timeout.connect(self._director.tick)
        app.bridge.factArrived.connect(self._on_fact)

    def start(self) -> None:
        self._director.start()
        self._director_timer.start()
        self._start_s = time.monotonic()
        self._start_cpu_s = _cpu_s()
        if self._confirm:
            self._press_timer.start()

    def _on_fact(self, fact: object) -> None:
        match fact:
            case AlertRaised():
                self._raised.append(fact)
            case EntryWritten(entry=entry) if entry.kind is Kind.VIOLATION_RECORDED:
                self._violations += 1

    def _show_feed(self, camera: Camera, feed: Feed) -> None:
        """Wherever the camera is shown, its new feed takes the old one's place."""
        for tile in (self._app.picture, *(tile for wall in self._app.walls for tile in wall.tiles)):
            if tile.camera is not None and tile.camera.id == camera.id:
                tile.show_camera(camera, feed)

    # --- the operator's hands ---

    def _press(self) -> None:
        """One key a turn, as the operator would: C opens the form, the rest records."""
        if not self._app.alert_panel.form.isVisible():
            self._pressed = 0
            if self._confirm and self._waiting():
                action = BY_ID[ActionId.CONFIRM]
                self._key(action.scan_code, action.key)
            return
        self._key(*_RECORDING[self._pressed])
        self._pressed += 1
        if self._pressed == len(_RECORDING):
            self._pressed = 0
            self._confirm -= 1

    def _waiting(self) -> bool:
        return any(held.deciding is None for held in self._app.engine.inbox.ordered())

    def _key(self, scan_code: int, key: Qt.Key) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._app.desk
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, scan_code, 0, 0)
            QApplication.sendEvent(target, event)

    # --- what is left of it ---

    def end(self, out: Path | None) -> None:
        """Pictures every window and reads the figures, while everything still runs."""
        app = self._app
        windows: dict[str, QWidget] = {"desk": app.desk}
        windows |= {f"wall-{wall.number}": wall for wall in app.walls}
        # All at one moment, the walls first: while a PNG is written, boxes grow too old to be drawn.
        grabbed = {name: window.grab() for name, window in reversed(windows.items())}
        self._read_figures()
        if out is not None:
            for name, picture in grabbed.items():
                picture.save(str(out / f"{name}.png"))

    def _read_figures(self) -> None:
        app, now_ns = self._app, self._app.engine.clock.monotonic_ns()
        self._press_timer.stop()
        self._director_timer.stop()
        self._seconds = time.monotonic() - self._start_s
        self._figures = {
            "tiles_live": sum(wall.counts.live(now_ns) for wall in app.walls),
            "frames_due": sum(wall.counts.due() for wall in app.walls),
            "frames_painted": sum(wall.counts.painted() for wall in app.walls),
            "seconds": round(self._seconds, 1),
            "rss_mb": round(memory_mb([os.getpid(), *children(os.getpid())])),
        }

    def report(self, folder: DataFolder) -> Report:
        """After the engine has stopped: its processes' time is counted, its journal can be verified."""
        verdict = verify(folder)
        engine = self._app.engine
        return Report(
            cameras=len(engine.cameras),
            **self._figures,  # type: ignore[arg-type]
            detections=engine.raiser.boxes_found,
            alerts=len(self._raised),
            staged=len(self._city.staged),
            staged_raised=sum(self._was_raised(staged) for staged in self._city.staged),
            alerts_outside=sum(not self._is_scripted(fact.alert) for fact in self._raised),
            violations_recorded=self._violations,
            journal_ok=verdict.sound,
            head=str(verdict.head),
            model=self._app.model_name,
            cpu_cores=round((_cpu_s() - self._start_cpu_s) / self._seconds, 2),
            data=str(folder.root),
        )

    def _was_raised(self, staged: Staged) -> bool:
        """Its alert came from that place in the footage; a person elsewhere in the clip is none."""
        return any(_shows(fact.alert, staged) for fact in self._raised)

    def _is_scripted(self, alert: Alert) -> bool:
        return any(_shows(alert, staged) for staged in (*self._city.staged, *self._city.later))


def _shows(alert: Alert, staged: Staged) -> bool:
    """Whether that place of the footage raised it, in whichever round of its clip."""
    within = staged.from_s <= alert.stamp.media_time_us / 1e6 <= staged.to_s
    return within and alert.camera.id == staged.camera_id


def _cpu_s() -> float:
    """This process and its ended children, user and system."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
