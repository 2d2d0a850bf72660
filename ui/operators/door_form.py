"""The frame of the forms at the door: asked once, answered by the engine, with waits after wrong tries."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from console.clock import Clock
from console.language import _, ngettext
from ui.operators.countdown import Countdown
from ui.theme import colours
from ui.violations.form_frame import FormFrame, Tone

_WIDE_PX = 460


class DoorForm(FormFrame):
    """Thread: GUI. A form's `submit` asks by `ask`; the door says how it went by `refuse` or `done`."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_asking = False
        self._countdown = Countdown(clock, self)
        self._countdown.counted.connect(self._on_counted)
        self._countdown.over.connect(self._on_over)
        self._lead = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)  # it may hold a name
        self._lead.setObjectName("label")
        self._content.addWidget(self._lead)
        self.setFixedWidth(_WIDE_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

    @property
    def is_free(self) -> bool:
        """Whether a try can be made now: none is being checked, no wait runs."""
        return not self._is_asking and not self._countdown.left_s()

    def asking(self) -> None:
        """A try is being checked."""
        self._is_asking = True
        self.say(_("Being checked…"), tone=Tone.WAITING)

    def refuse(self, why: str, *, wait_s: float = 0) -> None:
        """It was not so; the next try is let in after `wait_s` seconds."""
        self._is_asking = False
        if wait_s > 0:
            self._countdown.start(wait_s)
        else:
            self._countdown.stop()
            self.say(why, tone=Tone.MISSING)
        self.give_focus()

    def done(self) -> None:
        """It was so: nothing that was typed stays."""
        self._is_asking = False
        self._countdown.stop()
        self.say("", tone=Tone.WAITING)
        self.forget()

    def forget(self) -> None:
        """Empties the secret fields."""
        raise NotImplementedError

    def give_focus(self) -> None:
        """To the field that is to be filled in next."""
        raise NotImplementedError

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setStyleSheet("font-weight: bold; font-size: 17px;")
        self._lead.setStyleSheet(f"color: {colours().quiet.name()};")

    def _on_counted(self, left_s: int) -> None:
        self.say(waiting_text(left_s), tone=Tone.MISSING)

    def _on_over(self) -> None:
        self.say(_("You can try again now."), tone=Tone.WAITING)


def waiting_text(left_s: int) -> str:
    """True of a wrong try and of one that came too soon alike: such a one was not even looked at."""
    text = ngettext(
        "Too many wrong tries. Try again in {count} second.",
        "Too many wrong tries. Try again in {count} seconds.",
        left_s,
    )
    return text.format(count=left_s)
