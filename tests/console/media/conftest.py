"""Real clips, encoded here, and a real host with its decoder processes that leaves nothing behind."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from console.clock import SystemClock
from console.media.host import Host
from console.outbox import Outbox

RATE = 15


def moving(width: int, height: int, count: int, *, seed: int = 0) -> Iterator[np.ndarray]:
    """Frames in which everything moves, each different from all others."""
    chance = np.random.default_rng(seed)
    background = chance.integers(0, 255, (height // 8 + 1, width // 8 + 1, 3), np.uint8)
    background = background.repeat(8, 0).repeat(8, 1)[:height, :width]
    for index in range(count):
        frame = np.roll(background, index * 3, axis=1)
        left = index * 5 % (width - 24)
        frame[height // 3 : height // 3 + 24, left : left + 24] = (20, 40, 250)
        yield frame


def encode(path: Path, frames: Iterable[np.ndarray], *, codec: str = "libx264", **options: str) -> Path:
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=RATE)
        for index, pixels in enumerate(frames):
            if index == 0:
                stream.height, stream.width = pixels.shape[:2]
                stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
                stream.options = options or {"preset": "ultrafast", "g": "15", "bf": "0"}
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = index, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds, 320x180, H.264, a keyframe a second."""
    return encode(tmp_path_factory.mktemp("clips") / "moving.mp4", moving(320, 180, 30))


@pytest.fixture
def encode_clip() -> Callable[..., Path]:
    def make(
        path: Path, count: int, *, width: int = 320, height: int = 180, codec: str = "libx264", **options
    ):
        return encode(path, moving(width, height, count), codec=codec, **options)

    return make


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def host(outbox: Outbox) -> Iterator[Host]:
    """Two decoder processes; afterwards no thread, process or descriptor of theirs is left."""
    gc.collect()
    before = _descriptors()
    host = Host(clock=SystemClock(), outbox=outbox, processes=2)
    host.start()
    pids = host.pids
    yield host
    pids += host.pids
    host.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("media-")]
    assert not [pid for pid in pids if pid and Path(f"/proc/{pid}").exists()]
    del host
    gc.collect()
    assert _descriptors() <= before + _PICTURES_OF_A_TEST


_PICTURES_OF_A_TEST = 8  # memory that the test's own variables still hold


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - counting, not walking


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Waits until a condition holds; the bound only ends a test that has failed anyway."""

    def wait(condition: Callable[[], object], *, within_s: float = 30.0) -> None:
        end = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < end, "it did not come about"
            time.sleep(0.01)

    return wait
