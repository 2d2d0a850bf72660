"""Over the queue: which alert calls for a shift lead, and how long it has waited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.alerts.alert import alert_title
from console.alerts.inbox import OpenAlert
from console.language import _, ngettext
from ui.actions import ActionId, tooltip
from ui.alerts.wording import camera_place, priority_word
from ui.numerals import elapsed
from ui.theme import PRIORITY_SIGNS, colours, icon
from ui.violations.key_button import KeyButton

_SIGN_PX = 26


class EscalationBanner(QFrame):
    """Calm: it stands still, says what and where, and goes when a shift lead has taken the alert.

    Thread: GUI.
    """

    answerWanted = Signal()  # noqa: N815 - Qt's way

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: OpenAlert | None = None
        self._more = 0
        self._sign = QLabel()
        self._title, self._what, self._rest = QLabel(wordWrap=True), QLabel(wordWrap=True), QLabel()
        self._answer = KeyButton(ActionId.ANSWER)
        self._answer.clicked.connect(self.answerWanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self.hide()

    @property
    def alert_id(self) -> str:
        """Of the alert that it shows; "" where none calls."""
        return self._held.alert.id if self._held else ""

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in (self._title, self._what, self._rest) if label.text())

    def show_alerts(self, calling: Sequence[OpenAlert], *, now_ns: int) -> None:
        """Shows the first of those that no shift lead has answered, and counts the rest."""
        self._held = calling[0] if calling else None
        self._more = len(calling) - 1
        self.setVisible(self._held is not None)
        self.retranslate()
        self.tick(now_ns)

    def tick(self, now_ns: int) -> None:
        """The waiting time counts by the panel's timer."""
        if self._held is not None:
            waited = elapsed(self._held.waited_ns(now_ns))
            self._title.setText(_("Shift lead wanted · waiting {time}").format(time=waited))

    def retranslate(self) -> None:
        if self._held is None:
            return
        alert, shades = self._held.alert, colours()
        colour = shades.priority(alert.priority)
        sign = f"{PRIORITY_SIGNS[alert.priority]} {priority_word(alert.priority)}"
        with_whom = " · " + _("With {name}").format(name=alert.taken_by) if alert.taken_by else ""
        self._what.setText(f"{sign} · {alert_title(alert)}\n{camera_place(alert.camera)}{with_whom}")
        text = ngettext("{count} more alert calls", "{count} more alerts call", self._more)
        self._rest.setText(text.format(count=self._more) if self._more else "")
        self._rest.setVisible(self._more > 0)
        self._rest.setStyleSheet(f"color: {shades.quiet.name()};")
        self._sign.setPixmap(icon("mdi6.account-alert", colour).pixmap(_SIGN_PX, _SIGN_PX))
        self._title.setStyleSheet(f"font-weight: bold; font-size: 15px; color: {colour.name()};")
        self._answer.setText(_("Take as shift lead"))
        self._answer.setToolTip(tooltip(ActionId.ANSWER))
        self.setStyleSheet(
            f"EscalationBanner {{ background: {shades.raised.name()}; border: 2px solid {colour.name()};"
            " border-radius: 6px; }"
        )
        self.setAccessibleName(self.text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._what, self._rest):
            words.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._sign)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addLayout(top)
        layout.addWidget(self._answer)
