"""Cameras dropped on walls: from the list, from tile to tile, from wall to wall; anything else is refused."""

from __future__ import annotations

import json
import os

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView

from console.media.feed_state import TileState
from console.wall.layout import Layout
from console.wall.zoom import Fit, Zoom
from ui.camera_drag import CAMERA_MIME, CameraDrag
from ui.desk.camera_list import CameraList
from ui.theme import DARK
from ui.wall.wall_drop import _dragged
from ui.wall.wall_window import WallWindow

CTRL, BARE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
BOTH, LEFT = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


@pytest.fixture
def walls(qapp, engine):
    layouts = Layout(2, 2, ("cam-1", "cam-2")), Layout(2, 1, ("cam-3",))
    found = [WallWindow(engine, layout, number=number) for number, layout in enumerate(layouts, 1)]
    for wall in found:
        wall.resize(643, 365)
        wall.show()
    qapp.processEvents()
    return found


def carry(wall, cell, mime, *, source=None, modifiers=BARE, drop=True):
    """Over a cell and, with `drop`, into it; whether it was taken."""
    at = wall.cell_rect(cell).center()
    events = [
        QDragEnterEvent(at, BOTH, mime, LEFT, modifiers),
        QDragMoveEvent(at, BOTH, mime, LEFT, modifiers),
        QDropEvent(QPointF(at), BOTH, mime, LEFT, modifiers),
    ]
    for event in events if drop else events[:2]:
        event.setAccepted(False)
        event.source = lambda: source
        QApplication.sendEvent(wall, event)
    return events[-1 if drop else 1].isAccepted()


def cameras(*walls):
    return [tuple(wall.grid.camera_at(cell) for cell in range(len(wall.grid.cells))) for wall in walls]


def test_a_camera_of_the_list_is_shown_where_it_is_dropped(walls, engine):
    told = []
    walls[0].layoutChanged.connect(told.append)
    assert carry(walls[0], 3, CameraDrag("cam-4").mime())
    assert cameras(walls[0]) == [("cam-1", "cam-2", "", "cam-4")]
    assert told == [walls[0].grid]
    assert walls[0].chosen_cell == 3
    assert carry(walls[0], 0, CameraDrag("cam-4").mime())
    assert cameras(walls[0]) == [("cam-4", "cam-2", "", "cam-4")]


@pytest.mark.parametrize(("cell", "left"), [(1, ("cam-2", "cam-1", "", "")), (3, ("", "cam-2", "", "cam-1"))])
def test_within_a_wall_two_cells_change_over(walls, cell, left):
    assert carry(walls[0], cell, CameraDrag("cam-1", 0).mime(), source=walls[0])
    assert cameras(walls[0]) == [left]
    assert walls[0].chosen_camera_id == "cam-1"


def test_from_wall_to_wall_it_moves_and_what_was_there_goes_the_other_way(walls):
    assert carry(walls[1], 1, CameraDrag("cam-1", 0).mime(), source=walls[0])
    assert cameras(*walls) == [("", "cam-2", "", ""), ("cam-3", "cam-1")]
    assert carry(walls[1], 0, CameraDrag("cam-2", 1).mime(), source=walls[0])
    assert cameras(*walls) == [("", "cam-3", "", ""), ("cam-2", "cam-1")]


def test_from_wall_to_wall_each_takes_its_zoom_along(walls):
    near, filled = Zoom(2.0, 0.3, 0.7), Zoom(fit=Fit.FILL)
    walls[0].tile_of("cam-1").zoom.put(near)
    walls[1].tile_of("cam-3").zoom.put(filled)
    assert carry(walls[1], 0, CameraDrag("cam-1", 0).mime(), source=walls[0])
    assert [wall.tile_at(0).zoom.kept for wall in walls] == [filled, near]
    assert [wall.grid.zoom_at(0) for wall in walls] == [filled, near]


def test_with_ctrl_it_is_copied(walls):
    assert carry(walls[1], 0, CameraDrag("cam-1", 0).mime(), source=walls[0], modifiers=CTRL)
    assert carry(walls[0], 3, CameraDrag("cam-1", 0).mime(), source=walls[0], modifiers=CTRL)
    assert cameras(*walls) == [("cam-1", "cam-2", "", "cam-1"), ("cam-1", "")]


def test_a_cell_that_shows_another_camera_by_now_is_left_alone(walls):
    assert carry(walls[1], 1, CameraDrag("cam-4", 0).mime(), source=walls[0])
    assert cameras(*walls) == [("cam-1", "cam-2", "", ""), ("cam-3", "cam-4")]


def written(data):
    mime = QMimeData()
    mime.setData(CAMERA_MIME, data)
    return mime


def text():
    mime = QMimeData()
    mime.setText("cam-1")
    return mime


@pytest.mark.parametrize(
    "mime",
    [
        text,
        lambda: CameraDrag("no-such-camera").mime(),
        lambda: written(json.dumps([os.getpid() + 1, "cam-1", 0]).encode()),  # another desk's
        lambda: written(b"\xff\x00 no json"),
        lambda: written(b"[" * 1000),
        lambda: written(b"[" * 2000),
        lambda: written(json.dumps({"camera": "cam-1"}).encode()),
    ],
)
def test_anything_else_is_refused_and_marks_nothing(walls, mime):
    before = cameras(*walls)
    assert not carry(walls[0], 3, mime(), drop=False)
    assert not walls[0]._drop.mark.isVisible()
    assert not carry(walls[0], 3, mime())
    assert cameras(*walls) == before


@pytest.mark.parametrize(
    ("drag", "source", "cell", "modifiers", "words"),
    [
        (CameraDrag("cam-4"), None, 3, BARE, "Show here"),
        (CameraDrag("cam-1", 0), 0, 1, BARE, "Swap"),
        (CameraDrag("cam-1", 0), 0, 1, CTRL, "Show here"),
        (CameraDrag("cam-3", 0), 1, 3, BARE, "Move here"),
    ],
)
def test_the_cell_meant_is_marked_and_says_what_comes_of_it(walls, drag, source, cell, modifiers, words):
    wall = walls[0]
    assert carry(
        wall,
        cell,
        drag.mime(),
        source=None if source is None else walls[source],
        modifiers=modifiers,
        drop=False,
    )
    mark = wall._drop.mark
    assert (mark.isVisible(), mark.geometry(), mark.text) == (True, wall.cell_rect(cell), words)
    corner = mark.geometry().topLeft() + QPoint(1, 1)
    assert wall.grab().toImage().pixelColor(corner) == DARK.accent
    QApplication.sendEvent(wall, QDragLeaveEvent())
    assert not mark.isVisible()


def test_over_its_own_cell_there_is_nothing_to_do(walls):
    assert not carry(walls[0], 0, CameraDrag("cam-1", 0).mime(), source=walls[0])
    assert not walls[0]._drop.mark.isVisible()


def test_what_enters_over_its_own_cell_may_go_on_to_the_others(walls):
    """Qt tells no further move to a window that refused it as it entered."""
    at, mime = walls[0].cell_rect(0).center(), CameraDrag("cam-1", 0).mime()
    event = QDragEnterEvent(at, BOTH, mime, LEFT, BARE)
    event.source = lambda: walls[0]
    QApplication.sendEvent(walls[0], event)
    assert event.isAccepted() and not walls[0]._drop.mark.isVisible()


@pytest.mark.parametrize("is_high", [True, False])
def test_the_words_stand_clear_of_what_hangs_on_the_pointer(walls, is_high):
    mark, rect = walls[0]._drop.mark, walls[0].cell_rect(3)
    pointer = rect.topLeft() + QPoint(100, 20) if is_high else rect.center()
    mark.show_at(rect, "Swap", pointer=pointer)
    carried = QRect(pointer - rect.topLeft() - QPoint(8, 8), QSize(160, 60))
    assert not mark._text_rect().intersects(carried)


def test_the_picture_that_is_carried_shows_the_tiles_number(walls):
    tile = walls[0].tiles[0]
    before = _dragged(tile).toImage()
    tile.camera = walls[0].cameras["cam-2"]
    assert _dragged(tile).toImage() != before
    assert before.width() <= 160


def test_a_tile_is_carried_away_only_once_the_mouse_has_gone_far_enough(walls, monkeypatch):
    carried = []
    monkeypatch.setattr(walls[0]._drop, "carry", carried.append)
    tile = walls[0].tiles[1]
    QTest.mousePress(tile, LEFT, pos=QPoint(50, 50))
    QTest.mouseMove(tile, QPoint(52, 50))
    assert carried == []
    QTest.mouseMove(tile, QPoint(90, 50))
    QTest.mouseMove(tile, QPoint(120, 50))
    assert carried == [1]
    QTest.mouseRelease(tile, LEFT, pos=QPoint(120, 50))


def test_the_list_lets_cameras_be_carried_and_no_headings(qapp, engine):
    camera_list = CameraList(
        list(engine.cameras.values()), states=lambda: {"cam-1": TileState.LIVE}, faults=dict
    )
    tree = camera_list.findChild(QTreeView)
    model = tree.model()
    heading, row = model.index(0, 0), model.index_of("cam-2")
    assert tree.dragEnabled()
    assert not model.flags(heading) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(row) & Qt.ItemFlag.ItemIsDragEnabled
    assert CameraDrag.of(model.mimeData([row])) == CameraDrag("cam-2")
    assert CameraDrag.of(model.mimeData([heading])) is None
    camera_list._poll.stop()
