"""A monitor's identity, and which remembered monitor is which of those that are connected now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Monitor:
    """What a monitor tells of itself, and where it stands on the desktop, in device-independent pixels."""

    connector: str  # "DP-1": the socket, which a new driver may name differently
    maker: str = ""
    model: str = ""
    serial: str = ""  # many tell none, or all the same one
    x_px: int = 0
    y_px: int = 0
    width_px: int = 0
    height_px: int = 0

    @property
    def kind(self) -> tuple[str, str]:
        """Two of one kind cannot be told apart but by serial, socket or place."""
        return self.maker, self.model

    @property
    def title(self) -> str:
        """As people know it: "Dell U2720Q", or its socket where it tells no name."""
        return " ".join(part for part in (self.maker, self.model) if part) or self.connector


_Same = Callable[[Monitor, Monitor], bool]


def _same_serial(one: Monitor, other: Monitor) -> bool:
    return one.kind == other.kind and one.serial == other.serial != ""


def _may_be(one: Monitor, other: Monitor) -> bool:
    """Of one kind, and nothing says that they are two."""
    return one.kind == other.kind and "" in (one.serial, other.serial)


def _same_socket(one: Monitor, other: Monitor) -> bool:
    return one.connector == other.connector


def _same_place(one: Monitor, other: Monitor) -> bool:
    return (one.x_px, one.y_px) == (other.x_px, other.y_px)


# From the surest sign to the weakest. A serial that several share leaves the choice to socket and place.
_SIGNS: tuple[_Same, ...] = (
    lambda one, other: _same_serial(one, other) and _same_socket(one, other),
    lambda one, other: _same_serial(one, other) and _same_place(one, other),
    _same_serial,
    lambda one, other: _may_be(one, other) and _same_socket(one, other),
    lambda one, other: _may_be(one, other) and _same_place(one, other),
    _may_be,  # the last of its kind on both sides: it was put into another socket and moved
)


def matched(remembered: Sequence[Monitor], present: Sequence[Monitor]) -> dict[int, int]:
    """Which remembered monitor each present one is: indices into `present` → indices into `remembered`.

    By serial; equal monitors without one by their socket, then by their place. A present monitor that is
    none of those remembered is left out, and so is a remembered one that is not connected.
    """
    found: dict[int, int] = {}
    for same in _SIGNS:
        for now, monitor in enumerate(present):
            if now in found:
                continue
            free = (index for index in range(len(remembered)) if index not in found.values())
            match = next((index for index in free if same(remembered[index], monitor)), None)
            if match is not None:
                found[now] = match
    return found


def in_reading_order(monitors: Sequence[Monitor]) -> list[int]:
    """Indices row by row, each from the left; a row are those that stand about beside its highest one."""
    left = sorted(range(len(monitors)), key=lambda index: (monitors[index].y_px, monitors[index].x_px, index))
    ordered: list[int] = []
    while left:
        first = monitors[left[0]]
        bottom_px = first.y_px + first.height_px
        row = [index for index in left if _middle_px(monitors[index]) < bottom_px] or left[:1]
        ordered += sorted(row, key=lambda index: (monitors[index].x_px, index))
        left = [index for index in left if index not in row]
    return ordered


def _middle_px(monitor: Monitor) -> int:
    return monitor.y_px + monitor.height_px // 2
