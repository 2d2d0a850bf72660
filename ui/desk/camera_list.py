"""The list of all cameras by place, with a search field and the state of each picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from console.cameras.camera import Camera
from console.language import _
from console.media.feed_state import TileState
from console.media.picture_fault import PictureFault
from ui.actions import BY_ID, ActionId, tooltip
from ui.desk.camera_model import CAMERA_ROLE, CameraModel
from ui.desk.camera_row import CameraRow

POLL_MS = 500
HINT_MARGIN_PX = 40  # what the field needs beside its text: frame, padding, the button that clears it
SETTLE_MS = 150  # going down the list by arrow key does not open every stream on the way


class CameraList(QWidget):
    """Chooses the camera for the large picture. Thread: GUI.

    `states` answers at once with the state of every camera's picture, by camera id; `faults` with what ails
    those that are not well.
    """

    cameraChosen = Signal(str)  # noqa: N815 - Qt's way; the camera's id
    cameraCalled = Signal(str)  # noqa: N815 - its number: Enter or a double click asks for it on the wall

    def __init__(
        self,
        cameras: Sequence[Camera],
        *,
        states: Callable[[], Mapping[str, TileState]],
        faults: Callable[[], Mapping[str, PictureFault]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._states, self._faults = states, faults
        self._model = CameraModel(cameras, self)
        self._search = QLineEdit(clearButtonEnabled=True)
        self._tree = self._made_tree()
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 6, 6)
        for part in (self._search, self._nothing, self._tree):
            layout.addWidget(part)
        layout.setStretch(2, 1)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._poll = QTimer(self, interval=POLL_MS)
        self._connect()
        self.retranslate()
        self.poll()
        self._poll.start()

    def _made_tree(self) -> QTreeView:
        tree = QTreeView(headerHidden=True, rootIsDecorated=False, indentation=0)
        tree.setModel(self._model)
        tree.setItemDelegate(CameraRow(tree))
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.viewport().setAutoFillBackground(False)
        tree.setStyleSheet("QTreeView { background: transparent; } QTreeView::item { border: none; }")
        tree.setDragEnabled(True)
        tree.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        tree.expandAll()
        return tree

    def _connect(self) -> None:
        self._search.textChanged.connect(self._on_search)
        self._search.returnPressed.connect(self._on_search_done)
        self._search.installEventFilter(self)
        self._tree.activated.connect(self._on_called)
        self._tree.clicked.connect(self._on_activated)
        self._tree.selectionModel().currentChanged.connect(lambda *_indexes: self._settle.start())
        self._settle.timeout.connect(self._on_settled)
        self._poll.timeout.connect(self.poll)

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        self._model.set_cameras(cameras)
        self._tree.expandAll()

    def poll(self) -> None:
        self._model.set_states(self._states())
        self._model.set_faults(self._faults())

    def select(self, camera_id: str) -> None:
        """Marks a camera that was chosen elsewhere; does not choose it again."""
        index = self._model.index_of(camera_id)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._tree.selectionModel().setCurrentIndex(index, flags)
        self._tree.scrollTo(index)
        self._settle.stop()

    def focus_search(self) -> None:
        self.activateWindow()  # a wall may have the keys
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_place(self, name: str) -> None:
        """A place's cameras alone, until the search is cleared; the first of them has the keys."""
        self._search.setText(name)
        self.activateWindow()
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._go_to_first()

    def clear_search(self) -> None:
        self._search.clear()

    def retranslate(self) -> None:
        self._show_hint()
        self._search.setToolTip(tooltip(ActionId.SEARCH))
        self._search.setAccessibleName(_("Find a camera"))
        self._tree.setAccessibleName(_("Cameras by place"))
        self._nothing.setText(_("No camera has this in its number, name or place."))
        self._tree.viewport().update()

    def _show_hint(self) -> None:
        """With the key where there is room; its tooltip names it anyway."""
        text = _("Number, name, street…")
        whole = f"{text}   {BY_ID[ActionId.SEARCH].label}"
        room = self._search.width() - HINT_MARGIN_PX
        fits = self._search.fontMetrics().horizontalAdvance(whole) <= room
        self._search.setPlaceholderText(whole if fits else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent):
            down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
            if down and event.type() == QEvent.Type.KeyPress:
                self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._go_to_first()
                return True
        return super().eventFilter(watched, event)

    def _on_search(self, words: str) -> None:
        chosen = self._chosen()
        self._model.search(words)
        self._tree.expandAll()
        if chosen is not None:
            self.select(chosen.id)
        self._nothing.setVisible(not self._model.shown())

    def _on_search_done(self) -> None:
        if self._search.text() and self._model.shown():
            self._go_to_first()
            self._on_settled()
            self._call()

    def _go_to_first(self) -> None:
        shown = self._model.shown()
        if shown and self._chosen() not in shown:
            self.select(shown[0].id)
            self._settle.start()

    def _on_activated(self, index: QModelIndex) -> None:
        if index.data(CAMERA_ROLE) is None:
            self._tree.setExpanded(index, not self._tree.isExpanded(index))
        else:
            self._on_settled()

    def _on_called(self, index: QModelIndex) -> None:
        self._on_activated(index)
        self._call()

    def _call(self) -> None:
        if (camera := self._chosen()) is not None:
            self.cameraCalled.emit(camera.number)

    def _on_settled(self) -> None:
        self._settle.stop()
        camera = self._chosen()
        if camera is not None:
            self.cameraChosen.emit(camera.id)

    def _chosen(self) -> Camera | None:
        camera = self._tree.currentIndex().data(CAMERA_ROLE)
        return camera if isinstance(camera, Camera) else None
