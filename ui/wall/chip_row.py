"""Where a tile's chips stand: the alert left, the picture's marks right, never over each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from ui.wall.text_painter import Chip

_GAP_PX = 4


def chip_rects(room: QRect, left: Chip | None, right: Sequence[Chip]) -> list[tuple[Chip, QRect]]:
    """From the top of `room`. The right ones stand below each other; below the left one, too, where both
    find no room beside it."""
    top = room.top()
    placed: list[tuple[Chip, QRect]] = []
    if left is not None:
        width = min(left.width_px, room.width())
        placed.append((left, QRect(room.left(), top, width, left.height_px)))
        widest = max((chip.width_px for chip in right), default=0)
        if width + _GAP_PX + widest > room.width():
            top += left.height_px + _GAP_PX
    for chip in right:
        width = min(chip.width_px, room.width())
        placed.append((chip, QRect(room.right() + 1 - width, top, width, chip.height_px)))
        top += chip.height_px + _GAP_PX
    return placed
