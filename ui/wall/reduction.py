"""What a tile's picture is reduced to, as its small sign says."""

from __future__ import annotations

from enum import Enum

from console.language import N_, _
from console.media.decode_mode import DecodeMode
from console.media.stream_choice import StreamKind
from ui.wall.tile_feed import TileFeed


class Reduction(Enum):
    """The value is the wording; a sub stream is what a small tile is due, and has a sign without words."""

    NONE = ""
    SUB = N_("sub-stream")
    HALF = N_("half the frames")
    KEYFRAMES = N_("keyframes only")

    def title(self) -> str:
        return _(self.value) if self.value else ""

    @property
    def icon_name(self) -> str:
        return "mdi6.quality-low" if self is Reduction.SUB else "mdi6.speedometer-slow"


def reduction_of(feed: TileFeed) -> Reduction:
    """The gravest one."""
    mode = feed.mode()
    if mode is DecodeMode.KEYFRAMES:
        return Reduction.KEYFRAMES
    if mode is DecodeMode.HALF:
        return Reduction.HALF
    return Reduction.SUB if feed.kind is StreamKind.SUB else Reduction.NONE
