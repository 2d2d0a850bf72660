"""How a feed is doing: its connection, why it failed, and what its tile must say (UX.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from console.language import N_, _

_SECOND_NS = 1_000_000_000
_LATE_NS = _SECOND_NS
_STALE_NS = 5 * _SECOND_NS
FROZEN_NS = 10 * _SECOND_NS


class Connection(Enum):
    """LOST covers the tries to come back as well: `since_utc` tells since when nothing came."""

    OFF = "off"
    CONNECTING = "connecting"  # the first try after opening
    CONNECTED = "connected"  # pictures are decoded
    LOST = "lost"


class Failure(Enum):
    """Why there is no connection."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNAUTHORISED = "unauthorised"
    NOT_FOUND = "not found"
    TIMED_OUT = "timed out"
    NOT_VIDEO = "not video"
    ENDED = "ended"
    BROKEN = "broken"
    NO_HOST = "no host"
    NO_FILE = "no file"
    NOT_READABLE = "not readable"
    DECODER_DIED = "decoder died"


_TEXTS = {
    Failure.REFUSED: N_("the camera refuses the connection"),
    Failure.UNREACHABLE: N_("no way through the network"),
    Failure.UNAUTHORISED: N_("user or password is wrong"),
    Failure.NOT_FOUND: N_("the camera knows no such stream"),
    Failure.TIMED_OUT: N_("no answer"),
    Failure.NOT_VIDEO: N_("this is no video"),
    Failure.ENDED: N_("the camera ended the stream"),
    Failure.BROKEN: N_("the stream is damaged"),
    Failure.NO_HOST: N_("the name of the camera is not known"),
    Failure.NO_FILE: N_("there is no such file"),
    Failure.NOT_READABLE: N_("the file may not be read"),
    Failure.DECODER_DIED: N_("the decoder broke down and is being restarted"),
}


class TileState(Enum):
    LIVE = "live"
    LATE = "late"
    FROZEN = "frozen"
    STALE = "stale"
    LOST = "lost"
    OFF = "off"

    def title(self) -> str:
        return _(_STATES[self])


_STATES = {
    TileState.LIVE: N_("live"),
    TileState.LATE: N_("late"),
    TileState.FROZEN: N_("not changing"),
    TileState.STALE: N_("stale"),
    TileState.LOST: N_("no connection"),
    TileState.OFF: N_("off"),
}


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed's connection, as it was reported last."""

    camera_id: str
    connection: Connection
    failure: Failure | None
    since_utc: datetime  # of this connection state
    next_try_ns: int | None = None  # monotonic; None while trying or connected
    codec: str = ""  # "h264", "hevc", "mjpeg" …
    width: int = 0  # of the full frame, px
    height: int = 0
    fps: float = 0.0  # as the source announces it; 0.0: unknown


@dataclass(frozen=True, slots=True)
class FeedChanged:
    """Fact: a feed's connection, its failure or its video changed."""

    status: FeedStatus


def tile_state(
    status: FeedStatus, *, newest_at_ns: int, interval_ns: int, frozen_since_ns: int, now_ns: int
) -> TileState:
    """What UX.md's table calls the tile; all times monotonic, 0 where there is none yet.

    `interval_ns` is what the stream is due to show, learnt from it.
    """
    if status.connection is Connection.OFF:
        return TileState.OFF
    if status.connection is not Connection.CONNECTED:
        return TileState.LOST
    age_ns = now_ns - newest_at_ns
    if age_ns > max(_STALE_NS, 5 * interval_ns):
        return TileState.STALE
    if age_ns > max(_LATE_NS, 3 * interval_ns):
        return TileState.LATE
    if frozen_since_ns and now_ns - frozen_since_ns >= FROZEN_NS:
        return TileState.FROZEN
    return TileState.LIVE


def failure_text(failure: Failure) -> str:
    """One short phrase for people, in the language in use."""
    return _(_TEXTS[failure])


def failure_title(stored: str) -> str:
    """A stored failure in words; the text itself where this version does not know it."""
    try:
        return failure_text(Failure(stored))
    except ValueError:
        return stored
