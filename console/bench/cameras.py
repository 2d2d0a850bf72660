"""The bench's cameras over its clips: as files, or from an RTSP server in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from console.cameras.address import Address, AddressKind
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind


@contextmanager
def bench_cameras(clips: Sequence[Path], *, tiles: int, source: str) -> Iterator[dict[str, Camera]]:
    """Cameras by id; camera n shows clip n modulo their number. The server ends with the block."""
    if source == "file":
        yield _cameras([Address(AddressKind.FILE, str(clip)) for clip in clips], tiles)
        return
    command = [sys.executable, "-m", "console.bench.rtsp_server", *map(str, clips)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            port = int(server.stdout.readline())
            addresses = [Address.parse(f"rtsp://127.0.0.1:{port}/{number}") for number in range(len(clips))]
            yield _cameras(addresses, tiles)
        finally:
            server.kill()


def _cameras(addresses: Sequence[Address], tiles: int) -> dict[str, Camera]:
    street = Place("bench", "Bench", PlaceKind.STREET)
    found = {}
    for number in range(tiles):
        name = f"{number + 1:04}"
        found[name] = Camera(name, name, "", street, addresses[number % len(addresses)])
    return found
