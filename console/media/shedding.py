"""What is given up first when the machine is not quick enough, and when. Pure, monotonic ns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from console.language import N_, _
from console.media.decode_mode import DecodeMode

_SECOND_NS = 1_000_000_000
_BAD_FOR_NS = 2 * _SECOND_NS
_CALM_NS, _LONGEST_CALM_NS = 10 * _SECOND_NS, 160 * _SECOND_NS
_SETTLED_NS = 300 * _SECOND_NS  # after so long without shedding the next relief is tried as soon as the first
_PAINTED, _WELL_PAINTED = 0.90, 0.97  # of the frames wanted
# Frames that came in one burst are not all painted either, but those that are, are fresh: no lack of power.
_SLOW_NS = 100_000_000
_BATCHES = 4  # of the ordinary cameras: no more is given up than must be


class Rank(IntEnum):
    """Whose picture goes last: higher ones."""

    ORDINARY = 0
    CHILDREN = 1  # schools and kindergartens
    LAST = 2  # an open alert, or the camera that a person looks at


class Stage(Enum):
    """The most that is given up, in words; the value is what the journal stores."""

    NOTHING = N_("every frame again")
    RATE = N_("half the frames")
    KEYFRAMES = N_("keyframes only")
    DETECTION = N_("fewer detections")
    CHILDREN = N_("schools and kindergartens too")
    EVERYTHING = N_("everything, alerts and the chosen camera too")

    def title(self) -> str:
        return _(self.value)


@dataclass(frozen=True, slots=True)
class Shed:
    """What is given up at one step."""

    stage: Stage = Stage.NOTHING
    modes: Mapping[str, DecodeMode] = field(default_factory=dict)  # of cameras that are cut down
    detection_divisor: int = 1


def steps(ranks: Mapping[str, Rank]) -> list[Shed]:
    """From giving nothing up to giving all up, for the cameras that are shown."""
    found = [Shed()]
    ordinary = [camera for camera, rank in ranks.items() if rank is Rank.ORDINARY]
    for mode, stage in ((DecodeMode.HALF, Stage.RATE), (DecodeMode.KEYFRAMES, Stage.KEYFRAMES)):
        for batch in _batches(ordinary):
            found.append(_more(found[-1], stage, dict.fromkeys(batch, mode)))
    found.append(_more(found[-1], Stage.DETECTION, {}, detection_divisor=2))
    children = [camera for camera, rank in ranks.items() if rank is Rank.CHILDREN]
    for mode in (DecodeMode.HALF, DecodeMode.KEYFRAMES) if children else ():
        found.append(_more(found[-1], Stage.CHILDREN, dict.fromkeys(children, mode)))
    last = [camera for camera, rank in ranks.items() if rank is Rank.LAST]
    found.append(
        _more(found[-1], Stage.EVERYTHING, dict.fromkeys(last, DecodeMode.HALF), detection_divisor=4)
    )
    return found


def _batches(cameras: Sequence[str]) -> list[Sequence[str]]:
    size = max(1, -(-len(cameras) // _BATCHES))
    return [cameras[at : at + size] for at in range(0, len(cameras), size)]


def _more(shed: Shed, stage: Stage, modes: Mapping[str, DecodeMode], *, detection_divisor: int = 0) -> Shed:
    return Shed(stage, {**shed.modes, **modes}, detection_divisor or shed.detection_divisor)


class Shedding:
    """How many steps down; one more after two bad seconds, one less only after a long good time."""

    def __init__(self) -> None:
        self.step = 0
        self._bad_since_ns: int | None = None
        self._good_since_ns: int | None = None
        self._calm_ns = _CALM_NS
        self._relieved_at_ns: int | None = None  # when a step was taken back last

    def look(self, *, wanted: int, painted: int, lag_ns: int, now_ns: int, most: int) -> int:
        """What happened since the last look, at most a second ago or so.

        Args:
            wanted: frames that the tiles were to show in the modes in force.
            painted: frames that they did show.
            lag_ns: from a frame's arrival to its paint, mean.
            most: the last step that there is.
        """
        slow = lag_ns > _SLOW_NS or not painted
        if wanted and painted < _PAINTED * wanted and slow:
            self._look_bad(now_ns, most)
        elif painted >= _WELL_PAINTED * wanted or not slow:
            self._look_good(now_ns)
        else:
            self._bad_since_ns = self._good_since_ns = None
        self.step = min(self.step, most)
        return self.step

    def _look_bad(self, now_ns: int, most: int) -> None:
        self._good_since_ns = None
        if self._bad_since_ns is None:
            self._bad_since_ns = now_ns
        if now_ns - self._bad_since_ns < _BAD_FOR_NS or self.step >= most:
            return
        self.step += 1
        self._bad_since_ns = now_ns
        if self._relieved_at_ns is not None:  # the relief came too early
            self._calm_ns = min(2 * self._calm_ns, _LONGEST_CALM_NS)
            self._relieved_at_ns = None

    def _look_good(self, now_ns: int) -> None:
        self._bad_since_ns = None
        if self._good_since_ns is None:
            self._good_since_ns = now_ns
        good_ns = now_ns - self._good_since_ns
        if self.step == 0:
            if good_ns >= _SETTLED_NS:
                self._calm_ns, self._relieved_at_ns = _CALM_NS, None
        elif good_ns >= self._calm_ns:
            self.step -= 1
            self._good_since_ns = self._relieved_at_ns = now_ns
