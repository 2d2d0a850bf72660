"""The desk's top line: name, pages, menu, language, the number being typed, the clock, who works here."""

from __future__ import annotations

import html
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
from ui.actions import BY_ID, Action, ActionId, Menu, tooltip
from ui.theme import colours, icon
from ui.violations.moment import day_text

_LANGUAGE_NAMES = {"ru": "RU", "kk": "KK", "en": "EN"}
OPERATOR_PX = 260  # so that the top line has room for everything at 1280 pixels
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
        self._operator = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._operator_menu = QMenu(self, toolTipsVisible=True)
        self._who, self._is_locked = operator, False
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

    def show_chord(self, chord: ActionId | None) -> None:
        """What the next digit will choose; None hides it."""
        texts = {
            ActionId.CHOOSE_MONITOR: _("Monitor _ · 0–9"),
            ActionId.CALL_LAYOUT: _("Layout _ · 0–9"),
        }
        self._digits.setText(texts[chord] if chord else "")
        self._digits.setVisible(chord is not None)

    def set_operator(self, operator: str, *, is_locked: bool = False) -> None:
        self._who, self._is_locked = operator, is_locked
        self._show_operator()

    def add_chip(self, chip: QWidget) -> None:
        """Left of the clock; it takes room only while it is shown."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(self._before_time, chip, 0, Qt.AlignmentFlag.AlignVCenter)

    def tick(self) -> None:
        offset = self._clock.utc_offset_min()
        local = self._clock.now_utc() + timedelta(minutes=offset)
        date, time = day_text(local), local.strftime("%H:%M:%S")
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
            f"QToolButton#operator {{ color: {shades.text.name()}; }}"
            f"QLabel#digits {{ background: {shades.accent.name()}; color: {shades.on_accent.name()};"
            " border-radius: 4px; padding: 3px 10px; font-weight: bold; }"
            "QLabel#name { font-weight: bold; font-size: 15px; } QLabel#time { font-size: 16px; }"
        )
        self._operator.setAccessibleName(_("Who works here"))
        self._fill_menu()
        self._show_operator()
        self.tick()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._name.setObjectName("name")
        self._digits.setObjectName("digits")
        self._time.setObjectName("time")
        self._operator.setObjectName("operator")
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
        self._before_time = layout.count()
        layout.addSpacing(14)
        layout.addWidget(self._time)
        layout.addSpacing(14)
        layout.addWidget(self._operator)

    def _connect(self) -> None:
        self._menu_button.setMenu(self._menu)
        # A click must not take the keys away from the queue.
        self._operator.setMenu(self._operator_menu)
        for button in (self._desk, self._journal, self._menu_button, self._operator):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._desk.clicked.connect(self._on_desk)
        self._journal.clicked.connect(lambda: self.commandChosen.emit(ActionId.JOURNAL))
        self._languages.buttonClicked.connect(
            lambda button: self.languageChosen.emit(str(button.property("code")))
        )

    def _on_desk(self) -> None:
        self._desk.setChecked(True)  # the desk is the page that is always there
        self.commandChosen.emit(ActionId.BACK)

    def _show_operator(self) -> None:
        """A name may have eighty letters: it gives way, and the tooltip keeps the whole."""
        metrics = self._operator.fontMetrics()
        shown = metrics.elidedText(self._who, Qt.TextElideMode.ElideRight, OPERATOR_PX)
        self._operator.setText(shown.replace("&", "&&"))
        self._operator.setToolTip(f"<span>{html.escape(self._who)}</span>")
        shades = colours()
        sign, colour = ("mdi6.lock", shades.warning) if self._is_locked else ("mdi6.account", shades.quiet)
        self._operator.setIcon(icon(sign, colour))
        self._operator.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _fill_menu(self) -> None:
        """A menu in the menu for each part: all commands in one would be taller than a small screen."""
        for old in self._menu.findChildren(QMenu):
            old.deleteLater()
        self._menu.clear()
        self._operator_menu.clear()
        for menu in Menu:
            part = QMenu(_(menu.value), self._menu, toolTipsVisible=True)
            self._menu.addMenu(part)
            for action in BY_ID.values():
                if action.menu is menu:
                    self._offer(action, part)
                    if menu is Menu.OPERATOR:
                        self._offer(action, self._operator_menu)

    def _offer(self, action: Action, menu: QMenu) -> None:
        entry = menu.addAction(f"{_(action.text)}\t{action.label}")
        entry.setData(action.id)
        entry.setToolTip(tooltip(action.id))
        entry.triggered.connect(lambda _checked=False: self.commandChosen.emit(action.id))
