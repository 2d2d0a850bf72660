"""The operator's main window: a frame around parts that know nothing of each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from console.language import _
from ui.actions import ActionId
from ui.desk.camera_list import CameraList
from ui.desk.centred import Centred
from ui.desk.picture_panel import PicturePanel
from ui.desk.shortcut_sheet import ShortcutSheet
from ui.desk.top_bar import TopBar
from ui.violations.choice_strip import ChoiceStrip
from ui.violations.form_frame import FormFrame

LIST_PART, QUEUE_PART = 0.155, 0.215  # of the window's width
LIST_PX, QUEUE_PX = (232, 340), (376, 480)  # least and most


class DeskWindow(QWidget):
    """Top bar, cameras, large picture, alert queue, status bar. Thread: GUI."""

    closed = Signal()

    def __init__(
        self,
        *,
        top_bar: TopBar,
        camera_list: CameraList,
        picture: PicturePanel,
        alert_panel: QWidget,
        status_bar: QWidget,
    ) -> None:
        super().__init__()
        self.top_bar = top_bar
        self.camera_list = camera_list
        self.picture = picture
        self.alert_panel = alert_panel
        self.status_bar = status_bar
        self._sheet: ShortcutSheet | None = None
        self._cards: list[QWidget] = []
        self._asking: list[ChoiceStrip | FormFrame] = []
        self._parts = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        for part, (least, most) in (
            (camera_list, LIST_PX),
            (picture, (200, 16_000)),
            (alert_panel, QUEUE_PX),
        ):
            part.setMinimumWidth(least)
            part.setMaximumWidth(most)
            self._parts.addWidget(part)
        self._parts.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top_bar)
        layout.addWidget(self._parts, 1)
        layout.addWidget(status_bar)
        self.resize(1920, 1080)
        self.share_width()
        self.retranslate()

    def share_width(self) -> None:
        """Gives each part its usual share; the operator may drag the borders afterwards."""
        width = self.width()
        left = min(max(int(width * LIST_PART), LIST_PX[0]), LIST_PX[1])
        right = min(max(int(width * QUEUE_PART), QUEUE_PX[0]), QUEUE_PX[1])
        self._parts.setSizes([left, max(width - left - right - 2, 200), right])

    def free_room(self) -> QRect:
        """List and picture: where another window hides neither the alert queue nor the figures."""
        left, right = self.camera_list, self.picture
        corner = self._parts.mapToGlobal((left if left.isVisible() else right).geometry().topLeft())
        return QRect(corner, self._parts.mapToGlobal(right.geometry().bottomRight()))

    def add_strip(self, strip: QWidget) -> None:
        """Between the parts and the figures; it takes room only while it is shown.

        One asks at a time: whichever opens leaves the one before, so that Esc means what has the keys.
        """
        strip.hide()
        if isinstance(strip, ChoiceStrip | FormFrame):
            self._asking.append(strip)
            strip.installEventFilter(self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, strip)

    def leave_strips(self, *, but: QObject | None = None) -> bool:
        """Nothing that is asked is answered; False where nothing was asked."""
        asking = [strip for strip in self._asking if strip is not but and strip.isVisible()]
        for strip in asking:
            strip.leave()
        return bool(asking)

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for what is asked: Esc leaves it, whatever has the keys."""
        return action_id is ActionId.BACK and self.leave_strips()

    def add_card(self, card: QWidget) -> None:
        """Over the middle of the picture: list and queue stay free. It is hidden until somebody shows it."""
        card.setParent(self)
        card.hide()
        self.know_card(card)
        Centred(card, over=self.picture, window=self)

    def know_card(self, card: QWidget) -> None:
        """It lies over the picture at a place of its own."""
        self._cards.append(card)

    @property
    def has_card(self) -> bool:
        """Whether one lies over the picture now."""
        return any(card.isVisible() for card in self._cards)

    def toggle_full(self) -> None:
        """The picture takes the list's room, and gives it back; the queue and the figures always stay."""
        self.camera_list.setVisible(self.camera_list.isHidden())

    def toggle_sheet(self) -> None:
        if self._sheet is None:
            self._sheet = ShortcutSheet(self)
        self._sheet.retranslate()  # the language may have changed while it was hidden
        room = self.free_room()
        self._sheet.move(room.left() + max(0, room.width() - self._sheet.width()) // 2, self.y())
        self._sheet.setVisible(not self._sheet.isVisible())
        (self._sheet if self._sheet.isVisible() else self).activateWindow()

    def back(self) -> None:
        """Back to the queue, whatever was open on the way."""
        if self._sheet is not None:
            self._sheet.hide()
        self.camera_list.clear_search()
        self.activateWindow()
        self.alert_panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """All texts of the window and its parts that the language change does not reach by itself."""
        self.setWindowTitle(_("Munara · desk"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.leave_strips(but=watched)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
