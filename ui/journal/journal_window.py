"""The journal: found by words and kind, read in full, its head and state always in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.journal.entry import Kind
from console.journal.export import ExportDone
from console.journal.journal import JournalState
from console.journal.search import Query, SearchDone
from console.language import N_, _, ngettext
from ui.actions import REST_PROPERTY
from ui.journal.entry_panel import EntryPanel
from ui.journal.entry_table import EntryTable
from ui.theme import colours

DEBOUNCE_MS = 200  # a search a word, not one a letter
PAGE = 200
_REF = "journal window:"

_KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (N_("Everything"), ()),
    (N_("Violations"), (Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)),
    (
        N_("Alerts"),
        (
            Kind.ALERT_RAISED,
            Kind.ALERT_TAKEN,
            Kind.ALERT_ESCALATED,
            Kind.ALERT_DISMISSED,
            Kind.ALERT_REOPENED,
            Kind.ALERT_EXPIRED,
        ),
    ),
    (N_("Cameras"), (Kind.CAMERA_LOST, Kind.CAMERA_RESTORED, Kind.CAMERA_CHANGED, Kind.DECODER_DIED)),
    (
        N_("People and shifts"),
        (Kind.SIGNED_IN, Kind.SIGNED_OUT, Kind.SHIFT_OPENED, Kind.SHIFT_CLOSED, Kind.REFUSED),
    ),
)


class SearchedJournal(Protocol):
    def search(self, query: Query, *, ref: str) -> None:
        """Answers with SearchDone on the outbox."""


class JournalWindow(QWidget):
    """Thread: GUI; the journal searches on its own.

    The app hands it every SearchDone (`show_found`), tells it of new entries (`note_written`) and of the
    journal's state (`show_state`). `export` is called with what is being looked for.
    """

    closed = Signal()

    def __init__(
        self, *, journal: SearchedJournal, export: Callable[[Query], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._journal = journal
        self._export = export
        self._asked = 0  # counts the searches: an answer to an older one is not shown
        self._state: JournalState | None = None
        self._total: int | None = None
        self._capped = False
        self._failure = ""
        self._words = QLineEdit()
        self._words.setClearButtonEnabled(True)
        self._kinds = QComboBox()
        self._count, self._head = QLabel(), QLabel()
        self._export_button = QPushButton()
        self._table = EntryTable(self)
        self._view = self._made_view()
        self._panel = EntryPanel()
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1280, 760)

    def query(self) -> Query:
        """What is being looked for, without the page."""
        kinds = _KINDS[max(self._kinds.currentIndex(), 0)][1]
        return Query(words=self._words.text().strip(), kinds=kinds, limit=PAGE)

    def look(self) -> None:
        """Searches now."""
        self._debounce.stop()
        self._ask(self.query())

    def focus_search(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def show_found(self, found: SearchDone) -> bool:
        """Takes an answer; False where it is somebody else's or an older one's."""
        if found.ref not in (f"{_REF}{self._asked}", f"{_REF}{self._asked}+"):
            return False
        self._failure = found.failure
        self._total, self._capped = found.total, found.capped
        if found.ref.endswith("+"):
            self._table.add(found.rows, total=found.total)
        else:
            self._show_first_page(found)
        self._show_count()
        return True

    def show_exported(self, done: ExportDone) -> None:
        """How an export ended, where the count of entries stands until the next search."""
        text = ngettext("{count} entry written to {file}", "{count} entries written to {file}", done.entries)
        self._count.setText(done.failure or text.format(count=done.entries, file=done.file))
        colour = colours().bad if done.failure else colours().good
        self._count.setStyleSheet(f"color: {colour.name()}; padding: 0 8px;")

    def note_written(self) -> None:
        """A new entry stands in the journal: looked for again unless the operator reads further down."""
        if self.isVisible() and self._view.verticalScrollBar().value() == 0:
            self._debounce.start()

    def show_state(self, state: JournalState) -> None:
        if state != self._state:
            self._state = state
            self._show_head()

    def close_loader(self) -> None:
        """Ends the reading of evidence; called once, when the desk closes."""
        self._panel.close_loader()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · journal"))
        self._words.setPlaceholderText(_("Words, camera number, place, operator, article…"))
        self._words.setAccessibleName(_("Search the journal"))
        chosen = max(self._kinds.currentIndex(), 0)
        self._kinds.blockSignals(True)
        self._kinds.clear()
        self._kinds.addItems([_(name) for name, _kinds in _KINDS])
        self._kinds.setCurrentIndex(chosen)
        self._kinds.blockSignals(False)
        self._kinds.setAccessibleName(_("Kinds of entries"))
        self._export_button.setText(_("Export…"))
        self._export_button.setToolTip(_("Writes what is being looked for into a file"))
        self._table.retranslate()
        self._show_count()
        self._show_head()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, _event: object) -> None:
        self.look()
        self.focus_search()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _made_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._table)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(30)
        header = view.horizontalHeader()
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column, width in enumerate((64, 178, 200, 170, 110)):
            view.setColumnWidth(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        return view

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._words, 1)
        for part in (self._kinds, self._count, self._export_button):
            top.addWidget(part)
        parts = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        parts.addWidget(self._view)
        parts.addWidget(self._panel)
        parts.setStretchFactor(0, 1)
        parts.setSizes([900, 380])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.addLayout(top)
        layout.addWidget(parts, 1)
        self._head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._head)

    def _connect(self) -> None:
        self._words.textChanged.connect(lambda _text: self._debounce.start())
        self._words.returnPressed.connect(self.look)
        self._kinds.currentIndexChanged.connect(lambda _row: self.look())
        self._debounce.timeout.connect(self.look)
        self._table.moreWanted.connect(self._on_more_wanted)
        self._export_button.clicked.connect(lambda: self._export(self.query()))
        self._view.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def _ask(self, query: Query) -> None:
        self._asked += 1
        self._journal.search(query, ref=f"{_REF}{self._asked}")

    def _on_more_wanted(self) -> None:
        query = replace(self.query(), offset=self._table.rowCount())
        self._journal.search(query, ref=f"{_REF}{self._asked}+")

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._panel.show_entry(self._table.entry(current.row()))

    def _show_first_page(self, found: SearchDone) -> None:
        read = self._table.entry(self._view.currentIndex().row())
        self._table.show(found.rows, total=found.total)
        row = self._table.row_of(read.seq) if read else -1
        if row < 0 and found.rows:
            row = 0
        if row >= 0:
            self._view.selectRow(row)
        self._panel.show_entry(self._table.entry(row))

    def _show_count(self) -> None:
        shades = colours()
        if self._failure:
            self._count.setText(self._failure)
        elif self._total is None:
            self._count.setText(_("searching…"))
        else:
            text = ngettext("{count} entry", "{count} entries", self._total)
            count = self._total
            if self._capped:  # one more than was counted
                text, count = _("more than {count} entries"), count - 1
            self._count.setText(text.format(count=count))
        colour = shades.bad if self._failure else shades.quiet
        self._count.setStyleSheet(f"color: {colour.name()}; padding: 0 8px;")

    def _show_head(self) -> None:
        shades, state = colours(), self._state
        if state is None:
            self._head.setText("")
            return
        if state.failure:
            text, colour = _("not being written: {why}").format(why=state.failure), shades.bad
        elif state.queued:
            text, colour = _("{count} to be written").format(count=state.queued), shades.warning
        else:
            text, colour = "✓ " + _("everything is written"), shades.good
        head = _("head {head}").format(head=state.head())
        self._head.setText(
            f"<span style='color:{shades.quiet.name()}'>{head}</span> · "
            f"<span style='color:{colour.name()}'>{text}</span>"
        )
