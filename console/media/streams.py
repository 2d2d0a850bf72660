"""Which of its streams each camera shows, and in which decoder process: looked at again and again."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from console.cameras.address import Address
from console.clock import Clock
from console.media.decoder_process import DecoderProcess
from console.media.feed import Feed
from console.media.intake import Intake
from console.media.spread import Load, lightest, next_move
from console.media.stream_choice import StreamChoice, StreamKind

_AGAIN_NS = 15_000_000_000  # after a stream that did not come
_SPREAD_NS = 5_000_000_000


@dataclass(slots=True)
class _Camera:
    """What is known of one open camera. Changed by the watcher alone."""

    feed: Feed
    addresses: Mapping[StreamKind, Address]
    choice: StreamChoice
    next_change_ns: int = 0
    cost_ns: int = 0  # as counted at the last look
    cores: float = 0.0


@dataclass(slots=True)
class _Holds:
    """Cameras whose main stream somebody needs. Thread: any."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    counts: Counter[str] = field(default_factory=Counter)  # guarded by lock


class Streams:
    """Thread: `hold_main` and `release_main` any; the others one at a time, under the host's lock."""

    def __init__(
        self,
        processes: Sequence[DecoderProcess],
        *,
        clock: Clock,
        keeps_sound: Callable[[str], bool] = lambda _camera_id: False,
    ) -> None:
        self._processes = processes
        self._clock = clock
        self._keeps_sound = keeps_sound
        self._numbers = itertools.count(1)
        self._cameras: dict[str, _Camera] = {}
        self._holds = _Holds()
        self._spread_at_ns = 0

    def open(self, camera_id: str, main: Address, sub: Address | None) -> Feed:
        """A camera with two streams begins with the one that costs less."""
        kind = StreamKind.SUB if sub else StreamKind.MAIN
        addresses = {StreamKind.MAIN: main, **({StreamKind.SUB: sub} if sub else {})}
        intake = Intake.begin(
            next(self._numbers),
            camera_id=camera_id,
            address=addresses[kind],
            kind=kind,
            process=self._processes[lightest(self._loads())],
            keeps_sound=self._keeps_sound(camera_id),
        )
        feed = Feed(intake, clock=self._clock)
        self._cameras[camera_id] = _Camera(feed, addresses, StreamChoice(kind))
        intake.process.add(intake.number, feed)
        return feed

    def close(self, camera_id: str) -> None:
        self._cameras.pop(camera_id, None)

    def hold_main(self, camera_id: str) -> None:
        """Somebody needs the main stream, until as many calls of `release_main`."""
        with self._holds.lock:
            self._holds.counts[camera_id] += 1

    def release_main(self, camera_id: str) -> None:
        with self._holds.lock:
            self._holds.counts[camera_id] = max(0, self._holds.counts[camera_id] - 1)

    def look(self, now_ns: int) -> None:
        """Begins what changes are due, and goes on with those that are under way."""
        cameras = tuple(self._cameras.values())
        for camera in cameras:
            if camera.feed.is_changing:
                camera.feed.settle(now_ns)
            elif StreamKind.SUB in camera.addresses:
                self._choose(camera, now_ns)
        if now_ns - self._spread_at_ns >= _SPREAD_NS:
            self._measure(cameras, now_ns - self._spread_at_ns)
            self._spread_at_ns = now_ns
            self._move_one()

    def _choose(self, camera: _Camera, now_ns: int) -> None:
        feed = camera.feed
        with self._holds.lock:
            held = self._holds.counts[feed.camera_id] > 0
        kind = camera.choice.look(feed.height_px(), now_ns=now_ns, held=held)
        if kind is feed.kind or now_ns < camera.next_change_ns:
            return
        camera.next_change_ns = now_ns + _AGAIN_NS
        spare = feed.spare()
        if kind is StreamKind.SUB and spare is not None:
            feed.change_to(spare)
        else:
            self._change(camera, kind, feed.process)

    def _change(self, camera: _Camera, kind: StreamKind, process: DecoderProcess) -> None:
        feed = camera.feed
        intake = Intake.begin(
            next(self._numbers),
            camera_id=feed.camera_id,
            address=camera.addresses[kind],
            kind=kind,
            process=process,
            after=feed.intake(),
            keeps_sound=self._keeps_sound(feed.camera_id),
        )
        feed.change_to(intake)

    # --- spreading ---

    def _measure(self, cameras: Sequence[_Camera], elapsed_ns: int) -> None:
        for camera in cameras:
            cost_ns = camera.feed.counters().cost_ns
            camera.cores = max(0, cost_ns - camera.cost_ns) / elapsed_ns
            camera.cost_ns = cost_ns

    def _move_one(self) -> None:
        """One at a time: its effect is measured before the next."""
        move = next_move(self._loads())
        if move is not None:
            camera = self._cameras[move[0]]
            if not camera.feed.is_changing and camera.feed.spare() is None:
                self._change(camera, camera.feed.kind, self._processes[move[1]])

    def _loads(self) -> list[Load]:
        loads: list[dict[str, float]] = [{} for _process in self._processes]
        for camera_id, camera in tuple(self._cameras.items()):
            loads[camera.feed.process.number][camera_id] = camera.cores
        return list(loads)
