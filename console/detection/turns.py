"""Whose turn it is: every watched camera's place between two looks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from console.cameras.camera import Camera
from console.cameras.search_grid import WHOLE, SearchGrid
from console.detection.detection import Box, Kind
from console.detection.tracker import Tracker
from console.media.frame import Wish

_ABANDONED_AFTER_NS = 1_000_000_000  # an answer comes with the feed's next frame; later ones still count
_FIRST_PAUSE_NS = 100_000_000  # before a camera that could not be asked is asked again,
# A favoured camera is looked at so many times as often as the others: with 36 cameras and 16 looks a second
# it keeps its boxes (they ride for 400 ms), and the others wait a sixth longer.
_FAVOUR = 6
_CHILDREN = 2  # schools and kindergartens come as often as two others; "children first", and nobody starves
# A scene in which nothing moves is asked for after so long; its next keyframe answers, which takes up to four
# seconds: it is looked at every ten at the latest. Somebody who stands there, or a vehicle that goes, is
# followed all the same: a track that two looks in a row miss is over after two seconds.
_STILL_NS, _FOLLOWED_NS = 5_500_000_000, 800_000_000
_PATIENCE_NS = 5_000_000_000  # for a keyframe's answer, before the camera is asked again
# A second is to a scene that moves what ten are to a still one: where there is not enough for both, both wait
# the same part longer.
_LIVELY = 10
_MOVED_NS = 1_500_000_000  # for so long after the last motion a scene is no still one
_GOES = 0.1  # heights a second, that a parked vehicle's box never moves by
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
    rest_ns: int = 0  # from look to look while nothing moves
    is_empty: bool = False  # the last look found nothing
    grid: SearchGrid = WHOLE  # how its picture is searched this time
    tracker: Tracker = field(default_factory=Tracker)


class Turns:
    """The longest waiting camera comes first, so none starves; children's and a favoured one count more.

    A still scene waits for its ten seconds first; then it stands in line with the others.

    Thread: whoever holds the pool's lock.
    """

    def __init__(self, moved_at_ns: Callable[[str], int] = lambda _camera_id: 0) -> None:
        """`moved_at_ns`: when something moved last in a camera's picture, monotonic ns; 0: not known."""
        self._moved_at_ns = moved_at_ns
        self._turns: dict[str, Turn] = {}
        # The longest open question first of each. Those at leisure cost nothing while they wait, and keep
        # nobody else from being asked.
        self._asked_at_ns: dict[str, int] = {}
        self._leisurely_ns: dict[str, int] = {}
        self._looking = 0
        self.favoured = ""  # the camera that a person looks at

    def __len__(self) -> int:
        return len(self._turns)

    @property
    def under_way(self) -> int:
        """Letterboxes asked for now, or here; each tile is one."""
        return sum(self._turns[camera_id].grid.looks for camera_id in self._asked_at_ns) + self._looking

    def grid_of(self, camera_id: str) -> SearchGrid:
        """How the camera that `ask_next` named is searched this time."""
        return self._turns[camera_id].grid

    def watch(self, camera: Camera, now_ns: int) -> None:
        """Adds a camera, or puts its new values in force."""
        if turn := self._turns.get(camera.id):
            turn.camera = camera
        else:
            self._turns[camera.id] = Turn(camera, now_ns)

    def unwatch(self, camera_id: str) -> None:
        turn = self._turns.pop(camera_id, None)
        self._forget(camera_id)
        if turn and turn.step is _Step.LOOKING:
            self._looking -= turn.grid.looks

    def ask_next(self, now_ns: int) -> tuple[str, Wish] | None:
        """Marks the longest waiting camera that may be asked, and how; None where there is none."""
        self._abandon(now_ns)
        free = (turn for turn in self._turns.values() if turn.step is _Step.IDLE)
        ready = (turn for turn in free if turn.ask_from_ns <= now_ns)
        due = (turn for turn in ready if self._is_due(turn, now_ns))
        turn = max(due, key=lambda each: self.weight(each, now_ns), default=None)
        if turn is None:
            return None
        turn.step = _Step.ASKED
        turn.grid = self._grid(turn, now_ns)
        lively = self._is_lively(turn, now_ns)
        (self._asked_at_ns if lively else self._leisurely_ns)[turn.camera.id] = now_ns
        return turn.camera.id, Wish.NOW if lively else Wish.AT_LEISURE

    def dropped(self, camera_id: str, now_ns: int) -> None:
        """The question led to nothing: the camera keeps its place and pauses."""
        turn = self._turns.get(camera_id)
        if turn is None or turn.step is not _Step.ASKED:
            return
        self._forget(camera_id)
        self._pause(turn, now_ns)

    def arrived(self, camera_id: str) -> Turn | None:
        """The camera's letterbox is here; None where nobody waits for it."""
        turn = self._turns.get(camera_id)
        if turn is None or turn.step is _Step.LOOKING:
            return None
        self._forget(camera_id)
        turn.step = _Step.LOOKING
        turn.pause_ns = _FIRST_PAUSE_NS
        self._looking += turn.grid.looks
        return turn

    def holds(self, turn: Turn) -> bool:
        """Whether the turn's camera is still watched, and by this turn."""
        return self._turns.get(turn.camera.id) is turn

    def looked(self, turn: Turn, now_ns: int, seen: Iterable[Box] = ()) -> None:
        """The look is over: the camera goes to the end of the line; `seen` is what it found."""
        if self.holds(turn):
            turn.step = _Step.IDLE
            turn.since_ns = now_ns
            turn.ask_from_ns = 0
            boxes = tuple(seen)
            turn.rest_ns = _FOLLOWED_NS if any(map(_is_followed, boxes)) else _STILL_NS
            turn.is_empty = not boxes
            self._looking -= turn.grid.looks

    def longest_wait_ns(self, now_ns: int) -> int:
        """Of the cameras that are to be looked at: those that answer nothing wait for themselves."""
        answering = (
            turn
            for turn in self._turns.values()
            if turn.pause_ns == _FIRST_PAUSE_NS and turn.camera.id not in self._leisurely_ns
        )
        due = (turn for turn in answering if self._is_due(turn, now_ns))
        return max((now_ns - turn.since_ns for turn in due), default=0)

    def weight(self, turn: Turn, now_ns: int) -> int:
        """How much it is its turn: the greatest comes first."""
        waited_ns = (now_ns - turn.since_ns) * (_LIVELY if self._is_lively(turn, now_ns) else 1)
        if turn.camera.id == self.favoured:
            return waited_ns * _FAVOUR
        return waited_ns * _CHILDREN if turn.camera.place.kind.for_children else waited_ns

    def _forget(self, camera_id: str) -> None:
        """Its question is open no more, if it was: it may have been given up before."""
        self._asked_at_ns.pop(camera_id, None)
        self._leisurely_ns.pop(camera_id, None)

    def _is_due(self, turn: Turn, now_ns: int) -> bool:
        if now_ns - turn.since_ns >= turn.rest_ns or turn.camera.id == self.favoured:
            return True
        return self._moves(turn, now_ns)

    def _is_lively(self, turn: Turn, now_ns: int) -> bool:
        if turn.rest_ns < _STILL_NS or turn.camera.id == self.favoured:  # somebody is followed, or it is new
            return True
        return self._moves(turn, now_ns)

    def _moves(self, turn: Turn, now_ns: int) -> bool:
        moved_at_ns = self._moved_at_ns(turn.camera.id)
        return moved_at_ns == 0 or now_ns - moved_at_ns < _MOVED_NS

    def _grid(self, turn: Turn, now_ns: int) -> SearchGrid:
        """Where nothing was and nothing moved since, tiles would find nothing: the whole picture will do."""
        return turn.camera.search_grid if self._moves(turn, now_ns) or not turn.is_empty else WHOLE

    def _abandon(self, now_ns: int) -> None:
        for camera_id in list(self._overdue(now_ns)):
            self.dropped(camera_id, now_ns)

    def _overdue(self, now_ns: int) -> Iterator[str]:
        for asked, patience_ns in (
            (self._asked_at_ns, _ABANDONED_AFTER_NS),
            (self._leisurely_ns, _PATIENCE_NS),
        ):
            for camera_id, asked_at_ns in asked.items():
                if now_ns - asked_at_ns < patience_ns:
                    break
                yield camera_id

    def _pause(self, turn: Turn, now_ns: int) -> None:
        turn.step = _Step.IDLE
        turn.ask_from_ns = now_ns + turn.pause_ns
        turn.pause_ns = min(2 * turn.pause_ns, _LONGEST_PAUSE_NS)


def _is_followed(box: Box) -> bool:
    return box.kind is Kind.PERSON or math.hypot(box.vx, box.vy) > _GOES * (box.y2 - box.y1)
