"""Tours under way, one a wall: shown step by step, paused by whoever touches the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from console.clock import Clock
from console.wall.layout import Layout
from console.wall.scene import folded, following
from console.wall.tour import Step, Tour, TourRun
from ui.wall.wall_window import WallWindow

_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    run: TourRun
    wall: WallWindow
    step: int = -1  # that is seen


class Tours(QObject):
    """Thread: GUI."""

    paused = Signal(str, int)  # a tour's name and the wall's number: somebody touched that wall

    def __init__(self, clock: Clock, layout_of: Callable[[Step], Layout | None], parent: QObject) -> None:
        """`layout_of`: what a step shows now; None where that is not kept any more."""
        super().__init__(parent)
        self._clock, self._layout_of = clock, layout_of
        self._shown: dict[int, _Shown] = {}  # by the wall's number
        self._is_showing = False
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.look)

    def start(self, name: str, tour: Tour, wall: WallWindow) -> None:
        """From its first step, in place of another that runs there."""
        self._shown[wall.number] = _Shown(name, TourRun(tour, self._clock.monotonic_ns()), wall)
        self.look()

    def stop(self, wall: WallWindow) -> None:
        """The wall shows something else from now on."""
        self._shown.pop(wall.number, None)
        self._wait()

    def close(self) -> None:
        self._shown.clear()
        self._next.stop()

    def name_on(self, wall: WallWindow) -> str:
        """Of the tour that runs or waits there, or ""."""
        shown = self._shown.get(wall.number)
        return shown.name if shown else ""

    def left_ns(self, wall: WallWindow) -> int | None:
        """How long its step still stays; None where it is paused."""
        run = self._shown[wall.number].run
        return None if run.is_paused else run.left_ns(self._clock.monotonic_ns())

    def is_paused(self, wall: WallWindow) -> bool:
        shown = self._shown.get(wall.number)
        return shown is not None and shown.run.is_paused

    def shows(self, wall: WallWindow, layout: Layout) -> bool:
        """Whether the wall's own layout still is the step that was put there."""
        shown = self._shown[wall.number]
        return self._is_showing or layout == self._layout_of(shown.run.tour.steps[shown.step])

    def turn(self, wall: WallWindow) -> None:
        """Pauses the wall's tour, or lets it go on."""
        shown = self._shown[wall.number]
        now_ns = self._clock.monotonic_ns()
        if shown.run.is_paused:
            # What was put there meanwhile gives way: the step is seen again as it is kept.
            self._shown[wall.number] = replace(shown, run=shown.run.resumed(now_ns), step=-1)
        else:
            self._shown[wall.number] = replace(shown, run=shown.run.paused(now_ns))
        self.look()

    def skip(self, wall: WallWindow, *, by: int) -> None:
        """On to the next step (1), or back to the one before (-1); a paused one waits there."""
        shown = self._shown[wall.number]
        now_ns = self._clock.monotonic_ns()
        run = shown.run.skipped(now_ns, by=by)
        self._see(replace(shown, run=run), run.due(now_ns))
        self._wait()

    def renamed(self, name: str, *, to: str) -> None:
        """What is kept under that name has another now: a tour under way, or a layout that some call."""
        for number, shown in self._shown.items():
            new_name = to if folded(shown.name) == folded(name) else shown.name
            run = replace(shown.run, tour=following(shown.run.tour, name, to=to))
            self._shown[number] = replace(shown, name=new_name, run=run)

    def place(self, wall: WallWindow) -> tuple[int, int]:
        """The step that is seen, from 1, and how many there are."""
        shown = self._shown[wall.number]
        return shown.step + 1, len(shown.run.tour.steps)

    def touched(self, wall: WallWindow) -> None:
        """Somebody works there: it does not change under their hands."""
        shown = self._shown.get(wall.number)
        if self._is_showing or shown is None or shown.run.is_paused:
            return
        self._shown[wall.number] = replace(shown, run=shown.run.paused(self._clock.monotonic_ns()))
        self._wait()
        self.paused.emit(shown.name, wall.number)

    def look(self) -> None:
        """Shows each step that is due."""
        now_ns = self._clock.monotonic_ns()
        for shown in list(self._shown.values()):
            step = shown.run.due(now_ns)
            if step != shown.step and not shown.run.is_paused:
                self._see(shown, step)
        self._wait()

    def _see(self, shown: _Shown, step: int) -> None:
        self._shown[shown.wall.number] = replace(shown, step=step)
        layout = self._layout_of(shown.run.tour.steps[step])
        if layout is not None and shown.wall.grid != layout:
            self._is_showing = True
            shown.wall.show_layout(layout)
            self._is_showing = False

    def _wait(self) -> None:
        now_ns = self._clock.monotonic_ns()
        left = [shown.run.left_ns(now_ns) for shown in self._shown.values() if not shown.run.is_paused]
        if left:
            self._next.start(max(1, -(-min(left) // _MS)))
        else:
            self._next.stop()
