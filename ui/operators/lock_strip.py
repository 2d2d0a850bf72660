"""The strip under a locked desk: who locked it and since when; that person's password takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.clock import Clock, wall_time
from console.language import _, ngettext
from ui.fields.password_field import PasswordField
from ui.operators.countdown import Countdown
from ui.operators.door_form import waiting_text
from ui.operators.name_text import short_name
from ui.physical_key import REST_PROPERTY
from ui.theme import colours, icon
from ui.violations.form_frame import Tone

_FIELD_PX = 270
_SIGN_PX = 30
_TICK_MS = 1000


@dataclass(frozen=True, slots=True)
class Lock:
    """Who locked the desk, and when."""

    name: str
    since_utc: datetime
    since_ns: int  # monotonic


class LockStrip(QFrame):
    """It takes room of its own and covers no picture. Thread: GUI."""

    asked = Signal(str)  # the password
    anotherWanted = Signal()  # noqa: N815 - somebody else wants to sign in

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)
        self._clock = clock
        self._lock: Lock | None = None
        self._is_asking = False
        self._tone = Tone.WAITING
        self._sign, self._title, self._line = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.password = PasswordField()
        self._unlock, self._another = QPushButton(default=True), QPushButton()
        self._countdown = Countdown(clock, self)
        self._age = QTimer(self, interval=_TICK_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def text(self) -> str:
        """What it says: who, since when, and how the last try went."""
        return f"{self._title.text()} {self._line.text()}".strip()

    def open(self, lock: Lock) -> None:
        self._lock = lock
        self._is_asking = False
        self._countdown.stop()
        self.password.clear()
        self.say("", tone=Tone.WAITING)
        self.show_age()
        self._age.start()
        self.show()
        self.give_focus()

    def close_lock(self) -> None:
        """The desk is locked no more."""
        self._lock = None
        self._age.stop()
        self._countdown.stop()
        self.password.clear()
        self.hide()

    def refuse(self, why: str, *, wait_s: float = 0) -> None:
        """The password was wrong; the next try is let in after `wait_s` seconds."""
        self._is_asking = False
        self._countdown.stop()
        if wait_s > 0:
            self._countdown.start(wait_s)
        else:
            self.say(why, tone=Tone.MISSING)
        self.give_focus()

    def hold_back(self, text: str) -> None:
        """Something else was pressed: the keys belong to the password now."""
        if not self._is_asking and not self._countdown.left_s():
            self.say(text, tone=Tone.WAITING)
        self.give_focus()

    def say(self, text: str, *, tone: Tone) -> None:
        """Under who locked it; no text: what a lock means."""
        self._tone = tone if text else Tone.WAITING
        self._line.setText(
            text or _("Everything goes on. Alerts that were taken are let go after two minutes.")
        )
        self._line.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()};")

    def submit(self) -> None:
        if self._is_asking or self._countdown.left_s() or not self.password.edit.text():
            self.give_focus()
            return
        self._is_asking = True
        self.say(_("Being checked…"), tone=Tone.WAITING)
        self.asked.emit(self.password.take())

    def give_focus(self) -> None:
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_age(self) -> None:
        if self._lock is None:
            return
        since = wall_time(self._lock.since_utc, self._clock)
        minutes = (self._clock.monotonic_ns() - self._lock.since_ns) // 60_000_000_000
        text = _("Locked by {name} since {time}").format(
            name=short_name(self._lock.name), time=f"{since:%H:%M}"
        )
        age = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        self._title.setText(f"{text} · {age}" if minutes else text)

    def retranslate(self) -> None:
        shades = colours()
        self._sign.setPixmap(icon("mdi6.lock", shades.warning).pixmap(_SIGN_PX, _SIGN_PX))
        self._title.setStyleSheet("font-weight: bold; font-size: 15px;")
        self.password.edit.setPlaceholderText(_("Password or PIN"))
        self.password.edit.setAccessibleName(_("Password or PIN"))
        self._unlock.setText(_("Unlock · Enter"))
        self._another.setText(_("Somebody else…"))
        self._another.setToolTip(_("Signs another operator in; whoever locked the desk is signed out"))
        self.setStyleSheet(
            f"LockStrip {{ background: {shades.raised.name()}; border: none;"
            f" border-top: 2px solid {shades.warning.name()}; }}"
        )
        self.show_age()
        self.say("" if self._tone is Tone.WAITING else self._line.text(), tone=self._tone)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and QApplication.activePopupWidget() is None:
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title.setTextFormat(Qt.TextFormat.PlainText)  # it holds a name
        self.password.setFixedWidth(_FIELD_PX)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(12)
        layout.addWidget(self._sign)
        layout.addLayout(words, 1)
        for part in (self.password, self._unlock, self._another):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.password.edit.installEventFilter(self)
        self._unlock.clicked.connect(self.submit)
        self._another.clicked.connect(self.anotherWanted)
        self._age.timeout.connect(self.show_age)
        self._countdown.counted.connect(lambda left_s: self.say(waiting_text(left_s), tone=Tone.MISSING))
        self._countdown.over.connect(lambda: self.say(_("You can try again now."), tone=Tone.WAITING))
