"""The desk's bottom line: how much comes in, which pictures live, what detects, what is written."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from console.language import _, language, ngettext
from console.media.feed_state import TileState
from ui.actions import ActionId, tooltip
from ui.signs import StateSign, state_colour
from ui.status.elided_label import ElidedLabel
from ui.status.figures import DeskFigures, Load, load_of
from ui.theme import colours

HEIGHT_PX = 40
LOW_DISK_BYTES = 5_000_000_000
_SHOWN_ALWAYS = (TileState.LIVE,)


class StatusBar(QFrame):
    """Thread: GUI. The app calls `update_figures` once a second."""

    loadWanted = Signal()  # noqa: N815 - Qt's way; the ten minutes' figure was pressed

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = DeskFigures()
        self.setFixedHeight(HEIGHT_PX)
        self._load = _Pressed()
        self._load.pressed.connect(self.loadWanted)
        self._states = {state: (StateSign(state), QLabel()) for state in TileState}
        self._shed = QLabel()
        self._detector = ElidedLabel()  # the line is long in Russian: this gives way first
        self._shift, self._ring, self._journal, self._disk = QLabel(), QLabel(), QLabel(), QLabel()
        for label in (self._load, self._shed, self._shift, self._ring, self._journal, self._disk):
            label.setTextFormat(Qt.TextFormat.RichText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(6)
        layout.addWidget(self._load)
        for sign, label in self._states.values():
            layout.addSpacing(10)
            layout.addWidget(sign)
            layout.addWidget(label)
        layout.addSpacing(10)
        layout.addWidget(self._shed)
        layout.addSpacing(4)
        layout.addWidget(self._detector, 1)
        for label in (self._shift, self._ring):
            label.setContentsMargins(0, 0, 8, 0)  # a spacing item would stay when it is hidden
        for label in (self._shift, self._ring):
            layout.addWidget(label)
        layout.addWidget(self._journal)
        layout.addSpacing(14)
        layout.addWidget(self._disk)
        self.retranslate()

    def update_figures(self, figures: DeskFigures) -> None:
        if figures != self._figures:
            self._figures = figures
            self._show()

    def retranslate(self) -> None:
        shades = colours()
        self.setStyleSheet(
            f"StatusBar {{ background: {shades.panel.name()}; border: none;"
            f" border-top: 1px solid {shades.line.name()}; }} QLabel {{ font-size: 13px; }}"
        )
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self) -> None:
        figures = self._figures
        load = load_of(figures.alerts_in_ten_minutes)
        self._load.setText(
            _("Alerts in 10 min: {count}").format(count=_bold(figures.alerts_in_ten_minutes, _colour(load)))
            + f" <span style='color:{_colour(load).name()}'>{load.title()}</span>"
        )
        handled = _("What one person can handle: up to 2; over 5 is too much (EEMUA 191)")
        self._load.setToolTip(f"{handled}\n{tooltip(ActionId.LOAD)}")
        self._show_states()
        self._show_shed()
        self._show_detector()
        self._show_shift()
        self._show_ring()
        self._show_journal()
        self._show_disk()

    def _show_states(self) -> None:
        for state, (sign, label) in self._states.items():
            count = self._figures.states.get(state, 0)
            label.setText(f"<b>{count}</b> {state.title()}")
            label.setStyleSheet(f"color: {state_colour(state).name()};")
            for part in (sign, label):
                part.setVisible(count > 0 or state in _SHOWN_ALWAYS)

    def _show_shed(self) -> None:
        shed = self._figures.shed
        self._shed.setVisible(bool(shed))
        self._shed.setText(_bold("▼ " + _("Overload: {shed}").format(shed=shed), colours().warning))
        self._shed.setToolTip(
            _("This machine is not quick enough for all that is shown. What goes last: children and alerts")
        )

    def _show_detector(self) -> None:
        figures = self._figures
        if not figures.model:
            text, colour = _("No detection: no model is loaded"), colours().bad
        else:
            text = ngettext(
                "Detection {rate}/s, {count} waiting",
                "Detection {rate}/s, {count} waiting",
                figures.detector_backlog,
            ).format(rate=f"{figures.detector_per_second:.0f}", count=figures.detector_backlog)
            oldest = _("oldest look {seconds} s ago").format(seconds=figures.detector_oldest_s)
            text, colour = f"{text} · {oldest} · {figures.model}", colours().quiet
        if failing := figures.detector_failing:
            failed = _("▲ Detection fails on {cameras}").format(cameras=", ".join(failing))
            text, colour = f"{failed} · {text}", colours().warning
        self._detector.show_text(text, colour)

    def _show_shift(self) -> None:
        shift = self._figures.shift
        self._shift.setVisible(shift is not None)
        if shift:
            text = _("Shift: {shift}").format(shift=escape(shift))
            self._shift.setText(_quiet(text))
        elif shift is not None:
            text = _("no shift is open")
            self._shift.setText(_bold(f"▲ {text}", colours().warning))
        self._shift.setToolTip(tooltip(ActionId.SHIFT))

    def _show_ring(self) -> None:
        seconds = self._figures.ring_s
        self._ring.setVisible(seconds is not None)
        if seconds is not None:
            text = _("last {seconds} s").format(seconds=seconds)
            self._ring.setText(_bold(f"◔ {text}", colours().warning))
            self._ring.setToolTip(
                _("Memory is short: replay and clips reach back so many seconds instead of a minute")
            )

    def _show_journal(self) -> None:
        figures = self._figures
        entries = _("Journal {count}").format(count=_grouped(figures.journal_entries))
        if figures.journal_failure:
            failure = _("not being written: {why}").format(why=figures.journal_failure)
            text = _bold(f"✕ {entries} · {failure}", colours().bad)
        elif figures.journal_queued:
            waiting = _("{count} to be written").format(count=figures.journal_queued)
            text = f"{_quiet(entries)} {_bold('… ' + waiting, colours().warning)}"
        else:
            written = _("written")
            text = f"{_quiet(entries)} {_bold('✓', colours().good)} {_quiet(written)}"
        self._journal.setText(text)

    def _show_disk(self) -> None:
        free = self._figures.disk_free_bytes
        if free is None:
            self._disk.setText("")
            return
        text = _("Disk {size} free").format(size=size_text(free))
        low = free < LOW_DISK_BYTES
        self._disk.setText(_bold(f"▲ {text}", colours().bad) if low else _quiet(text))


class _Pressed(QLabel):
    """A figure that opens what stands behind it; by key the same command does."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, _event: object) -> None:
        self.pressed.emit()


def size_text(count: int) -> str:
    """Bytes for people: "1.2 TB"; decimal, as disks are sold."""
    size, units = float(count), [_("MB"), _("GB"), _("TB")]
    size /= 1e6
    unit = 0
    while size >= 1000 and unit < len(units) - 1:
        size, unit = size / 1000, unit + 1
    number = f"{size:.1f}" if size < 10 else f"{size:.0f}"
    return f"{number if language() == 'en' else number.replace('.', ',')} {units[unit]}"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _bold(text: object, colour: QColor) -> str:
    return f"<b style='color:{colour.name()}'>{text}</b>"


def _quiet(text: str) -> str:
    return f"<span style='color:{colours().quiet.name()}'>{text}</span>"


def _colour(load: Load) -> QColor:
    shades = colours()
    return {
        Load.GOOD: shades.good,
        Load.MANAGEABLE: shades.good,
        Load.BUSY: shades.warning,
        Load.TOO_MUCH: shades.bad,
        Load.FLOOD: shades.priority_1,
    }[load]
