"""The rules of a camera, one line each, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QMenu, QPushButton, QVBoxLayout, QWidget

from console.alerts.rule_kind import RuleKind
from console.alerts.templates import TEMPLATES
from console.cameras.places import PlaceKind
from console.language import _
from ui.rules.rule_draft import RuleDraft, Spot

_LIST_PX = 112
_SIGNS = "▲◆●"  # of the priorities, as the queue shows them


class RuleList(QWidget):
    """Thread: GUI."""

    chosen = Signal(int)  # a row, -1 for none
    added = Signal(object)  # RuleDraft, without an outline
    removed = Signal()  # the chosen one
    tried = Signal()  # likewise

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: PlaceKind | None = None
        self.view = QListWidget()
        self.view.setFixedHeight(_LIST_PX)
        self.new_zone, self.new_line, self.new_ignored = QPushButton(), QPushButton(), QPushButton()
        self.new_mask, self.usual = QPushButton(), QPushButton()
        self.remove, self.attempt = QPushButton(), QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        for buttons in (
            (self.new_zone, self.new_line, self.new_ignored),
            (self.new_mask, self.usual),
            (self.remove, self.attempt),
        ):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button, 1)
            layout.addLayout(row)
        self.view.currentRowChanged.connect(self._on_row)
        self.new_zone.clicked.connect(lambda: self.added.emit(RuleDraft(rule=RuleKind.PERSON_IN_ZONE)))
        self.new_line.clicked.connect(lambda: self.added.emit(RuleDraft(rule=RuleKind.LINE_CROSSED)))
        self.new_ignored.clicked.connect(lambda: self.added.emit(RuleDraft(rule=Spot.BLIND)))
        self.new_mask.clicked.connect(lambda: self.added.emit(RuleDraft(rule=Spot.MASK)))
        self.usual.clicked.connect(self._on_usual)
        self.remove.clicked.connect(self.removed)
        self.attempt.clicked.connect(self.tried)

    @property
    def row(self) -> int:
        return self.view.currentRow()

    def choose(self, row: int) -> None:
        self.view.setCurrentRow(row)

    def show_place(self, kind: PlaceKind) -> None:
        """What is usual there is offered."""
        self._place = kind

    def show_rules(self, drafts: Sequence[RuleDraft], *, row: int) -> None:
        """Chooses the row without telling so."""
        self.view.blockSignals(True)
        self.view.clear()
        self.view.addItems([_line(draft) for draft in drafts])
        self.view.setCurrentRow(row if drafts else -1)
        self.view.blockSignals(False)
        self._enable()

    def show_line(self, row: int, draft: RuleDraft) -> None:
        self.view.item(row).setText(_line(draft))

    def usual_rules(self) -> QMenu:
        """What is usual at this kind of place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for template in TEMPLATES[self._place] if self._place else ():
            entry = menu.addAction(template.title())
            entry.triggered.connect(partial(self._add, RuleDraft.from_template(template)))
        return menu

    def retranslate(self) -> None:
        self.view.setAccessibleName(_("Rules of this camera"))
        self.new_zone.setText(_("New zone"))
        self.new_line.setText(_("New line"))
        self.new_ignored.setText(_("New blind spot"))
        self.new_ignored.setToolTip(_("What stands there never counts: a sign, a poster, a tree"))
        self.new_mask.setText(_("New privacy mask"))
        self.new_mask.setToolTip(_("What nobody need see is filled in on every screen: a window, a door"))
        self.usual.setText(_("Usual here…"))
        self.usual.setToolTip(_("What is sensible to watch for at such a place, to be drawn and adjusted"))
        self.remove.setText(_("Remove"))
        self.attempt.setText(_("Try it"))
        self.attempt.setToolTip(_("What it would have raised in the last minute"))

    def _add(self, draft: RuleDraft, *_checked: bool) -> None:
        self.added.emit(draft)

    def _on_usual(self) -> None:
        self.usual_rules().popup(self.usual.mapToGlobal(self.usual.rect().bottomLeft()))

    def _on_row(self, row: int) -> None:
        self._enable()
        self.chosen.emit(row)

    def _enable(self) -> None:
        for button in (self.remove, self.attempt):
            button.setEnabled(self.row >= 0)


def _line(draft: RuleDraft) -> str:
    if isinstance(draft.rule, Spot):
        return _(draft.rule.value)
    return f"{_SIGNS[draft.priority - 1]} {draft.name.strip() or '…'} · {_(draft.rule.value)}"
