"""The fields of a violation: what is typed stands as it was typed, and is read to be recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QSpinBox, QWidget

from console.cameras.camera import Camera
from console.clock import Clock, wall_time
from console.journal.offences import Offence
from console.journal.violation import Violation, ViolationForm
from console.journal.wording import register_title
from console.language import _
from ui.violations.form_frame import LabelledRows
from ui.violations.measure import MeasureField
from ui.violations.moment import moment_text, read_moment
from ui.violations.offence_field import OffenceField

MOST_COUNTED = 999


class Scene(Enum):
    """Whether a camera saw it, and so knows where and when, or a person has to say so."""

    SEEN = "seen"
    TOLD = "told"
    PLACED = "placed"  # told and recorded: place and time may be mended, no camera can be named any more


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, right or not: kept while the form is away, and shown again as it was."""

    place: str = ""
    camera_number: str = ""
    when: str = ""
    offence: str = ""  # code, or the text that is no offence yet
    persons: int = 0
    vehicles: int = 0
    measure: str = ""
    kui: str = ""
    erdr: str = ""
    erap: str = ""
    note: str = ""

    @classmethod
    def of(cls, violation: Violation, *, local: datetime) -> Typed:
        """As it is recorded; `local` is when it happened, by the desk's wall clock."""
        numbers: Mapping[str, str] = violation.case_numbers
        return cls(
            place=violation.place,
            camera_number=violation.camera_number,
            when=moment_text(local),
            offence=violation.offence,
            persons=violation.persons,
            vehicles=violation.vehicles,
            measure=violation.action,
            note=violation.note,
            **{register: str(numbers.get(register, "")) for register in ("kui", "erdr", "erap")},
        )


@dataclass(frozen=True, slots=True)
class Read:
    """What the fields say."""

    form: ViolationForm
    camera: Camera | None  # whose number was typed


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps the fields from being recorded."""

    text: str
    field: QWidget


class ViolationFields(LabelledRows):
    """Nothing but the offence (and, where no camera saw it, the place) has to be filled in. Thread: GUI."""

    def __init__(self, offences: Sequence[Offence], *, clock: Clock, cameras: Sequence[Camera] = ()) -> None:
        super().__init__()
        self._clock = clock
        self._cameras = {camera.number: camera for camera in cameras}
        self._scene = Scene.SEEN
        self.place = QLineEdit(maxLength=200)
        self.place.setCompleter(_place_completer(cameras))
        self.camera_number = QLineEdit(maxLength=20)
        self.when = QLineEdit(maxLength=20)
        self.offence = OffenceField(offences)
        self.persons = QSpinBox(maximum=MOST_COUNTED)
        self.vehicles = QSpinBox(maximum=MOST_COUNTED)
        for counter in (self.persons, self.vehicles):
            counter.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # ↑ and ↓, or the digits
            counter.lineEdit().setTextMargins(6, 0, 6, 0)
        self.measure = MeasureField()
        self.kui, self.erdr, self.erap = (QLineEdit(maxLength=60) for _number in range(3))
        self.note = QLineEdit(maxLength=500)
        self.add("place", self.place)
        self.add("seen", self.camera_number, self.when)
        self.add("offence", self.offence)
        self.add("count", self.persons, self.vehicles)
        self.add("measure", self.measure)
        self.add("kui", self.kui)
        self.add("note", self.note)
        # Last: they are given days later, and at night nobody should have to step over them.
        self.add("registers", self.erdr, self.erap)

    def widgets(self) -> tuple[QWidget, ...]:
        """All of them, in the order of Tab."""
        editor = self.offence.lineEdit()
        return (
            *(self.place, self.camera_number, self.when, self.offence, *([editor] if editor else [])),
            *(self.persons, self.vehicles, self.measure, self.kui, self.note, self.erdr, self.erap),
        )

    def show_typed(self, typed: Typed, scene: Scene) -> None:
        self._scene = scene
        for part in (self.place, self.when, self.label("place"), self.label("seen")):
            part.setVisible(scene is not Scene.SEEN)
        self.camera_number.setVisible(scene is Scene.TOLD)
        for field, text in self._texts(typed).items():
            field.setText(text)
        self.offence.choose(typed.offence)
        if typed.offence and self.offence.offence() is None:
            self.offence.setEditText(typed.offence)
        self.persons.setValue(typed.persons)
        self.vehicles.setValue(typed.vehicles)
        self.measure.choose(typed.measure)

    def typed(self) -> Typed:
        offence = self.offence.offence()
        return Typed(
            place=self.place.text(),
            camera_number=self.camera_number.text(),
            when=self.when.text(),
            offence=offence.code if offence else self.offence.currentText(),
            persons=self.persons.value(),
            vehicles=self.vehicles.value(),
            measure=self.measure.measure(),
            kui=self.kui.text(),
            erdr=self.erdr.text(),
            erap=self.erap.text(),
            note=self.note.text(),
        )

    def named_camera(self) -> Camera | None:
        """The one whose number is typed."""
        return self._cameras.get(self.camera_number.text().strip())

    def told_moment(self) -> datetime | None:
        """When it happened, UTC; None where no time is typed, or none that is one."""
        moment = read_moment(self.when.text(), now=wall_time(self._clock.now_utc(), self._clock))
        return moment.astimezone(UTC) if moment else None

    def begin(self) -> None:
        """Gives the keys to the field in which one begins."""
        if self._scene is Scene.SEEN:
            self.offence.begin()
        else:
            self.place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read(self) -> Read | Lack:
        """What is recorded, or what is missing."""
        camera, at_utc = None, None
        told = self._scene is not Scene.SEEN
        if told:
            camera, at_utc = self.named_camera(), self.told_moment()
            if lack := self._lack(camera, at_utc):
                return lack
        offence = self.offence.offence()
        if offence is None:
            return Lack(self.offence.lack_text(), self.offence)
        form = ViolationForm(
            offence=offence.code,
            persons=self.persons.value(),
            vehicles=self.vehicles.value(),
            action=self.measure.measure(),
            case_number=self.kui.text().strip(),
            erdr_number=self.erdr.text().strip(),
            erap_number=self.erap.text().strip(),
            note=self.note.text().strip(),
            place=self.place.text().strip() if told else "",
            at_utc=at_utc,
        )
        return Read(form, camera)

    def retranslate(self) -> None:
        self.set_texts(
            {
                "place": _("Place"),
                "seen": _("Camera, when"),
                "offence": _("Offence"),
                "count": _("Persons, vehicles"),
                "measure": _("What was done"),
                "kui": _("Case number"),
                "note": _("Note"),
                "registers": _("Registers"),
            }
        )
        self.camera_number.setPlaceholderText(_("number"))
        self.camera_number.setAccessibleName(_("Camera"))
        self.when.setPlaceholderText(_("now"))
        self.when.setAccessibleName(_("When it happened"))
        self.when.setToolTip(_("A time (02:15), or a day and a time (23.11 02:15); empty: now"))
        self.persons.setAccessibleName(_("Persons"))
        self.vehicles.setAccessibleName(_("Vehicles"))
        for register, field in (("kui", self.kui), ("erdr", self.erdr), ("erap", self.erap)):
            title = register_title(register)
            field.setPlaceholderText(title)
            field.setAccessibleName(title)
            field.setToolTip(title)
        self.offence.retranslate()
        self.measure.retranslate()

    def _texts(self, typed: Typed) -> dict[QLineEdit, str]:
        return {
            self.place: typed.place,
            self.camera_number: typed.camera_number,
            self.when: typed.when,
            self.kui: typed.kui,
            self.erdr: typed.erdr,
            self.erap: typed.erap,
            self.note: typed.note,
        }

    def _lack(self, camera: Camera | None, at_utc: datetime | None) -> Lack | None:
        """What is wrong with where and when."""
        number, when = self.camera_number.text().strip(), self.when.text().strip()
        if number and camera is None:
            return Lack(_("There is no camera {number}.").format(number=number), self.camera_number)
        if not number and not self.place.text().strip():
            return Lack(_("Say where it happened."), self.place)
        if when and at_utc is None:
            return Lack(_("Say when as a time (02:15), or as a day and a time (23.11 02:15)."), self.when)
        if at_utc is not None and at_utc > self._clock.now_utc():
            return Lack(_("That moment is still to come."), self.when)
        return None


def _place_completer(cameras: Sequence[Camera]) -> QCompleter:
    """Places that the desk knows; any other can be typed."""
    completer = QCompleter(sorted({camera.place.name for camera in cameras}))
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(10)
    return completer
