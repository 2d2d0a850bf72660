"""`Alt+L`: the camera of the large picture is heard, live, and again no more; a line tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from console.cameras.camera import Camera
from console.clock import wall_time
from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.look_reason import LookReason
from console.language import _
from console.listening import LISTEN_REF
from console.media.live_sound import SoundChanged
from console.media.media_error import MediaError
from console.media.sound_phase import SoundPhase, SoundPicture
from console.muting import MUTE_REF
from console.operators.facts import DeskLocked, SignedIn, SignedOut
from console.privacy import Answer
from ui.actions import BY_ID, ActionId
from ui.desk.desk_window import DeskWindow
from ui.hearing import ENDS, Hearing, Unheard
from ui.numerals import SECOND_NS
from ui.player.listen_strip import ListenStrip
from ui.player.live_picture import LivePicture
from ui.player.live_view import Sound
from ui.player.rising import Rising
from ui.player.vlc_engine import Opening, has_native_windows
from ui.player.vlc_live import VlcLive
from ui.reason_strip import ReasonStrip, gone_text
from ui.replay_places import ReplayPlaces
from ui.violations.form_frame import Tone

_LOOK_NS = SECOND_NS // 4
_UNWRITTEN_NS = SECOND_NS // 2  # the journal takes no longer while all is well
_QUIET_NS = 3 * SECOND_NS  # a network that stumbles is not told of
_NO_SPEAKER_NS = 4 * SECOND_NS  # after that somebody who hears nothing is told why


class _Heard(Protocol):
    @property
    def heard(self) -> SignalInstance: ...

    def mute(self) -> None: ...


@dataclass(slots=True, eq=False)
class _Open:
    number: int  # of its SoundChanged
    camera: Camera
    time: str = ""  # since when it is heard, by the desk's clock
    vlc: VlcLive | None = None
    picture: LivePicture | None = None
    asked_ns: int = 0  # when libVLC began to read, and the look's entry was asked for
    begun_ns: int = 0  # when that was written; 0: it is not
    sound: Rising = field(default_factory=lambda: Rising(patience_ns=_QUIET_NS))

    @property
    def ref(self) -> str:
        """Of the look's entry."""
        return f"{LISTEN_REF}{self.number}"


class ListenAsk(QObject):
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(
        self,
        engine: Engine,
        *,
        desk: DeskWindow,
        places: ReplayPlaces,
        clips: _Heard,
        tell: Callable[[str, Tone], None],
    ) -> None:
        """`clips`: what else is heard, one at a time; `tell` shows one line for a while."""
        super().__init__()
        self._engine, self._desk, self._tile = engine, desk, places.picture
        self._frames, self._tell = places.frames, tell
        self._clips = clips
        clips.heard.connect(self.end)
        self._open: _Open | None = None
        self._asked: Camera | None = None  # that a reason is asked for
        self._looked_ns = 0
        self.strip, self.line = ReasonStrip(), ListenStrip()
        self.strip.chosen.connect(self._on_reason)
        self.strip.left.connect(self._leave)
        self.line.endWanted.connect(self._toggle_off)
        for strip in (self.strip, self.line):
            desk.add_strip(strip)
        self._frames.watch(self)

    @property
    def camera(self) -> Camera | None:
        """That is heard, or is about to be."""
        return self._open.camera if self._open else None

    # --- what people ask for ---

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this."""
        if action_id is not ActionId.LISTEN:
            return False
        camera = self._tile.camera
        if self._open is not None:
            self._toggle_off()
        elif camera is None:
            self._tell(_("Choose a camera first."), Tone.MISSING)
        elif self._tile.covered_by is not None:
            said = _("A replay is open here, and sound is live alone: {key} goes back to live.")
            self._tell(said.format(key=BY_ID[ActionId.REPLAY_LIVE].label), Tone.MISSING)
        elif self._engine.listening.needs_reason(camera):
            self._asked = camera
            self.strip.open(f"{camera.number} {camera.title}")
        else:
            self._begin(camera, None)
        return True

    def end(self, why: Unheard | None = None) -> None:
        """Nothing is heard any more, and the picture is our own; a second time does nothing."""
        opened, self._open = self._open, None
        self._engine.listening.end()
        self.line.hide()
        if opened is None:
            return
        if opened.picture is not None:
            opened.picture.end()
        if opened.vlc is not None:
            opened.vlc.release()
        if why is not None:
            text = why.text(number=opened.camera.number, key=BY_ID[ActionId.LISTEN].label)
            self._tell(text, Tone.DONE if why in (Unheard.OVER, Unheard.MUTED) else Tone.MISSING)

    def close(self) -> None:
        self._leave()
        self.end()
        self._frames.unwatch(self)

    def _toggle_off(self) -> None:
        self.end(Unheard.OVER)

    def _begin(self, camera: Camera, reason: LookReason | None) -> None:
        self._clips.mute()
        listening = self._engine.listening
        try:
            answer = listening.begin(camera, reason=reason)
        except MediaError:
            self._tell(Unheard.NOT_CONNECTED.text(number=camera.number, key=""), Tone.MISSING)
            return
        if answer is not Answer.YES:
            self._tell(_("It is not heard: {why}.").format(why=answer.why()), Tone.MISSING)
            return
        self._open = _Open(listening.number, camera)
        self._say(Hearing.LOOKED_FOR)

    def _on_reason(self, reason: LookReason) -> None:
        asked, self._asked = self._asked, None
        self._desk.back()
        camera = self._tile.camera
        if asked is None:
            return
        if camera is None or camera.id != asked.id:
            self._tell(gone_text(asked, BY_ID[ActionId.LISTEN].label), Tone.MISSING)
        else:
            self._begin(camera, reason)

    def _leave(self) -> None:
        was_open, self._asked = self.strip.isVisible(), None
        self.strip.hide()
        if was_open:
            self._desk.back()

    # --- what comes of it ---

    def hear(self, fact: object) -> None:
        """After the engine has."""
        opened = self._open
        match fact:
            case DeskLocked() | SignedOut():
                self._leave()
                self.end()
            case EntryWritten(ref) if ref == MUTE_REF:
                self.end(Unheard.MUTED)  # whoever mutes the desk wants it quiet
            case SignedIn() | EntryWritten() if opened and self._engine.listening.number != opened.number:
                self.end(Unheard.OVER)  # somebody else sits here, or in another role
            case EntryWritten(ref) if opened and ref == opened.ref:
                self._begin_to_hear(opened)
            case EntryRefused(ref=ref, why=why) if opened and ref == opened.ref:
                said = _("Camera {number} is not heard: that could not be written in the journal. {why}")
                self.end()
                self._tell(said.format(number=opened.camera.number, why=why), Tone.MISSING)
            case SoundChanged(number=number, phase=SoundPhase.READY) if opened and number == opened.number:
                self._open_library(opened)
            case SoundChanged(number=number, phase=phase) if opened and number == opened.number:
                if phase in ENDS:
                    self.end(ENDS[phase])

    def _open_library(self, opened: _Open) -> None:
        opened.vlc = VlcLive()
        opened.vlc.opened.connect(self._on_opened)
        opened.vlc.open()
        self._say(Hearing.COMING)

    def _on_opened(self, came: Opening) -> None:
        opened, listening = self._open, self._engine.listening
        assert opened is not None and opened.vlc is not None
        if came is not Opening.OPEN:
            self.end(Unheard.NO_LIBRARY)
            return
        seen = listening.has_picture and not self._is_masked(opened) and has_native_windows()
        picture = SoundPicture.WITH if seen else SoundPicture.WITHOUT
        descriptor = listening.play(picture)
        if descriptor < 0:
            self.end(Unheard.LOST)
            return
        opened.asked_ns = self._engine.clock.monotonic_ns()
        if seen:
            opened.picture = LivePicture(opened.vlc, tile=self._tile, camera=opened.camera, desk=self._desk)
        opened.vlc.play(descriptor, picture)

    def _begin_to_hear(self, opened: _Open) -> None:
        """That is an entry now, and the sound comes."""
        clock = self._engine.clock
        opened.time = f"{wall_time(clock.now_utc(), clock):%H:%M:%S}"
        opened.begun_ns = clock.monotonic_ns()
        self._say(Hearing.COMING)

    # --- what time brings ---

    def poll(self, now_ns: int) -> None:
        """Called at each tick of the frame clock."""
        opened = self._open
        if opened is None:
            return
        cover = self._tile.covered_by
        if self._tile.camera is not opened.camera:
            self.end(Unheard.OVER)  # one hears what one sees
        elif cover is not None and (opened.picture is None or cover is not opened.picture.view):
            self.end(Unheard.OVER)  # what is seen is no longer live
        else:
            self._keep_masked(opened)
            if now_ns - self._looked_ns >= _LOOK_NS:
                self._looked_ns = now_ns
                self._look(opened, now_ns)

    def _keep_masked(self, opened: _Open) -> None:
        if opened.picture is not None and self._is_masked(opened):
            opened.picture.end()  # since a moment ago
            opened.picture = None

    def _look(self, opened: _Open, now_ns: int) -> None:
        vlc = opened.vlc
        if vlc is None or not opened.asked_ns:
            return
        if vlc.is_over():
            self.end(Unheard.BROKEN)
            return
        if not opened.begun_ns:
            if now_ns - opened.asked_ns > _UNWRITTEN_NS:
                self._say(Hearing.UNWRITTEN)
            return
        is_heard = opened.sound.look(heard := vlc.heard(), now_ns=now_ns)
        if opened.picture is not None:
            opened.picture.look(now_ns, sound=Sound.HEARD if is_heard else Sound.QUIET)
        if is_heard:
            self._say(self._how(opened))
        elif heard:
            self._say(Hearing.QUIET)
        elif vlc.decoded() and now_ns - opened.begun_ns > _NO_SPEAKER_NS:
            self._say(Hearing.NO_SPEAKER)

    def _how(self, opened: _Open) -> Hearing:
        if opened.picture is not None:
            return Hearing.ON
        if self._is_masked(opened):
            return Hearing.MASKED
        return Hearing.NO_PICTURE if has_native_windows() else Hearing.NO_WINDOWS

    def _is_masked(self, opened: _Open) -> bool:
        """Lifted or not: libVLC draws over whatever is filled in again."""
        return self._engine.masking.has_masks(opened.camera.id)

    def _say(self, hearing: Hearing) -> None:
        if (opened := self._open) is not None:
            self.line.say(lambda: hearing.text(number=opened.camera.number, time=opened.time))
