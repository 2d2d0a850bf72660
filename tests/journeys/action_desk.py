"""A desk of real cameras on a real X server, worked by its own keyboard and pointer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from console.alerts.dismiss_reason import DismissReason
from console.cameras.camera import Camera
from console.cameras.neighbour import Neighbour
from console.clock import SystemClock
from console.demo.city import City
from console.demo.footage import clip_files
from console.operators.roles import Role
from tests.console.operators.who_may import NAMES
from tests.console.review_desk import SCHOOL, STREET
from tests.journeys.x_display import XDisplay
from tests.ui.keys import DIGIT
from tests.ui.waiting import wait_until
from tests.ui.window_desk import WindowDesk
from ui.actions import ALT, BY_ID, CTRL, SHIFT, Action, ActionId
from ui.screens import desk_and_walls

BESIDE = ("0501", "0502")  # the cameras that one walks to from the street's
_HELD = {CTRL: "ctrl", SHIFT: "shift", ALT: "alt"}
_STEP_MS = 5


class Keys(Enum):
    """What has the keys when a command is called by one."""

    QUEUE = "the alert queue"
    WALL = "the chosen wall"
    JOURNAL = "the journal's table"
    AS_IS = "whatever got them meanwhile"


def cameras() -> list[Camera]:
    """The street's plays footage; the others are not opened."""
    city = City.load(cameras=1)
    (file,) = clip_files(city.clips, on_progress=lambda _done, _all: None)
    (filmed,) = city.site([file]).cameras.values()
    street = replace(STREET, main=filmed.main, neighbours=tuple(map(Neighbour, BESIDE)))
    others = [replace(STREET, id=f"c{number}", number=number, name=number) for number in (*BESIDE, "0503")]
    return [SCHOOL, street, *others]


class ActionDesk(WindowDesk):
    """Thread: GUI."""

    def __init__(self, root: Path, application: QApplication, display: XDisplay) -> None:
        self._display = display
        super().__init__(root, application, cameras=cameras(), clock=SystemClock())
        for name in (NAMES[Role.SHIFT_LEAD], "Lead"):  # a desk signs out whom it does not know
            self.engine.register.add(name, Role.SHIFT_LEAD, "six loud sparrows", by="x")

    def begin(self) -> None:
        """One camera, too."""
        super().begin()
        self.engine.host.start()
        self.engine.host.open(STREET.id, self.engine.cameras[STREET.id].main)

    def stop(self) -> None:
        self.engine.host.stop()
        super().stop()

    @property
    def wall(self) -> Any:
        """The first."""
        return self.app.walls[0]

    def soon(self, holds: Callable[[], object], *, what: str = "") -> None:
        assert wait_until(lambda: bool(holds()), timeout_s=30), what or "what is made ready did not come"

    # --- hands ---

    def by_key(self, action_id: ActionId, keys: Keys) -> None:
        self._give(keys)
        self.press(BY_ID[action_id])

    def by_menu(self, action_id: ActionId, keys: Keys) -> None:
        """Through the button, the menu and its part, by the pointer."""
        self._give(keys)
        if keys is Keys.JOURNAL:  # it lies over the button
            self.app.desk.activateWindow()
            self.soon(self.app.desk.isActiveWindow, what="the desk does not come to the front")
        steps = [self._at_button, lambda: self._at_part(action_id), lambda: self._at_entry(action_id)]

        def step() -> None:
            if steps and (at := steps[0]()) is not None:
                steps.pop(0)
                self._display.click(at.x(), at.y())

        timer = QTimer(interval=_STEP_MS)  # an open menu has an event loop of its own
        timer.timeout.connect(step)
        timer.start()
        self.soon(lambda: not steps, what=f"the menu has no entry that shows for {action_id}")
        timer.stop()
        self.soon(lambda: QApplication.activePopupWidget() is None)

    def press(self, action: Action) -> None:
        held = [name for modifier, name in _HELD.items() if action.modifiers & modifier]
        key = "Escape" if action.id is ActionId.BACK else str(action.scan_code)
        self._display.press("+".join([*held, key]))

    def type(self, digits: str) -> None:
        if digits:
            self._display.press(*(DIGIT[digit] for digit in digits))

    def focus(self, widget: QWidget) -> None:
        widget.window().activateWindow()
        widget.setFocus()
        self.soon(lambda: QApplication.focusWidget() is widget, what=f"{widget} does not get the keys")

    def key(self, action_id: ActionId) -> None:
        """As a hand that makes ready: no real key is needed."""
        self._give(Keys.QUEUE)
        self.app.keys.trigger(action_id)

    def key_in_journal(self, action_id: ActionId) -> None:
        self._give(Keys.JOURNAL)
        self.app.keys.trigger(action_id)

    def _give(self, keys: Keys) -> None:
        if keys is Keys.QUEUE:
            self.app.desk.activateWindow()
            self.app.alert_panel.queue.give_focus()
            self.soon(self._queue_has_keys, what="the queue does not get the keys")
        elif keys is Keys.WALL:
            self.wall.activateWindow()
            self.soon(lambda: QApplication.activeWindow() is self.wall, what="the wall does not get the keys")
        elif keys is Keys.JOURNAL:
            self.focus(self.app.journal_window._view)

    def _queue_has_keys(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.app.alert_panel.isAncestorOf(focus) and focus.isActiveWindow()

    # --- the menu ---

    def _at_button(self) -> QPoint | None:
        button = self.app.top_bar._menu_button
        return button.mapToGlobal(button.rect().center())

    def _at_part(self, action_id: ActionId) -> QPoint | None:
        menu = self.app.top_bar._menu
        if QApplication.activePopupWidget() is not menu:
            return None
        return _middle(menu, self._part(action_id).menuAction())

    def _at_entry(self, action_id: ActionId) -> QPoint | None:
        part = self._part(action_id)
        if QApplication.activePopupWidget() is not part:
            return None
        return _middle(part, next(entry for entry in part.actions() if entry.data() is action_id))

    def _part(self, action_id: ActionId) -> QMenu:
        menu = self.app.top_bar._menu
        parts = [entry.menu() for entry in menu.actions()]
        return next(part for part in parts if any(entry.data() is action_id for entry in part.actions()))

    # --- between two commands ---

    def rest(self) -> None:
        """As if nothing had been done: nothing is open, nobody calls, a shift lead sits here."""
        app = self.app
        self.come(Role.SHIFT_LEAD)
        for held in self.engine.inbox.ordered():
            self.engine.duty.dismiss(held.alert.id, DismissReason.TEST)
        app.journal_window._forms.back()
        app._close_windows()
        app.door.operators.hide()
        app.masks.leave()
        for _time in range(2):  # whatever a command opened on the desk itself
            app.keys.trigger(ActionId.BACK)
        app.palette.palette.shut()
        app.walls.hide_numbers()
        app.walls.choose(0)
        app.camera_list.show()
        app.desk.back()
        app.alert_panel.tell("")
        self.settle()


def four_monitors(display: XDisplay) -> None:
    width, height = 1280, 720
    display.plug("*first", f"{width}x{height}+0+0", output="screen")
    for number in (1, 2, 3):
        display.plug(f"wall-{number}", f"{width}x{height}+{number * width}+0")


def has_walls() -> bool:
    return len(desk_and_walls()[1]) == 3


def _middle(menu: QMenu, entry: object) -> QPoint:
    return menu.mapToGlobal(menu.actionGeometry(entry).center())
