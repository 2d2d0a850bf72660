"""The palette: a field and what it finds, over the picture and never over the alert queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from console.language import _
from ui.fields.ranking import Ranking
from ui.palette.item import Item
from ui.palette.item_row import ITEM_ROLE, ItemRow
from ui.theme import colours

WIDTH_PX, HEIGHT_PX = 620, 430  # beside list and queue on a screen of 1280 pixels
_REMEMBERED = 20
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_Index = QModelIndex | QPersistentModelIndex


class _Found(QAbstractListModel):
    """Thread: GUI."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def show_items(self, items: list[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (_(item.kind.value), f"{item.number} {item.text}".strip(), item.detail, item.key)
            return " · ".join(filter(None, parts))
        return None


class Palette(QFrame):
    """Asks `items` for what there is each time it is opened. Thread: GUI."""

    left = Signal()  # it has shut: the keys belong to the queue again

    def __init__(self, items: Callable[[], Iterable[Item]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = items
        self._ranking: Ranking[Item] = Ranking(())
        self._last: list[str] = []  # ids, the newest first
        self._field = QLineEdit(clearButtonEnabled=True)
        self._found = _Found(self)
        self._list = QListView(uniformItemSizes=True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setModel(self._found)
        self._list.setItemDelegate(ItemRow(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._hint = QLabel(wordWrap=True)
        self.setFixedSize(WIDTH_PX, HEIGHT_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        for part in (self._field, self._nothing, self._list, self._hint):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self._field.textChanged.connect(self._look)
        self._field.returnPressed.connect(self._do)
        self._field.installEventFilter(self)
        self._list.clicked.connect(lambda _index: self._do())
        self.retranslate()
        self.hide()

    def open(self) -> None:
        self._gather()
        self._field.clear()
        self._look()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shut(self) -> None:
        """Without doing anything; what was typed is forgotten."""
        self.hide()
        self._found.show_items([])

    def forget(self) -> None:
        """Whoever sits here next does not find what was used last."""
        self._last.clear()

    def retranslate(self) -> None:
        shades = colours()
        self._field.setPlaceholderText(_("Camera, street, place, layout, command…"))
        self._field.setAccessibleName(_("Find anything"))
        self._list.setAccessibleName(_("What was found"))
        self._nothing.setText(_("No camera, place, layout or command has this in it."))
        self._hint.setText(_("↑ ↓ choose · Enter does it · Esc back to the queue"))
        self._hint.setStyleSheet(f"color: {shades.quiet.name()}; font-size: 12px;")
        self._nothing.setStyleSheet(f"color: {shades.quiet.name()};")
        self.setStyleSheet(
            f"Palette {{ background: {shades.panel.name()}; border: 1px solid {shades.edge.name()};"
            " border-radius: 8px; } QListView { background: transparent; }"
            "QLineEdit { font-size: 17px; padding: 6px 8px; }"
        )
        if self.isVisible():
            self._gather()
            self._look()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = isinstance(event, QKeyEvent) and event.key() in _MOVES
        if moves and event.type() == QEvent.Type.KeyPress:
            QApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)

    def _gather(self) -> None:
        self._ranking = Ranking(self._items())

    def _look(self) -> None:
        self._found.show_items(self._ranking.find(self._field.text(), last_used=self._last))
        self._list.setCurrentIndex(self._found.index(0))
        self._list.setVisible(bool(self._found.items))
        self._nothing.setVisible(not self._found.items)

    def _do(self) -> None:
        item = self._list.currentIndex().data(ITEM_ROLE)
        if not isinstance(item, Item):
            return
        self._last = [item.id, *(each for each in self._last if each != item.id)][:_REMEMBERED]
        self.shut()
        self.left.emit()  # before it is done: what opens takes the keys for itself
        item.do()
