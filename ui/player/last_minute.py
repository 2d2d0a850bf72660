"""The last minute of the live picture above it: when somebody was seen, and the way back to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.language import _
from ui.actions import ActionId
from ui.player.replay_moment import ReplayMoment
from ui.player.timeline_painter import StripTexts, TimelineMarks, kept_text, paint_timeline, time_at
from ui.theme import DARK, colours
from ui.violations.key_button import KeyButton

_BAR_PX = 24
_LIVE_PX = 3
_NO_TEXTS = StripTexts("", "", "")


class MinuteBar(QWidget):
    """Time from left to right, now at its right end. Thread: GUI."""

    momentWanted = Signal(object)  # noqa: N815 - Qt's way; monotonic ns: too large for Qt's int

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moment = ReplayMoment()
        self._marks = TimelineMarks()
        self.setFixedHeight(_BAR_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_minute(self, moment: ReplayMoment, marks: TimelineMarks) -> None:
        self.moment, self._marks = moment, marks
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.moment.kept_ns and event.button() is Qt.MouseButton.LeftButton:
            self.momentWanted.emit(time_at(round(event.position().x()), self.rect(), self.moment))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_timeline(painter, self.rect(), moment=self.moment, marks=self._marks, texts=_NO_TEXTS)
            live = self.rect().adjusted(self.width() - _LIVE_PX, 0, 0, 0)
            painter.fillRect(live, DARK.good)
        finally:
            painter.end()


class LastMinute(QWidget):
    """Names the keys that look back, and takes a click on the moment itself. Thread: GUI."""

    commandWanted = Signal(object)  # noqa: N815 - Qt's way; ActionId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MinuteBar()
        self._title = QLabel()
        self._buttons = {
            key: KeyButton(key) for key in (ActionId.REPLAY, ActionId.SNAPSHOT, ActionId.BOOKMARK)
        }
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        for action_id, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, wanted=action_id: self.commandWanted.emit(wanted))
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setSpacing(5)
        layout.addLayout(row)
        layout.addWidget(self.bar)
        self.hide()
        self.retranslate()

    def show_minute(self, moment: ReplayMoment, marks: TimelineMarks) -> None:
        self.bar.show_minute(moment, marks)
        self._tell()

    def retranslate(self) -> None:
        for action_id, text in (
            (ActionId.REPLAY, _("10 s back")),
            (ActionId.SNAPSHOT, _("picture")),
            (ActionId.BOOKMARK, _("bookmark")),
        ):
            button = self._buttons[action_id]
            button.setText(text)
            button.setMinimumWidth(button.sizeHint().width())
        self.bar.setToolTip(_("A click looks back to that moment"))
        self._title.setStyleSheet(f"color: {colours().quiet.name()};")
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _tell(self) -> None:
        moment = self.bar.moment
        kept = kept_text(moment) if moment.kept_ns else _("nothing is kept of it yet")
        self._title.setText(" · ".join((_("Last minute"), kept)))
