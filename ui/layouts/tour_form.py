"""The form in which a tour is made: steps typed one after another, each with its seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QSpinBox, QWidget

from console.language import _
from console.wall.scene import LONGEST_NAME, Scene
from console.wall.tour import DWELL_S, MOST_STEPS, Step, Tour
from ui.layouts.key_box import KeyBox
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

_LIST_PX = 120
_NARROW_PX = 170
_USUAL_S = 15


class TourForm(FormFrame):
    """Thread: GUI. Enter in the step's field adds it, Delete in the list takes one away, Enter then saves."""

    asked = Signal(object, str)  # Scene, the name of the tour that is changed or "" for a new one

    def __init__(
        self,
        find: Callable[[str], Step | None],
        tell: Callable[[Step], str],
        parent: QWidget | None = None,
    ) -> None:
        """`find`: the step that a typed text names; `tell`: how a step is written."""
        super().__init__(parent)
        self._find, self._tell = find, tell
        self._steps: list[Step] = []
        self._before = ""  # the name of the tour that is changed
        self.name, self.key = QLineEdit(maxLength=LONGEST_NAME), KeyBox()
        self.step, self.dwell_s, self.list = QLineEdit(), QSpinBox(), QListWidget()
        self.dwell_s.setRange(int(DWELL_S[0]), int(DWELL_S[1]))
        self.list.setFixedHeight(_LIST_PX)
        for narrow in (self.key, self.dwell_s):  # names are long, keys and seconds are not
            narrow.setMaximumWidth(_NARROW_PX)
        self._rows = LabelledRows()
        for name, *fields in (("name", self.name, self.key), ("step", self.step, self.dwell_s)):
            self._rows.add(str(name), *fields)
        self._rows.add("steps", self.list)
        self._content.addLayout(self._rows)
        self.watch(self.name, self.key, self.step, self.dwell_s, self.list)
        self.hide()
        self.retranslate()

    def open(self, tour: Scene | None = None) -> None:
        """Empty, or with a tour that is to be changed."""
        self._steps = list(tour.content.steps) if tour and isinstance(tour.content, Tour) else []
        self._before = tour.name if tour else ""
        self.name.setText(self._before)
        self.step.clear()
        self.dwell_s.setValue(_USUAL_S)
        self.say("", tone=Tone.WAITING)
        self.retranslate()
        self.key.choose(tour.key if tour else "")
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        """Adds the step that is typed; saves where none is."""
        if self.step.text().strip():
            self._add()
        elif not self.name.text().strip():
            self.say(_("Give it a name."), tone=Tone.MISSING, field=self.name)
        elif not self._steps:
            self.say(
                _("Add a step: a layout's name or a camera's number."), tone=Tone.MISSING, field=self.step
            )
        else:
            self.say(_("Being saved…"), tone=Tone.WAITING)
            name = self.name.text().strip()
            scene = Scene(name, Tour(tuple(self._steps)), self.key.digit)
            self.asked.emit(scene, self._before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.list.currentRow()
            if event.key() == Qt.Key.Key_Delete and row >= 0:
                del self._steps[row]
                self._show_steps(row=min(row, len(self._steps) - 1))
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Tour: what is shown one after another"))
        self.key.set_texts(none=_("no key"))
        self._rows.set_texts({"name": _("Name"), "step": _("Next step"), "steps": _("Steps")})
        self.step.setPlaceholderText(_("a layout's name or a camera's number; Enter adds it"))
        self.dwell_s.setSuffix(" " + _("s"))
        self.dwell_s.setAccessibleName(_("Seconds that the step is shown"))
        self.list.setAccessibleName(_("Steps"))
        self.list.setToolTip(_("Delete takes the chosen step out"))
        self._do.setText(_("Save · Enter"))
        self._back.setText(_("Back · Esc"))
        self._show_steps(row=self.list.currentRow())

    def _add(self) -> None:
        typed = self.step.text().strip()
        step = self._find(typed)
        if step is None:
            text = _("There is no layout and no camera “{name}”.").format(name=typed)
            self.say(text, tone=Tone.MISSING, field=self.step)
        elif len(self._steps) >= MOST_STEPS:
            text = _("A tour has at most {count} steps.").format(count=MOST_STEPS)
            self.say(text, tone=Tone.MISSING, field=self.list)
        else:
            self._steps.append(Step(step.layout, step.camera_id, float(self.dwell_s.value())))
            self.step.clear()
            self.say("", tone=Tone.WAITING, field=self.step)
            self._show_steps(row=len(self._steps) - 1)

    def _show_steps(self, *, row: int) -> None:
        self.list.clear()
        for number, step in enumerate(self._steps, 1):
            seconds = _("{seconds} s").format(seconds=f"{step.dwell_s:g}")
            self.list.addItem(f"{number}. {self._tell(step)} · {seconds}")
        self.list.setCurrentRow(row)
