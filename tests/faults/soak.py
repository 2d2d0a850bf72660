"""Twenty minutes of a wall whose cameras go and come at random: `python -m tests.faults.soak`, by hand.

A real wall over the real host and its decoder processes; the cameras are RTSP servers on 127.0.0.1, four to a
process, that are killed, stopped and started again; others are closed and opened anew. Then all are up until
every ring is full: what the desk and its processes hold then is a line of the log. From the fifth minute on
the lines must be alike: memory without the ring within 1 %, threads and descriptors the same. Exit 0 if so,
else 1.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from console.bench.streams import StreamShape, make_streams
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.clock import SystemClock
from console.detection.latest import LatestDetections
from console.media.feed_state import TileState
from console.media.host import Host
from console.outbox import Outbox
from tests.faults.leavings import Holding, holdings
from tests.peers.peer_process import Peer

_EACH = 4  # cameras a server
_CHAOS_S, _STEP_S = 40.0, 2.0
_ALL_UP_S = 60.0
_CALM_S = 65.0  # then every ring is full again
_WARM_MINUTES = 5
_MEMORY_MAY_DIFFER = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """What was held when all cameras were up."""

    second: int
    live: int
    ring_mb: float
    held: tuple[Holding, ...]  # the desk's first

    @property
    def memory_mb(self) -> float:
        """Without the ring: that is as large as what the cameras sent lately."""
        return sum(each.pss_mb for each in self.held) - self.ring_mb

    def text(self) -> str:
        each = "  ".join(f"{h.pss_mb:6.1f} MB {h.threads:3} threads {h.descriptors:4} fds" for h in self.held)
        ring = f"ring {self.ring_mb:5.1f} MB  rest {self.memory_mb:6.1f} MB"
        return f"{self.second:5} s  live {self.live}  {ring} | {each}"


class Soak:
    """Thread: GUI."""

    def __init__(self, *, tiles: int, seed: int, out: Path | None) -> None:
        self._chance = random.Random(seed)
        self._out = out
        self._began_s = time.monotonic()
        self._host = Host(clock=SystemClock(), outbox=Outbox())
        self._peers: list[Peer] = []
        self._stopped: set[Peer] = set()
        self._killed: set[Peer] = set()
        self._tiles: list = []
        self._count = tiles
        self.events = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        from ui.bench.stage import run_for
        from ui.bench.wall_bench import BenchEngine, open_all, wall_windows

        clips = make_streams(StreamShape())
        with ExitStack() as stack:
            cameras = self._start_cameras(stack, clips)
            self._host.start()
            stack.callback(self._host.stop)
            self._host.expect_no_detectors()
            engine = BenchEngine(SystemClock(), cameras, self._host, LatestDetections())
            walls, clock = stack.enter_context(wall_windows(engine, [(1920, 1080)]))
            open_all(self._host, walls, clock)
            self._tiles = [tile for wall in walls for tile in wall.tiles]
            self._run_for = run_for
            yield

    def _start_cameras(self, stack: ExitStack, clips: list[Path]) -> dict[str, Camera]:
        street, cameras = Place("soak", "Soak", PlaceKind.STREET), {}
        for first in range(0, self._count, _EACH):
            names = [f"{number + 1:04}" for number in range(first, min(first + _EACH, self._count))]
            feeds = [f"{name}={clips[int(name) % len(clips)]}" for name in names]
            peer = stack.enter_context(
                Peer("tests.peers.rtsp_server", *(part for feed in feeds for part in ("--feed", feed)))
            )
            self._peers.append(peer)
            for name in names:
                address = Address.parse(f"rtsp://127.0.0.1:{peer.port}/{name}")
                cameras[name] = Camera(name, name, "", street, address)
        return cameras

    def round(self) -> Line:
        """Chaos, then everybody up."""
        until_s = time.monotonic() + _CHAOS_S
        while time.monotonic() < until_s:
            self._trouble()
            self._run_for(_STEP_S)
        for peer in tuple(self._killed | self._stopped):
            self._mend(peer)
        until_s = time.monotonic() + _ALL_UP_S
        while self._live() < self._count and time.monotonic() < until_s:
            self._run_for(0.5)
        self._run_for(_CALM_S)
        line = Line(
            round(time.monotonic() - self._began_s), self._live(), self._ring_mb(), holdings(self._host)
        )
        self.say(line.text())
        return line

    def _trouble(self) -> None:
        self.events += 1
        peer = self._chance.choice(self._peers)
        if peer in self._killed | self._stopped:
            self._mend(peer)
            return
        match self._chance.randrange(3):
            case 0:
                peer.kill()
                self._killed.add(peer)
            case 1:
                peer.pause()
                self._stopped.add(peer)
            case _:
                tile = self._chance.choice(self._tiles)
                camera = tile.camera
                tile.show_camera(None, None)
                self._host.close(camera.id)
                self._run_for(0.2)
                tile.show_camera(camera, self._host.open(camera.id, camera.main))

    def _mend(self, peer: Peer) -> None:
        if peer in self._killed:
            self._killed.discard(peer)
            peer.start()
        else:
            self._stopped.discard(peer)
            peer.go_on()

    def _live(self) -> int:
        now_ns = time.monotonic_ns()
        return sum(feed.state(now_ns) is TileState.LIVE for feed in self._host.feeds.values())

    def _ring_mb(self) -> float:
        return sum(feed.counters().ring_bytes for feed in self._host.feeds.values()) / 2**20

    def say(self, text: str) -> None:
        print(text, flush=True)
        if self._out:
            with self._out.open("a", encoding="utf-8") as file:
                file.write(text + "\n")


def is_flat(lines: list[Line], say, *, tiles: int) -> bool:
    memory = [line.memory_mb for line in lines]
    middle = sorted(memory)[len(memory) // 2]
    third = max(1, len(lines) // 3)
    grown = sum(memory[-third:]) / third - sum(memory[:third]) / third
    # Feeds move from one decoder process to another: only their sum stays.
    counts = {(sum(h.threads for h in line.held), sum(h.descriptors for h in line.held)) for line in lines}
    say(f"memory without ring: {min(memory):.1f} to {max(memory):.1f} MB, median {middle:.1f}")
    say(f"last third against the first: {grown:+.2f} MB, {grown / middle:+.2%}")
    say(f"threads and descriptors of all processes: {sorted(counts)}")
    dark = [line.second for line in lines if line.live < tiles]
    say(f"not all live at: {dark or 'no time'}")  # a busy machine: not for judging by
    return abs(grown) <= _MEMORY_MAY_DIFFER * middle and len(counts) == 1 and not dark


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=20)
    parser.add_argument("--tiles", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    soak = Soak(tiles=arguments.tiles, seed=arguments.seed, out=arguments.out)
    end_s = time.monotonic() + arguments.minutes * 60
    lines = []
    with soak.running():
        while time.monotonic() < end_s:
            lines.append(soak.round())
    soak.say(f"{soak.events} events, seed {arguments.seed}")
    flat = is_flat(
        [line for line in lines if line.second >= _WARM_MINUTES * 60] or lines,
        soak.say,
        tiles=arguments.tiles,
    )
    soak.say(f"flat: {'yes' if flat else 'no'}")
    del application
    return 0 if flat else 1


if __name__ == "__main__":
    sys.exit(main())
