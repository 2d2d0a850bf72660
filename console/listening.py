"""Listening to a camera: who may, what reason a children's place asks for, and its entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look, Subject, looked_body
from console.media.live_sound import LiveSound, SoundChanged
from console.media.live_sounds import LiveSounds
from console.media.sound_phase import SoundPhase
from console.operators.facts import DeskLocked, SignedOut
from console.privacy import Answer, Privacy

if TYPE_CHECKING:
    from console.journal.journal import Journal


@dataclass(slots=True)
class _Heard:
    live: LiveSound
    camera: Camera
    reason: LookReason | None
    actor: str
    since_utc: datetime | None = None  # None: nothing can be heard yet


class Listening:
    """The one door to what cameras hear: one at a time, and never its address.

    The entry of its beginning is asked for before anybody can hear anything; a second one tells how long it
    lasted. Thread: main. Whoever drains the outbox gives each fact to `handle` before any window hears of it.
    """

    def __init__(self, sounds: LiveSounds, *, privacy: Privacy, journal: Journal, clock: Clock) -> None:
        self._sounds = sounds
        self._privacy = privacy
        self._journal = journal
        self._clock = clock
        self._heard: _Heard | None = None

    @property
    def camera(self) -> Camera | None:
        """That somebody listens to, or is about to."""
        return self._heard.camera if self._heard else None

    def needs_reason(self, camera: Camera) -> bool:
        """Whether `begin` wants one: what children say is more than what they do."""
        return self._privacy.needs_reason(Look.SOUND, [camera])

    def begin(self, camera: Camera, *, reason: LookReason | None = None) -> LiveSound | Answer:
        """Looks for the sound of the camera's main stream; another camera is heard no more.

        SoundChanged tells what came of it.

        Returns:
            Where it is heard once it is ready; or why not, and then never YES.

        Raises:
            MediaError: the camera has no connection.
        """
        answer = self._privacy.may(Look.SOUND, [camera], reason=reason)
        if answer is not Answer.YES:
            return answer
        self.end()
        live = self._sounds.open(camera.id)
        self._heard = _Heard(live, camera, reason, self._privacy.actor)
        return live

    def end(self) -> None:
        """Nothing is heard any more. A second time does nothing."""
        heard, self._heard = self._heard, None
        if heard is None:
            return
        heard.live.close()
        if heard.since_utc is not None:
            self._record(heard, until_utc=self._clock.now_utc())

    def handle(self, fact: object) -> None:
        """Whoever listened is gone: whoever comes has not asked for it."""
        match fact:
            case SignedOut() | DeskLocked():
                self.end()
            case SoundChanged(number=number, phase=phase) if (
                self._heard and number == self._heard.live.number
            ):
                if phase is SoundPhase.READY:
                    self._heard.since_utc = self._clock.now_utc()
                    self._record(self._heard)
                elif phase.over:
                    self.end()

    def _record(self, heard: _Heard, *, until_utc: datetime | None = None) -> None:
        subject = Subject.of(heard.camera)
        span = {"since_utc": heard.since_utc, "until_utc": until_utc}
        body = looked_body(Look.SOUND, [subject], reason=heard.reason, **span)
        self._journal.record(Kind.LOOKED_AT, body, actor=heard.actor)
