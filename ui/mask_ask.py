"""`Alt+M`: the privacy masks of the camera that is seen are lifted for a while, once one who may says why."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.look_reason import LookReason
from console.language import _
from console.masking import LIFT_REF, MOST_MIN
from console.operators.facts import DeskLocked, Proved, SignedOut, SignInRefused
from console.operators.operator import Operator
from console.operators.permissions import Intent, may
from console.privacy import Answer
from console.rulebook import RulesSaved
from ui.actions import BY_ID, ActionId
from ui.alerts.answer_form import AnswerForm
from ui.desk.desk_window import DeskWindow
from ui.in_front import ShowsCamera, window_in_front
from ui.reason_strip import ReasonStrip
from ui.violations.form_frame import Tone
from ui.wall.wall_window import WallWindow

_REF = "lift a mask:"  # what a proof's ref begins with


class LiftReason(ReasonStrip):
    """Why a mask is lifted: always asked, whatever stands there. Thread: GUI."""

    def title_text(self) -> str:
        title = _("The privacy mask is lifted for {count} min. Why? · {what}")
        return title.format(count=MOST_MIN, what=self._what)


class LiftForm(AnswerForm):
    """A shift lead who stands beside lifts it: a name and a password. Thread: GUI."""

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("A shift lead lifts the privacy mask · {what}").format(what=self._what))
        self._do.setText(_("Lift · Enter"))


class MaskAsk:
    """Thread: GUI. The app lets it `act`, hands it every fact (`hear`), and calls `refresh` once a second."""

    def __init__(
        self,
        engine: Engine,
        *,
        desk: DeskWindow,
        tell: Callable[[str, Tone], None],
    ) -> None:
        """`tell` shows one line for a while."""
        self._engine = engine
        self._desk = desk
        self._came_from: QWidget | None = None  # the window that gets the keys again
        self._tell = tell
        self._camera: Camera | None = None  # that a reason, or a lead's password, is asked for
        self._reason: LookReason | None = None  # given; the password is still asked for
        self._asks = count(1)
        self._ref = ""  # of the proof that is waited for: what was asked before lifts nothing any more
        self._filled: dict[str, tuple[Polygon, ...]] = {}
        self.strip, self.form = LiftReason(), LiftForm()
        self.strip.chosen.connect(self._on_reason)
        self.form.asked.connect(self._on_asked)
        for part in (self.strip, self.form):
            part.left.connect(self.leave)
            desk.add_strip(part)

    def act(self, action_id: ActionId, camera: Camera | None) -> bool:
        """Whether the command was for this; `camera`: the one that is chosen."""
        if action_id is not ActionId.LIFT_MASK:
            return False
        window = window_in_front()
        if window is not None and not isinstance(window, DeskWindow | WallWindow):
            seen = window.shown_camera() if isinstance(window, ShowsCamera) else ""
            missing = _("No picture of this desk's cameras is seen here.")
            self._turn(self._engine.cameras.get(seen), missing=missing)
        else:
            self._turn(camera, missing=_("Choose a camera first."))
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, entry) if ref.startswith(LIFT_REF):
                self._tell(_lifted_text(str(entry.body["camera_number"])), Tone.DONE)
            case EntryRefused(ref=ref, why=why) if ref.startswith(LIFT_REF):
                self._tell(_("The privacy mask was not lifted: {why}.").format(why=why), Tone.MISSING)
            case Proved(ref, operator) if ref and ref == self._ref:
                self._on_proved(operator)
            case SignInRefused(ref, why) if ref and ref == self._ref:
                self.form.refuse(why)
            case DeskLocked() | SignedOut():
                self._came_from = None
                self.leave()
        if isinstance(fact, EntryWritten | RulesSaved | DeskLocked | SignedOut):
            self.refresh()

    def refresh(self) -> None:
        """Paints everything anew where other masks are filled in than a moment ago: it is seldom."""
        masking, cameras = self._engine.masking, self._engine.cameras
        filled = {camera.id: masking.of(camera.id) for camera in cameras.values() if camera.masks}
        if filled != self._filled:
            self._filled = filled
            for widget in QApplication.allWidgets():
                widget.update()

    def leave(self) -> None:
        """Nothing is lifted."""
        was_open = self.strip.isVisible() or self.form.isVisible()
        self._forget()
        self.form.password.clear()
        self.strip.hide()
        self.form.hide()
        if was_open:
            self._back()

    def _turn(self, camera: Camera | None, *, missing: str) -> None:
        """Lifts its masks, or fills them in again; `missing`: what is said where there is none."""
        if camera is None:
            self._tell(missing, Tone.MISSING)
        elif not self._engine.masking.has_masks(camera.id):
            self._tell(_("Camera {number} has no privacy mask.").format(number=camera.number), Tone.MISSING)
        elif self._engine.masking.fill(camera.id):
            self.refresh()
            self._tell(_filled_text(camera), Tone.DONE)
        else:
            self._ask(camera)

    def _ask(self, camera: Camera) -> None:
        self.form.hide()
        self._forget()
        self._camera, self._came_from = self._engine.cameras[camera.id], window_in_front()
        self.strip.open(f"{camera.number} {camera.title}")

    def _on_reason(self, reason: LookReason) -> None:
        camera, operator = self._camera, self._engine.permit.operator
        if camera is None:
            return
        if operator is not None and may(operator.role, Intent.LIFT_MASK):
            self._lift(camera, reason, by=None)
            self._forget()
            self._back()
        else:
            self._reason = reason
            self.form.open("", f"{camera.number} {camera.title}")

    def _back(self) -> None:
        """To the picture that was looked at, wherever that is."""
        window, self._came_from = self._came_from, None
        self._desk.back()
        if window is not None and isValid(window) and window.isVisible():
            window.activateWindow()

    def _forget(self) -> None:
        self._camera = self._reason = None
        self._ref = ""

    def _on_asked(self, _alert_id: str, name: str, secret: str) -> None:
        self._ref = f"{_REF}{next(self._asks)}"
        self._engine.attendance.prove(name, secret, ref=self._ref)

    def _on_proved(self, lead: Operator) -> None:
        if self._camera is None or self._reason is None:
            return
        if self._lift(self._camera, self._reason, by=lead):
            self.leave()
        else:
            self.form.refuse(_("Not lifted: {name} is no shift lead here.").format(name=lead.name))

    def _lift(self, camera: Camera, reason: LookReason, *, by: Operator | None) -> bool:
        answer = self._engine.masking.lift(camera, reason=reason, by=by)
        if answer is not Answer.YES:
            self._tell(_("The privacy mask was not lifted: {why}.").format(why=answer.why()), Tone.MISSING)
        return answer is Answer.YES


def _lifted_text(number: str) -> str:
    said = _("Camera {number}: the privacy mask is lifted for {count} min. {key} fills it in again.")
    return said.format(number=number, count=MOST_MIN, key=BY_ID[ActionId.LIFT_MASK].label)


def _filled_text(camera: Camera) -> str:
    return _("Camera {number}: the privacy mask is filled in again.").format(number=camera.number)
