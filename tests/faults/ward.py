"""A desk's host with three well feeds, and beds for ill ones beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from console.cameras.address import Address
from console.clock import SystemClock
from console.media.feed import Feed
from console.media.host import Host
from console.media.slots import Picture
from console.outbox import Outbox
from tests.faults.leavings import Holding, assert_nothing_is_left, holdings
from tests.faults.witness import Well, Witness, all_live
from tests.peers.moving_clip import encode, moving
from tests.peers.peer_process import Peer, wait_until

TILE_PX = (96, 54)


@dataclass(frozen=True)
class Clips:
    """Short clips that move all the time, a keyframe a second; each in one codec."""

    h264: Path
    h265: Path
    jpeg: Path
    larger: Path  # H.264
    larger_jpeg: Path
    hour: Path  # H.264 with one keyframe only, at its beginning, a minute long

    @classmethod
    def make(cls, folder: Path) -> Clips:
        # No loop filter: then a picture decoded without it is the same to the last bit.
        h264 = {"preset": "ultrafast", "g": "15", "bf": "0", "x264-params": "no-deblock=1"}
        h265 = {
            "preset": "ultrafast",
            "x265-params": "keyint=15:bframes=0:no-deblock=1:no-sao=1:log-level=none",
        }
        hour = {"preset": "ultrafast", "g": "9999", "bf": "0", "x264-params": "no-deblock=1:scenecut=0"}
        jpeg = {"codec": "mjpeg", "q": "5", "huffman": "default"}
        return cls(
            encode(folder / "h264.mp4", moving(320, 184, 30), **h264),
            encode(folder / "h265.mp4", moving(320, 184, 30), codec="libx265", **h265),
            encode(folder / "jpeg.avi", moving(320, 184, 30), **jpeg),
            encode(folder / "larger.mp4", moving(480, 272, 30), **h264),
            encode(folder / "larger.avi", moving(480, 272, 30), **jpeg),
            encode(folder / "hour.mp4", moving(160, 96, 60 * 15), **hour),
        )


class Ward:
    """Thread: the test's."""

    def __init__(self, host: Host, outbox: Outbox, wells: list[Well]) -> None:
        self.host = host
        self.outbox = outbox
        self.wells = wells
        self.witness = Witness(host, outbox, wells)
        self._ill: list[str] = []
        self.lasting_threads = 0  # a fault may rightly leave them: the names' own four

    def open(self, camera_id: str, address: str) -> tuple[Feed, Picture]:
        """One more feed with its tile."""
        self._ill.append(camera_id)
        feed = self.host.open(camera_id, Address.parse(address))
        return feed, feed.show("tile", width_px=TILE_PX[0], height_px=TILE_PX[1])

    def close_all(self) -> None:
        for camera_id in self._ill:
            self.host.close(camera_id)
        self._ill.clear()


@contextmanager
def well_host(clips: Clips) -> Iterator[tuple[Host, Outbox, list[Well]]]:
    """Two decoder processes with a live feed of each codec."""
    outbox = Outbox()
    host = Host(clock=SystemClock(), outbox=outbox, processes=2)
    feeds = [f"{name}={getattr(clips, name)}" for name in ("h264", "h265", "jpeg")]
    with Peer("tests.peers.rtsp_server", *(part for feed in feeds for part in ("--feed", feed))) as peer:
        host.start()
        try:
            wells = [
                Well(host.open(f"well-{name}", Address.parse(f"rtsp://127.0.0.1:{peer.port}/{name}")))
                for name in ("h264", "h265", "jpeg")
            ]
            wait_until(
                lambda: all_live([well.feed for well in wells]), within_s=30, what="the well ones are live"
            )
            yield host, outbox, wells
        finally:
            host.stop()


@contextmanager
def watched(host: Host, outbox: Outbox, wells: list[Well]) -> Iterator[Ward]:
    """Afterwards nobody else has noticed anything, and nothing of the ill feeds is left."""
    before: tuple[Holding, ...] = holdings(host)
    ward = Ward(host, outbox, wells)
    with ward.witness:
        yield ward
        ward.close_all()
    ward.witness.assert_all_unharmed()
    assert_nothing_is_left(host, before, threads=ward.lasting_threads)
