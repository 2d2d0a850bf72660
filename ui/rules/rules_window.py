"""The rules of one camera: drawn on its picture, tried on its last minute, saved together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.alerts.rule_kind import RuleKind
from console.alerts.trial import Trial
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.language import _, ngettext
from console.operators.permissions import Intent
from console.rulebook import RulesRefused, RulesSaved, Watched
from ui.in_front import bring_in_front
from ui.physical_key import REST_PROPERTY
from ui.rules.outline_canvas import OutlineCanvas
from ui.rules.rule_draft import RuleDraft, Spot
from ui.rules.rule_form import RuleForm
from ui.rules.rule_list import RuleList
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_REF = "rules window"
_FORM_PX = 420


class RulesOfCameras(Protocol):
    """What the window asks of `console.rulebook.Rulebook`."""

    def of(self, camera_id: str) -> Watched | None: ...
    def save(self, watched: Watched, *, ref: str = "") -> bool: ...


@dataclass(frozen=True, slots=True)
class RulePicture:
    """The live picture that the app lends."""

    widget: QWidget
    frame: Callable[[], QRect]  # where the camera's frame stands in it
    show_camera: Callable[[Camera | None], None]


class RulesWindow(QWidget):
    """Thread: GUI. The app hands it the engine's facts (`hear`)."""

    closed = Signal()

    def __init__(
        self,
        rulebook: RulesOfCameras,
        *,
        picture: RulePicture,
        may: Callable[[Intent], bool],
        trial: Callable[[Zone, Camera], Trial],
        parent: QWidget | None = None,
    ) -> None:
        """`trial`: what a zone would have raised in the last minute on the camera, as it is drawn now."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._rulebook = rulebook
        self._picture = picture
        self._may = may
        self._trial = trial
        self._watched: Watched | None = None
        self.drafts: list[RuleDraft] = []
        self.canvas = OutlineCanvas(picture.widget, frame=picture.frame)
        self.form = RuleForm()
        self.list = RuleList()
        self._hint = QLabel(wordWrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1280, 820)

    def open(self, camera: Camera) -> str:
        """Why it was not opened, "" where it was. A refusal to whoever sits here is an entry."""
        if not self._may(Intent.KEEP_CAMERAS):
            return not_for_role(Intent.KEEP_CAMERAS)
        watched = self._rulebook.of(camera.id)
        if watched is None:
            return _("There is no camera {number}.").format(number=camera.number)
        self._watched = watched
        spots = {Spot.BLIND: watched.camera.ignore_zones, Spot.MASK: watched.camera.masks}
        drawn = (RuleDraft.of_spot(spot, each) for spot, outlines in spots.items() for each in outlines)
        self.drafts = [*map(RuleDraft.of, watched.zones), *drawn]
        self._picture.show_camera(camera)
        self.list.show_place(camera.place.kind)
        self.form.say("", tone=Tone.DONE)
        self._show_list(0)
        self.retranslate()
        bring_in_front(self)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        return ""

    def hear(self, fact: object) -> None:
        match fact:
            case RulesSaved(ref=ref, watched=watched) if ref == _REF:
                self._watched = watched
                self.form.say(_("Saved, and in force."), tone=Tone.DONE)
            case RulesRefused(ref=ref, why=why) if ref == _REF:
                self.form.say(_("Not saved: {why}.").format(why=why.rstrip(".")), tone=Tone.MISSING)

    def shown_camera(self) -> str:
        """On whose picture one draws."""
        return self._watched.camera.id if self._watched is not None else ""

    def back(self) -> None:
        """What Esc means here."""
        self.close()

    def retranslate(self) -> None:
        camera = self._watched.camera if self._watched else None
        name = f"{camera.number} · {camera.title}" if camera else ""
        self.setWindowTitle(_("Munara · rules of {camera}").format(camera=name))
        self.canvas.setAccessibleName(_("The picture to draw on"))
        self._hint.setText(
            _(
                "Mouse: a click sets a corner, dragging moves it, a right click takes it away. "
                "Keys: arrows move the cross, Shift further; Space sets a corner, Backspace takes the last "
                "one away."
            )
        )
        self.form.retranslate()
        self.list.retranslate()
        self._show_list(self.list.row)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._picture.show_camera(None)
        self.closed.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_canvas()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._picture.widget and event.type() == QEvent.Type.Resize:
            self._fit_canvas()
        return False

    # --- building ---

    def _lay_out(self) -> None:
        self._picture.widget.installEventFilter(self)
        left = QVBoxLayout()
        left.addWidget(self._picture.widget, 1)
        left.addWidget(self._hint)
        right = QVBoxLayout()
        right.addWidget(self.list)
        self.form.setFixedWidth(_FORM_PX)
        right.addWidget(self.form)
        right.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(left, 1)
        layout.addLayout(right)

    def _connect(self) -> None:
        self.canvas.changed.connect(self._on_changed)
        self.form.changed.connect(self._on_changed)
        self.form.saveWanted.connect(self.save)
        self.form.left.connect(self.close)
        self.list.chosen.connect(self._show_chosen)
        self.list.added.connect(self._add)
        self.list.removed.connect(self._on_remove)
        self.list.tried.connect(self._on_try)

    def _fit_canvas(self) -> None:
        self.canvas.setGeometry(self._picture.widget.rect())

    # --- what a person does ---

    def save(self) -> None:
        """All rules of the camera, or none: a fault is shown where it can be mended."""
        if self._watched is None:
            return
        for row, draft in enumerate(self.drafts):
            if fault := draft.fault():
                self.list.choose(row)
                self.form.say(fault, tone=Tone.MISSING)
                return
        camera = self._drawn()
        zones = tuple(draft.zone(camera.id) for draft in self.drafts if isinstance(draft.rule, RuleKind))
        if self._rulebook.save(Watched(camera, zones), ref=_REF):
            self.form.say(_("Being saved…"), tone=Tone.WAITING)
        else:
            self.form.say(not_for_role(Intent.KEEP_CAMERAS), tone=Tone.MISSING)

    def _add(self, draft: RuleDraft) -> None:
        self.drafts.append(replace(draft, id=uuid4().hex))
        self._show_list(len(self.drafts) - 1)
        is_rule = isinstance(draft.rule, RuleKind)
        said = _("Draw it on the picture, and give it a name.") if is_rule else _("Draw it on the picture.")
        self.form.say(said, tone=Tone.WAITING)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        row = self.list.row
        if 0 <= row < len(self.drafts):
            del self.drafts[row]
            self._show_list(min(row, len(self.drafts) - 1))
            self.form.say(_("It goes when you save."), tone=Tone.WAITING)

    def _on_try(self) -> None:
        draft = self._chosen()
        if draft is None or self._watched is None:
            return
        if draft.rule is Spot.BLIND:
            self.form.say(_("A blind spot raises nothing."), tone=Tone.WAITING)
        elif draft.rule is Spot.MASK:
            said = _("A privacy mask raises nothing; what stands under it is watched all the same.")
            self.form.say(said, tone=Tone.WAITING)
        elif fault := draft.fault():
            self.form.say(fault, tone=Tone.MISSING)
        else:
            zone = draft.zone(self._watched.camera.id)
            self.form.say(_tried(self._trial(zone, self._drawn())), tone=Tone.DONE)

    def _drawn(self) -> Camera:
        """The camera with blind spots and masks as they are drawn now; those not finished are left out."""
        assert self._watched is not None
        blind, masks = (
            tuple(Polygon(each.corners) for each in self.drafts if each.rule is spot and not each.fault())
            for spot in (Spot.BLIND, Spot.MASK)
        )
        return replace(self._watched.camera, ignore_zones=blind, masks=masks)

    def _on_changed(self, draft: RuleDraft) -> None:
        row = self.list.row
        if not 0 <= row < len(self.drafts):
            return
        self.drafts[row] = draft
        self.list.show_line(row, draft)
        self._show_chosen(row)

    # --- what is shown ---

    def _chosen(self) -> RuleDraft | None:
        row = self.list.row
        return self.drafts[row] if 0 <= row < len(self.drafts) else None

    def _show_list(self, row: int) -> None:
        self.list.show_rules(self.drafts, row=row)
        self._show_chosen(row)

    def _show_chosen(self, row: int) -> None:
        chosen = self._chosen()
        others = [draft for at, draft in enumerate(self.drafts) if at != row]
        self.canvas.show_rules(chosen, others=others)
        self.form.show_draft(chosen)


def _tried(trial: Trial) -> str:
    seconds = round(trial.seconds)
    if trial.looks < 2:
        return _("Nobody looked at this camera in the last minute: there is nothing to try it on.")
    if trial.too_short:
        return _("The last {seconds} s are too short for this rule to have spoken.").format(seconds=seconds)
    text = ngettext(
        "In the last {seconds} s it would have raised {count} alert, whatever the hour.",
        "In the last {seconds} s it would have raised {count} alerts, whatever the hour.",
        len(trial.alerts),
    )
    return text.format(seconds=seconds, count=len(trial.alerts))
