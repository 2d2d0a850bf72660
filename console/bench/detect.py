"""`munara bench detect`: the pool over real streams against a bare loop, and whom it looks at how often."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from console.bench.bare_looks import bare_looks, decoded
from console.bench.cameras import bench_cameras
from console.bench.figures import Figures
from console.bench.streams import StreamShape, make_streams
from console.cameras.camera import Camera
from console.clock import SystemClock
from console.detection.detection import Detections
from console.detection.model import Model
from console.detection.model_file import get_model
from console.detection.pool import Pool
from console.language import _
from console.media.frame import Letterbox, Still
from console.media.host import Host
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem
from console.settings import load_settings

_OVERLOAD_CAMERAS = 36  # at 15 fps they have six times as many frames as a detector takes
_CITY_CAMERAS = 336
_CITY_FPS, _FPS = 7.5, 15.0
_ROUNDS, _ROUND_S, _SETTLE_S = 3, 6.0, 2.0
_ALL_SEEN_S = 90.0
_LEARNING_S = 10.0  # until it is known of every scene what is usual there
_MOVING_OF = 10  # one camera of so many shows a street, the others an empty place


@dataclass(frozen=True, slots=True)
class DetectFigures(Figures):
    """DESIGN.md section 7; `fairness` is the most by the least looks at cameras that all move."""

    pool_fps: float
    bare_fps: float
    ratio: float
    cameras: int
    slowest_moving_s: float
    slowest_still_s: float
    fairness: float
    model: str
    threads: int
    looks_per_second: float  # while most cameras show a still scene


class _Looks:
    """When each camera was looked at. Thread: any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at_ns: dict[str, list[int]] = defaultdict(list)  # guarded by _lock

    def take(self, detections: Detections, _letterbox: Letterbox) -> Still:
        with self._lock:
            self._at_ns[detections.stamp.camera_id].append(detections.detected_at_ns)
        return Still.DROP

    def cameras(self) -> int:
        with self._lock:
            return len(self._at_ns)

    def between(self, from_ns: int, to_ns: int) -> dict[str, list[int]]:
        with self._lock:
            return {
                camera_id: [at_ns for at_ns in times if from_ns <= at_ns < to_ns]
                for camera_id, times in self._at_ns.items()
            }


def run(arguments: argparse.Namespace) -> int:
    """Measures, prints and returns the exit code.

    Raises:
        Problem: no model can be had, or the cameras do not come live.
    """
    folder = DataFolder.choose(arguments.data)
    settings = load_settings(folder.settings_file)
    figures = measure(
        get_model(settings.model, folder.models).load,
        cameras=arguments.cameras or (_CITY_CAMERAS if arguments.city else _OVERLOAD_CAMERAS),
        fps=_CITY_FPS if arguments.city else _FPS,
        threads=settings.detector_threads,
        seconds=arguments.seconds,
    )
    sys.stdout.write((figures.as_json() if arguments.json else figures.table()) + "\n")
    return 0


def measure(
    models: Callable[[], Model], *, cameras: int, fps: float, threads: int, seconds: float
) -> DetectFigures:
    """Two parts: cameras that all move, beside a bare loop in turn; then most of them with a still scene."""
    few = min(cameras, _OVERLOAD_CAMERAS)
    pool_fps, bare_fps, fairness = _overloaded(models, cameras=few, threads=threads)
    moving_s, still_s, rate = _mostly_still(
        models, cameras=cameras, fps=fps, threads=threads, seconds=seconds
    )
    return DetectFigures(
        pool_fps=round(pool_fps, 2),
        bare_fps=round(bare_fps, 2),
        ratio=round(pool_fps / bare_fps, 3),
        cameras=cameras,
        slowest_moving_s=round(moving_s, 2),
        slowest_still_s=round(still_s, 2),
        fairness=round(fairness, 3),
        model=models().name,
        threads=threads,
        looks_per_second=round(rate, 2),
    )


def _overloaded(models: Callable[[], Model], *, cameras: int, threads: int) -> tuple[float, float, float]:
    """(pool's looks a second, the bare loop's, fairness); both beside the same decoding."""
    clips = make_streams(StreamShape(fps=_FPS))
    frames, counts = decoded(clips), Counter[str]()
    pool_fps, bare_fps = list[float](), list[float]()
    with bench_cameras(clips, tiles=cameras, source="file") as watched, _opened(watched) as host:
        for _round in range(_ROUNDS):
            camera = next(iter(watched.values()))
            bare_fps.append(bare_looks(models, frames, camera=camera, threads=threads, seconds=_ROUND_S))
            with _looking(models, host, watched, threads=threads) as looks:
                time.sleep(_SETTLE_S)
                began_ns = time.monotonic_ns()
                time.sleep(_ROUND_S)
                seen = looks.between(began_ns, time.monotonic_ns())
            pool_fps.append(sum(map(len, seen.values())) / _ROUND_S)
            counts.update({camera_id: len(times) for camera_id, times in seen.items()})
    # Each best: whatever else this machine did at that time only ever took looks away.
    return max(pool_fps), max(bare_fps), max(counts.values()) / max(1, min(counts.values()))


def _mostly_still(
    models: Callable[[], Model], *, cameras: int, fps: float, threads: int, seconds: float
) -> tuple[float, float, float]:
    """(longest time between two looks at a moving scene, at a still one, looks a second)."""
    moving, still = (make_streams(StreamShape(fps=fps, is_still=each), count=2) for each in (False, True))
    clips = [moving[0], *[still[number % len(still)] for number in range(_MOVING_OF - 1)]]
    with (
        bench_cameras(clips, tiles=cameras, source="file") as watched,
        _opened(watched) as host,
        _looking(models, host, watched, threads=threads) as looks,
    ):
        time.sleep(_LEARNING_S)
        began_ns = time.monotonic_ns()
        time.sleep(seconds)
        ended_ns = time.monotonic_ns()
        seen = looks.between(began_ns, ended_ns)
    street = {camera_id for camera_id in watched if (int(camera_id) - 1) % _MOVING_OF == 0}
    slowest = {camera_id: _longest_s(times, began_ns, ended_ns) for camera_id, times in seen.items()}
    return (
        max(slowest[camera_id] for camera_id in street),
        max((each for camera_id, each in slowest.items() if camera_id not in street), default=0.0),
        sum(map(len, seen.values())) / seconds,
    )


def _longest_s(times_ns: Sequence[int], began_ns: int, ended_ns: int) -> float:
    """What is open at either end counts as far as it was seen."""
    marks = [began_ns, *times_ns, ended_ns]
    return max(later - earlier for earlier, later in pairwise(marks)) / 1e9


@contextmanager
def _opened(cameras: Mapping[str, Camera]) -> Iterator[Host]:
    host = Host(clock=SystemClock(), outbox=Outbox())
    host.start()
    try:
        for camera in cameras.values():
            host.open(camera.id, camera.main)
        yield host
    finally:
        host.stop()


@contextmanager
def _looking(
    models: Callable[[], Model], host: Host, cameras: Mapping[str, Camera], *, threads: int
) -> Iterator[_Looks]:
    """A pool that has looked at every camera once."""
    looks = _Looks()
    pool = Pool(host=host, clock=SystemClock(), models=models, workers=threads, on_detections=looks.take)
    for camera in cameras.values():
        pool.watch(camera)
    pool.start()
    try:
        until_s = time.monotonic() + _ALL_SEEN_S
        while looks.cameras() < len(cameras):
            if time.monotonic() > until_s:
                raise Problem(
                    _("{count} cameras did not come live").format(count=len(cameras) - looks.cameras()),
                    where="bench detect",
                    mend=_("Try fewer with --cameras, or end what else runs on this machine"),
                )
            time.sleep(0.05)
        yield looks
    finally:
        pool.stop()
