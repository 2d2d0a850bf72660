"""Commands of a wall window, as keys and the menu call them."""

from __future__ import annotations

from collections.abc import Callable

from console.language import _
from console.wall.presets import grid_beside
from ui.actions import BY_ID, ActionId
from ui.wall.tile_zoom import STEP, TileZoom
from ui.wall.wall_window import WallWindow

_MOVES = {
    ActionId.MOVE_LEFT: (-1, 0),
    ActionId.MOVE_RIGHT: (1, 0),
    ActionId.MOVE_UP: (0, -1),
    ActionId.MOVE_DOWN: (0, 1),
}
_ZOOMS: dict[ActionId, Callable[[TileZoom], None]] = {
    ActionId.ZOOM_IN: lambda zoom: zoom.by(STEP),
    ActionId.ZOOM_OUT: lambda zoom: zoom.by(1 / STEP),
    ActionId.ZOOM_NONE: TileZoom.whole,
    ActionId.PAN_LEFT: lambda zoom: zoom.look(-1, 0),
    ActionId.PAN_RIGHT: lambda zoom: zoom.look(1, 0),
    ActionId.PAN_UP: lambda zoom: zoom.look(0, -1),
    ActionId.PAN_DOWN: lambda zoom: zoom.look(0, 1),
    ActionId.FIT_FILL: TileZoom.turn_fit,
}


def act(
    action_id: ActionId,
    wall: WallWindow | None,
    *,
    picture: TileZoom | None = None,
    tell: Callable[[str], object] = lambda _text: None,
) -> bool:
    """Follows a command; False where it is none of walls.

    `picture`: what is zoomed where no camera is chosen on the wall, as the desk's large picture. `tell` shows
    one line: why nothing was done, or what was taken off.
    """
    if zoom := _ZOOMS.get(action_id):
        tile = wall.chosen_tile if wall else None
        if zoomed := tile.zoom if tile else picture:
            zoom(zoomed)
    elif action_id in _MOVES or action_id is ActionId.CLEAR_TILE:
        if wall is None or wall.chosen_cell < 0:
            tell(_("Choose a tile of a wall first."))
        elif action_id is ActionId.CLEAR_TILE:
            _clear(wall, tell)
        else:
            columns, rows = _MOVES[action_id]
            beside = wall.grid.neighbour(wall.chosen_cell, columns=columns, rows=rows)
            wall.swap(wall.chosen_cell, beside)
    elif action_id in (ActionId.NEXT_GRID, ActionId.PREVIOUS_GRID):
        if wall is not None:
            step = 1 if action_id is ActionId.NEXT_GRID else -1
            wall.choose_grid(grid_beside(wall.grid, step=step))
    else:
        return False
    return True


def _clear(wall: WallWindow, tell: Callable[[str], object]) -> None:
    """Takes the chosen camera off, but not one that fills its monitor."""
    if wall.is_full:
        text = _("The camera fills its monitor, and stays. {key} shows the grid, where it can be taken off.")
        tell(text.format(key=BY_ID[ActionId.FULL].label))
        return
    tile = wall.chosen_tile
    if tile and tile.camera:
        text = _("Monitor {number}: camera {camera} was taken off the wall.")
        tell(text.format(number=wall.number, camera=tile.camera.number))
    wall.clear(wall.chosen_cell)
