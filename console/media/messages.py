"""What the host and a decoder process say to each other; a descriptor follows where a class says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.cameras.onvif_scene import Scene
from console.cameras.search_grid import WHOLE, SearchGrid
from console.media.area import Area
from console.media.decode_mode import DecodeMode
from console.media.feed_state import Connection, Failure
from console.media.frame import FrameStamp, Still, Wish
from console.media.hardware import Hardware
from console.media.picture_fault import PictureFault
from console.media.replay_messages import ShowReplay
from console.media.sound_messages import OpenSound

# --- the host says ---


@dataclass(frozen=True, slots=True)
class Hello:
    """First of all; the descriptors of the board and of the letterbox arena follow."""

    process: int
    busy_slots: tuple[int, ...]  # of the arena: still being read, from an earlier life of this process
    hardware: Hardware | None = None  # None: software decodes everything


@dataclass(frozen=True, slots=True)
class OpenFeed:
    feed: int  # never used twice
    row: int  # on the board
    camera_id: str
    shown: str  # the address as it may be printed
    kind: str  # AddressKind's value
    first_sequence: int  # what its frames' numbers begin behind
    is_watched: bool  # by detectors: they get frames that were decoded in full from the beginning
    opening: str = field(repr=False)  # the address with its credentials
    keeps_sound: bool = False  # with its last minute


@dataclass(frozen=True, slots=True)
class CloseFeed:
    feed: int


@dataclass(frozen=True, slots=True)
class SetMode:
    feed: int
    mode: DecodeMode


@dataclass(frozen=True, slots=True)
class ShowPicture:
    """The descriptor of its slots follows."""

    feed: int
    name: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class HidePicture:
    feed: int
    name: str


@dataclass(frozen=True, slots=True)
class AskLetterbox:
    feed: int
    job: int
    grid: SearchGrid = WHOLE
    wish: Wish = Wish.NOW


@dataclass(frozen=True, slots=True)
class FinishLetterbox:
    job: int
    slot: int
    still: Still


@dataclass(frozen=True, slots=True)
class KeepSpan:
    """How long the feed's ring is from now on."""

    feed: int
    span_ns: int


@dataclass(frozen=True, slots=True)
class PinSpan:
    feed: int
    pin: int
    from_ns: int  # monotonic, as all times of arrival
    to_ns: int


@dataclass(frozen=True, slots=True)
class UnpinSpan:
    feed: int
    pin: int


@dataclass(frozen=True, slots=True)
class SaveClip:
    """Answered by ClipSaved or ClipFailed, when the span is over."""

    feed: int
    job: int
    from_ns: int
    to_ns: int
    utc_minus_monotonic_ns: int
    file: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Every feed at once; the process ends."""


# --- a decoder process says ---


@dataclass(frozen=True, slots=True)
class Ready:
    """The process runs and has taken its Hello."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    feed: int
    connection: Connection
    failure: Failure | None = None
    next_try_ns: int | None = None
    codec: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedEnded:
    """A closed feed's thread is gone: nobody writes to its row any more."""

    feed: int


@dataclass(frozen=True, slots=True)
class HealthReport:
    """A fault of the picture began, or is over."""

    feed: int
    fault: PictureFault
    since_ns: int  # monotonic; 0: it is over


@dataclass(frozen=True, slots=True)
class SceneSeen:
    """The camera itself told what it sees: at most 14 times a second."""

    feed: int
    scene: Scene
    at_ns: int  # monotonic, when it came


@dataclass(frozen=True, slots=True)
class LetterboxMade:
    job: int
    slot: int
    stamp: FrameStamp
    scale: float
    tiles: tuple[tuple[Area, float], ...]  # as they follow the whole picture in the slot, each with its scale


@dataclass(frozen=True, slots=True)
class LetterboxDropped:
    job: int


@dataclass(frozen=True, slots=True)
class StillMade:
    job: int
    jpeg: bytes  # empty: it could not be made


@dataclass(frozen=True, slots=True)
class ClipSaved:
    job: int
    first_at_ns: int
    last_at_ns: int
    frames: int
    codec: str
    width: int
    height: int
    has_sound: bool = False


@dataclass(frozen=True, slots=True)
class ClipFailed:
    job: int
    why: str


# How many descriptors follow; none after the others.
DESCRIPTORS = {Hello: 2, ShowPicture: 1, ShowReplay: 1, OpenSound: 1}
