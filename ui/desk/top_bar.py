"""The desk's top line: name, pages, menu, language, the number being typed, the clock, who works here."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from console.clock import Clock
from console.language import LANGUAGES, _, language
from ui.actions import ACTIONS, ActionId, Menu, tooltip
from ui.theme import colours, icon

_LANGUAGE_NAMES = {"ru": "RU", "kk": "KK", "en": "EN"}
_DATES = {"en": "%Y-%m-%d"}
TICK_MS = 250  # the second on the clock is never late by more than a quarter


def offset_text(minutes: int) -> str:
    """ "UTC+5", "UTC−3:30"."""
    sign = "+" if minutes >= 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


class TopBar(QFrame):
    """Thread: GUI. The app switches the language when asked, and calls retranslate()."""

    commandChosen = Signal(object)  # noqa: N815 - Qt's way; ActionId
    languageChosen = Signal(str)  # noqa: N815

    def __init__(self, *, clock: Clock, operator: str, parent: QWidget | None = None) -> None:
        """`operator`: who works here as it is shown, e.g. "D. Akhmetov · dispatcher"."""
        super().__init__(parent)
        self._clock = clock
        self.setFixedHeight(46)
        self._name = QLabel("Мұнара")
        self._desk = QPushButton()
        self._journal = QPushButton()
        self._menu_button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._digits = QLabel()
        self._time = QLabel()
        self._operator = QLabel(operator)
        self._languages = QButtonGroup(self, exclusive=True)
        self._desk.setCheckable(True)
        self._desk.setChecked(True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()

    def show_digits(self, digits: str) -> None:
        """The camera number as far as it is typed; "" hides it."""
        self._digits.setText(_("Camera {number}_ · Enter").format(number=digits))
        self._digits.setVisible(bool(digits))

    def set_operator(self, operator: str) -> None:
        self._operator.setText(operator)

    def tick(self) -> None:
        offset = self._clock.utc_offset_min()
        local = self._clock.now_utc() + timedelta(minutes=offset)
        date = local.strftime(_DATES.get(language(), "%d.%m.%Y"))
        time = local.strftime("%H:%M:%S")
        quiet = colours().quiet.name()
        text = (
            f"<span style='color:{quiet}'>{date}</span> <b>{time}</b>"
            f" <span style='color:{quiet}; font-size:12px'>{offset_text(offset)}</span>"
        )
        if text != self._time.text():
            self._time.setText(text)

    def retranslate(self) -> None:
        shades = colours()
        self._desk.setText(_("Desk"))
        self._desk.setToolTip(tooltip(ActionId.BACK))
        self._journal.setText(_("Journal"))
        self._journal.setToolTip(tooltip(ActionId.JOURNAL))
        self._menu_button.setIcon(icon("mdi6.menu"))
        self._menu_button.setToolTip(_("Every command"))
        self._menu_button.setAccessibleName(_("Every command"))
        for button in self._languages.buttons():
            button.setChecked(button.property("code") == language())
        self.setStyleSheet(
            f"TopBar {{ background: {shades.panel.name()}; border: none;"
            f" border-bottom: 1px solid {shades.line.name()}; }}"
            "QPushButton, QToolButton { background: transparent; border: 2px solid transparent;"
            f" color: {shades.quiet.name()}; padding: 4px 8px; }}"
            f"QPushButton:hover, QPushButton:checked {{ color: {shades.text.name()}; }}"
            f"QPushButton:focus, QToolButton:focus {{ border: 2px solid {shades.accent.name()}; }}"
            f"QToolButton::menu-indicator {{ image: none; }}"
            f"QLabel#digits {{ background: {shades.accent.name()}; color: {shades.on_accent.name()};"
            " border-radius: 4px; padding: 3px 10px; font-weight: bold; }"
            "QLabel#name { font-weight: bold; font-size: 15px; } QLabel#time { font-size: 16px; }"
        )
        self._fill_menu()
        self.tick()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._name.setObjectName("name")
        self._digits.setObjectName("digits")
        self._time.setObjectName("time")
        self._digits.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 14, 0)
        layout.setSpacing(6)
        for part in (self._name, self._desk, self._journal, self._menu_button):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._digits, 0, Qt.AlignmentFlag.AlignVCenter)
        for code in LANGUAGES:
            button = QPushButton(_LANGUAGE_NAMES[code])
            button.setCheckable(True)
            button.setProperty("code", code)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._languages.addButton(button)
            layout.addWidget(button)
        layout.addSpacing(14)
        layout.addWidget(self._time)
        layout.addSpacing(14)
        layout.addWidget(self._operator)

    def _connect(self) -> None:
        self._menu_button.setMenu(self._menu)
        # A click must not take the keys away from the queue.
        for button in (self._desk, self._journal, self._menu_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._desk.clicked.connect(self._on_desk)
        self._journal.clicked.connect(lambda: self.commandChosen.emit(ActionId.JOURNAL))
        self._languages.buttonClicked.connect(
            lambda button: self.languageChosen.emit(str(button.property("code")))
        )

    def _on_desk(self) -> None:
        self._desk.setChecked(True)  # the desk is the page that is always there
        self.commandChosen.emit(ActionId.BACK)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for menu in Menu:
            self._menu.addSection(_(menu.value))
            for action in ACTIONS:
                if action.menu is menu:
                    entry = self._menu.addAction(f"{_(action.text)}\t{action.label}")
                    entry.setData(action.id)
                    entry.triggered.connect(
                        lambda _checked=False, chosen=action.id: self.commandChosen.emit(chosen)
                    )
