"""Whose turn it is: every watched camera's place between two looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from console.cameras.camera import Camera
from console.detection.tracker import Tracker

_ABANDONED_AFTER_NS = 1_000_000_000  # an answer comes with the feed's next frame; later ones still count
_FIRST_PAUSE_NS = 100_000_000  # before a camera that could not be asked is asked again,
# A favoured camera is looked at so many times as often as the others: with 36 cameras and 16 looks a second
# it keeps its boxes (they ride for 400 ms), and the others wait a sixth longer.
_FAVOUR = 6
_LONGEST_PAUSE_NS = 2_000_000_000  # doubled each time up to this: hundreds may be lost at once


class _Step(Enum):
    IDLE = "idle"
    ASKED = "asked"
    LOOKING = "looking"  # its letterbox is here, waiting or at a worker


@dataclass(slots=True)
class Turn:
    """One camera's place. Changed by `Turns` alone; the tracker is its worker's while it looks."""

    camera: Camera
    since_ns: int  # when it was last looked at, or when watching began
    step: _Step = _Step.IDLE
    ask_from_ns: int = 0
    pause_ns: int = _FIRST_PAUSE_NS
    tracker: Tracker = field(default_factory=Tracker)


class Turns:
    """The longest waiting camera comes first, so none starves; a favoured one waits as if longer.

    Thread: whoever holds the pool's lock.
    """

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}
        self._asked_at_ns: dict[str, int] = {}  # the longest open question first
        self._looking = 0
        self.favoured = ""  # the camera that a person looks at

    def __len__(self) -> int:
        return len(self._turns)

    @property
    def under_way(self) -> int:
        """Letterboxes asked for or here."""
        return len(self._asked_at_ns) + self._looking

    def watch(self, camera: Camera, now_ns: int) -> None:
        """Adds a camera, or puts its new values in force."""
        if turn := self._turns.get(camera.id):
            turn.camera = camera
        else:
            self._turns[camera.id] = Turn(camera, now_ns)

    def unwatch(self, camera_id: str) -> None:
        turn = self._turns.pop(camera_id, None)
        self._asked_at_ns.pop(camera_id, None)
        if turn and turn.step is _Step.LOOKING:
            self._looking -= 1

    def ask_next(self, now_ns: int) -> str | None:
        """Marks the longest waiting camera that may be asked; None where there is none."""
        self._abandon(now_ns)
        free = (turn for turn in self._turns.values() if turn.step is _Step.IDLE)
        ready = (turn for turn in free if turn.ask_from_ns <= now_ns)
        turn = max(ready, key=lambda each: self._weight(each, now_ns), default=None)
        if turn is None:
            return None
        turn.step = _Step.ASKED
        self._asked_at_ns[turn.camera.id] = now_ns
        return turn.camera.id

    def dropped(self, camera_id: str, now_ns: int) -> None:
        """The question led to nothing: the camera keeps its place and pauses."""
        turn = self._turns.get(camera_id)
        if turn is None or turn.step is not _Step.ASKED:
            return
        del self._asked_at_ns[camera_id]
        self._pause(turn, now_ns)

    def arrived(self, camera_id: str) -> Turn | None:
        """The camera's letterbox is here; None where nobody waits for it."""
        turn = self._turns.get(camera_id)
        if turn is None or turn.step is _Step.LOOKING:
            return None
        self._asked_at_ns.pop(camera_id, None)  # not there if the question was given up before
        turn.step = _Step.LOOKING
        turn.pause_ns = _FIRST_PAUSE_NS
        self._looking += 1
        return turn

    def holds(self, turn: Turn) -> bool:
        """Whether the turn's camera is still watched, and by this turn."""
        return self._turns.get(turn.camera.id) is turn

    def looked(self, turn: Turn, now_ns: int) -> None:
        """The look is over: the camera goes to the end of the line."""
        if self.holds(turn):
            turn.step = _Step.IDLE
            turn.since_ns = now_ns
            turn.ask_from_ns = 0
            self._looking -= 1

    def longest_wait_ns(self, now_ns: int) -> int:
        """Of the cameras that can be asked: those that answer nothing wait for themselves."""
        answering = (turn for turn in self._turns.values() if turn.pause_ns == _FIRST_PAUSE_NS)
        return max((now_ns - turn.since_ns for turn in answering), default=0)

    def _weight(self, turn: Turn, now_ns: int) -> int:
        waited_ns = now_ns - turn.since_ns
        return waited_ns * _FAVOUR if turn.camera.id == self.favoured else waited_ns

    def _abandon(self, now_ns: int) -> None:
        for camera_id in list(self._overdue(now_ns)):
            self.dropped(camera_id, now_ns)

    def _overdue(self, now_ns: int) -> Iterator[str]:
        for camera_id, asked_at_ns in self._asked_at_ns.items():
            if now_ns - asked_at_ns < _ABANDONED_AFTER_NS:
                return
            yield camera_id

    def _pause(self, turn: Turn, now_ns: int) -> None:
        turn.step = _Step.IDLE
        turn.ask_from_ns = now_ns + turn.pause_ns
        turn.pause_ns = min(2 * turn.pause_ns, _LONGEST_PAUSE_NS)
