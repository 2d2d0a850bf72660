"""Watches whether the windows keep up, and gives up in order, aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.pool import Pool
from console.media.decode_mode import DecodeMode
from console.media.host import Host
from console.media.shedding import Rank, Shed, Shedding, Stage, steps

_BEGINNING_NS = 10_000_000_000  # hundreds of cameras that connect at once say nothing of what is to come


@dataclass(frozen=True, slots=True)
class Painted:
    """Totals of all windows since they were made."""

    wanted: int = 0  # frames that their tiles were to show
    painted: int = 0
    lag_ns: int = 0  # from arrival to paint, added up over the painted frames


class Overload:
    """Thread: main."""

    def __init__(
        self,
        *,
        host: Host,
        pool: Pool,
        clock: Clock,
        cameras: Mapping[str, Camera],
        record: Callable[[Mapping[str, object]], None],
    ) -> None:
        """`record` writes a "load shed" entry with that body."""
        self._host = host
        self._pool = pool
        self._clock = clock
        self._cameras = cameras
        self._record = record
        self._shedding = Shedding()
        self._before: Painted | None = None
        self._begun_at_ns = clock.monotonic_ns()
        self._cut_down: set[str] = set()  # cameras that were given a lower mode
        self.shed = Shed()

    def look(self, now: Painted, *, shown: Collection[str], last: Collection[str]) -> None:
        """Once a second or so: what the windows painted, which cameras they show, and whose go last."""
        before, self._before = self._before, now
        if before is None or self._clock.monotonic_ns() - self._begun_at_ns < _BEGINNING_NS:
            return
        plan = steps({camera_id: self._rank(camera_id, last) for camera_id in sorted(shown)})
        painted = now.painted - before.painted
        step = self._shedding.look(
            wanted=now.wanted - before.wanted,
            painted=painted,
            lag_ns=(now.lag_ns - before.lag_ns) // max(1, painted),
            now_ns=self._clock.monotonic_ns(),
            most=len(plan) - 1,
        )
        self._apply(plan[step])

    def _rank(self, camera_id: str, last: Collection[str]) -> Rank:
        if camera_id in last:
            return Rank.LAST
        place = self._cameras[camera_id].place
        return Rank.CHILDREN if place.kind.for_children else Rank.ORDINARY

    def _apply(self, shed: Shed) -> None:
        stage, self.shed = self.shed.stage, shed
        # Again at each look: a feed may have been opened anew, and a camera's rank may have changed.
        for camera_id in self._cut_down | shed.modes.keys():
            feed = self._host.feeds.get(camera_id)
            if feed is not None:
                feed.set_mode(shed.modes.get(camera_id, DecodeMode.EVERY_FRAME))
        self._cut_down = set(shed.modes)
        self._pool.slow_down(shed.detection_divisor)
        if shed.stage is not stage:
            self._record(shed_body(shed))


def shed_body(shed: Shed) -> dict[str, object]:
    """What a "load shed" entry says."""
    modes = Counter(shed.modes.values())
    return {
        "what": shed.stage.value,
        "half_rate": modes[DecodeMode.HALF],
        "keyframes_only": modes[DecodeMode.KEYFRAMES],
        "detection_divisor": shed.detection_divisor,
    }


def shed_title(shed: Shed) -> str:
    """For the bottom bar; "" while nothing is given up."""
    return "" if shed.stage is Stage.NOTHING else shed.stage.title()
