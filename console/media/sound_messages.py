"""What the host and a decoder process say to each other about the live sound of a camera."""

from __future__ import annotations

from dataclasses import dataclass

from console.media.sound_phase import SoundPhase, SoundPicture

# --- the host says ---


@dataclass(frozen=True, slots=True)
class OpenSound:
    """The descriptor that it is written to follows; answered by a SoundReport."""

    feed: int
    sound: int  # never used twice


@dataclass(frozen=True, slots=True)
class PlaySound:
    """Somebody reads now: MPEG-TS goes out, from the next keyframe on where there are pictures in it."""

    sound: int
    picture: SoundPicture


@dataclass(frozen=True, slots=True)
class CloseSound:
    sound: int


SoundWish = OpenSound | PlaySound | CloseSound

# --- a decoder process says ---


@dataclass(frozen=True, slots=True)
class SoundReport:
    sound: int
    phase: SoundPhase
    has_picture: bool = False  # its pictures can go out with it
