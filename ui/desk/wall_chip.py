"""A quiet plate in the top line: what the chosen monitor shows, and how long its tour stays there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from console.language import _
from ui.actions import ActionId, tooltip
from ui.numerals import elapsed
from ui.theme import colours

_NAME_PX = 150  # a name may be long; the tooltip has the whole


class WallChip(QLabel):
    """Hidden while nothing of the kind is shown. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[str, str] | None = ("", "")
        self.hide()

    def show_nothing(self) -> None:
        self._say("", "")

    def show_layout(self, number: int, name: str) -> None:
        """`number`: the monitor's."""
        text = _("M{number} · {name}")
        told = _("Monitor {number} shows the layout “{name}”.").format(number=number, name=name)
        self._say(text.format(number=number, name=self._short(name)), f"{told} {tooltip(ActionId.LAYOUTS)}")

    def show_tour(self, number: int, name: str, *, left_ns: int | None) -> None:
        """`left_ns`: until its next step; None while it is paused."""
        rest = _("paused") if left_ns is None else elapsed(left_ns)
        text = _("M{number} · tour {name} · {rest}")
        told = _("Monitor {number} shows the tour “{name}”.").format(number=number, name=name)
        said = text.format(number=number, name=self._short(name), rest=rest)
        self._say(said, f"{told} {tooltip(ActionId.TOUR)}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._said = None  # the colours may be others, too
        super().changeEvent(event)

    def _short(self, name: str) -> str:
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME_PX)

    def _say(self, text: str, told: str) -> None:
        if (text, told) == self._said:
            return
        self._said = (text, told)
        self.setVisible(bool(text))
        self.setText(text)
        self.setToolTip(told)
        shades = colours()
        self.setStyleSheet(
            f"WallChip {{ background: {shades.raised.name()}; color: {shades.text.name()};"
            " border-radius: 9px; padding: 2px 9px; }"
        )
