"""Real clips, encoded here, and a real host with its decoder processes that leaves nothing behind."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.clock import SystemClock
from console.media.host import Host
from console.outbox import Outbox
from tests.peers.moving_clip import encode, moving


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
