"""The whole application over an engine without cameras at work, and hands on its keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.paths import DataFolder
from tests.console.door_desk import DoorDesk
from tests.console.operators.who_may import NAMES
from tests.fakes.made_up import make_jpeg
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId
from ui.app import App
from ui.latch import Hold

ENTER = 36
SAYS = ("ot for your role", "your role may not", "Not done", "Sign in first.", "Not now: the desk is locked.")


class WindowDesk(DoorDesk):
    """Thread: GUI."""

    def __init__(self, root: Path, application: QApplication, **of_desk: Any) -> None:
        """`of_desk`: its cameras and its clock, where they are not the usual ones."""
        folder = DataFolder(root)
        folder.prepare()
        Register(folder).add_first(NAMES[Role.ADMINISTRATOR], "four quiet horses")
        self.jpeg = make_jpeg()
        super().__init__(root, **of_desk)
        self.sit(Role.SHIFT_LEAD)
        self.app = App(application, self.engine, model_name="none")
        self._told: list[object] = []
        self.app.bridge.factArrived.connect(self._told.append)
        self.app.show()
        self.settle()

    def stop(self) -> None:
        self.app.close()
        super().stop()
        self.app.setParent(None)
        self.app.deleteLater()

    def turn(self) -> list[object]:
        QApplication.processEvents()
        told, self._told[:] = self._told[:], []
        return told

    def come(self, who: Role | str) -> None:
        """That person sits here, and the door shows it; what it holds back is for the engine to refuse."""
        self.sit(who)
        self.app.door._show()
        self.app.door.latch.hold = Hold.NOTHING

    def as_administrator(self) -> None:
        """Within `lead`, for what a lead may not open."""
        self.engine.permit.operator = Operator(NAMES[Role.ADMINISTRATOR], Role.ADMINISTRATOR)

    # --- hands ---

    def key(self, action_id: ActionId) -> None:
        """On the desk, the queue having the keys."""
        self.app.desk.activateWindow()
        self.app.alert_panel.queue.give_focus()
        QApplication.processEvents()
        self._send(action_id)

    def key_in_journal(self, action_id: ActionId) -> None:
        self.focus(self.app.journal_window._view)
        self._send(action_id)

    def hit(self, widget: QWidget, scan_code: int = ENTER, text: str = "\r") -> None:
        self.focus(widget)
        send_key(widget, scan_code, text)

    def focus(self, widget: QWidget) -> None:
        widget.window().activateWindow()
        widget.setFocus()
        QApplication.processEvents()

    def save_as(self, parent: QWidget, suffix: str) -> None:
        """In the dialog that asks for a file, if one does."""
        for dialog in parent.findChildren(QFileDialog):
            dialog.fileSelected.emit(str(self.engine.folder.root / f"{next(self._numbers)}.{suffix}"))
            dialog.close()
        self.settle()

    def _send(self, action_id: ActionId) -> None:
        action = BY_ID[action_id]
        send_key(QApplication.focusWidget(), action.scan_code, "", modifiers=action.modifiers)

    # --- what is seen ---

    @property
    def said(self) -> str:
        """The line that the desk tells."""
        return self.app.alert_panel._complaint.text()

    def says_no(self) -> bool:
        """Whether a window tells that something was refused."""
        return any(label.isVisible() for label in self._refusals())

    def forget(self) -> None:
        """As if nothing had been refused yet, with every window but the desk's and the walls' closed."""
        app = self.app
        app._close_windows()
        app.desk.back()
        app.door.operators.hide()
        app.journal_window._forms.back()
        for label in self._refusals():
            label.clear()
        if alerts := self.engine.inbox.ordered():
            with self.lead():
                for held in alerts:
                    self.engine.duty.escalate(held.alert.id)

    def _refusals(self) -> Iterator[QLabel]:
        for window in QApplication.topLevelWidgets():
            for label in window.findChildren(QLabel):
                if any(said in label.text() for said in SAYS):
                    yield label

    # --- what is made ready, as a shift lead does ---

    def chosen_alert(self) -> str:
        alert_id = self.alert()
        self.app.alert_panel.queue.choose(alert_id)
        return alert_id

    def chosen_record(self, seq: int) -> int:
        """In the journal's window."""
        window = self.app.journal_window
        with self.lead():
            window.open()
            window._bar._kinds.setCurrentIndex(1)
            self.settle()
            window._view.selectRow(0)
            assert wait_until(lambda: self._reads(seq)), "the record is not shown"
        return seq

    def _reads(self, seq: int) -> bool:
        panel = self.app.journal_window._panel
        return panel.aftermath is not None and panel.aftermath.seq == seq


@contextmanager
def opened_desk(desk: WindowDesk, role: Role | None = None) -> Iterator[Any]:
    """The desk, with somebody of that role at it if one is named; it is stopped at the block's end."""
    if role is not None:
        desk.come(role)
    yield desk
    desk.stop()
