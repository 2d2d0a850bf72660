"""The windows of shifts over the engine: opened by key, told every fact, joined with who sits here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from console.engine import Engine
from console.journal.bulletins import BulletinsRead
from console.journal.entry import EntryWritten, Kind
from console.language import _
from console.operators.facts import (
    OperatorsRead,
    OperatorsRefused,
    Proved,
    SignedIn,
    SignedOut,
    SignInRefused,
)
from console.operators.permissions import Intent, may
from ui.actions import ActionId
from ui.desk.desk_window import DeskWindow
from ui.in_front import window_in_front
from ui.shift.bulletin_strip import BulletinStrip
from ui.shift.document_text import since_text
from ui.shift.handover_window import HandoverWindow
from ui.shift.notice_window import NoticeWindow
from ui.shift.review_window import ReviewWindow
from ui.shift.shift_log_window import ShiftLogWindow
from ui.violations.form_frame import Tone

_REF = "shift windows"


class ShiftWindows(QObject):
    """Thread: GUI. The app asks `act` for each command and hands every fact to `hear`."""

    def __init__(
        self, engine: Engine, *, desk: DeskWindow, tell: Callable[[str, Tone], object], parent: QObject
    ) -> None:
        """`tell` shows one line for a while."""
        super().__init__(parent)
        self._engine, self._tell = engine, tell
        self.strip = BulletinStrip()
        self.handover = HandoverWindow(engine.shifts, operator=lambda: engine.permit.operator)
        self.notices = NoticeWindow(engine.shifts, cameras=engine.cameras, clock=engine.clock)
        self.reviews = ReviewWindow(engine.reviews, masks=engine.masking)
        self.shift_log = ShiftLogWindow(
            engine.duty,
            clock=engine.clock,
            may=engine.permit.may,
            cancel=engine.journal.cancel_shift_log,
            standing=lambda: engine.shifts.standing,
        )
        self._windows = (self.handover, self.notices, self.reviews, self.shift_log)
        self._acts: Mapping[ActionId, Callable[[], None]] = {
            ActionId.SHIFT: self._open_handover,
            ActionId.READ_BULLETIN: self._read_bulletin,
            ActionId.NOTICES: self.notices.open,
            ActionId.REVIEWS: self.reviews.open,
            ActionId.SHIFT_LOG: self.shift_log.open,
        }
        desk.add_strip(self.strip)
        self.strip.readWanted.connect(engine.shifts.read)
        self.handover.proofWanted.connect(self._prove)
        self.handover.handedOver.connect(self._sign_in)

    def act(self, action_id: ActionId) -> bool:
        """Follows a command; False where it is none of shifts."""
        if action_id is ActionId.BACK:
            return self._back()
        if act := self._acts.get(action_id):
            act()
        return action_id in self._acts

    def hear(self, fact: object) -> None:
        """Takes what concerns shifts out of all that the engine tells."""
        match fact:
            case Proved(ref, operator):
                self.handover.proved(ref, operator)
            case SignInRefused(ref, why):
                self.handover.not_proved(ref, why)
            case OperatorsRead(ref, operators) if ref == _REF:
                takers = [each for each in operators if may(each.role, Intent.OPEN_SHIFT)]
                self.handover.set_names(tuple(each.name for each in takers if not each.retired_utc))
            case SignedIn() | SignedOut() | BulletinsRead():
                self._show_bulletins()
            case EntryWritten(entry=entry) if entry.kind is Kind.BULLETIN_READ:
                self._show_bulletins()
        for window in self._windows:
            window.hear(fact)

    def show(self) -> None:
        """Called when the desk is shown."""
        self._show_bulletins()

    def shift_text(self) -> str | None:
        """For the status bar: whose shift it is and since when, "" where none is open; None: not read yet."""
        standing = self._engine.shifts.standing
        if standing is None:
            return None
        shift = standing.open
        if shift is None:
            return ""
        return since_text(shift.operator, shift.opened_at_utc, self._engine.clock)

    def close(self) -> None:
        """Takes down what would outlive the desk."""
        self.reviews.close_reader()
        self.hide()

    def hide(self) -> None:
        for window in self._windows:
            window.hide()

    def _back(self) -> bool:
        """Esc belongs to the window in front, or to the one whose dialog is."""
        front = window_in_front()
        for window in self._windows:
            if window is front:
                window.back()
                return True
        return False

    def _read_bulletin(self) -> None:
        if self.strip.shown is None:
            self._tell(_("No bulletin waits to be read."), Tone.WAITING)
        self.strip.read()

    def _open_handover(self) -> None:
        register = self._engine.register
        self._engine.journal.submit(
            lambda: OperatorsRead(_REF, register.operators()), unmade=partial(OperatorsRefused, _REF)
        )
        self.handover.open()

    def _prove(self, name: str, secret: str, ref: str) -> None:
        self._engine.attendance.prove(name, secret, ref=ref)

    def _sign_in(self, name: str, secret: str) -> None:
        """Whoever took over sits here from now on: the password was proved a moment ago."""
        self._engine.attendance.sign_in(name, secret, ref=_REF)

    def _show_bulletins(self) -> None:
        permit = self._engine.permit
        unread = (
            [each for each in self._engine.shifts.bulletins if each.awaits(permit.operator.name)]
            if permit.operator
            else []
        )
        self.strip.show_unread(unread, utc_offset_min=self._engine.clock.utc_offset_min())
