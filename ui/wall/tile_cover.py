"""What stands in a tile's place for a while: it leaves the frames of an alert and of the choice in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class TileCover:
    """Thread: GUI."""

    def __init__(self, tile: QWidget) -> None:
        self.widget: QWidget | None = None
        self._tile = tile
        self._border_px = 0

    @property
    def is_on(self) -> bool:
        return self.widget is not None

    def change(self, widget: QWidget | None) -> None:
        """None: the tile itself again."""
        if self.widget is not None:
            self.widget.hide()
        self.widget = widget
        if widget is not None:
            widget.setParent(self._tile)
            self.place(self._border_px)
            widget.show()

    def place(self, border_px: int) -> None:
        """`border_px`: how far the tile's frames reach in."""
        self._border_px = border_px
        if self.widget is not None:
            inner = self._tile.rect().adjusted(border_px, border_px, -border_px, -border_px)
            self.widget.setGeometry(inner)
