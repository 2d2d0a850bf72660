"""Everything that is kept by name: called, named, given a key, put together into tours, deleted and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.language import _
from console.layouts import LayoutRefused, LayoutSaved, LayoutsRead, OlderLayoutsRead
from console.operators.permissions import Intent
from console.wall.scene import Scene, SceneKind, folded
from console.wall.tour import Step
from ui.actions import BY_ID, CTRL, ActionId, chord_key
from ui.fields.row_table import show_rows
from ui.in_front import bring_in_front
from ui.layouts.name_form import NameForm
from ui.layouts.older_form import OlderForm
from ui.layouts.scene_table import NAME, SceneTable
from ui.layouts.tour_form import TourForm
from ui.native_keys import scan_code
from ui.physical_key import NO_MATTER, REST_PROPERTY
from ui.theme import colours
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_CHANGE, _DELETE, _OLDER, _UNDO = (f"layouts window:{what}" for what in ("change", "delete", "older", "undo"))
_Z = 52  # the physical key, whatever layout is on
_REFS = (_CHANGE, _DELETE, _OLDER, _UNDO)


class Kept(Protocol):
    """What the window asks for: False where it may not, else a fact answers."""

    def save(self, scene: Scene, *, ref: str) -> bool: ...
    def edit(self, name: str, *, to: Scene, ref: str) -> bool: ...
    def delete(self, name: str, *, ref: str) -> bool: ...
    def restore(self, file: str, *, ref: str) -> bool: ...
    def read_older(self, *, ref: str) -> bool: ...


class LayoutsWindow(QWidget):
    """Thread: GUI. Whoever owns it hands it every fact (`hear`)."""

    called = Signal(object)  # Scene

    def __init__(
        self,
        kept: Kept,
        *,
        find_step: Callable[[str], Step | None],
        tell_step: Callable[[Step], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._kept = kept
        self._gone = ""  # the name of the last one deleted here
        self._made = ""  # that of the one saved here, until it is seen
        self._tone = Tone.WAITING
        self.table = SceneTable(self)
        self.view = QTableView()
        self._line = QLabel(wordWrap=True)
        self._hint = QLabel(wordWrap=True)
        self.call, self.edit, self.delete = QPushButton(), QPushButton(), QPushButton()
        self.tour, self.older, self.undo = QPushButton(), QPushButton(), QPushButton()
        self.name_form, self.older_form = NameForm(), OlderForm()
        self.tour_form = TourForm(find_step, tell_step)
        self._forms = (self.name_form, self.older_form, self.tour_form)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1000, 640)

    def open(self) -> None:
        """In front, with the table having the keys."""
        self._close_forms()
        self.say("", Tone.WAITING)
        bring_in_front(self)
        self._choose(max(self.view.currentIndex().row(), 0))

    def back(self) -> None:
        """Closes the form, then the window."""
        if any(form.isVisible() for form in self._forms):
            self._close_forms()
        else:
            self.close()

    def hear(self, fact: object) -> None:
        match fact:
            case LayoutsRead(kept=kept):
                self._show([each.scene for each in kept])
            case LayoutSaved(ref=ref) if ref in _REFS:
                self._close_forms()
                self._on_done(fact)
            case LayoutRefused(ref, why) if ref in _REFS:
                self._refuse(why)
            case OlderLayoutsRead(ref, versions) if ref == _OLDER:
                self._open_form(self.older_form)
                self.older_form.open(versions)
            case OlderLayoutsRead(ref, versions) if ref == _UNDO:
                gone = (each.file for each in versions if folded(each.scene.name) == folded(self._gone))
                if file := next(gone, None):
                    self._ask(self._kept.restore(file, ref=_CHANGE))

    def say(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self._line.setText(text)
        self._line.setVisible(bool(text))
        self._line.setStyleSheet(f"color: {getattr(colours(), tone.value).name()};")

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · layouts, salvos, tours"))
        self.view.setAccessibleName(_("What is kept by name"))
        self.table.retranslate()
        self.call.setText(_("Call · Enter"))
        self.edit.setText(_("Change… · F2"))
        self.delete.setText(_("Delete · Del"))
        self.tour.setText(_("New tour… · Ins"))
        self.older.setText(_("Older versions… · F4"))
        self.undo.setText(_("Undo · Ctrl+Z"))
        self._hint.setText(
            _(
                "{layout} saves what the chosen monitor shows as a layout, {salvo} all monitors as a "
                "salvo. {key} and a digit call what has that key."
            ).format(
                layout=BY_ID[ActionId.SAVE_LAYOUT].label,
                salvo=BY_ID[ActionId.SAVE_SALVO].label,
                key=chord_key(ActionId.CALL_LAYOUT),
            )
        )
        self._hint.setStyleSheet(f"color: {colours().quiet.name()};")
        self.say(self._line.text(), self._tone)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Return: self.call,
            Qt.Key.Key_Enter: self.call,
            Qt.Key.Key_F2: self.edit,
            Qt.Key.Key_F4: self.older,
            Qt.Key.Key_Delete: self.delete,
            Qt.Key.Key_Insert: self.tour,
        }
        button = keys.get(Qt.Key(event.key()))
        if scan_code(event) == _Z and event.modifiers() & ~NO_MATTER == CTRL:
            button = self.undo
        if button is not None and not any(form.isVisible() for form in self._forms):
            button.click()
        else:
            super().keyPressEvent(event)

    # --- building ---

    def _lay_out(self) -> None:
        self.view.setModel(self.table)
        show_rows(self.view)
        self.view.setStyleSheet("QTableView::item { padding: 0 8px; }")
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QHBoxLayout()
        for button in (self.call, self.edit, self.tour, self.delete, self.undo, self.older):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._hint)
        layout.addWidget(self._line)
        layout.addLayout(buttons)
        for form in self._forms:
            layout.addWidget(form)
        self.undo.hide()

    def _connect(self) -> None:
        self.call.clicked.connect(lambda: self._with_chosen(self.called.emit))
        self.view.doubleClicked.connect(lambda _index: self.call.click())
        self.edit.clicked.connect(lambda: self._with_chosen(self._open_edit))
        self.delete.clicked.connect(lambda: self._with_chosen(self._on_delete))
        self.tour.clicked.connect(self._open_tour)
        self.older.clicked.connect(lambda: self._kept.read_older(ref=_OLDER))
        self.undo.clicked.connect(lambda: self._kept.read_older(ref=_UNDO))
        self.name_form.asked.connect(self._on_named)
        self.tour_form.asked.connect(self._on_tour)
        self.older_form.asked.connect(lambda file: self._ask(self._kept.restore(file, ref=_CHANGE)))
        for form in self._forms:
            form.left.connect(self._close_forms)

    # --- what people do ---

    def _with_chosen(self, act: Callable[[Scene], object]) -> None:
        scene = self.table.row(self.view.currentIndex().row())
        if scene is None:
            self.say(_("Nothing is kept yet."), Tone.WAITING)
        else:
            act(scene)

    def _open_edit(self, scene: Scene) -> None:
        if scene.kind is SceneKind.TOUR:
            self._open_form(self.tour_form)
            self.tour_form.open(scene)
        else:
            self._open_form(self.name_form)
            self.name_form.open(
                _("Name and key of “{name}”").format(name=scene.name), name=scene.name, key=scene.key
            )

    def _open_tour(self) -> None:
        self._open_form(self.tour_form)
        self.tour_form.open()

    def _on_named(self, name: str, key: str, _over: bool) -> None:
        self._with_chosen(lambda scene: self._edit(scene.name, replace(scene, name=name, key=key)))

    def _on_tour(self, tour: Scene, before: str) -> None:
        if before:
            self._edit(before, tour)
        else:
            self._ask(self._kept.save(tour, ref=_CHANGE))

    def _edit(self, name: str, to: Scene) -> None:
        self._ask(self._kept.edit(name, to=to, ref=_CHANGE))

    def _on_delete(self, scene: Scene) -> None:
        self._ask(self._kept.delete(scene.name, ref=_DELETE))

    def _on_done(self, saved: LayoutSaved) -> None:
        name = saved.scene.name
        self._gone, self._made = (name, "") if saved.is_deleted else ("", name)
        self.undo.setVisible(saved.is_deleted)
        text = _("Saved: “{name}”.")
        if saved.is_deleted:
            text = _("Deleted: “{name}”. Ctrl+Z brings it back.")
        elif saved.was:
            text = _("“{was}” is called “{name}” now.")
        self.say(text.format(name=name, was=saved.was), Tone.DONE)

    def _ask(self, answer: bool) -> None:
        if not answer:
            self._refuse(not_for_role(Intent.KEEP_LAYOUTS))

    def _refuse(self, why: str) -> None:
        form = next((form for form in self._forms if form.isVisible()), None)
        if form is not None:
            form.say(why, tone=Tone.MISSING)
        else:
            self.say(why, Tone.MISSING)

    # --- what is shown ---

    def _show(self, scenes: Sequence[Scene]) -> None:
        chosen, row = self.table.row(self.view.currentIndex().row()), self.view.currentIndex().row()
        self.table.show(scenes)
        name, self._made = self._made or (chosen.name if chosen else ""), ""
        known = self.table.row_of(name)
        self.view.selectRow(known if known >= 0 else min(max(row, 0), len(scenes) - 1))

    def _choose(self, row: int) -> None:
        self.view.selectRow(row)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_form(self, wanted: QWidget) -> None:
        for form in self._forms:
            form.setVisible(form is wanted)
        self.say("", Tone.WAITING)

    def _close_forms(self) -> None:
        for form in self._forms:
            form.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
