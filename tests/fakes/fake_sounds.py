"""In place of the decoder processes' live sound: what was opened, with which picture, and what is closed."""

from __future__ import annotations

from console.media.live_sound import LiveSound, SoundChanged
from console.media.media_error import MediaError
from console.media.sound_messages import SoundReport
from console.media.sound_phase import SoundPhase, SoundPicture


class FakeLiveSound(LiveSound):
    """Its pipe is real; nobody writes to it."""

    played: SoundPicture | None = None

    def play(self, picture: SoundPicture) -> None:
        self.played = picture


class FakeSounds:
    """Thread: the test's."""

    def __init__(self) -> None:
        self.opened: list[FakeLiveSound] = []
        self.closed: list[str] = []
        self.connected = True

    def open(self, camera_id: str) -> LiveSound:
        if not self.connected:
            raise MediaError("the camera is not connected")
        live = FakeLiveSound(len(self.opened) + 1, camera_id, on_close=self._closed)
        self.opened.append(live)
        return live

    def become(self, phase: SoundPhase, *, has_picture: bool = True) -> SoundChanged:
        """The newest is so far; what is told of it."""
        live = self.opened[-1]
        if phase.over:
            live.end(phase)
        else:
            live.take(SoundReport(live.number, phase, has_picture))
        return SoundChanged(live.camera_id, live.number, phase)

    def _closed(self, live: LiveSound) -> None:
        self.closed.append(live.camera_id)
