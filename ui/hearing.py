"""What is said while somebody listens to a camera, and why it ended: one line each."""

from __future__ import annotations

from enum import Enum

from console.language import N_, _
from console.media.sound_phase import SoundPhase


class Hearing(Enum):
    """While it goes on."""

    LOOKED_FOR = N_("Camera {number}: its sound is being looked for…")
    COMING = N_("Camera {number}: the sound is coming…")
    UNWRITTEN = N_("Camera {number} is heard once that is an entry: it waits for the journal…")
    ON = N_("Camera {number} is heard since {time}. That is an entry in the journal.")
    MASKED = N_("Camera {number} is heard since {time}. Its picture has masks, and stays as it is.")
    NO_WINDOWS = N_("Camera {number} is heard since {time}. This display has no window for libVLC's picture.")
    NO_PICTURE = N_("Camera {number} is heard since {time}. Its picture stays as it is.")
    QUIET = N_("Camera {number}: no sound comes now. It is heard again as soon as it comes.")
    NO_SPEAKER = N_("Camera {number}: sound comes, but libVLC finds no loudspeaker here. Connect one.")

    def text(self, *, number: str, time: str) -> str:
        """`time`: by the desk's wall clock."""
        return _(self.value).format(number=number, time=time)


class Unheard(Enum):
    """Why it ended, or did not begin."""

    SILENT = N_("Camera {number} sends no sound.")
    UNREADABLE = N_("Camera {number}: its sound is in a form that cannot be played here.")
    LATE = N_("Camera {number}: its main stream does not come, and the sound is in that one alone.")
    LOST = N_("Camera {number}: the connection ended, and the sound with it. {key} listens again.")
    NOT_CONNECTED = N_("Camera {number} has no connection: there is nothing to hear.")
    NO_LIBRARY = N_(
        "No sound: libVLC is not installed here. Install it: "
        "apt-get install libvlc5 vlc-plugin-base vlc-plugin-video-output"
    )
    BROKEN = N_("Camera {number}: libVLC gave up. The picture goes on without sound. {key} listens again.")
    MUTED = N_("Camera {number} is heard no more: the desk is muted.")
    OVER = N_("Camera {number} is heard no more.")

    def text(self, *, number: str, key: str) -> str:
        """`key`: that listens."""
        return _(self.value).format(number=number, key=key)


ENDS = {
    SoundPhase.SILENT: Unheard.SILENT,
    SoundPhase.UNREADABLE: Unheard.UNREADABLE,
    SoundPhase.LATE: Unheard.LATE,
    SoundPhase.LOST: Unheard.LOST,
}
