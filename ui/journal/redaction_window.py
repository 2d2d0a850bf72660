"""Copies for outside the desk: who stays visible is chosen by portrait, and the shift lead sees what goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from console.copies import Copies
from console.journal.redacted import Prepared
from console.journal.wording import role_title
from console.language import _, ngettext
from console.operators.operator import Operator
from console.operators.permissions import Intent, may
from console.redaction.redaction import Seen
from ui.journal.redaction_runner import Made, RedactionRunner
from ui.physical_key import REST_PROPERTY
from ui.violations.refusal_text import not_for_role

_PORTRAIT_PX = QSize(96, 120)
_SURE_PCT = 30  # fainter ones are blurred as well, but nobody wants to keep a shadow
_NUMBER, _SPAN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class RedactionWindow(QWidget):
    """One record's copies, from making them to letting them go. Thread: GUI; the work is done on another.

    It begins by itself, with everybody blurred. The copies lie in `out`; `approved` tells the number of the
    entry that lets them go.
    """

    approved = Signal(int)
    closed = Signal()

    def __init__(
        self,
        copies: Copies,
        *,
        operator: Operator,
        seq: int,
        out: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._operator = operator
        self._seq = seq
        self._out = out
        self._made: Prepared | None = None
        self._is_busy = False
        self._runner = RedactionRunner(copies, seq=seq, out=out, parent=self)
        self._persons, self._preview, self._line = QListWidget(), QLabel(), QLabel()
        self._bar, self._make, self._go = QProgressBar(), QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1280, 760)
        self._begin()

    def chosen(self) -> frozenset[int]:
        """Numbers of the persons who are to stay visible."""
        items = (self._persons.item(row) for row in range(self._persons.count()))
        return frozenset(item.data(_NUMBER) for item in items if item.checkState() is Qt.CheckState.Checked)

    def retranslate(self) -> None:
        self.setWindowTitle(_("Copies to be given away: entry {seq}").format(seq=self._seq))
        self._persons.setAccessibleName(_("Persons who stay visible"))
        self._preview.setAccessibleName(_("What the copies show"))
        self._make.setText(_("Blur all but those chosen"))
        self._go.setText(_("Let the copies go"))
        self._show_state()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._runner.close()
        self.closed.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self._persons.setIconSize(_PORTRAIT_PX)
        self._persons.setUniformItemSizes(True)
        self._persons.setMinimumWidth(280)
        self._line.setWordWrap(True)
        self._bar.setRange(0, 1000)
        sheet = QScrollArea(alignment=Qt.AlignmentFlag.AlignCenter)
        sheet.setWidget(self._preview)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._persons)
        split.addWidget(sheet)
        split.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._line, 1)
        foot.addWidget(self._bar)
        foot.addWidget(self._make)
        foot.addWidget(self._go)
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._make.clicked.connect(self._begin)
        self._go.clicked.connect(self._let_go)
        self._persons.itemChanged.connect(lambda _item: self._show_state())
        self._runner.progressed.connect(lambda part: self._bar.setValue(round(part * 1000)))
        self._runner.made.connect(self._on_made)
        self._runner.failed.connect(self._on_failed)
        self._runner.approved.connect(self._on_approved)

    def _begin(self) -> None:
        self._is_busy, self._made = True, None
        self._bar.setValue(0)
        self._show_state()
        if not self._runner.prepare(self.chosen()):
            self._on_failed(not_for_role(Intent.REDACT))

    def _let_go(self) -> None:
        self._is_busy = True
        self._show_state()
        if not self._runner.approve():
            self._on_failed(not_for_role(Intent.APPROVE_COPIES))

    def _on_made(self, made: Made) -> None:
        self._is_busy, self._made = False, made.prepared
        row = self._persons.currentRow()
        self._persons.clear()  # a mask may have been drawn since, and portraits show what is under it
        for person in made.prepared.redaction.seen:
            if person.score_pct >= _SURE_PCT:
                self._persons.addItem(self._item(person, made.portraits[person.number]))
        self._persons.setCurrentRow(row)
        pixmap = QPixmap.fromImage(made.preview)
        self._preview.setPixmap(pixmap)
        self._preview.resize(pixmap.size())
        self._show_state()

    def _on_failed(self, why: str) -> None:
        self._is_busy = False
        self._show_state()
        self._make.setEnabled(True)  # what may not go is mended by making it anew
        self._line.setText(why)

    def _on_approved(self, seq: int) -> None:
        self._is_busy, self._made = False, None
        self._persons.clear()  # their portraits are deleted
        self._show_state()
        self._line.setText(_("approved by {name}, entry {seq}").format(name=self._operator.name, seq=seq))
        self._make.setEnabled(False)
        self.approved.emit(seq)

    def _item(self, person: Seen, portrait: QImage) -> QListWidgetItem:
        span = _("{first}–{last} s").format(
            first=f"{person.from_us / 1e6:.1f}", last=f"{person.to_us / 1e6:.1f}"
        )
        item = QListWidgetItem(QIcon(QPixmap.fromImage(portrait)), "")
        item.setData(_NUMBER, person.number)
        item.setData(_SPAN, f"{role_title(person.role)} {span}")
        item.setCheckState(Qt.CheckState.Checked if person.kept else Qt.CheckState.Unchecked)
        return item

    def _show_state(self) -> None:
        self._bar.setVisible(self._is_busy)
        self._persons.setEnabled(not self._is_busy)
        self._name_persons()
        is_shown = self._made is not None and self.chosen() == frozenset(self._made.redaction.kept)
        is_lead = may(self._operator.role, Intent.APPROVE_COPIES)
        self._make.setEnabled(not self._is_busy and not is_shown)
        self._go.setEnabled(not self._is_busy and is_shown and is_lead)
        self._go.setToolTip("" if is_lead else _("only a shift lead lets redacted copies go"))
        self._line.setText(self._words(is_shown=is_shown, is_lead=is_lead))

    def _name_persons(self) -> None:
        """Blurred or visible stands there in words: nobody has to tell a small box's colour."""
        blocker = QSignalBlocker(self._persons)
        for row in range(self._persons.count()):
            item = self._persons.item(row)
            is_kept = item.checkState() is Qt.CheckState.Checked
            what = _("visible") if is_kept else _("blurred")
            item.setText(f"{item.data(_NUMBER)}  {what}\n{item.data(_SPAN)}")
        blocker.unblock()

    def _words(self, *, is_shown: bool, is_lead: bool) -> str:
        if self._is_busy:
            return _("Persons are found and blurred; the desk goes on meanwhile")
        if self._made is None or not is_shown:
            return _("Tick who stays visible, then blur the others")
        count = len(self._made.redaction.blurred)
        blurred = ngettext("{count} person blurred", "{count} persons blurred", count).format(count=count)
        what = [blurred, _("look at every picture before the copies go")]
        if not self._made.masks_known:
            what.append(_("the desk has this camera no more: no masks were filled"))
        if not is_lead:
            what.append(_("only a shift lead lets redacted copies go"))
        return "; ".join(what)
