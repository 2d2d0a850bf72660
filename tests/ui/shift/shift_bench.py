"""The windows of shifts over a real journal, register, inbox and reviews; no camera and no detector."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.alerts.alert import AlertRaised
from console.attendance import Attendance
from console.cameras.site_database import Site, SiteDatabase
from console.engine import Engine
from console.journal.entry import Kind
from console.masking import Masking
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.operators.secret import Cost, Hashing
from console.paths import DataFolder
from console.privacy import Privacy
from console.reviews import Reviews
from tests.console.shift_desk import ShiftDesk
from tests.fakes.made_up import SCHOOL, STREET, make_alert, make_camera, make_jpeg
from tests.ui.keys import send_key, type_text
from ui.action_filter import ActionFilter
from ui.actions import BY_ID, ActionId
from ui.shift_windows import ShiftWindows

ENTER, TAB, ESC = 36, 23, 9
ADMIN = Operator("Айгүл Серікова", Role.ADMINISTRATOR)
ANNA = Operator("Anna O'Neil", Role.DISPATCHER)
BERIK = Operator("Берік Қасымов", Role.DISPATCHER)
LEAD = Operator("Lead", Role.SHIFT_LEAD)
TRAINER = Operator("Trainer", Role.TRAINER)
SECRETS = {
    ADMIN: "four quiet horses",
    ANNA: "anna counts the stars",
    BERIK: "730518",
    LEAD: "nobody sleeps at four",
    TRAINER: "teaching takes a while",
}
CAMERAS = {
    camera.id: camera
    for camera in (make_camera("0402", place=SCHOOL, name="двор"), make_camera("0117", place=STREET))
}


class Bench(ShiftDesk):
    """Also the engine that the windows ask, and the hand on the keyboard. Thread: GUI."""

    def __init__(self, root: Path, operator: Operator | None = ANNA) -> None:
        folder = DataFolder(root)
        folder.prepare()
        SiteDatabase(folder).save(Site.of([*CAMERAS.values()]))
        self.cameras = CAMERAS
        self.register = Register(folder, hashing=Hashing(Cost(time=1, memory_kb=8)))
        self.windows: ShiftWindows | None = None
        super().__init__(root, operator)
        self.reviews = Reviews(
            folder, permit=self.permit, journal=self.journal, cameras=CAMERAS, clock=self.clock
        )
        self.attendance = Attendance(
            folder,
            permit=self.permit,
            journal=self.journal,
            register=self.register,
            clock=self.clock,
            outbox=self.outbox,
            let_go=self.duty.taken.let_go,
        )
        self.masking = Masking(
            folder,
            privacy=Privacy(self.permit, CAMERAS),
            permit=self.permit,
            journal=self.journal,
            clock=self.clock,
            cameras=CAMERAS,
        )
        self.desk = _Desk()
        self.said: list[str] = []
        self.windows = ShiftWindows(
            self, desk=self.desk, tell=lambda text, _tone: self.said.append(text), parent=QObject(self.desk)
        )
        self.keys = ActionFilter(self.desk)
        self.keys.triggered.connect(self.windows.act)
        QApplication.instance().installEventFilter(self.keys)
        self.desk.show()
        self.desk.activateWindow()
        self.windows.show()
        self.pass_facts()

    handle = Engine.handle

    def enrol(self, *operators: Operator) -> None:
        self.register.add_first(ADMIN.name, SECRETS[ADMIN])
        for each in operators:
            self.register.add(each.name, each.role, SECRETS[each], by=ADMIN.name)

    def pass_facts(self) -> None:
        for fact in self.outbox.drain():
            self.facts.append(fact)
            if self.windows is None:
                self.shifts.handle(fact)
                continue
            for part in (self.attendance, self.reviews, self.duty, self.shifts):
                part.handle(fact)
            self.windows.hear(fact)
        QApplication.processEvents()

    def key(self, action_id: ActionId, letter: str = "") -> None:
        self.desk.activateWindow()
        self.desk.setFocus()
        action = BY_ID[action_id]
        send_key(self.desk, action.scan_code, letter, modifiers=action.modifiers)

    def press(self, scan_code: int, text: str) -> None:
        send_key(QApplication.focusWidget(), scan_code, text)

    def enter(self) -> None:
        self.press(ENTER, "\r")

    def type(self, text: str, field: QWidget | None = None) -> None:
        if field is not None:
            field.setFocus()
        type_text(QApplication.focusWidget(), text)

    def raise_alert_at(self, number: str) -> str:
        alert = make_alert(number)
        self.outbox.put(AlertRaised(alert, make_jpeg()))
        self.wait(lambda: self.inbox.get(alert.id))
        return alert.id

    def refusals(self) -> list[tuple[str, str, str]]:
        """(who, what, why)"""
        bodies = [(entry.actor, entry.body) for entry in self.entries() if entry.kind is Kind.REFUSED]
        return [(who, body["what"], body["why"]) for who, body in bodies]

    def written(self, kind: Kind) -> Callable[[], list]:
        """To be waited for."""
        return lambda: [entry for entry in self.entries() if entry.kind is kind]

    def close(self) -> None:
        QApplication.instance().removeEventFilter(self.keys)
        self.windows.close()
        self.attendance.stop()
        self.pass_facts()
        super().close()


class _Desk(QWidget):
    """Where the strip of bulletins goes."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.addStretch(1)

    def add_strip(self, strip: QWidget) -> None:
        self._layout.insertWidget(0, strip)
