"""Every command with its key: another key is pressed, swapped, or the usual one comes back."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.choices import ChoicesRefused, ChoicesSaved
from console.language import _
from console.operators.permissions import Intent
from ui.actions import BY_ID, ActionId, Menu
from ui.in_front import bring_in_front
from ui.key_map import (
    FIXED,
    KeyMap,
    Stroke,
    Unfit,
    changed_keys,
    stored,
    stroke_of,
    usual_stroke,
    whose,
)
from ui.keys.key_field import KeyField
from ui.physical_key import REST_PROPERTY
from ui.theme import colours
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

REF = "keys window"
_ID_ROLE = Qt.ItemDataRole.UserRole
_ENTER, _ESCAPE = Stroke(36), Stroke(9)
_COMMAND_PX, _KEY_PX = 420, 190


class KeptChoices(Protocol):
    def save_keys(self, keys: dict[str, str], *, ref: str = "") -> bool: ...


class KeysWindow(QWidget):
    """Thread: GUI. The app hands it the engine's facts (`hear`) once the keys of a fact are in force."""

    def __init__(self, choices: KeptChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._choices = choices
        self._asked: ActionId | None = None  # whose new key is waited for
        self._wanted: Stroke | None = None  # another command's key: Enter swaps
        self._printed: dict[int, str] = {}  # what the layout in use printed, by scan code
        self._tone = Tone.WAITING
        self._tree = QTreeWidget()
        self._field, self._line, self._note = KeyField(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._change, self._usual, self._all = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(780, 620)

    def open(self, *, failure: str = "") -> None:
        """`failure`: why the usual keys are in force, where the desk's own could not be read."""
        self._stop_asking()
        self._say(failure, Tone.MISSING)
        bring_in_front(self)
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> bool:
        """What Esc means here; False where another window is in front."""
        if not self.isActiveWindow():
            return False
        if self._asked is not None:
            self._stop_asking()
        else:
            self.close()
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case ChoicesSaved(ref) if ref == REF:
                self._say(_("Saved: the keys are in force at this desk."), Tone.DONE)
            case ChoicesRefused(ref, why) if ref == REF:
                self._say(_("Not saved: {why}").format(why=why), Tone.MISSING)

    def retranslate(self) -> None:
        shades = colours()
        self.setWindowTitle(_("Munara · keys"))
        self._tree.setAccessibleName(_("Commands and their keys"))
        self._tree.setHeaderLabels([_("Command"), _("Its key"), _("Usually")])
        self._change.setText(_("Press a new key…"))
        self._usual.setText(_("Usual key again"))
        self._all.setText(_("All usual keys again"))
        self._note.setText(
            _(
                "Keys go by where they lie, whatever layout is on. Esc, F1, Enter and the bare digits stay:"
                " on every desk they lead back, tell the keys and call a camera by its number."
            )
        )
        self._note.setStyleSheet(f"color: {shades.quiet.name()};")
        self._field.setStyleSheet(
            f"background: {shades.ground.name()}; color: {shades.text.name()}; padding: 10px;"
            f" border: 2px solid {shades.accent.name()}; border-radius: 6px; font-size: 15px;"
        )
        self._fill()
        self._colour_line()
        if self._asked is not None:
            self._show_question()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(12)
        self._tree.setColumnCount(3)  # before their widths: those of columns to come are forgotten
        self._tree.setColumnWidth(0, _COMMAND_PX)
        self._tree.setColumnWidth(1, _KEY_PX)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field.hide()
        buttons = QHBoxLayout()
        for button in (self._change, self._usual, self._all):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self._note)
        layout.addWidget(self._tree, 1)
        for part in (self._field, self._line):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._tree.itemActivated.connect(lambda _item, _column: self._ask())
        self._tree.currentItemChanged.connect(lambda _now, _before: self._show_buttons())
        self._field.pressed.connect(self._on_pressed)
        self._change.clicked.connect(self._ask)
        self._usual.clicked.connect(self._take_usual)
        self._all.clicked.connect(lambda: self._save({}))

    def _fill(self) -> None:
        chosen = self._chosen() or ActionId.TAKE
        self._tree.clear()
        for menu in Menu:
            group = QTreeWidgetItem([_(menu.value)])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setForeground(0, colours().quiet)
            self._tree.addTopLevelItem(group)
            for action in BY_ID.values():
                if action.menu is menu:
                    group.addChild(row := self._row(action.id))
                    if action.id is chosen:
                        self._tree.setCurrentItem(row)
        self._tree.expandAll()
        self._show_buttons()

    def _row(self, action_id: ActionId) -> QTreeWidgetItem:
        stroke, usual = stroke_of(action_id), usual_stroke(action_id)
        key = self._named(stroke)
        if action_id in FIXED:
            key = _("{key} · stays").format(key=key)
        row = QTreeWidgetItem([_(BY_ID[action_id].text), key, "" if stroke == usual else usual.label])
        row.setData(0, _ID_ROLE, action_id)
        return row

    def _named(self, stroke: Stroke) -> str:
        """By the Latin cap, and what the layout in use prints where that was seen to differ."""
        seen = self._printed.get(stroke.scan_code, "")
        return f"{stroke.label} ({seen})" if seen else stroke.label

    def _chosen(self) -> ActionId | None:
        item = self._tree.currentItem()
        found = item.data(0, _ID_ROLE) if item else None
        return found if isinstance(found, ActionId) else None

    def _show_buttons(self) -> None:
        chosen = self._chosen()
        can = chosen is not None and chosen not in FIXED
        self._change.setEnabled(can)
        self._usual.setEnabled(can and chosen in changed_keys())
        self._all.setEnabled(bool(changed_keys()))

    # --- a new key ---

    def _ask(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen in FIXED:
            self._say(_("It stays: {why}.").format(why=Unfit.FIXED.why()), Tone.MISSING)
            return
        self._asked, self._wanted = chosen, None
        self._say("", Tone.WAITING)
        self._show_question()
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self) -> None:
        assert self._asked is not None
        text = _(BY_ID[self._asked].text)
        if self._wanted is None:
            self._field.setText(_("Press the new key for “{command}”. Esc: leave it.").format(command=text))
            return
        other = whose(self._wanted)
        self._field.setText(
            _("{key} calls “{other}”. Enter: the two swap their keys. Esc: leave it.").format(
                key=self._named(self._wanted), other=_(BY_ID[other].text) if other else ""
            )
        )

    def _stop_asking(self) -> None:
        self._asked = self._wanted = None
        self._field.hide()
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pressed(self, stroke: Stroke, printed: str) -> None:
        if self._asked is None:
            return
        if stroke == _ESCAPE:
            self._stop_asking()
        elif stroke == _ENTER and self._wanted is not None:
            self._give(self._wanted)
        elif why := stroke.unfit or self._unfit_in_exchange(stroke):
            self._say(_("Not this one: {why}.").format(why=why.why()), Tone.MISSING)
        else:
            self._printed[stroke.scan_code] = printed
            self._say("", Tone.WAITING)
            if whose(stroke) in (None, self._asked):
                self._give(stroke)
            else:
                self._wanted = stroke
                self._show_question()

    def _unfit_in_exchange(self, stroke: Stroke) -> Unfit | None:
        """Why the command that has this key cannot take the other for it: an arrow of the replay, say."""
        assert self._asked is not None
        free = whose(stroke) in (None, self._asked)
        return None if free else stroke_of(self._asked).unfit

    def _give(self, stroke: Stroke) -> None:
        """To the command that asked; whose key it was takes the other in exchange."""
        assert self._asked is not None
        keys = {**changed_keys()}
        other = whose(stroke)
        if other is not None and other is not self._asked:
            keys[other] = stroke_of(self._asked)
        keys[self._asked] = stroke
        self._stop_asking()
        self._save(keys)

    def _take_usual(self) -> None:
        """Where another command has it by now, that one gets its own usual key, and so on."""
        chosen = self._chosen()
        keys = changed_keys()
        while chosen in keys:
            stroke = usual_stroke(chosen)
            del keys[chosen]
            chosen = next((each for each, other in keys.items() if other == stroke), None)
        self._save(keys)

    def _save(self, keys: KeyMap) -> None:
        keys = {each: stroke for each, stroke in keys.items() if stroke != usual_stroke(each)}
        if self._choices.save_keys(stored(keys), ref=REF):
            self._say(_("Being saved…"), Tone.WAITING)
        else:
            self._say(not_for_role(Intent.KEEP_KEYS), Tone.MISSING)

    def _say(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self._line.setText(text)
        self._line.setVisible(bool(text))
        self._colour_line()

    def _colour_line(self) -> None:
        self._line.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()};")
