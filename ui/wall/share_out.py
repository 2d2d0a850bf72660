"""Shares the cameras out over the walls' screens."""

from __future__ import annotations

from console.wall.layout import Layout
from ui.screens import desk_and_walls
from ui.wall.tile_feed import WallEngine
from ui.wall.wall_window import WallWindow


def make_walls(engine: WallEngine) -> list[WallWindow]:
    """Every camera on some wall, in order, as evenly as it goes; one wall a screen, at least one."""
    _desk, screens = desk_and_walls()
    ids = list(engine.cameras)
    each = -(-len(ids) // max(1, len(screens)))
    parts = [ids[start : start + each] for start in range(0, len(ids), max(1, each))] or [[]]
    walls = []
    for number, part in enumerate(parts, 1):
        screen = screens[number - 1] if screens else None
        walls.append(WallWindow(engine, Layout.fitting(part), screen, number=number))
    return walls
