"""libVLC plays a camera's live sound, and its picture with it, from a pipe that a decoder process writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from console.media.sound_phase import SoundPicture
from ui.player.vlc_engine import QUIET, VlcEngine

# What is in the pipe is known: nothing is guessed, and nothing waits for more than it must.
_MEDIA = (":demux=ts", ":file-caching=300", ":avcodec-hw=none")
_OVER = ("State.Ended", "State.Error")


class VlcLive(VlcEngine):
    """It knows no address. Thread: GUI, but for what VlcEngine does on threads of its own."""

    def __init__(self, *, outputs: Sequence[str] = (), parent: QObject | None = None) -> None:
        """`outputs`: libVLC's own options for where the sound goes; none: the usual loudspeaker."""
        super().__init__(options=(*QUIET, *outputs), parent=parent)
        self._stats: Any = None

    def play(self, descriptor: int, picture: SoundPicture) -> None:
        """To be called once it is opened, and told where its pictures go."""
        self.load(descriptor, options=_MEDIA if picture is SoundPicture.WITH else (*_MEDIA, ":no-video"))
        import vlc

        self._stats = vlc.MediaStats()
        self.begin()

    def is_over(self) -> bool:
        """Whether it has ended by itself."""
        return self._player is not None and str(self._player.get_state()) in _OVER

    def heard(self) -> int:
        """How many pieces of sound went to the loudspeaker."""
        return self._counted("played_abuffers")

    def decoded(self) -> int:
        """How many were ready to go there."""
        return self._counted("decoded_audio")

    def seen(self) -> int:
        """How many pictures were drawn."""
        return self._counted("displayed_pictures")

    def _counted(self, name: str) -> int:
        if self._stats is None or self._media is None:
            return 0
        self._media.get_stats(self._stats)
        return int(getattr(self._stats, name))
