"""Listening to a camera: who may, what reason a children's place asks for, and its entries."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.entry import EntryRefused, EntryWritten, Kind, utc_text
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look, Subject, is_end, looked_body
from console.journal.query import Query
from console.journal.search import find
from console.media.live_sound import LiveSound, SoundChanged
from console.media.live_sounds import LiveSounds
from console.media.sound_phase import SoundPhase, SoundPicture
from console.operators.facts import DeskLocked, SignedIn, SignedOut
from console.operators.operator import MACHINE, Operator
from console.paths import DataFolder
from console.privacy import Answer, Privacy

if TYPE_CHECKING:
    from console.journal.journal import Journal

LISTEN_REF = "listened:"  # what the ref of a beginning's entry starts with; the sound's number follows
STARTED_ANEW = "started anew"  # why it ended, as the journal stores it
# Of a beginning's body; what the journal puts beside it belongs to that entry alone.
_OF_BEGINNING = ("what", "reason", "camera_id", "camera_number", "place", "since_utc")
_MOST_LOOKS = 500  # newer than the last beginning: nobody looks so often while somebody listens
_SHIFTS = (Kind.SHIFT_OPENED, Kind.SHIFT_CLOSED)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Heard:
    live: LiveSound
    camera: Camera
    reason: LookReason | None
    sits: Operator  # who began it: it ends when they leave, or sit here in another role
    since_utc: datetime | None = None  # when its entry was asked for
    picture: SoundPicture | None = None  # that goes out with it once that is written
    is_written: bool = False

    @property
    def ref(self) -> str:
        return f"{LISTEN_REF}{self.live.number}"


class Listening:
    """The one door to what cameras hear: one at a time, and never its address.

    Nobody hears anything before the entry of its beginning is written; a second one tells how long it
    lasted. Thread: main. Whoever drains the outbox gives each fact to `handle`.
    """

    def __init__(self, sounds: LiveSounds, *, privacy: Privacy, journal: Journal, clock: Clock) -> None:
        self._sounds = sounds
        self._privacy = privacy
        self._journal = journal
        self._clock = clock
        self._heard: _Heard | None = None

    def start(self, folder: DataFolder) -> None:
        """Tells that what somebody heard when the desk died is heard no more."""
        head_seq = self._journal.state().head_seq
        self._journal.submit(partial(self._mend, folder, head_seq), unmade=_unread)

    @property
    def camera(self) -> Camera | None:
        """That somebody listens to, or is about to."""
        return self._heard.camera if self._heard else None

    @property
    def has_picture(self) -> bool:
        """Whether its pictures can go out with it; known once it is ready."""
        return self._heard is not None and self._heard.live.has_picture

    @property
    def number(self) -> int:
        """What its SoundChanged are told by; 0 where nothing is heard."""
        return self._heard.live.number if self._heard else 0

    def needs_reason(self, camera: Camera) -> bool:
        """Whether `begin` wants one: what children say is more than what they do."""
        return self._privacy.needs_reason(Look.SOUND, [camera])

    def begin(self, camera: Camera, *, reason: LookReason | None = None) -> Answer:
        """Looks for the sound of the camera's main stream; another camera is heard no more.

        SoundChanged tells what came of it, where the answer is YES.

        Raises:
            MediaError: the camera has no connection.
        """
        answer = self._privacy.may(Look.SOUND, [camera], reason=reason)
        sits = self._privacy.operator
        if answer is Answer.YES and sits is not None:
            self.end()
            live = self._sounds.open(camera.id)
            self._heard = _Heard(live, camera, reason, sits)
        return answer

    def play(self, picture: SoundPicture) -> int:
        """Where MPEG-TS is read, to be closed by the caller: something comes once the look is an entry.

        EntryWritten or EntryRefused of LISTEN_REF tells how that went. -1 where it is not ready, is over, or
        is read already.
        """
        heard = self._heard
        descriptor = heard.live.take_descriptor() if heard and heard.live.phase is SoundPhase.READY else -1
        if heard is not None and descriptor >= 0:
            heard.since_utc, heard.picture = self._clock.now_utc(), picture
            self._record(heard)
        return descriptor

    def end(self) -> None:
        """Nothing is heard any more. A second time does nothing."""
        heard, self._heard = self._heard, None
        if heard is None:
            return
        heard.live.close()
        if heard.since_utc is not None:
            # Where its entry still waits, nothing was heard: it lasted no time at all.
            self._record(heard, until_utc=self._clock.now_utc() if heard.is_written else heard.since_utc)

    def handle(self, fact: object) -> None:
        """Whoever listened is gone: whoever comes has not asked for it."""
        match fact:
            case SignedOut() | DeskLocked():
                self.end()
            case SoundChanged(number=number, phase=phase) if phase.over and number == self.number:
                self.end()
            case SignedIn():
                self._look_who_sits()
            case EntryWritten(_, entry) if entry.kind in _SHIFTS:
                self._look_who_sits()
            case EntryWritten(ref) if self._heard and ref == self._heard.ref:
                self._written(self._heard)
            case EntryRefused(ref) if self._heard and ref == self._heard.ref:
                self._heard.since_utc = None  # what did not begin does not end
                self.end()

    def _mend(self, folder: DataFolder, head_seq: int) -> None:
        """On the journal's reader. One camera is heard at a time, so that the newest such entry tells."""
        looks = Query(kinds=(Kind.LOOKED_AT,), limit=_MOST_LOOKS)
        for entry in find(folder, looks, among=(1, head_seq))[0]:
            if entry.body.get("what") == Look.SOUND.value:
                if not is_end(entry.body):
                    kept = {key: value for key, value in entry.body.items() if key in _OF_BEGINNING}
                    body = {**kept, "until_utc": utc_text(self._clock.now_utc()), "why": STARTED_ANEW}
                    self._journal.record(Kind.LOOKED_AT, body, actor=MACHINE)
                break

    def _look_who_sits(self) -> None:
        if self._heard is not None and self._heard.sits != self._privacy.operator:
            self.end()

    def _written(self, heard: _Heard) -> None:
        if heard.picture is not None and not heard.is_written:
            heard.is_written = True
            heard.live.play(heard.picture)

    def _record(self, heard: _Heard, *, until_utc: datetime | None = None) -> None:
        subject = Subject.of(heard.camera)
        span = {"since_utc": heard.since_utc, "until_utc": until_utc}
        body = looked_body(Look.SOUND, [subject], reason=heard.reason, **span)
        ref = heard.ref if until_utc is None else ""
        self._journal.record(Kind.LOOKED_AT, body, actor=heard.sits.name, ref=ref)


def _unread(why: str) -> None:
    _log.warning("it was not looked whether somebody was left listening: %s", why)
