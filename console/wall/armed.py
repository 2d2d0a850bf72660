"""Armed cells and black walls: where a camera that calls pops up, and what comes back when it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from console.wall.layout import Layout

Slot = tuple[int, int]  # the wall's number, the cell


@dataclass(frozen=True)
class ArmedWall:
    """What somebody chose for a wall; a black one shows alerts alone, in any of its cells."""

    layout: Layout  # as it is when nothing calls and it is not black
    armed: frozenset[int] = frozenset()  # cells on which alerts pop up
    black_since_utc: datetime | None = None
    lit: frozenset[int] = frozenset()  # called by hand since it is black

    @property
    def is_black(self) -> bool:
        return self.black_since_utc is not None

    @property
    def is_plain(self) -> bool:
        """Whether it needs nothing of all this."""
        return not self.armed and not self.is_black

    @property
    def pops(self) -> frozenset[int]:
        """The cells on which an alert may stand."""
        return frozenset(range(len(self.layout.cells))) - self.lit if self.is_black else self.armed

    def standing(self, cell: int) -> str:
        """The camera in a cell while nothing pops up there; "" for none."""
        return "" if self.is_black and cell not in self.lit else self.layout.camera_at(cell)

    def toggle(self, cell: int) -> ArmedWall:
        """Arms a cell, or takes that back."""
        return replace(self, armed=self.armed ^ {cell})

    def blacken(self, since_utc: datetime) -> ArmedWall:
        return replace(self, black_since_utc=since_utc, lit=frozenset())

    def lighten(self) -> ArmedWall:
        return replace(self, black_since_utc=None, lit=frozenset())

    def shown(self, popped: Mapping[int, str]) -> Layout:
        """What stands on it with these cameras popped up, by cell."""
        cameras = [popped.get(cell) or self.standing(cell) for cell in range(len(self.layout.cells))]
        while cameras and not cameras[-1]:
            cameras.pop()
        return self.layout.showing(cameras)

    def heeding(self, layout: Layout, popped: Mapping[int, str]) -> ArmedWall:
        """With the layout that hands gave it meanwhile, while these cameras stood there popped up.

        A camera that is called to one cell is seen there, on a black wall too; over an alert it disarms the
        cell. Another grid keeps those armed cells that are also its own.
        """
        if layout.shape != self.layout.shape:
            return self._in_grid(layout)
        cells = range(len(layout.cells))
        differ = {cell for cell in cells if layout.camera_at(cell) != self.layout.camera_at(cell)}
        called = {cell for cell in differ if layout.camera_at(cell)} if len(differ) == 1 else set()
        if self.is_black:
            return replace(self, layout=layout, lit=self.lit | called)
        return replace(self, layout=layout, armed=self.armed - (called & popped.keys()))

    def _in_grid(self, layout: Layout) -> ArmedWall:
        armed = {self.layout.cells[cell] for cell in self.armed}
        return replace(
            self,
            layout=layout,
            armed=frozenset(cell for cell, place in enumerate(layout.cells) if place in armed),
            lit=frozenset(),
        )


@dataclass(frozen=True)
class Placing:
    """Which camera has popped up where, and which wait for a cell."""

    at: Mapping[Slot, str] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()  # seen on no wall

    def on(self, number: int) -> dict[int, str]:
        """By cell of that wall."""
        return {cell: camera for (wall, cell), camera in self.at.items() if wall == number}


def settle(walls: Mapping[int, ArmedWall], called: Sequence[str], before: Placing) -> Placing:
    """Places the cameras that call, most urgent first; one that stands stays where it stands.

    `walls`: all of them, by number. A camera that its wall shows in another cell is not doubled there. On a
    wall where it has a cell of its own it pops up in that; where there is room for no more, the most urgent
    stand and the rest wait.
    """
    desk = _Desk(walls, called)
    at = desk.kept(before)
    waiting = []
    for camera in called:
        if camera in at.values():
            continue
        slot = desk.slot_for(camera, at)
        if slot is not None:
            at[slot] = camera  # whoever stood there is less urgent, and comes later
        elif not desk.shows(camera):
            waiting.append(camera)
    return Placing(at, tuple(waiting))


class _Desk:
    """All walls at one moment."""

    def __init__(self, walls: Mapping[int, ArmedWall], called: Sequence[str]) -> None:
        self._walls = walls
        self._rank = {camera: rank for rank, camera in enumerate(called)}
        self._slots = [(number, cell) for number in sorted(walls) for cell in sorted(walls[number].pops)]
        self._fixed = {
            number: {wall.standing(cell) for cell in range(len(wall.layout.cells)) if cell not in wall.pops}
            for number, wall in walls.items()
        }

    def kept(self, before: Placing) -> dict[Slot, str]:
        """What stands still: it calls, its cell is armed, and it does not stand beside its own free cell."""
        slots = set(self._slots)
        at = {
            slot: camera
            for slot, camera in before.at.items()
            if camera in self._rank and slot in slots and self._may(camera, slot)
        }
        for slot, camera in list(at.items()):
            own = self._own(camera, slot[0])
            if own is not None and own != slot and own not in at:
                del at[slot]
        return at

    def slot_for(self, camera: str, at: Mapping[Slot, str]) -> Slot | None:
        """A free one, its own before all; else that of the least urgent of the less urgent."""
        allowed = [slot for slot in self._slots if self._may(camera, slot)]
        free = [slot for slot in allowed if slot not in at]
        if free:
            return min(free, key=lambda slot: (self._own(camera, slot[0]) != slot, self._covers(slot), slot))
        less = [slot for slot in allowed if self._rank[at[slot]] > self._rank[camera]]
        return max(less, key=lambda slot: self._rank[at[slot]], default=None)

    def shows(self, camera: str) -> bool:
        """Whether some wall shows it in a cell where nothing pops up."""
        return any(camera in fixed for fixed in self._fixed.values())

    def _may(self, camera: str, slot: Slot) -> bool:
        return camera not in self._fixed[slot[0]]

    def _own(self, camera: str, number: int) -> Slot | None:
        wall = self._walls[number]
        cell = wall.layout.cell_of(camera)
        return (number, cell) if cell in wall.pops else None

    def _covers(self, slot: Slot) -> bool:
        """Whether a camera that stands there would not be seen."""
        return bool(self._walls[slot[0]].standing(slot[1]))
