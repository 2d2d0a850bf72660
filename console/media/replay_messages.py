"""What the host and a decoder process say to each other about replays.

All times are monotonic ns of arrival; of a recorded clip they are the wall clock's, UTC ns.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.media.replay_state import ReplayPhase

# --- the host says ---


@dataclass(frozen=True, slots=True)
class OpenReplay:
    """Begins to hold the feed's last minute, and to show it from that moment on."""

    feed: int
    replay: int  # never used twice
    at_ns: int


@dataclass(frozen=True, slots=True)
class OpenClip:
    """Begins to show a recorded clip, if its bytes are those that were recorded; answered by ClipOpened."""

    replay: int  # never used twice
    file: Path
    sha256: str
    begins_ns: int  # UTC ns of its first frame


@dataclass(frozen=True, slots=True)
class ShowReplay:
    """The descriptor of its slots follows."""

    replay: int
    name: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class HideReplay:
    replay: int
    name: str


@dataclass(frozen=True, slots=True)
class PlayReplay:
    replay: int
    speed: float  # 1: as it was; 0: it stands


@dataclass(frozen=True, slots=True)
class StepReplay:
    replay: int
    frames: int  # below 0: back


@dataclass(frozen=True, slots=True)
class SeekReplay:
    replay: int
    by_ns: int = 0  # from the frame that is shown
    at_ns: int | None = None  # or to that moment


@dataclass(frozen=True, slots=True)
class KeepReplayStill:
    """Answered by ReplayStill."""

    replay: int
    job: int


@dataclass(frozen=True, slots=True)
class CloseReplay:
    replay: int


ReplayWish = (
    OpenReplay
    | OpenClip
    | ShowReplay
    | HideReplay
    | PlayReplay
    | StepReplay
    | SeekReplay
    | KeepReplayStill
    | CloseReplay
)

# --- a decoder process says ---


@dataclass(frozen=True, slots=True)
class ReplayReport:
    replay: int
    phase: ReplayPhase
    at_ns: int = 0  # of the frame that is shown; 0: none yet
    oldest_ns: int = 0
    newest_ns: int = 0
    frames_ns: tuple[int, ...] = ()  # of what is held, as far as no report told of it before


@dataclass(frozen=True, slots=True)
class ClipOpened:
    """The clip is the one that was recorded, and can be shown."""

    replay: int
    frames_ns: tuple[int, ...]  # UTC ns of each frame
    width: int  # px
    height: int
    has_sound: bool


@dataclass(frozen=True, slots=True)
class ReplayStill:
    replay: int
    job: int
    jpeg: bytes  # empty: it could not be made
    at_ns: int = 0
    width: int = 0
    height: int = 0
