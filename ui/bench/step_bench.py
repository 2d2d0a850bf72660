"""`munara bench detect --step`: on a live wall, how soon whoever steps into a zone is an alert."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from console.alerts.alert import Alert, AlertRaised
from console.alerts.zone import Zone
from console.bench.cameras import bench_cameras
from console.bench.figures import Figures, nearest_rank
from console.bench.streams import DISTINCT, StreamShape, make_streams, step_s
from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site
from console.clock import Clock
from console.detection.model import Model
from console.detection.model_file import get_model
from console.engine import Engine
from console.paths import DataFolder
from console.settings import Settings, load_settings
from ui.bench.stage import bench_application, bench_engine, run_for
from ui.bench.wall_bench import wide_layout
from ui.bridge import Bridge
from ui.wall.frame_clock import FrameClock
from ui.wall.wall_window import WallWindow

_CAMERAS = 36
_SCREEN = (1920, 1080)
_SETTLE_S = 3.0
_LATE_S = 3.0  # an alert that comes later than that is none for its step
# The street's middle: the sign at the left edge, which a detector takes for a person, is outside.
_ZONE = Polygon(((0.15, 0.2), (0.98, 0.2), (0.98, 0.98), (0.15, 0.98)))


@dataclass(frozen=True, slots=True)
class StepFigures(Figures):
    """From the first frame with somebody in the zone to the alert on the desk; a step missed is infinite."""

    cameras: int
    steps: int
    raised: int
    p50_s: float
    p95_s: float
    painted_ratio: float  # of the wall meanwhile
    model: str


class StepWatch:
    """Which alert tells of which step. Thread: GUI."""

    def __init__(self, clock: Clock, *, clip_s: float) -> None:
        self._clock = clock
        self._clip_ns = round(clip_s * 1e9)
        self.waits_s: dict[tuple[str, int], float] = {}  # (camera, when somebody stepped in) → seconds

    def hear(self, fact: object) -> None:
        if isinstance(fact, AlertRaised):
            self.note(fact.alert)

    def note(self, alert: Alert) -> None:
        """The first alert of a step counts; its frame tells where in the clip it stands."""
        stamp = alert.stamp
        stepped_ns = stamp.captured_at_ns - (stamp.media_time_us * 1000 - _step_ns(alert.camera))
        wait_s = (self._clock.monotonic_ns() - stepped_ns) / 1e9
        known = any(
            camera_id == stamp.camera_id and abs(at_ns - stepped_ns) < self._clip_ns // 2
            for camera_id, at_ns in self.waits_s
        )
        if not known and 0 <= wait_s <= _LATE_S:
            self.waits_s[stamp.camera_id, stepped_ns] = wait_s


def run_bench(arguments: argparse.Namespace) -> int:
    """Measures, prints and returns the exit code.

    Raises:
        Problem: no model can be had, or the tiles do not come live.
    """
    shape = StreamShape(has_step=True)
    clips = make_streams(shape)
    _application = bench_application([_SCREEN])
    chosen = DataFolder.choose(arguments.data)
    settings = load_settings(chosen.settings_file)
    model = get_model(settings.model, chosen.models)
    with (
        bench_cameras(clips, tiles=arguments.cameras or _CAMERAS, source="file") as cameras,
        _desk(cameras, settings, model.load) as (engine, bridge),
    ):
        figures = _measured(engine, bridge, shape, seconds=arguments.seconds, model=model.name)
    print(figures.as_json() if arguments.json else figures.table())  # noqa: T201 - the command's answer
    return 0


@contextmanager
def _desk(
    cameras: Mapping[str, Camera], settings: Settings, models: Callable[[], Model]
) -> Iterator[tuple[Engine, Bridge]]:
    """A whole engine, each camera with one zone in force."""
    zones = [
        Zone(f"zone-{camera_id}", camera_id, "street", _ZONE, cool_down_s=0).to_row() for camera_id in cameras
    ]
    site = Site.of(cameras.values(), zones)
    with bench_engine(site, settings, operator=None, models=models) as engine:
        bridge = Bridge(engine.outbox)
        bridge.factArrived.connect(engine.handle)
        try:
            yield engine, bridge
        finally:
            bridge.close()


def _measured(
    engine: Engine, bridge: Bridge, shape: StreamShape, *, seconds: float, model: str
) -> StepFigures:
    clock = FrameClock(engine.clock)
    wall = WallWindow(engine, wide_layout(list(engine.cameras), _SCREEN))
    wall.setGeometry(0, 0, *_SCREEN)
    clock.watch(wall)
    watch = StepWatch(engine.clock, clip_s=shape.seconds)
    try:
        wall.show()
        clock.start()
        run_for(shape.seconds + _SETTLE_S)  # until it is known of every scene what is usual there
        bridge.factArrived.connect(watch.hear)
        due, painted = wall.counts.due(), wall.counts.painted()
        began_ns = engine.clock.monotonic_ns()
        run_for(seconds)
        ended_ns = engine.clock.monotonic_ns()
        due, painted = wall.counts.due() - due, wall.counts.painted() - painted
        run_for(_LATE_S)
    finally:
        clock.stop()
        wall.hide()
        wall.deleteLater()
    raised = [wait_s for (_camera, at_ns), wait_s in watch.waits_s.items() if began_ns <= at_ns < ended_ns]
    steps = max(len(raised), math.floor(len(engine.cameras) * seconds / shape.seconds))
    waits_s = raised + [math.inf] * (steps - len(raised))
    return StepFigures(
        cameras=len(engine.cameras),
        steps=steps,
        raised=len(raised),
        p50_s=round(nearest_rank(waits_s, 50), 3),
        p95_s=round(nearest_rank(waits_s, 95), 3),
        painted_ratio=round(painted / max(1, due), 4),
        model=model,
    )


def _step_ns(camera: Camera) -> int:
    return round(step_s((int(camera.number) - 1) % DISTINCT) * 1e9)
