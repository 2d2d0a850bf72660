"""`S`: the chosen camera's picture is saved, with a reason where children are; what came of it is said."""

from __future__ import annotations

from collections.abc import Callable

from console.cameras.camera import Camera
from console.engine import Engine
from console.evidence.snapshots import SnapshotFailed
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look
from console.language import _
from console.privacy import Answer
from ui.actions import BY_ID, ActionId
from ui.desk.desk_window import DeskWindow
from ui.reason_strip import ReasonStrip
from ui.violations.form_frame import Tone

_REF = "snapshot"


class SnapshotAsk:
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(self, engine: Engine, *, desk: DeskWindow, tell: Callable[[str, Tone], None]) -> None:
        """`tell` shows one line for a while."""
        self._engine = engine
        self._desk = desk
        self._tell = tell
        self._camera: Camera | None = None  # that a reason is asked for
        self.strip = ReasonStrip()
        self.strip.chosen.connect(self._on_reason)
        self.strip.left.connect(self._on_left)
        desk.add_strip(self.strip)

    def act(self, action_id: ActionId, camera: Camera | None) -> bool:
        """Whether the command was for this; `camera`: the one that is chosen."""
        if action_id is not ActionId.SNAPSHOT:
            return False
        if camera is None:
            self._tell(_("Choose a camera first."), Tone.MISSING)
        elif self._engine.privacy.needs_reason(Look.SNAPSHOT, [camera]):
            self._camera = camera
            self.strip.open(f"{camera.number} {camera.title}")
        else:
            self._take(camera, None)
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, entry) if ref == _REF:
                self._tell(_("Picture saved: entry {seq}.").format(seq=entry.seq), Tone.DONE)
            case EntryRefused(ref, _, why) if ref == _REF:
                self._tell(_("The picture was not saved: {why}.").format(why=why), Tone.MISSING)
            case SnapshotFailed(ref, camera, why) if ref == _REF:
                said = _("Camera {number}: {why}. Look whether it is live, and press {key} again.")
                self._tell(
                    said.format(number=camera.number, why=why, key=BY_ID[ActionId.SNAPSHOT].label),
                    Tone.MISSING,
                )

    def _take(self, camera: Camera, reason: LookReason | None) -> None:
        answer = self._engine.snapshots.take(camera, reason=reason, ref=_REF)
        if answer is Answer.YES:
            self._tell(_("Picture is being saved…"), Tone.WAITING)
        else:
            self._tell(_("The picture was not saved: {why}.").format(why=answer.why()), Tone.MISSING)

    def _on_reason(self, reason: LookReason) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            self._take(camera, reason)
        self._desk.back()

    def _on_left(self) -> None:
        self._camera = None
        self._desk.back()
