"""What alerts ask of the shift: how many, how soon one is taken, where they come from, what mends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.alerts.load import LoadReport
from console.alerts.mends import Mends
from console.clock import time_zone_of
from console.language import _
from console.shift_load import LoadTold
from ui.actions import ActionId, tooltip
from ui.alerts.mend_strip import MENDS, is_offered
from ui.alerts.wording import camera_place
from ui.in_front import bring_in_front
from ui.load.load_curve import LoadCurve
from ui.load.share_tree import ShareTree
from ui.numerals import SECOND_NS, elapsed
from ui.physical_key import REST_PROPERTY
from ui.status.figures import load_of
from ui.theme import colours
from ui.violations.key_button import KeyButton
from ui.violations.moment import day_text

_EACH_MS = 10_000


class LoadWindow(QWidget):
    """Asks anew every ten seconds while it is seen. Thread: GUI.

    `wanted`: the load is to be told; the answer is handed to `show_told`.
    """

    wanted = Signal()
    mendAsked = Signal(object)  # noqa: N815 - ActionId, by one of its buttons

    def __init__(self, *, mends: Callable[[], Mends | None], utc_offset_min: Callable[[], int]) -> None:
        """`mends`: what is offered now."""
        super().__init__(None, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._mends, self._offset_min = mends, utc_offset_min
        self._told: LoadTold | None = None  # the last one that had a report
        self._failure = ""
        self._head, self._figures, self._mend = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.curve, self.tree = LoadCurve(), ShareTree()
        self.buttons = {each: KeyButton(each) for each in MENDS}
        self._timer = QTimer(self, interval=_EACH_MS)
        self._timer.timeout.connect(self.wanted)
        self._lay_out()
        self.retranslate()
        self.resize(860, 720)

    def open(self) -> None:
        bring_in_front(self)
        self.tree.setFocus()

    def back(self) -> bool:
        """Esc shuts it; False where another window has the keys."""
        if not self.isActiveWindow():
            return False
        self.hide()
        return True

    def show_told(self, told: LoadTold) -> None:
        self._failure = told.failure
        if told.report is not None:
            self._told = told
            self.curve.show_points(told.curve, utc_offset_min=self._offset_min())
            self.tree.show_report(told.report)
        self._show()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · what alerts ask of the shift"))
        texts = {
            ActionId.MEND_IGNORE: _("Ignore the ground here"),
            ActionId.MEND_CONFIDENCE: _("Higher least confidence"),
            ActionId.MEND_SHELVE: _("Shelve the rule until the shift's end"),
        }
        for action_id, button in self.buttons.items():
            button.setText(texts[action_id])
            button.setToolTip(tooltip(action_id))
        self.tree.retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.wanted.emit()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for action_id, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, asked=action_id: self._on_mend(asked))
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(8)
        for part in (self._head, self.curve, self._figures):
            layout.addWidget(part)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._mend)
        layout.addLayout(buttons)

    def _on_mend(self, action_id: ActionId) -> None:
        self.mendAsked.emit(action_id)
        self._show()

    def _show(self) -> None:
        shades, told = colours(), self._told
        self._head.setStyleSheet("font-size: 18px; font-weight: bold;")
        self._figures.setStyleSheet(f"color: {(shades.bad if self._failure else shades.text).name()};")
        if self._failure:
            self._figures.setText(_("Not told: {why}.").format(why=self._failure))
        elif told is None or told.report is None:
            self._figures.setText(_("Being counted…"))
        else:
            count = told.report.in_ten_minutes
            head = _("Alerts in the last ten minutes: {count}, {load}")
            self._head.setText(head.format(count=count, load=load_of(count).title()))
            self._figures.setText(_figures_text(told.report, self._since(told)))
        self._show_mends()

    def _since(self, told: LoadTold) -> str:
        """ "": it is the open shift's load."""
        if told.no_shift_since is None:
            return ""
        local = told.no_shift_since.astimezone(time_zone_of(self._offset_min()))
        return f"{day_text(local)} {local:%H:%M}"

    def _show_mends(self) -> None:
        mends = self._mends()
        for action_id, button in self.buttons.items():
            button.setVisible(mends is not None and is_offered(action_id, mends))
        self._mend.setStyleSheet(f"color: {colours().quiet.name()};")
        if mends is None:
            self._mend.setText(_("No mend is offered: no zone was dismissed as false three times."))
        else:
            text = _("Dismissed as false again and again: {camera}, {zone}. What could be done:")
            alert = mends.alert
            self._mend.setText(text.format(camera=camera_place(alert.camera), zone=alert.zone.name))


def _figures_text(report: LoadReport, since: str) -> str:
    """`since`: since when it counts where no shift is open; "": in the open shift."""
    text = (
        _("No shift is open. Since {since}: {raised} raised; repeats folded into open ones: {repeats}.")
        if since
        else _("In this shift: {raised} raised; repeats folded into open ones: {repeats}.")
    )
    parts = [
        text.format(since=since, raised=report.raised, repeats=report.repeats),
        _("Waiting now: {count}.").format(count=report.waiting),
    ]
    if report.take_median_s is not None:
        text = (
            _("Until somebody took one: half within {median}.")
            if report.take_p95_s is None
            else _("Until somebody took one: half within {median}, 95 of 100 within {most}.")
        )
        most = report.take_p95_s or 0
        parts.append(text.format(median=_time(report.take_median_s), most=_time(most)))
    return " ".join(parts)


def _time(seconds: float) -> str:
    return elapsed(round(seconds) * SECOND_NS)
