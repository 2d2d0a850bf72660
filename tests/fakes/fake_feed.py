"""A feed whose pictures, state and time a test sets by hand; its slots are plain memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from console.media.decode_mode import DecodeMode
from console.media.feed_state import Connection, FeedStatus, TileState
from console.media.picture_fault import PictureFault
from console.media.stream_choice import StreamKind


@dataclass
class FakeFrame:
    number: int
    captured_at_ns: int
    sequence: int
    pixels: memoryview


@dataclass
class FakeCounters:
    due: int = 0
    wanted: int = 0


class FakePicture:
    """Three slots like the real one: the claimed one is left alone until the next claim."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px, self.height_px, self.stride = width_px, height_px, width_px * 4
        self.claims = 0
        self._slots = np.zeros((3, height_px, width_px, 4), np.uint8)
        self._stamps = [(0, 0, 0)] * 3
        self._newest = -1
        self._claimed = -1

    def put(self, pixels: np.ndarray, *, number: int, sequence: int, captured_at_ns: int) -> None:
        """`pixels`: BGRA or one colour, anything that fits the slot."""
        slot = next(n for n in range(3) if n not in (self._claimed, self._newest))
        self._slots[slot][:] = pixels
        self._stamps[slot] = (number, captured_at_ns, sequence)
        self._newest = slot

    def newest(self) -> int:
        return self._stamps[self._newest][0] if self._newest >= 0 else 0

    def claim(self) -> FakeFrame | None:
        if self._newest < 0:
            return None
        self.claims += 1
        self._claimed = self._newest
        return FakeFrame(*self._stamps[self._claimed], self._slots[self._claimed].data.cast("B"))


class FakeFeed:
    def __init__(self, camera_id: str = "cam-1", *, width: int = 640, height: int = 360) -> None:
        self.camera_id = camera_id
        self.tile_state = TileState.LIVE
        self.decode_mode = DecodeMode.EVERY_FRAME
        self.kind = StreamKind.MAIN
        self.age: int | None = 0
        self.fault: PictureFault | None = None
        self.pictures: dict[str, FakePicture] = {}
        self.fields = {
            "camera_id": camera_id,
            "connection": Connection.CONNECTED,
            "failure": None,
            "since_utc": datetime(2026, 11, 23, 17, 47, 12, tzinfo=UTC),
            "next_try_ns": None,
            "codec": "h264",
            "width": width,
            "height": height,
            "fps": 15.0,
        }
        self._counters = FakeCounters()
        self._sequence = 0

    def put(self, pixels: np.ndarray | int, *, captured_at_ns: int = 0) -> None:
        """A new frame in every output, and one more that was due."""
        self._sequence += 1
        self._counters.due += 1
        self._counters.wanted += 1
        for picture in self.pictures.values():
            fitted = pixels if isinstance(pixels, int) else _resized(pixels, picture)
            picture.put(
                fitted, number=picture.newest() + 1, sequence=self._sequence, captured_at_ns=captured_at_ns
            )

    def set_status(self, **fields: object) -> None:
        self.fields.update(fields)

    def status(self) -> FeedStatus:
        return FeedStatus(**self.fields)

    def state(self, now_ns: int) -> TileState:
        return self.tile_state

    def mode(self) -> DecodeMode:
        return self.decode_mode

    def picture_fault(self) -> PictureFault | None:
        return self.fault

    def age_ns(self, now_ns: int) -> int | None:
        return self.age

    def counters(self) -> FakeCounters:
        return self._counters

    def show(self, name: str, *, width_px: int, height_px: int) -> FakePicture:
        self.pictures[name] = FakePicture(width_px, height_px)
        return self.pictures[name]

    def hide(self, name: str) -> None:
        del self.pictures[name]


def _resized(pixels: np.ndarray, picture: FakePicture) -> np.ndarray:
    """Nearest neighbour."""
    rows = np.arange(picture.height_px) * pixels.shape[0] // picture.height_px
    columns = np.arange(picture.width_px) * pixels.shape[1] // picture.width_px
    return pixels[rows[:, None], columns]
