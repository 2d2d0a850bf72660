"""The presses of `munara bench desk`: what a dispatcher's keys do, and which paint shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QWidget

from ui.actions import BY_ID, NONE, ActionId
from ui.alerts.alert_card import AlertCard
from ui.alerts.alert_queue import AlertQueue
from ui.app import App
from ui.bench.paint_watch import Hand, Press
from ui.bench.stage import run_for
from ui.desk.shortcut_sheet import ShortcutSheet
from ui.palette.palette import Palette
from ui.wall.wall_window import WallWindow

_DIGITS = {str((number + 1) % 10): 10 + number for number in range(10)}
_LEFT, _RIGHT, _BACKSPACE = 113, 114, 22
_PAUSE_S = 0.1


class DeskKeys:
    """Presses a round of commands and keeps how long each took. Thread: GUI."""

    def __init__(self, app: App, wall: WallWindow, hand: Hand) -> None:
        self._app, self._wall, self._hand = app, wall, hand
        self.waits_ms: dict[str, list[float]] = {}  # by command

    def press_round(self) -> None:
        """The queue, a number, the wall, the sheet and the palette, each with its own keys."""
        self._step_alerts()
        self._type_number()
        self._walk_wall()
        self._open_sheet()
        self._use_palette()

    def _step_alerts(self) -> None:
        queue = self._app.alert_panel.queue
        for action_id in (ActionId.NEXT_ALERT, ActionId.NEXT_ALERT, ActionId.PREVIOUS_ALERT):
            before = _chosen_id(queue)

            def shows(widget: QWidget, before: str = before) -> bool:
                chosen = _chosen_id(queue)
                return chosen != before and isinstance(widget, AlertCard) and widget.alert_id == chosen

            self._press(_action(action_id, shows))
        self._aside(_action(ActionId.PREVIOUS_ALERT))

    def _type_number(self) -> None:
        field = self._app.top_bar.findChild(QLabel, "digits")
        assert field is not None
        for typed in ("1", "12"):

            def shows(widget: QWidget, typed: str = typed) -> bool:
                return widget is field and typed in field.text()

            self._press(_digit(typed[-1], shows))
        for _digit_typed in range(2):
            self._aside(Press("", _BACKSPACE, Qt.Key.Key_Backspace, _nothing))

    def _walk_wall(self) -> None:
        wall = self._wall
        self._choose_monitor(wall.number)
        for scan_code, key in ((_RIGHT, Qt.Key.Key_Right), (_LEFT, Qt.Key.Key_Left)):
            before = wall.chosen_cell

            def shows(widget: QWidget, before: int = before) -> bool:
                return wall.chosen_cell != before and widget is wall.chosen_tile

            self._press(Press("neighbour tile", scan_code, key, shows))
        for is_large in (True, False):

            def fills(widget: QWidget, is_large: bool = is_large) -> bool:
                return widget is wall.chosen_tile and (widget.size() == wall.size()) is is_large

            self._press(_action(ActionId.FULL, fills))
        self._choose_monitor(0)

    def _open_sheet(self) -> None:
        self._press(_action(ActionId.SHEET, lambda widget: isinstance(widget, ShortcutSheet)))
        self._aside(_action(ActionId.BACK))

    def _use_palette(self) -> None:
        palette = self._app.palette.palette
        found, field = palette.findChild(QListView), palette.findChild(QLineEdit)
        assert found is not None
        assert field is not None
        viewport = found.viewport()
        self._press(_action(ActionId.PALETTE, lambda widget: isinstance(widget, Palette)))
        for typed in ("0", "00"):

            def shows(widget: QWidget, typed: str = typed) -> bool:
                return widget is viewport and field.text() == typed

            self._press(_typed(typed[-1], shows))
        self._aside(_action(ActionId.BACK))

    def _choose_monitor(self, number: int) -> None:
        self._aside(_action(ActionId.CHOOSE_MONITOR))
        self._aside(_digit(str(number), _nothing))

    def _press(self, press: Press) -> None:
        self.waits_ms.setdefault(press.name, []).append(self._hand.press(press))
        run_for(_PAUSE_S)

    def _aside(self, press: Press) -> None:
        """One that only leads to the next."""
        self._hand.tap(press)
        run_for(_PAUSE_S)


def _chosen_id(queue: AlertQueue) -> str:
    held = queue.chosen()
    return held.alert.id if held else ""


def _nothing(_widget: QWidget) -> bool:
    return False


def _action(action_id: ActionId, shows: Callable[[QWidget], bool] = _nothing) -> Press:
    action = BY_ID[action_id]
    return Press(action_id.value, action.scan_code, action.key, shows, action.modifiers)


def _digit(digit: str, shows: Callable[[QWidget], bool]) -> Press:
    return Press("digit", _DIGITS[digit], Qt.Key(Qt.Key.Key_0 + int(digit)), shows, NONE, digit)


def _typed(digit: str, shows: Callable[[QWidget], bool]) -> Press:
    return Press("palette typed", _DIGITS[digit], Qt.Key(Qt.Key.Key_0 + int(digit)), shows, NONE, digit)
