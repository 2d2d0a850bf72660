"""One of the pool's workers, as the pool sees it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from console.detection.turns import Turn
from console.media.frame import Letterbox

# No look takes a hundredth of it, one at 16 tiles a tenth; on a machine that swaps, some seconds.
HUNG_NS = 10_000_000_000


@dataclass(slots=True, eq=False)
class Worker:
    """Thread: whoever holds the pool's lock."""

    number: int
    thread: threading.Thread | None = None
    job: tuple[Letterbox, Turn] | None = None  # what it looks at
    since_ns: int = 0
    is_left: bool = False  # it hung: another has its place, and whatever it finds yet is not told

    def begin(self, letterbox: Letterbox, turn: Turn, now_ns: int) -> None:
        self.job, self.since_ns = (letterbox, turn), now_ns

    def hangs(self, now_ns: int) -> bool:
        return self.job is not None and not self.is_left and now_ns - self.since_ns > HUNG_NS

    def end(self) -> bool:
        """The look is over; whether its outcome is still wanted."""
        self.job = None
        return not self.is_left
