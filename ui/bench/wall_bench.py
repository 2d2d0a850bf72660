"""`munara bench wall`: real windows over the real host, measured for a while."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from console.bench.bare import bare_decode_us
from console.bench.cameras import bench_cameras
from console.bench.command import screens_of, shape_of
from console.bench.figures import WallFigures
from console.bench.quality import psnr_db
from console.bench.streams import make_streams
from console.bench.usage import cpu_s, memory_mb
from console.cameras.camera import Camera
from console.clock import Clock, SystemClock
from console.detection.latest import LatestDetections
from console.media.hardware_verdict import measured_hardware
from console.media.host import Host
from console.outbox import Outbox
from console.wall.layout import Layout
from ui.bench.stage import bench_application, run_for, wait_for_all
from ui.mask_cover import ShownMasks
from ui.wall.frame_clock import FrameClock
from ui.wall.wall_window import WallWindow

_SETTLE_S = 3.0
_SAMPLES = 16  # tiles whose pictures are compared with the full decode


@dataclass(frozen=True, slots=True)
class BenchEngine:
    """What a wall window reads of the engine: no detection, no journal."""

    clock: Clock
    cameras: Mapping[str, Camera]
    host: Host
    latest: LatestDetections
    masking: ShownMasks | None = None  # the cameras' own are filled in


def run_bench(arguments: argparse.Namespace) -> int:
    """Measures, prints and returns the exit code.

    Raises:
        Problem: the tiles do not come live, or a peer's library is missing.
    """
    clips = make_streams(shape_of(arguments))
    _application = bench_application(screens_of(arguments))
    before_us = bare_decode_us(clips, streams=arguments.tiles)
    with bench_cameras(clips, tiles=arguments.tiles, source=arguments.source) as cameras:
        if arguments.peer:
            from ui.bench.peer_bench import measure_peer

            measured = measure_peer(arguments, cameras)
        else:
            measured = _measure_wall(arguments, cameras, clips)
    # Before and after: this machine may have been another one's meanwhile.
    bare_us = (before_us + bare_decode_us(clips, streams=arguments.tiles)) / 2
    figures = measured(bare_us)
    print(figures.as_json() if arguments.json else figures.table())  # noqa: T201 - the command's answer
    return 0


def _measure_wall(
    arguments: argparse.Namespace, cameras: Mapping[str, Camera], clips: Sequence[Path]
) -> Callable[[float], WallFigures]:
    hardware = measured_hardware() if arguments.hardware == "measured" else None
    host = Host(clock=SystemClock(), outbox=Outbox(), hardware=hardware)
    host.start()
    host.expect_no_detectors()
    try:
        engine = BenchEngine(SystemClock(), cameras, host, LatestDetections())
        with wall_windows(engine, screens_of(arguments)) as (walls, clock):
            return _measured(arguments, host, walls, clock, clips)
    finally:
        host.stop()


@contextmanager
def wall_windows(
    engine: BenchEngine, screens: Sequence[tuple[int, int]]
) -> Iterator[tuple[list[WallWindow], FrameClock]]:
    """Windows over all screens, with the cameras shared out in order."""
    clock = FrameClock(engine.clock)
    ids = list(engine.cameras)
    each = -(-len(ids) // len(screens))
    walls = []
    for number, size in enumerate(screens):
        shown = ids[number * each : (number + 1) * each]
        walls.append(WallWindow(engine, wide_layout(shown, size), number=number + 1))
        walls[-1].setGeometry(number * size[0], 0, *size)
        clock.watch(walls[-1])
    try:
        yield walls, clock
    finally:
        clock.stop()
        for wall in walls:
            wall.hide()
            wall.deleteLater()


def wide_layout(ids: Sequence[str], size: tuple[int, int]) -> Layout:
    """The grid whose tiles come nearest to 16:9: 84 on a full-HD screen are 12 by 7."""

    def wrong(columns: int) -> float:
        rows = -(-len(ids) // columns)
        return abs((size[0] / columns) / (size[1] / rows) / (16 / 9) - 1) + (columns * rows - len(ids)) / 10

    columns = min(range(1, len(ids) + 1), key=wrong)
    return Layout(columns, -(-len(ids) // columns), tuple(ids))


def _measured(
    arguments: argparse.Namespace,
    host: Host,
    walls: Sequence[WallWindow],
    clock: FrameClock,
    clips: Sequence[Path],
) -> Callable[[float], WallFigures]:
    pids = [os.getpid(), *(pid for pid in host.pids if pid)]
    empty_mb = memory_mb(pids)
    first_all_live_s = open_all(host, walls, clock)
    run_for(_SETTLE_S)
    hardware_tiles = _moved_to_hardware(host)
    tiles = [tile for wall in walls for tile in wall.tiles]
    clock.intervals.clear()
    for tile in tiles:
        tile.lags.clear()
    due, painted = sum(wall.counts.due() for wall in walls), sum(wall.counts.painted() for wall in walls)
    used_s, desk_s, began_s = cpu_s(pids), time.process_time(), time.monotonic()
    run_for(arguments.seconds)
    elapsed_s = time.monotonic() - began_s
    used_s, desk_s = cpu_s(pids) - used_s, time.process_time() - desk_s
    due = sum(wall.counts.due() for wall in walls) - due
    painted = sum(wall.counts.painted() for wall in walls) - painted
    lags = np.concatenate([np.asarray(tile.lags.values_ns()) for tile in tiles])
    tick_ms = clock.intervals.percentile_ns(99) / 1e6
    rss_mb, ring_mb = memory_mb(pids), _ring_mb(host)
    quality = _quality(walls, clips)

    def figures(bare_us: float) -> WallFigures:
        per_painted_us = used_s * 1e6 / max(1, painted)
        return WallFigures(
            tiles=len(tiles),
            hardware_tiles=hardware_tiles,
            due=due,
            painted=painted,
            painted_ratio=round(painted / max(1, due), 4),
            cpu_cores=round(used_s / elapsed_s, 3),
            desk_cores=round(desk_s / elapsed_s, 3),
            cpu_us_per_painted=round(per_painted_us, 1),
            bare_decode_us=round(bare_us, 1),
            ratio_to_bare=round(per_painted_us / bare_us, 3),
            p95_packet_to_paint_ms=round(float(np.percentile(lags, 95)) / 1e6, 1) if len(lags) else None,
            tick_p99_ms=round(tick_ms, 1),
            rss_mb=round(rss_mb, 1),
            ring_mb=round(ring_mb, 1),
            # What a tile adds: an empty desk with its decoder processes is counted before.
            rss_mb_per_tile=round((rss_mb - ring_mb - empty_mb) / len(tiles), 2),
            first_all_live_s=round(first_all_live_s, 2),
            psnr_db=quality,
        )

    return figures


def open_all(host: Host, walls: Sequence[WallWindow], clock: FrameClock) -> float:
    """Opens every camera and shows it; seconds until each tile has painted."""
    began_s = time.monotonic()
    for wall in walls:
        for tile in wall.tiles:
            assert tile.camera
            tile.show_camera(tile.camera, host.open(tile.camera.id, tile.camera.main))
        wall.show()
    clock.start()
    tiles = [tile for wall in walls for tile in wall.tiles]
    wait_for_all(tiles, lambda tile: tile.painted > 0, bench="wall")
    return time.monotonic() - began_s


def _moved_to_hardware(host: Host) -> int:
    """How many tiles the hardware decodes, once no more of them go over to it."""
    count, before = _hardware_tiles(host), 0
    while count > before:
        run_for(_SETTLE_S)
        count, before = _hardware_tiles(host), count
    return count


def _hardware_tiles(host: Host) -> int:
    return sum(feed.counters().hardware for feed in host.feeds.values())


def _ring_mb(host: Host) -> float:
    return sum(getattr(feed.counters(), "ring_bytes", 0) for feed in host.feeds.values()) / 1e6


def _quality(walls: Sequence[WallWindow], clips: Sequence[Path]) -> float | None:
    found = []
    tiles = [(index, tile) for wall in walls for index, tile in enumerate(wall.tiles)]
    for _index, tile in tiles[:: max(1, len(tiles) // _SAMPLES)]:
        frame = tile.shown_frame()
        if frame is None or tile.camera is None:
            continue
        clip = clips[(int(tile.camera.number) - 1) % len(clips)]
        found.append(psnr_db(clip, frame[0]))
    return round(float(np.mean(found)), 1) if found else None
