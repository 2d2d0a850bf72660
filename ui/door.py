"""The door: who sits at the desk, as the window asks and shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.engine import Engine
from console.language import _
from console.operators.operator import Operator
from console.operators.permissions import Intent
from ui.actions import ActionId
from ui.desk.desk_window import DeskWindow
from ui.latch import Latch
from ui.operators.first_form import FirstForm
from ui.operators.lock_strip import LockStrip
from ui.operators.operators_window import OperatorsWindow
from ui.operators.sign_in_form import SignInForm

_LAST = "door:last"
_FREE = frozenset({ActionId.LOCK, ActionId.SHEET, ActionId.BACK})  # while nobody may do anything else
_INTENTS = {
    ActionId.TAKE: Intent.TAKE,
    ActionId.CONFIRM: Intent.CONFIRM,
    ActionId.DISMISS: Intent.DISMISS,
    ActionId.ESCALATE: Intent.ESCALATE,
    ActionId.RECORD: Intent.RECORD,
    ActionId.JOURNAL: Intent.SEARCH,
    ActionId.AMEND: Intent.AMEND,
    ActionId.VOID: Intent.VOID,
    ActionId.PACKAGE: Intent.PACKAGE,
    ActionId.REDACT: Intent.REDACT,
    ActionId.OPERATORS: Intent.KEEP_OPERATORS,
}
_SHOWS = frozenset({ActionId.JOURNAL, ActionId.OPERATORS})  # windows with what only some may see


class Door(QObject):
    """Shows the form that is due, holds the rest back, and tells why. Thread: GUI.

    The app asks `refuses` before it follows a command, `act` for the door's own, and hands every fact to `hear`.
    """

    changed = Signal()  # who sits here, or whether the desk is locked
    told = Signal(str)  # why something was refused to whoever sits here

    def __init__(self, engine: Engine, *, desk: DeskWindow, name: str = "", parent: QObject) -> None:
        """`name`: who is suggested where nobody has signed in yet."""
        super().__init__(parent)
        self._engine = engine
        self._desk = desk
        self._name = name
        self._shown: tuple[Operator | None, bool] | None = None
        self.sign_in, self.first = SignInForm(engine.clock), FirstForm(engine.clock)
        self.strip = LockStrip(engine.clock)
        self.operators = OperatorsWindow(engine.attendance)
        desk.add_card(self.sign_in)
        desk.add_card(self.first)
        desk.add_strip(self.strip)
        self.latch = Latch(is_free=self._is_free, free_actions=_FREE, parent=self)
        self._connect()

    @property
    def is_shut(self) -> bool:
        """Nobody is signed in, or the desk is locked."""
        return self._engine.permit.operator is None or self._engine.permit.locked

    def show(self) -> None:
        """What is due now; called when the desk is shown, and whenever a fact may have changed it."""
        permit = self._engine.permit
        if (permit.operator, permit.locked) == self._shown:
            return
        before, self._shown = self._shown, (permit.operator, permit.locked)
        self.latch.hold = _hold(permit.operator, is_locked=permit.locked)
        for form in (self.sign_in, self.first):
            form.done()
            form.hide()
        if permit.operator is None:
            self._show_forms()
        elif permit.locked:
            self._show_lock(permit.operator)
        else:
            self.strip.close_lock()
        if before is not None:
            self.changed.emit()

    def refuses(self, action_id: ActionId) -> bool:
        """Whether a command may not be followed now; the engine has recorded it, and the window says why."""
        intent = _INTENTS.get(action_id)
        if not self.is_shut:
            if action_id not in _SHOWS or intent is None or self._engine.permit.may(intent):
                return False
            text = _("Not for your role: {what}.")
            self.told.emit(text.format(what=intent.title()))
            return True
        if action_id in _FREE:
            return False
        if intent is not None:
            self._engine.permit.may(intent)
        self._on_touched()
        return True
