"""The form that records a violation: beside the alert, filled in seconds, without a mouse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.alerts.alert import Alert, concerned
from console.cameras.camera import Camera
from console.clock import Clock, wall_time
from console.detection.detection import Box, Kind
from console.journal.offences import Offence
from console.language import _
from ui.alerts.seen import Seen
from ui.violations.form_frame import FormFrame, Tone
from ui.violations.violation_fields import Lack, Scene, Typed, ViolationFields


class ConfirmForm(FormFrame):
    """Enter records, Esc goes back. Thread: GUI.

    For an alert (`open_alert`), for what a person saw on a camera (`open_seen`), or for what no camera saw
    (`open_without_camera`), which asks for a place. What was typed is kept until the journal has written it:
    the same form opens as it was left.
    """

    recorded = Signal(str, object, object)  # alert id or "", ViolationForm, Camera or None
    # In a record without a camera: the Camera that is named, or None, and when it happened, if that is typed.
    cameraNamed = Signal(object, object)  # noqa: N815 - Qt's way
    begunAnew = Signal()  # noqa: N815 - what was typed before was emptied
    putAway = Signal(str, bool)  # noqa: N815 - the form's key, and whether something typed is kept

    def __init__(
        self,
        offences: Sequence[Offence],
        *,
        clock: Clock,
        cameras: Sequence[Camera] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        # When the record without a camera was opened, with nothing typed: monotonic, and UTC.
        self.opened_ns, self._opened_utc = clock.monotonic_ns(), clock.now_utc()
        self._alert: Alert | None = None
        self._seen: Seen | None = None
        self._earlier: dict[str, Seen] = {}  # by key
        self._latest: Seen | None = None  # what `open_seen` was last asked for, whatever is shown
        self._kept: dict[str, Typed] = {}  # by key
        self._sent: dict[str, tuple[str, Typed]] = {}  # key and text, by the ref of the record
        self._fresh, self._scene = Typed(), Scene.SEEN
        self._fields = ViolationFields(offences, clock=clock, cameras=cameras)
        self._empty = QPushButton()
        self._empty.clicked.connect(self._start_anew)
        for field in (self._fields.camera_number, self._fields.when):
            field.textChanged.connect(self._on_told)
        self._content.addWidget(self._empty)
        self._content.addLayout(self._fields)
        self.watch(*self._fields.widgets())
        self.retranslate()

    @property
    def alert_id(self) -> str:
        return self._alert.id if self._alert else ""

    @property
    def seen(self) -> Seen | None:
        """What the form is about, if that was seen on a camera."""
        return self._seen

    @property
    def key(self) -> str:
        """By which what is typed is kept: the alert's id, that of what was seen, "" without a camera."""
        return self._seen.key if self._seen else self.alert_id

    def earlier(self, key: str) -> Seen | None:
        """What was seen when that was typed which is kept under this key."""
        return self._earlier.get(key) if key in self._kept else None

    def open_alert(self, alert: Alert) -> None:
        self._put_away()
        self._alert, self._seen = alert, None
        self._open(_counted(concerned(alert)), Scene.SEEN)

    def open_seen(self, seen: Seen) -> None:
        """What was typed of that camera before stands there, with the moment of then."""
        self._put_away()
        self._latest = seen
        self._alert, self._seen = None, self.earlier(seen.key) or seen
        self._earlier[seen.key] = self._seen
        self._open(_counted(seen.boxes), Scene.SEEN)

    def open_without_camera(self) -> None:
        self._put_away()
        self._alert = self._seen = None
        if self.key not in self._kept:
            self._begin_now()
        self._open(Typed(persons=1), Scene.TOLD)
        self._on_told("")

    def submit(self) -> None:
        """Records what stands in the form, or says in the form what is missing."""
        read = self._fields.read()
        if isinstance(read, Lack):
            self.say(read.text, tone=Tone.MISSING, field=read.field)
            return
        self._keep()
        self._fields.offence.use_first(read.form.offence)
        form, camera = read.form, read.camera
        if self._seen:
            form, camera = replace(form, at_utc=self._seen.at_utc), self._seen.camera
        elif camera is not None and form.at_utc is None:  # its clip is of then, however long one writes
            form = replace(form, at_utc=self._opened_utc)
        self.recorded.emit(self.alert_id, form, camera)

    # --- what becomes of what was typed ---

    def sent(self, *, ref: str) -> None:
        """What stands in the form was asked for and waits for the journal."""
        self.hide()
        if typed := self._kept.pop(self.key, None):
            self._sent[ref] = (self.key, typed)

    def written(self, ref: str) -> bool:
        """The journal has it; False where no form is known under that ref."""
        return self._sent.pop(ref, None) is not None

    def refused(self, ref: str) -> str | None:
        """The journal will not have it: it stands in the form again when that is opened.

        Returns:
            The key of that form; None where none is known under that ref.
        """
        if (sent := self._sent.pop(ref, None)) is None:
            return None
        self._kept.setdefault(*sent)
        return sent[0]

    def forget_all_but(self, alert_ids: Collection[str]) -> None:
        """Lets go of what was typed for alerts that are gone."""
        stay = {"", *self._earlier, *alert_ids}
        self._kept = {key: typed for key, typed in self._kept.items() if key in stay}

    def forget(self, key: str) -> None:
        """Of what is not open just now."""
        self._kept.pop(key, None)

    def forget_all(self) -> None:
        """Whoever typed it is gone: the next one's records are to be in that one's own words.

        So it is with an alert's, too, be the alert handed over or let go. What the journal was asked for
        stays until that answers: nothing else holds it.
        """
        self.hide()
        self._kept.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._keep()
            self.putAway.emit(self.key, self.key in self._kept)
        super().hideEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        self._fields.retranslate()
        self._do.setText(_("Record · Enter"))
        self._back.setText(_("Back · Esc"))
        self._empty.setText(_("This is what was typed before · empty it"))
        self._title.setText(self._title_text())

    def _keep(self) -> None:
        typed = self._fields.typed()
        self._kept.pop(self.key, None)
        if typed != self._fresh:
            self._kept[self.key] = typed

    def _begin_now(self) -> None:
        self.opened_ns, self._opened_utc = self._clock.monotonic_ns(), self._clock.now_utc()

    def _start_anew(self) -> None:
        """Neither the words nor the moment of before."""
        self._kept.pop(self.key, None)
        if self._seen and self._latest:
            self._seen = self._earlier[self.key] = self._latest
        elif not self._alert:
            self._begin_now()
        self._show(self._fresh)
        self.begunAnew.emit()

    def _put_away(self) -> None:
        """Another is opened in its place."""
        if self.isVisible():
            self._keep()
            self.putAway.emit(self.key, self.key in self._kept)

    def _open(self, fresh: Typed, scene: Scene) -> None:
        self._fresh, self._scene = fresh, scene
        self._show(self._kept.get(self.key, fresh))

    def _on_told(self, _text: str) -> None:
        if self._scene is Scene.TOLD:
            self.cameraNamed.emit(self._fields.named_camera(), self._fields.told_moment())

    def _show(self, typed: Typed) -> None:
        self._fields.show_typed(typed, self._scene)
        self._empty.setVisible(typed != self._fresh)
        self.say("", tone=Tone.MISSING)
        self._title.setText(self._title_text())
        self.show()
        self._fields.begin()

    def _title_text(self) -> str:
        if self._seen:
            seen = f"{self._seen.camera.number} · {self._seen.at_text}"
            return _("Record a violation · {camera}").format(camera=seen)
        if self._alert is None and self.key in self._kept:
            local = wall_time(self._opened_utc, self._clock)
            return _("Record without a camera · begun at {time}").format(time=f"{local:%H:%M}")
        if self._alert is None:
            return _("Record without a camera")
        return _("Record a violation · {camera}").format(camera=self._alert.camera.number)


def _counted(boxes: Sequence[Box]) -> Typed:
    kinds = [box.kind for box in boxes]
    return Typed(persons=kinds.count(Kind.PERSON), vehicles=kinds.count(Kind.VEHICLE))
