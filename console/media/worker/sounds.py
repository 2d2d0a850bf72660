"""The live sounds that a decoder process sends out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from console.media.sound_messages import CloseSound, OpenSound, PlaySound, SoundReport, SoundWish
from console.media.sound_phase import SoundPhase
from console.media.worker.live_sound import LiveSound

if TYPE_CHECKING:
    from console.media.worker.feed import Feed


class Sounds:
    """Thread: main."""

    def __init__(self, *, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._sounds: dict[int, tuple[LiveSound, Feed]] = {}

    def obey(self, message: SoundWish, descriptors: Sequence[int], feeds: dict[int, Feed]) -> None:
        """The descriptors are copied, and can be closed afterwards."""
        if isinstance(message, OpenSound):
            self._open(message, descriptors[0], feeds.get(message.feed))
            return
        found = self._sounds.get(message.sound)
        if found is None:
            return  # of an earlier life of this process
        if isinstance(message, PlaySound):
            found[0].play(message.picture)
        elif isinstance(message, CloseSound):
            self._forget(message.sound)

    def drop(self, feed: Feed) -> None:
        """The feed is closed."""
        for number, (live, of) in tuple(self._sounds.items()):
            if of is feed:
                live.end(SoundPhase.LOST)
                self._forget(number)

    def _open(self, message: OpenSound, descriptor: int, feed: Feed | None) -> None:
        if feed is None:  # closed while the message was on its way
            self._tell(SoundReport(message.sound, SoundPhase.LOST))
            return
        live = LiveSound(message.sound, descriptor, tell=self._tell)
        self._sounds[message.sound] = (live, feed)
        feed.sound = live

    def _forget(self, number: int) -> None:
        live, feed = self._sounds.pop(number)
        live.close()
        if feed.sound is live:
            feed.sound = None
