"""Plays the demo's outages: a camera is asked for where nobody answers, and later where it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.clock import Clock
from console.media.feed import Feed
from console.media.host import Host

# The port of a service that no machine offers any more: the connection is refused by the system itself.
_NOBODY = Address.parse("rtsp://127.0.0.1:9/")


@dataclass(frozen=True, slots=True)
class Outage:
    """A camera is out of reach in this span after the feeds' start."""

    camera_id: str
    from_s: float
    to_s: float


class Director:
    """Thread: main."""

    def __init__(
        self,
        outages: Sequence[Outage],
        *,
        host: Host,
        cameras: Mapping[str, Camera],
        clock: Clock,
        on_opened: Callable[[Camera, Feed], None],
    ) -> None:
        """`on_opened` hears of each new feed: whoever shows the camera takes its pictures from there."""
        self._host = host
        self._cameras = cameras
        self._clock = clock
        self._on_opened = on_opened
        acts = [(each.from_s, each.camera_id, _NOBODY) for each in outages]
        acts += [(each.to_s, each.camera_id, cameras[each.camera_id].main) for each in outages]
        self._acts = sorted(acts, key=lambda act: act[0])
        self._begun_ns = clock.monotonic_ns()

    def start(self) -> None:
        """The script's time begins now."""
        self._begun_ns = self._clock.monotonic_ns()

    def tick(self) -> None:
        """Does what is due by now; to be called a few times a second."""
        now_s = (self._clock.monotonic_ns() - self._begun_ns) / 1e9
        while self._acts and self._acts[0][0] <= now_s:
            _at_s, camera_id, address = self._acts.pop(0)
            self._on_opened(self._cameras[camera_id], self._host.open(camera_id, address))
