"""Where a camera can be looked back at: the large picture, and every tile of every wall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.cameras.camera import Camera
from ui.wall.frame_clock import FrameClock
from ui.wall.tile_view import TileView
from ui.wall.wall_window import WallWindow


@dataclass(frozen=True, slots=True)
class ReplayPlaces:
    """Thread: GUI."""

    walls: Iterable[WallWindow]  # that are seen
    picture: TileView  # the desk's
    frames: FrameClock

    def chosen(self) -> TileView:
        """The chosen tile of the wall that has the keys, else the large picture."""
        for wall in self.walls:
            if wall.isActiveWindow() and (tile := wall.tile_of(wall.chosen_camera_id)) is not None:
                return tile
        return self.picture

    def now(self, tile: TileView, camera: Camera) -> TileView | None:
        """The same tile; where a wall was laid out anew, the one that shows the camera since then."""
        if tile is self.picture or any(tile in wall.tiles for wall in self.walls):
            return tile if tile.camera is not None and tile.camera.id == camera.id else None
        return next((found for wall in self.walls if (found := wall.tile_of(camera.id))), None)
