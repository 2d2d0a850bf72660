"""Every key on one sheet, made from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from console.language import N_, _
from console.wall.observation import ObservationClass
from ui.actions import ACTIONS, Menu
from ui.numerals import decimal
from ui.physical_key import REST_PROPERTY
from ui.theme import colours

# Keys that live within a widget and so are not commands.
_MORE = (
    ("0–9", N_("The number of a camera")),
    ("1–5", N_("The reason, while dismissing")),
    ("↑ ↓", N_("Up and down in the queue and the lists")),
    ("Tab", N_("To the next part of the window")),
)


class ShortcutSheet(QWidget):
    """A window beside the desk, never over the keys: it does not block. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setProperty(REST_PROPERTY, True)
        self._body: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Every key on one sheet"))
        if self._body is not None:
            self._layout.removeWidget(self._body)
            self._body.hide()  # it goes only when the event loop comes round
            self._body.deleteLater()
        self._body = _sheet()
        self._layout.addWidget(self._body)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()
        event.accept()


def _sheet() -> QWidget:
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(24, 16, 32, 24)
    grid.setHorizontalSpacing(20)
    rows: list[tuple[str, str]] = []
    for menu in Menu:
        rows.append(("", _(menu.value)))
        rows += [(action.label, _(action.text)) for action in ACTIONS if action.menu is menu]
    rows += [("", _("Within a list or form")), *((key, _(text)) for key, text in _MORE)]
    _fill(grid, rows, column=0)
    grid.setColumnMinimumWidth(2, 16)
    _fill(grid, [("", _("What can be made out in a picture")), *_observation_rows()], column=3)
    return sheet


def _observation_rows() -> Iterable[tuple[str, str]]:
    """Each sign of a tile with all it says; "too small" speaks for itself."""
    text = _("{word}, from {density} px/m: {meaning}")
    for kind in ObservationClass:
        if kind is not ObservationClass.SMALL:
            density = decimal(kind.value, 1 if kind.value % 1 else 0)
            yield kind.sign, text.format(word=kind.word, density=density, meaning=kind.meaning)


def _fill(grid: QGridLayout, rows: Iterable[tuple[str, str]], *, column: int) -> None:
    for row, (key, text) in enumerate(rows):
        if not key:
            grid.addWidget(_heading(text), row, column, 1, 2)
            continue
        grid.addWidget(_keycap(key), row, column, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(QLabel(text), row, column + 1)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setStyleSheet(f"color: {colours().quiet.name()}; font-weight: bold; padding-top: 10px;")
    return label


def _keycap(key: str) -> QLabel:
    label = QLabel(key)
    shades = colours()
    label.setStyleSheet(
        f"color: {shades.accent.name()}; background: {shades.raised.name()}; font-weight: bold;"
        f" border: 1px solid {shades.line.name()}; border-radius: 4px; padding: 2px 8px;"
    )
    return label
