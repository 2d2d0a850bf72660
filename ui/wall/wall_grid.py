"""Where the cells of a layout stand in a window, in its pixels."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt

from console.wall.layout import Layout

GAP_PX = 3
# By arrow key: columns and rows to go.
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def cell_rects(layout: Layout, window: QSize) -> list[QRect]:
    """The cells' places; the pixels that do not divide are spread over columns and rows."""
    across = [_span(window.width(), layout.columns, column) for column in range(layout.columns)]
    down = [_span(window.height(), layout.rows, row) for row in range(layout.rows)]
    rects = []
    for cell in layout.cells:
        left, top = across[cell.column][0], down[cell.row][0]
        right, bottom = across[cell.column + cell.width - 1][1], down[cell.row + cell.height - 1][1]
        # An odd width takes libswscale's slow way: 237 pixels cost 356 µs a picture, 238 cost 108.
        right -= (right - left) % 2
        rects.append(QRect(left, top, right - left, bottom - top))
    return rects


def cell_under(rects: list[QRect], point: QPoint) -> int:
    """The cell at a point; in a gap the nearest."""
    return min(range(len(rects)), key=lambda cell: _away(rects[cell], point))


def _away(rect: QRect, point: QPoint) -> int:
    across = max(rect.left() - point.x(), 0, point.x() - rect.right())
    down = max(rect.top() - point.y(), 0, point.y() - rect.bottom())
    return across + down


def _span(length_px: int, count: int, index: int) -> tuple[int, int]:
    """The first pixel of a cell and the one after its last, with GAP_PX between cells."""
    room = length_px - GAP_PX * (count - 1)
    first = room * index // count + GAP_PX * index
    last = room * (index + 1) // count + GAP_PX * index
    return first, last
