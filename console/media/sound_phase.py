"""How far the live sound of a camera is, and whether its picture comes with it."""

from __future__ import annotations

from enum import Enum


class SoundPhase(Enum):
    COMING = "coming"  # the main stream is not there yet, or not looked at
    READY = "ready"  # it has sound, that goes out once somebody plays it
    SILENT = "silent"  # no sound is in the stream
    UNREADABLE = "unreadable"  # its sound is in a form that is not understood here
    LATE = "late"  # the main stream did not come in time
    LOST = "lost"  # the connection ended, or its decoder process did
    CLOSED = "closed"

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self not in (SoundPhase.COMING, SoundPhase.READY)


class SoundPicture(Enum):
    """What goes out with the sound."""

    WITH = "with"  # the pictures of the same stream, as they were sent
    WITHOUT = "without"
