"""The form that records a violation: beside the alert, filled in seconds, without a mouse."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.alerts.alert import Alert
from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.detection import Kind
from console.journal.offences import Offence
from console.language import _
from ui.violations.form_frame import FormFrame, Tone
from ui.violations.violation_fields import Lack, Scene, Typed, ViolationFields


class ConfirmForm(FormFrame):
    """Enter records, Esc goes back. Thread: GUI.

    For an alert (`open_alert`), or for what no camera raised (`open_without_camera`), which asks for a place.
    What was typed is kept until the journal has written it: the same form opens as it was left.
    """

    recorded = Signal(str, object, object)  # alert id or "", ViolationForm, Camera or None

    def __init__(
        self,
        offences: Sequence[Offence],
        *,
        clock: Clock,
        cameras: Sequence[Camera] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._alert: Alert | None = None
        self._kept: dict[str, Typed] = {}  # by alert id; "" is the one without a camera
        self._sent: dict[str, Typed] = {}  # by alert id, or by the ref of a record without a camera
        self._fresh, self._scene = Typed(), Scene.SEEN
        self._fields = ViolationFields(offences, clock=clock, cameras=cameras)
        self._empty = QPushButton()
        self._empty.clicked.connect(self._start_anew)
        self._content.addWidget(self._empty)
        self._content.addLayout(self._fields)
        self.watch(*self._fields.widgets())
        self.retranslate()

    @property
    def alert_id(self) -> str:
        return self._alert.id if self._alert else ""

    def open_alert(self, alert: Alert) -> None:
        boxes = [box.kind for box in alert.boxes]
        counted = Typed(persons=boxes.count(Kind.PERSON), vehicles=boxes.count(Kind.VEHICLE))
        self._open(alert, counted, Scene.SEEN)

    def open_without_camera(self) -> None:
        self._open(None, Typed(persons=1), Scene.TOLD)

    def submit(self) -> None:
        """Records what stands in the form, or says in the form what is missing."""
        read = self._fields.read()
        if isinstance(read, Lack):
            self.say(read.text, tone=Tone.MISSING, field=read.field)
            return
        self._keep()
        self._fields.offence.use_first(read.form.offence)
        self.recorded.emit(self.alert_id, read.form, read.camera)

    # --- what becomes of what was typed ---

    def sent(self, alert_id: str, *, ref: str) -> None:
        """It was asked for and waits for the journal."""
        self.hide()
        if typed := self._kept.pop(alert_id, None):
            self._sent[ref] = typed

    def written(self, ref: str) -> bool:
        """The journal has it; False where no form is known under that ref."""
        return self._sent.pop(ref, None) is not None

    def refused(self, ref: str, *, alert_id: str) -> bool:
        """The journal will not have it: it stands in the form again when that is opened."""
        typed = self._sent.pop(ref, None)
        if typed is not None:
            self._kept.setdefault(alert_id, typed)
        return typed is not None

    def forget_all_but(self, alert_ids: Collection[str]) -> None:
        """Lets go of what was typed for alerts that are gone."""
        self._kept = {each: typed for each, typed in self._kept.items() if not each or each in alert_ids}

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._keep()
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
        self._kept.pop(self.alert_id, None)
        if typed != self._fresh:
            self._kept[self.alert_id] = typed

    def _start_anew(self) -> None:
        self._kept.pop(self.alert_id, None)
        self._show(self._fresh)

    def _open(self, alert: Alert | None, fresh: Typed, scene: Scene) -> None:
        if self.isVisible():
            self._keep()
        self._alert, self._fresh, self._scene = alert, fresh, scene
        self._show(self._kept.get(self.alert_id, fresh))

    def _show(self, typed: Typed) -> None:
        self._fields.show_typed(typed, self._scene)
        self._empty.setVisible(typed != self._fresh)
        self.say("", tone=Tone.MISSING)
        self._title.setText(self._title_text())
        self.show()
        self._fields.begin()

    def _title_text(self) -> str:
        if self._alert is None:
            return _("Record without a camera")
        return _("Record a violation · {camera}").format(camera=self._alert.camera.number)
