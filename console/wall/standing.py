"""What stands on a wall: its own layout, and what is seen in its cells for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace

from console.wall.layout import Layout
from console.wall.zoom import Zoom


@dataclass(frozen=True, slots=True)
class Standing:
    """`cover` has the cells of `layout`; `wide`: before the grids were gone through, so no camera is lost."""

    layout: Layout
    cover: Layout | None = None
    wide: Layout | None = None

    @property
    def shown(self) -> Layout:
        return self.layout if self.cover is None else self.cover

    def changed(self, layout: Layout, *, wide: Layout | None = None) -> Standing:
        """To another layout; what covered other cells is gone."""
        fits = self.cover is not None and len(self.cover.cells) == len(layout.cells)
        return Standing(layout, self.cover if fits else None, wide)

    def covered(self, cover: Layout | None) -> Standing:
        return replace(self, cover=cover)

    def zoomed(self, cell: int, zoom: Zoom) -> Standing:
        """With another part of the picture in a cell; of a camera that only covers it nothing is kept."""
        camera_id = self.shown.camera_at(cell)
        if zoom == self.shown.zoom_at(cell):
            return self
        cover = None if self.cover is None else self.cover.zoomed(cell, zoom)
        if self.layout.camera_at(cell) != camera_id:
            return replace(self, cover=cover)
        wide = self.wide
        if wide is not None and (place := wide.cell_of(camera_id)) >= 0:
            wide = wide.zoomed(place, zoom)
        return Standing(self.layout.zoomed(cell, zoom), cover, wide)
