"""What the wall needs of the engine: a feed, its picture, the newest detections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QSize

from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.detection import Detections
from console.media.decode_mode import DecodeMode
from console.media.feed_state import FeedStatus, TileState
from console.media.picture_fault import PictureFault
from console.media.stream_choice import StreamKind
from ui.mask_cover import ShownMasks


class ShownFrame(Protocol):
    """A picture claimed for showing; its pixels stand still until the next claim."""

    @property
    def number(self) -> int: ...
    @property
    def sequence(self) -> int: ...
    @property
    def captured_at_ns(self) -> int: ...
    @property
    def pixels(self) -> memoryview: ...  # BGRA, stride bytes a row


class FeedPicture(Protocol):
    """A feed's output at one size. Thread: GUI."""

    @property
    def width_px(self) -> int: ...
    @property
    def height_px(self) -> int: ...
    @property
    def stride(self) -> int: ...
    def newest(self) -> int: ...
    def claim(self) -> ShownFrame | None: ...


class Counted(Protocol):
    """Of a feed's counters, those that the wall reads."""

    @property
    def due(self) -> int: ...
    @property
    def wanted(self) -> int: ...


class PictureSource(Protocol):
    """What gives pictures of the size asked for. Thread: GUI."""

    def show(self, name: str, /, *, width_px: int, height_px: int) -> FeedPicture: ...
    def hide(self, name: str, /) -> None: ...


class TileFeed(PictureSource, Protocol):
    """A camera's feed as a tile sees it. Thread: GUI."""

    def status(self) -> FeedStatus: ...
    def state(self, now_ns: int, /) -> TileState: ...
    def mode(self) -> DecodeMode: ...
    @property
    def kind(self) -> StreamKind: ...
    def age_ns(self, now_ns: int, /) -> int | None: ...
    def picture_fault(self) -> PictureFault | None: ...
    def counters(self) -> Counted: ...


def source_size(feed: TileFeed | None) -> QSize:
    """Of the camera's own pictures, in pixels; empty while it is unknown."""
    status = feed.status() if feed else None
    return QSize(status.width, status.height) if status and status.width and status.height else QSize()


class LatestBoxes(Protocol):
    def get(self, camera_id: str, /) -> Detections | None: ...


class WallHost(Protocol):
    @property
    def feeds(self) -> Mapping[str, TileFeed]: ...


class WallEngine(Protocol):
    """The parts of the engine that a wall window reads."""

    @property
    def clock(self) -> Clock: ...
    @property
    def cameras(self) -> Mapping[str, Camera]: ...
    @property
    def host(self) -> WallHost: ...
    @property
    def latest(self) -> LatestBoxes: ...
    @property
    def masking(self) -> ShownMasks | None: ...  # None: nobody lifts any
