"""What ails one camera's picture: judged every few seconds from few points of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from console.media.feed_state import FROZEN_NS
from console.media.picture_fault import PictureFault
from console.media.worker.darkness import Darkness
from console.media.worker.frozen import Frozen
from console.media.worker.luma import Luma
from console.media.worker.scene import Scene
from console.media.worker.sharpness import Sharpness
from console.media.worker.verdict import FaultCourse, Verdict

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_JUDGE_NS = 2_900_000_000  # every third look of `Frozen`
_SIZES = 4  # of pictures that are remembered: main and sub stream, and what they were before
_ASPECT_STEP = 0.05  # streams of one camera that differ by more show another cut of the scene


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class PictureHealth:
    """One feed's, over all its connections. Thread: decode."""

    def __init__(self, *, set_fault: Callable[[PictureFault, int], None]) -> None:
        """`set_fault` hears after each look since when each fault is there, monotonic ns; 0: it is not."""
        self._set_fault = set_fault
        self._frozen = Frozen()
        self._darkness = Darkness()
        self._scenes: dict[int, Scene] = {}  # by aspect
        self._sharpness: dict[tuple[int, int], Sharpness] = {}  # by size
        self._courses = {
            PictureFault.BLACK: FaultCourse(begin_looks=7, end_looks=2),
            PictureFault.TURNED: FaultCourse(begin_looks=5, end_looks=3),
            PictureFault.BLURRED: FaultCourse(begin_looks=20, end_looks=7),
        }
        self._next_judgement_ns = 0

    def look(self, frame: VideoFrame, *, at_ns: int) -> int:
        """A decoded frame in its turn.

        Returns:
            Since when the picture is the same over two keyframes or more, monotonic ns; 0: it changes.
        """
        if self._frozen.is_due(at_ns, is_keyframe=frame.key_frame):
            luma = Luma(frame)
            self._frozen.look(luma, at_ns=at_ns, is_keyframe=frame.key_frame)
            since_ns = self._frozen.since_ns
            self._set_fault(
                PictureFault.FROZEN, since_ns if since_ns and at_ns - since_ns >= FROZEN_NS else 0
            )
            if at_ns >= self._next_judgement_ns:
                self._next_judgement_ns = at_ns + _JUDGE_NS
                self._judge(luma, at_ns)
        return self._frozen.since_ns

    def loop(self) -> None:
        """A clip begins again."""
        self._frozen.loop()

    def reconnect(self) -> None:
        """Another connection: what the camera looks at, and how sharply, is still known."""
        self._frozen = Frozen()

    def _judge(self, luma: Luma, at_ns: int) -> None:
        self._see(PictureFault.BLACK, self._darkness.look(luma), at_ns)
        if not self._courses[PictureFault.BLACK].is_suspected:
            scene = _remembered(self._scenes, _aspect(luma), Scene)
            number = scene.number
            self._see(PictureFault.TURNED, scene.look(luma), at_ns)
            if scene.number != number:
                self._sharpness.clear()
            if not self._courses[PictureFault.TURNED].is_suspected:
                sharpness = _remembered(self._sharpness, luma.size, Sharpness)
                self._see(PictureFault.BLURRED, sharpness.look(luma), at_ns)
        for fault, course in self._courses.items():
            self._set_fault(fault, course.since_ns)

    def _see(self, fault: PictureFault, verdict: Verdict, at_ns: int) -> None:
        self._courses[fault].see(verdict, at_ns=at_ns)


def _aspect(luma: Luma) -> int:
    width, height = luma.size
    return round(width / height / _ASPECT_STEP)


def _remembered(known: dict[_Key, _Value], key: _Key, make: Callable[[], _Value]) -> _Value:
    if key not in known:
        if len(known) >= _SIZES:
            known.clear()
        known[key] = make()
    return known[key]
