"""The door: who sits at the desk, as the window asks and shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from console.engine import Engine
from console.journal.entry import Kind
from console.journal.search import Query, SearchDone
from console.language import _
from console.operators.facts import DeskLocked, DeskUnlocked, SignedIn, SignedOut, SignInRefused
from console.operators.operator import Operator
from console.operators.permissions import Intent
from ui.actions import ActionId
from ui.desk.desk_window import DeskWindow
from ui.desk.shortcut_sheet import ShortcutSheet
from ui.latch import Hold, Latch
from ui.operators.door_form import DoorForm
from ui.operators.first_form import FirstForm
from ui.operators.lock_strip import Lock, LockStrip
from ui.operators.operators_window import OperatorsWindow
from ui.operators.sign_in_form import SignInForm
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_SIGN_IN, _FIRST, _UNLOCK, _LAST = "door:sign in", "door:first", "door:unlock", "door:last"
FREE = frozenset({ActionId.LOCK, ActionId.SHEET, ActionId.BACK})  # while nobody may do anything else
# Windows with what only some may see; what is done to a record opens the journal.
_RECORDS = (ActionId.AMEND, ActionId.VOID, ActionId.PACKAGE, ActionId.REDACT)
_SHOWS = frozenset({ActionId.JOURNAL, ActionId.OPERATORS, ActionId.REVIEWS, ActionId.KEYS, *_RECORDS})
INTENTS = {
    ActionId.TAKE: Intent.TAKE,
    ActionId.CONFIRM: Intent.CONFIRM,
    ActionId.DISMISS: Intent.DISMISS,
    ActionId.BRING_BACK: Intent.BRING_BACK,
    ActionId.ESCALATE: Intent.ESCALATE,
    ActionId.ANSWER: Intent.ANSWER,
    ActionId.MEND_IGNORE: Intent.NOTE,
    ActionId.MEND_CONFIDENCE: Intent.NOTE,
    ActionId.MEND_SHELVE: Intent.SHELVE,
    ActionId.MUTE: Intent.MUTE,
    ActionId.RECORD: Intent.RECORD,
    ActionId.LISTEN: Intent.LISTEN,
    ActionId.SNAPSHOT: Intent.SNAPSHOT,
    ActionId.LIFT_MASK: Intent.LIFT_MASK,
    ActionId.JOURNAL: Intent.SEARCH,
    ActionId.AMEND: Intent.AMEND,
    ActionId.VOID: Intent.VOID,
    ActionId.PACKAGE: Intent.PACKAGE,
    ActionId.REDACT: Intent.REDACT,
    ActionId.SHIFT: Intent.OPEN_SHIFT,
    ActionId.NOTICES: Intent.NOTE,
    ActionId.REVIEWS: Intent.REVIEW_DISMISSALS,
    ActionId.SHIFT_LOG: Intent.SHIFT_LOG,
    ActionId.OPERATORS: Intent.KEEP_OPERATORS,
    ActionId.RULES: Intent.KEEP_CAMERAS,
    ActionId.KEYS: Intent.KEEP_KEYS,
    ActionId.SAVE_LAYOUT: Intent.KEEP_LAYOUTS,
    ActionId.SAVE_SALVO: Intent.KEEP_LAYOUTS,
    ActionId.REPLAY: Intent.LOOK_BACK,
    ActionId.BOOKMARK: Intent.NOTE,
}


class Door(QObject):
    """Shows the form that is due, holds the rest back, and tells why. Thread: GUI.

    The app asks `refuses` before it follows a command, lets it `act`, and hands every fact to `hear`.
    """

    opened = Signal()  # somebody can work here now
    signedOut = Signal()  # noqa: N815 - Qt's way; what that person had open closes
    told = Signal(str)  # why something was refused to whoever sits here

    def __init__(self, engine: Engine, *, desk: DeskWindow, parent: QObject, name: str = "") -> None:
        """`name`: who is suggested where nobody has signed in yet."""
        super().__init__(parent)
        self._engine, self._attendance = engine, engine.attendance
        self._desk = desk
        self._name = name
        self._shown: tuple[Operator | None, bool] | None = None
        self.sign_in, self.first = SignInForm(engine.clock), FirstForm(engine.clock)
        self.strip = LockStrip(engine.clock)
        self.operators = OperatorsWindow(engine.attendance)
        for card in (self.sign_in, self.first):
            desk.add_card(card)
        desk.add_strip(self.strip)
        self.latch = Latch(is_free=self._is_free, free_actions=FREE, parent=self)
        self._connect()

    @property
    def is_shut(self) -> bool:
        """Nobody is signed in, or the desk is locked."""
        permit = self._engine.permit
        return permit.operator is None or permit.locked

    def show_who(self) -> None:
        """In the top line, in the language in use: "D. Akhmetov · dispatcher"."""
        operator = self._engine.permit.operator
        who = f"{operator.name} · {operator.role.title()}" if operator else _("nobody is signed in")
        self._desk.top_bar.set_operator(who, is_locked=self._engine.permit.locked)

    def open(self) -> None:
        """Called once, when the desk is shown and the keys are connected: the latch sees them first then."""
        if (application := QCoreApplication.instance()) is not None:
            application.installEventFilter(self.latch)
        query = Query(kinds=(Kind.SIGNED_IN,), limit=1)
        self._engine.journal.search(query, ref=_LAST)
        self._show()

    def close(self) -> None:
        """Holds nothing back any more."""
        if (application := QCoreApplication.instance()) is not None:
            application.removeEventFilter(self.latch)
        self.operators.hide()
        self._rest()

    def refuses(self, action_id: ActionId) -> bool:
        """Whether a command may not be followed now; the engine has recorded it, and the window says why."""
        intent = INTENTS.get(action_id)
        if not self.is_shut:
            if action_id not in _SHOWS or intent is None or self._engine.permit.may(intent):
                return False
            self.told.emit(not_for_role(intent))
            return True
        if action_id in FREE:
            return False
        if intent is not None:
            self._engine.permit.may(intent)  # refused, and an entry
        self.hold_back()
        return True

    def act(self, action_id: ActionId) -> bool:
        """Does what a command asks of the door; False for commands that mean others."""
        acts = {
            ActionId.LOCK: self._lock,
            ActionId.SIGN_OUT: self._sign_out,
            ActionId.OPERATORS: self.operators.open,
        }
        if action_id is ActionId.BACK:
            return self._back()
        if act := acts.get(action_id):
            act()
        return action_id in acts

    def hear(self, fact: object) -> None:
        """Takes what concerns it out of all that the engine tells."""
        match fact:
            case SignedOut():
                self.signedOut.emit()
                self._show()
            case SignedIn() | DeskLocked() | DeskUnlocked():
                self._show()
            case SignInRefused(ref, why, wait_s):
                self._on_refused(ref, why, wait_s)
            case SearchDone(ref=ref, rows=rows) if ref == _LAST:
                self.sign_in.suggest(rows[0].actor if rows else self._name)
        self.operators.hear(fact)

    def hold_back(self) -> None:
        """Says calmly that the keys belong to the door now, and gives them to it."""
        text = _("Not now: the desk is locked.") if self._engine.permit.locked else _("Sign in first.")
        form = self._form()
        if form is self.first:
            form.give_focus()
        elif not isinstance(form, LockStrip) and form.is_free:
            form.say(text, tone=Tone.WAITING)
            form.give_focus()
        elif isinstance(form, LockStrip):
            form.hold_back(text)
        self._desk.activateWindow()

    def _connect(self) -> None:
        self.latch.touched.connect(self.hold_back)
        self.latch.used.connect(self._attendance.noticed)
        self.sign_in.asked.connect(lambda name, secret: self._attendance.sign_in(name, secret, ref=_SIGN_IN))
        self.first.asked.connect(
            lambda name, secret: self._attendance.make_first_administrator(name, secret, ref=_FIRST)
        )
        self.strip.asked.connect(lambda secret: self._attendance.unlock(secret, ref=_UNLOCK))
        self.strip.anotherWanted.connect(self._open_for_another)
        self.sign_in.left.connect(self._back)

    def _form(self) -> SignInForm | FirstForm | LockStrip:
        """The one that is due."""
        if not self._attendance.has_administrator and self._engine.permit.operator is None:
            return self.first
        return self.strip if self._engine.permit.locked and self.sign_in.isHidden() else self.sign_in

    def _show(self) -> None:
        permit = self._engine.permit
        now = (permit.operator, permit.locked)
        if now == self._shown:
            return
        self._shown = now
        self._rest()
        self.show_who()
        if permit.operator is None:
            self.latch.hold = Hold.INPUT
            due = self.sign_in if self._attendance.has_administrator else self.first
            due.open()
        elif permit.locked:
            self.latch.hold = Hold.ALL
            _close_popups()
            clock = self._engine.clock
            self._desk.activateWindow()  # else the first key of a password would be lost on a wall
            self.strip.open(Lock(permit.operator.name, clock.now_utc(), clock.monotonic_ns()))
        else:
            self.sign_in.name.setText(permit.operator.name)  # who signs in next is mostly the same
            self.opened.emit()

    def _rest(self) -> None:
        self.latch.hold = Hold.NOTHING
        for form in (self.sign_in, self.first):
            form.done()
            form.hide()
        self.strip.close_lock()

    def _on_refused(self, ref: str, why: str, wait_s: float) -> None:
        forms: dict[str, DoorForm | LockStrip] = {
            _SIGN_IN: self.sign_in,
            _FIRST: self.first,
            _UNLOCK: self.strip,
        }
        if form := forms.get(ref):
            form.refuse(why, wait_s=wait_s)

    def _lock(self) -> None:
        if self.is_shut:
            self._form().give_focus()
        elif not self._attendance.lock():
            self.told.emit(_("Not locked: this operator has no password that could unlock the desk."))

    def _sign_out(self) -> None:
        if not self._attendance.has_administrator:
            self.told.emit(_("Not signed out: nobody is registered at this desk who could sign in."))
        else:
            self._attendance.sign_out()

    def _back(self) -> bool:
        if self.operators.isVisible() and not self.is_shut:
            return self.operators.back()
        if not self.is_shut:
            return False
        if self._engine.permit.locked:
            self.sign_in.done()
            self.sign_in.hide()
        self._form().give_focus()
        return True

    def _open_for_another(self) -> None:
        if operator := self._engine.permit.operator:
            self.sign_in.name.setText("")
            self.sign_in.open(replaces=operator.name)

    def _is_free(self, widget: QWidget) -> bool:
        parts = (self.sign_in, self.first, self.strip, self._desk.top_bar)
        if any(part is widget or part.isAncestorOf(widget) for part in parts):
            return True
        return isinstance(widget.window(), ShortcutSheet)


def _close_popups() -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
