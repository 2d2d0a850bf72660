"""Another layout, and what the operator changes in it: who stays is seen at once, and nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.wall.layout import Layout
from console.wall.presets import PRESETS
from tests.ui.wall.conftest import picture_of
from ui.actions import ACTIONS, ActionId, Menu
from ui.theme import DARK
from ui.wall.wall_acts import act
from ui.wall.wall_window import WallWindow

COLOURS = {"cam-1": (0, 0, 255, 255), "cam-2": (0, 255, 0, 255), "cam-3": (255, 0, 0, 255)}


@pytest.fixture
def wall(qapp, engine):
    window = WallWindow(engine, Layout(2, 2, tuple(COLOURS)), qapp.primaryScreen())
    window.resize(643, 365)
    window.show()
    qapp.processEvents()
    for camera_id, colour in COLOURS.items():
        engine.host.feeds[camera_id].put(picture_of(colour))
    window.poll(0)
    qapp.processEvents()
    return window


@pytest.fixture
def told(wall):
    found: list[Layout] = []
    wall.layoutChanged.connect(found.append)
    return found


def colour_in(wall, cell):
    return wall.grab().toImage().pixelColor(wall.shown_rect(cell).center()).getRgb()[:3]


def rgb(camera_id):
    blue, green, red, _alpha = COLOURS[camera_id]
    return red, green, blue


@pytest.mark.parametrize("grid", ["1+5", "3×3", "2×1", "1+7"])
def test_a_camera_that_stays_has_its_picture_in_the_first_paint(qapp, wall, engine, grid):
    first: dict[str, tuple[int, ...]] = {}
    for tile in wall.tiles:
        original = tile._paint_ground
        tile._paint_ground = lambda painter, tile=tile, original=original: (
            original(painter),
            first.setdefault(tile.camera.id, (*tile.size().toTuple(), tile._picture._image is not None)),
        )
    wall.show_layout(PRESETS[grid].put(0, "cam-2").put(1, "cam-1"))
    qapp.processEvents()  # no frame has come
    assert first == {
        "cam-2": (*wall.cell_rect(0).size().toTuple(), True),
        "cam-1": (*wall.cell_rect(1).size().toTuple(), True),
    }
    assert [colour_in(wall, 0), colour_in(wall, 1)] == [rgb("cam-2"), rgb("cam-1")]


def test_who_stays_keeps_the_tile_and_asks_at_once_for_the_new_size(qapp, wall, engine):
    before = {tile.camera.id: tile for tile in wall.tiles}
    wall.show_layout(Layout(1, 1, ("cam-1",)))
    assert wall.tiles == [before["cam-1"]]
    sizes = [(each.width_px, each.height_px) for each in engine.host.feeds["cam-1"].pictures.values()]
    assert sizes == [(320, 181), (642, 365)]
    assert engine.host.feeds["cam-2"].pictures == {}


def test_the_counts_go_on_over_a_change(qapp, wall, engine):
    assert (wall.counts.painted(), wall.counts.due()) == (3, 3)
    wall.show_layout(Layout(2, 1, ("cam-3", "cam-4")))
    qapp.processEvents()
    engine.host.feeds["cam-3"].put(picture_of(COLOURS["cam-3"]))
    engine.host.feeds["cam-1"].put(1)  # nobody sees it any more
    wall.poll(0)
    qapp.processEvents()
    assert (wall.counts.painted(), wall.counts.due(), wall.counts.wanted()) == (4, 4, 4)


def test_a_camera_in_two_cells_has_two_tiles_with_outputs_of_their_own(qapp, wall, engine, told):
    assert wall.put("cam-1", 3) == 3
    qapp.processEvents()
    feed = engine.host.feeds["cam-1"]
    assert len(feed.pictures) == 2
    feed.put(picture_of(COLOURS["cam-1"]))
    wall.poll(0)
    assert colour_in(wall, 0) == colour_in(wall, 3) == rgb("cam-1")
    wall.set_alert("cam-1", 1, "x", 0)
    assert [tile._marks.alert is not None for tile in wall.tiles] == [True, False, False, True]
    kept = wall.tiles[3]
    wall.clear(0)
    qapp.processEvents()
    assert wall.tiles[-1] is kept
    assert len(feed.pictures) == 1


def test_the_second_of_two_tiles_of_a_camera_stays_chosen(wall):
    wall.put("cam-1", 3)
    wall.choose_cell(3)
    wall.choose_camera("cam-1")  # the desk says it back
    assert wall.chosen_cell == 3


def test_a_tile_that_comes_later_is_framed_for_the_open_alert(wall):
    wall.set_alert("cam-4", 1, "x", 0)
    wall.put("cam-4", 3)
    assert wall.tile_of("cam-4")._marks.alert is not None
    wall.clear_alert("cam-4")
    assert wall.tile_of("cam-4")._marks.alert is None


def test_a_camera_goes_into_the_chosen_cell_else_the_first_empty_else_the_first(wall, told):
    assert wall.put("cam-4") == 3
    assert wall.put("cam-2") == 0
    wall.choose_cell(2)
    assert wall.put("cam-4") == 2
    assert [layout.camera_ids for layout in told] == [
        ("cam-1", "cam-2", "cam-3", "cam-4"),
        ("cam-2", "cam-2", "cam-3", "cam-4"),
        ("cam-2", "cam-2", "cam-4", "cam-4"),
    ]
    assert wall.put("no-such-camera") == -1
    assert len(told) == 3


def test_the_choice_goes_with_its_camera(wall, told):
    wall.choose_cell(0)
    heard = []
    wall.tileChosen.connect(heard.append)
    wall.swap(0, 3)
    assert (wall.chosen_cell, wall.chosen_camera_id, heard) == (3, "cam-1", [])
    assert wall.chosen_tile is wall.tile_of("cam-1")
    wall.clear(3)
    assert (wall.chosen_cell, heard) == (3, [""])


def test_an_empty_cell_is_chosen_by_click_and_seen_and_kept_while_a_camera_is_looked_for(qapp, wall):
    QTest.mouseClick(wall, Qt.MouseButton.LeftButton, pos=wall.cell_rect(3).center())
    assert wall.chosen_cell == 3
    image = wall.grab().toImage()
    corner = wall.cell_rect(3).topLeft()
    assert image.pixelColor(corner.x() + 1, corner.y() + 1) == DARK.accent
    wall.choose_camera("cam-4")  # not on this wall
    assert wall.chosen_cell == 3
    assert wall.put("cam-4") == 3


def test_arrows_go_through_a_mixed_grid(wall):
    wall.show_layout(PRESETS["1+5"].put(0, "cam-1"))
    for key, cell in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Down, 5),
    ):
        QTest.keyClick(wall, key)
        assert wall.chosen_cell == cell
    QTest.keyClick(wall, Qt.Key.Key_Up)
    QTest.keyClick(wall, Qt.Key.Key_Left)
    assert wall.chosen_camera_id == "cam-1"


def test_going_through_the_grids_loses_no_camera(wall, told):
    wall.choose_camera("cam-3")
    before = wall.grid
    act(ActionId.PREVIOUS_GRID, wall)
    act(ActionId.PREVIOUS_GRID, wall)
    assert len(wall.grid.cells) == 1
    assert wall.chosen_camera_id == "cam-3", "the chosen one is not the one to go"
    act(ActionId.NEXT_GRID, wall)
    act(ActionId.NEXT_GRID, wall)
    assert (wall.grid.columns, wall.grid.camera_ids) == (2, before.camera_ids)
    assert len(told) == 4


def test_a_chosen_camera_stays_chosen_in_another_layout(wall):
    wall.choose_camera("cam-3")
    wall.show_layout(Layout(2, 2, ("cam-3", "cam-1")))
    assert wall.chosen_cell == 0
    wall.show_layout(Layout(2, 2, ("cam-1",)))
    assert wall.chosen_cell == -1


def test_the_camera_moves_by_key_and_the_cell_is_emptied_by_key(wall):
    act(ActionId.CLEAR_TILE, wall)  # nothing is chosen
    assert wall.grid.camera_ids == tuple(COLOURS)
    wall.choose_camera("cam-1")
    act(ActionId.MOVE_DOWN, wall)
    act(ActionId.MOVE_RIGHT, wall)
    assert wall.grid.camera_ids == ("cam-3", "cam-2", "", "cam-1")
    assert wall.chosen_camera_id == "cam-1"
    act(ActionId.CLEAR_TILE, wall)
    assert wall.grid.camera_ids == ("cam-3", "cam-2", "", "")


def test_a_camera_that_fills_its_monitor_is_not_taken_off_and_one_that_goes_is_told(wall):
    said = []
    wall.choose_camera("cam-1")
    wall.toggle_full()
    act(ActionId.CLEAR_TILE, wall, tell=said.append)
    assert wall.grid.camera_ids == tuple(COLOURS)
    wall.toggle_full()
    act(ActionId.CLEAR_TILE, wall, tell=said.append)
    assert "cam-1" not in wall.grid.camera_ids
    assert said[0].startswith("The camera fills its monitor, and stays. F shows the grid")
    assert said[1].startswith(f"Monitor {wall.number}: camera ") and said[1].endswith(
        "was taken off the wall."
    )


def test_every_command_of_walls_does_something_and_no_other_is_taken(wall):
    wall.choose_camera("cam-2")
    for action in ACTIONS:
        of_walls = action.menu is Menu.WALL and action.id not in (ActionId.BLACK, ActionId.ARM)
        assert act(action.id, wall) is of_walls
        assert act(action.id, None) is of_walls
