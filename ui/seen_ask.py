"""`C` with no alert chosen: a record of what a person saw on a camera, with the clip of its seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from console.alerts.pins import ROUND_NS
from console.cameras.camera import Camera
from console.clock import wall_time
from console.detection.detection import Box
from console.engine import Engine
from console.evidence.moments import Moment
from console.journal.entry import EntryRefused, EntryWritten
from console.language import _
from console.media.ring_budget import FULL_SPAN_NS
from ui.actions import ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.alerts.seen import Seen
from ui.violations.form_frame import Tone

LookedBackAt = Callable[[], tuple[Camera, int] | None]  # by a replay: the camera and the moment, monotonic ns
_HELD = "form:"  # what the key of seconds begins with that a form holds
_NEAR_NS = 1_000_000_000  # looks so long before a moment tell how many were there


class SeenAsk:
    """Also holds the seconds of a camera that is named in the record without one (`Ctrl+N`). Thread: GUI."""

    def __init__(self, engine: Engine, *, panel: AlertPanel, looked_back_at: LookedBackAt) -> None:
        self._engine = engine
        self._panel = panel
        self._looked_back_at = looked_back_at
        self._held: dict[str, Moment] = {}  # by the form's key
        self._given: dict[str, tuple[str, Moment]] = {}  # key and what it held, by the ref of the record
        panel.form.cameraNamed.connect(self._on_named)
        panel.form.putAway.connect(self._on_put_away)
        panel.recording.connect(self._on_recording)
        panel.form.begunAnew.connect(self._on_begun_anew)
        panel.notRecorded.connect(self._on_not_recorded)

    def act(self, action_id: ActionId, camera: Camera | None) -> bool:
        """Whether the command was for this; `camera`: the one shown large."""
        if action_id is not ActionId.CONFIRM or self._panel.queue.chosen() is not None:
            return False
        now_ns = self._engine.clock.monotonic_ns()
        seen = self._looked_back_at() or ((camera, now_ns) if camera else None)
        if seen is None:
            self._panel.tell(_("Choose a camera first."))
        else:
            self.open(seen[0], at_ns=seen[1])
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, _entry):
                self._given.pop(ref, None)
            case EntryRefused(ref, _kind, _why) if given := self._given.pop(ref, None):
                if not self._is_late(given[1].at_ns):  # the seconds were let go by then
                    self._hold_again(*given)

    def close(self) -> None:
        """Whoever sat here is gone, and what was typed goes with the seconds."""
        self._panel.form.forget_all()
        for key in tuple(self._held):
            self._let_go(key)

    def open(self, camera: Camera, *, at_ns: int) -> None:
        """The form for what was seen there at that moment, monotonic."""
        at_utc = self._engine.look_back.moment(at_ns)
        local = wall_time(at_utc, self._engine.clock)
        self._panel.strip.hide()
        form = self._panel.form
        seen = Seen(camera, at_ns, at_utc, f"{local:%H:%M:%S}", self._boxes(camera, at_ns))
        if self._is_past(seen.key):
            form.forget(seen.key)
        form.open_seen(seen)
        if form.seen is not None:  # with what was typed before stands the moment of then
            self._hold(form.key, Moment(camera, form.seen.at_ns))

    def _is_past(self, key: str) -> bool:
        """Whether what was typed before is of a moment that is gone: who presses `C` now saw another."""
        form = self._panel.form
        earlier = form.earlier(key)
        if earlier is None or key in self._held or (form.isVisible() and form.key == key):
            return False
        return self._is_late(earlier.at_ns)

    def _is_late(self, at_ns: int) -> bool:
        return self._engine.clock.monotonic_ns() - at_ns > FULL_SPAN_NS

    def _boxes(self, camera: Camera, at_ns: int) -> tuple[Box, ...]:
        looks = self._engine.look_back.looks(camera.id, from_ns=at_ns - _NEAR_NS, to_ns=at_ns)
        return looks[-1].boxes if looks else ()

    def _hold(self, key: str, held: Moment) -> None:
        text = _("The clip of {seconds} s before and after is joined.").format(seconds=ROUND_NS // 10**9)
        if self._held.get(key) != held:
            self._let_go(key)
            if self._is_late(held.at_ns) or not self._keep(_HELD + key, held):
                text = _("Nothing is kept of that moment: no clip is joined.")
            else:
                self._held[key] = held
        self._panel.form.say(text, tone=Tone.WAITING)

    def _keep(self, ref: str, held: Moment) -> bool:
        return self._engine.evidence.hold_moment(ref, held)

    def _let_go(self, key: str) -> None:
        if self._held.pop(key, None):
            self._engine.evidence.let_go(_HELD + key)

    def _hold_again(self, key: str, held: Moment) -> None:
        """What the form held before, unless it holds something by now."""
        if key not in self._held and self._keep(_HELD + key, held):
            self._held[key] = held

    # --- what becomes of the form ---

    def _on_named(self, camera: Camera | None, at_utc: datetime | None) -> None:
        clock = self._engine.clock
        if camera is None:
            self._let_go("")
            self._panel.form.say("", tone=Tone.WAITING)
        elif at_utc is None:
            self._hold("", Moment(camera, self._panel.form.opened_ns))
        else:
            ago_ns = (clock.now_utc() - at_utc) // timedelta(microseconds=1) * 1000
            self._hold("", Moment(camera, clock.monotonic_ns() - ago_ns))

    def _on_begun_anew(self) -> None:
        """The seconds of before go with the words of before."""
        form = self._panel.form
        if form.seen is not None:
            self._hold(form.key, Moment(form.seen.camera, form.seen.at_ns))

    def _on_put_away(self, key: str, is_kept: bool) -> None:
        if not is_kept:
            self._let_go(key)

    def _on_recording(self, ref: str, camera: Camera | None) -> None:
        """The seconds go over from the form to the record."""
        key = self._panel.form.key
        held = self._held.get(key)
        if held is not None and camera is held.camera and self._keep(ref, held):
            self._given[ref] = (key, held)
        self._let_go(key)

    def _on_not_recorded(self, ref: str) -> None:
        """They come back: the form stays as it was."""
        if given := self._given.pop(ref, None):
            self._hold_again(*given)
            self._engine.evidence.let_go(ref)
