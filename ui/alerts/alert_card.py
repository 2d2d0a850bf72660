"""One alert in the queue: its still, what and where it is, how long it has waited, who has it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.alerts.alert import AlertState, alert_title
from console.alerts.escalation import left_ns
from console.alerts.inbox import OpenAlert
from console.language import _
from ui.actions import ActionId, tooltip
from ui.alerts.still_image import StillImage
from ui.alerts.wording import camera_place, folding_text, priority_word, writing_text
from ui.mask_cover import ShownMasks, masks_of
from ui.numerals import SECOND_NS, elapsed
from ui.theme import PRIORITY_SIGNS, colours
from ui.violations.key_button import KeyButton

BAR_PX = 5
RADIUS_PX = 6
_SOON_NS = 20 * SECOND_NS  # it calls somebody: who means to take it has to do so now


class AlertCard(QWidget):
    """Shows an OpenAlert; asks for decisions, makes none. Thread: GUI."""

    chosen = Signal(str)  # alert id: by a click or by focus
    asked = Signal(object)  # ActionId, by one of its buttons

    def __init__(
        self, held: OpenAlert, *, masks: ShownMasks | None = None, parent: QWidget | None = None
    ) -> None:
        """`masks` tells which are lifted; without it none is."""
        super().__init__(parent)
        self._held = held
        self._selected = False
        self._failure = ""
        self._now_ns = held.since_ns
        self._owner_colour = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # As high as its texts need at the width it gets: names in Russian and Kazakh run over several lines.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._still = StillImage(lambda: masks_of(self._held.alert.camera, masks))
        self._priority, self._waited = QLabel(), QLabel()
        self._title = QLabel(wordWrap=True)
        self._place = QLabel(wordWrap=True)
        self._owner, self._folds = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._buttons = {
            each: KeyButton(each) for each in (ActionId.TAKE, ActionId.CONFIRM, ActionId.DISMISS)
        }
        self._lay_out()
        for action_id, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, asked=action_id: self._on_button(asked))
        self.show_alert(held, now_ns=self._now_ns)

    @property
    def alert_id(self) -> str:
        return self._held.alert.id

    @property
    def held(self) -> OpenAlert:
        return self._held

    def show_alert(self, held: OpenAlert, *, now_ns: int) -> None:
        self._held, self._now_ns = held, now_ns
        stamp = held.alert.stamp
        self._still.show_box(held.alert.cause, width_px=stamp.width, height_px=stamp.height)
        self.retranslate()

    def show_failure(self, why: str) -> None:
        """Why the journal is not being written; told while a decision waits for it."""
        if why != self._failure:
            self._failure = why
            self._show_owner()

    def show_still(self, image: QImage | None) -> None:
        self._still.show_image(image)

    def tick(self, now_ns: int) -> None:
        """The times count by the panel's timer."""
        self._now_ns = now_ns
        self._waited.setText(elapsed(self._held.waited_ns(now_ns)))
        self._show_owner()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    def retranslate(self) -> None:
        alert, shades = self._held.alert, colours()
        colour = shades.priority(alert.priority).name()
        self._priority.setText(f"{PRIORITY_SIGNS[alert.priority]} {priority_word(alert.priority)}")
        self._priority.setStyleSheet(f"color: {colour}; font-weight: bold;")
        folded = f" · ×{alert.count}" if alert.count > 1 else ""
        self._title.setText(alert_title(alert) + folded)
        self._place.setText(camera_place(alert.camera))
        self._folds.setText(folding_text(self._held))
        self._folds.setVisible(bool(self._folds.text()))
        for label in (self._place, self._waited, self._folds):
            label.setStyleSheet(f"color: {shades.quiet.name()};")
        self.tick(self._now_ns)
        for action_id, text in _button_texts().items():
            button = self._buttons[action_id]
            button.setText(text)
            button.setToolTip(tooltip(action_id))
            button.setEnabled(self._held.deciding is None)
        self._buttons[ActionId.TAKE].setVisible(not alert.taken_by)
        self.setAccessibleName(f"{self._priority.text()} {self._title.text()} {self._place.text()}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.chosen.emit(self.alert_id)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.alert_id)
        super().mousePressEvent(event)

    def paintEvent(self, _event: object) -> None:
        shades = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        painter.fillPath(outline, shades.raised)
        painter.setClipPath(outline)
        bar = QRectF(frame.left(), frame.top(), BAR_PX, frame.height())
        painter.fillRect(bar, shades.priority(self._held.alert.priority))
        painter.setClipping(False)
        if self._selected:
            pen = QPen(shades.accent, 2) if self.hasFocus() else QPen(shades.edge, 1)
            painter.setPen(pen)
            painter.drawPath(outline)
        painter.end()

    def _on_button(self, action_id: ActionId) -> None:
        self.chosen.emit(self.alert_id)
        self.asked.emit(action_id)

    def _show_owner(self) -> None:
        """Whose it is, or how long until somebody else is called."""
        text, colour = self._owner_text()
        self._owner.setText(text)
        self._owner.setVisible(bool(text))
        if colour != self._owner_colour:  # a style sheet a second and card would cost more than all the rest
            self._owner_colour = colour
            self._owner.setStyleSheet(f"color: {colour};")

    def _owner_text(self) -> tuple[str, str]:
        held, shades = self._held, colours()
        if held.deciding is not None and self._failure:
            waits = _("{doing} The journal is not being written: {why}. It is kept and tried again.")
            return waits.format(doing=writing_text(held.deciding), why=self._failure), shades.warning.name()
        if held.deciding is not None:
            return writing_text(held.deciding), shades.accent.name()
        if held.refused:
            return _("Not written: {why}").format(why=held.refused), shades.bad.name()
        if held.alert.state is AlertState.ESCALATED and not held.alert.taken_by:
            return "↑ " + _("Escalated to the shift lead"), shades.warning.name()
        if held.alert.taken_by:
            return _("With {name}").format(name=held.alert.taken_by), shades.good.name()
        return self._time_left()

    def _time_left(self) -> tuple[str, str]:
        left, shades = left_ns(self._held, self._now_ns), colours()
        if left is None:
            return "", shades.text.name()
        calls = _("Calls the shift lead in {left}").format(left=elapsed(max(0, left)))
        return calls, (shades.quiet if left > _SOON_NS else shades.warning).name()

    def _lay_out(self) -> None:
        self._title.setStyleSheet("font-weight: bold;")
        first = QHBoxLayout()
        first.addWidget(self._priority, 1)
        first.addWidget(self._waited)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(first)
        for label in (self._title, self._place, self._folds, self._owner):
            words.addWidget(label)
        words.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in self._buttons.values():
            buttons.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(BAR_PX + 9, 9, 10, 9)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._still, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, 0, 1)
        grid.addLayout(buttons, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)


def _button_texts() -> dict[ActionId, str]:
    return {ActionId.TAKE: _("Take"), ActionId.CONFIRM: _("Confirm"), ActionId.DISMISS: _("Dismiss")}
