"""The walls on a desk's only screen: the chosen one, its pages, and where called cameras go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from console.wall.arrangement import Arrangement, Share
from console.wall.layout import Layout
from console.wall.monitor import Monitor
from tests.journeys.walls_desk import cameras, make_desk, stop_desk
from tests.ui.keys import DIGIT, send_key
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId
from ui.wall.wall_mark import FRAME_PX

ALL = tuple(camera.id for camera in cameras())
ENTER = 36


@pytest.fixture
def app(qapp, tmp_path):
    app = make_desk(tmp_path / "desk", qapp)
    yield app
    stop_desk(app)
    app.setParent(None)
    app.deleteLater()


def press(app, *keys):
    """Digits, or commands by their keys."""
    for key in keys:
        modifiers = BY_ID[key].modifiers if isinstance(key, ActionId) else Qt.KeyboardModifier.NoModifier
        code = BY_ID[key].scan_code if isinstance(key, ActionId) else DIGIT.get(key, key)
        send_key(app.alert_panel.queue, code, "", modifiers=modifiers)
        QApplication.processEvents()


def says(app, text):
    return any(text in label.text() for label in app.alert_panel.findChildren(QLabel) if label.isVisible())


def four(*layouts):
    """An arrangement that was made on another desk, with a monitor a layout."""
    shares = (Share(Monitor(f"DP-{n}", "Dell", x_px=n * 1920), each) for n, each in enumerate(layouts, 1))
    return Arrangement(tuple(shares))


def marked(wall):
    return wall.grab().toImage().pixelColor(FRAME_PX // 2, wall.height() * 7 // 8)


def test_on_the_desks_own_screen_the_wall_is_a_window_among_others(app):
    (wall,) = app.walls
    assert wall.number == 1 and wall.grid.camera_ids == ALL
    assert not wall.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert wall.width() < wall.screen().geometry().width() <= app.desk.width()
    assert app.walls.chosen is None and app.walls[0] is wall and len(app.walls) == 1


def test_a_number_goes_to_the_desk_alone_until_a_monitor_is_chosen(app):
    (wall,) = app.walls
    press(app, "4", "0", "5", ENTER)
    assert app.picture.camera.number == "405"
    assert wall.grid.camera_ids == ALL
    press(app, ActionId.CHOOSE_MONITOR, "1")
    assert app.walls.chosen is wall
    assert says(app, "go to monitor 1")
    press(app, "4", "1", "0", ENTER)
    assert app.picture.camera.number == "410"
    assert wall.chosen_camera_id == "c410" and wall.grid.camera_ids[4] == "c410", "where 405 stood"
    press(app, "4", "1", "1", ENTER)
    assert wall.grid.camera_ids[4] == "c411", "the chosen tile stays the chosen one"
    press(app, ActionId.CHOOSE_MONITOR, "0", "4", "1", "2", ENTER)
    assert app.picture.camera.number == "412" and wall.grid.camera_ids[4] == "c411"
    assert app.walls.chosen is None


def test_a_camera_looked_at_elsewhere_leaves_the_chosen_tile_where_it_is(app):
    (wall,) = app.walls
    app.walls.show(four(Layout(2, 1, ("c401", "c402"))))
    app.walls.choose(1)
    wall.choose_cell(1)
    app.choose_camera("c409")  # from the list; this wall does not show it
    assert wall.chosen_cell == 1
    app.choose_camera("c401")  # it does
    assert wall.chosen_cell == 0


def test_a_monitor_chosen_without_a_tile_offers_its_first_empty_one(app):
    (wall,) = app.walls
    app.walls.show(four(Layout(2, 2, ("c402", "c403"))))
    wall.choose_cell(-1)
    press(app, ActionId.CHOOSE_MONITOR, "1", "4", "0", "9", ENTER)
    assert wall.grid.camera_ids[:3] == ("c402", "c403", "c409")


def test_a_click_on_a_tile_chooses_its_wall_and_its_camera(app):
    (wall,) = app.walls
    told = []
    app.walls.choice.monitorChosen.connect(told.append)
    QTest.mouseClick(wall.tiles[6], Qt.MouseButton.LeftButton)
    assert told == [1] and app.walls.chosen is wall
    assert app.picture.camera.id == ALL[6]


def test_a_click_on_the_tile_that_is_marked_already_chooses_its_wall(app):
    (wall,) = app.walls
    assert app.walls.chosen is None and wall.chosen_cell == 0  # it shows what the desk shows large
    QTest.mouseClick(wall.tiles[0], Qt.MouseButton.LeftButton)
    assert app.walls.chosen is wall


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("9", "9", ENTER), "No camera 99."),
        ((ActionId.CHOOSE_MONITOR, "7"), "No monitor 7. There are: 0, 1."),
        ((ActionId.NEXT_PAGE,), "every layout has its monitor"),
        ((ActionId.NEIGHBOUR_BACK,), "the walk began here"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(app, keys, text):
    press(app, *keys)
    assert says(app, text)
    assert app.picture.camera.id == ALL[0] and app.walls.chosen is None


def test_a_walk_changes_the_large_picture_and_no_wall(app):
    (wall,) = app.walls
    press(app, ActionId.CHOOSE_MONITOR, "1")
    shown = []
    for key in (ActionId.NEIGHBOUR_NEXT, ActionId.NEIGHBOUR_NEXT, ActionId.NEIGHBOUR_BACK):
        press(app, key)
        shown.append(app.picture.camera.number)
    assert shown == ["405", "407", "401"]
    assert wall.grid.camera_ids == ALL
    press(app, ActionId.NEIGHBOUR_ON, ActionId.NEIGHBOUR_ON)
    assert app.picture.camera.number == "406", "405 has no neighbours entered: its place is walked"


def test_one_made_for_four_opens_on_one_and_the_others_are_pages(app):
    (wall,) = app.walls
    layouts = [Layout(1, 1, (f"c40{n}",)) for n in range(1, 5)]
    app.walls.show(four(*layouts))
    assert [window.grid for window in app.walls] == layouts[:1]
    seen = []
    for _turn in range(4):
        press(app, ActionId.NEXT_PAGE)
        seen.append(wall.grid)
    assert seen == [*layouts[1:], layouts[0]]
    press(app, ActionId.PREVIOUS_PAGE)
    assert says(app, "shows the layout of monitor 4, which is not connected")
    press(app, ActionId.CHOOSE_MONITOR, "1")
    press(app, "4", "0", "9", ENTER)  # what is changed on a page is changed in that monitor's layout
    arrangement = app.walls.arrangement()
    assert [share.layout.camera_ids for share in arrangement.shares] == [
        ("c401",),
        ("c402",),
        ("c403",),
        ("c409",),
    ]
    press(app, ActionId.CHOOSE_MONITOR, "3")
    assert says(app, "Monitor 3 is not connected")


def test_the_chosen_wall_is_framed_and_its_number_stands_on_it(app):
    (wall,) = app.walls
    plain = marked(wall)
    app.walls.choose(1)
    framed = marked(wall)
    assert framed != plain and framed.name() == "#4c9aff"
    wall.show_layout(Layout(2, 2, ("c401", "c402", "c403", "c404")))
    QApplication.processEvents()  # the new tiles lie under the frame
    assert marked(wall) == framed
    app.walls.choose(0)
    assert marked(wall) != framed


def test_numbers_are_shown_on_command_and_while_a_monitor_is_being_chosen(app):
    cards = [app.walls._desk_mark._card, app.walls._walls[0].mark._card]
    press(app, ActionId.IDENTIFY)
    assert [(card.isVisible(), card.number, card.is_chosen) for card in cards] == [
        (True, "0", True),
        (True, "1", False),
    ]
    assert app.desk.has_card, "a native window of libVLC would hide it"
    for mark in (app.walls._desk_mark, app.walls._walls[0].mark):
        mark._hide.timeout.emit()
    assert not any(card.isVisible() for card in cards) and not app.desk.has_card
    press(app, ActionId.CHOOSE_MONITOR)
    assert app.top_bar._digits.text() == "Monitor _ · 0–9" and app.top_bar._digits.isVisible()
    assert not any(card.isVisible() for card in cards), "who knows the number sees none"
    assert wait_until(lambda: all(card.isVisible() for card in cards))
    press(app, "1")
    assert not any(card.isVisible() for card in cards)
    assert not app.top_bar._digits.isVisible()


def test_a_wall_that_was_closed_comes_back_when_it_is_chosen(app):
    (wall,) = app.walls
    wall.close()
    assert not wall.isVisible()
    press(app, ActionId.CHOOSE_MONITOR, "1")
    assert wall.isVisible() and wall.isActiveWindow()


def test_a_wall_taken_away_is_ticked_no_more_and_its_counts_stay(app):
    (wall,) = app.walls
    assert wall in app.frame_clock._watched
    wall._tiles._before[0] = 7
    app.walls._walls[0].take_away()
    assert wall not in app.frame_clock._watched and not wall.isVisible()
    assert app.walls.painted().painted == 7
    app.walls.meet()
    assert wall in app.frame_clock._watched and wall.isVisible()


def test_what_a_black_wall_shows_is_not_what_is_kept_of_it(app):
    (wall,) = app.walls
    before = app.walls.arrangement()
    press(app, ActionId.BLACK)
    app.walls.meet()  # a monitor moved
    assert wall.shown_cameras() == set(), "it stays black"
    assert app.walls.arrangement() == before
    press(app, ActionId.BLACK)
    assert wall.shown_cameras() == set(ALL)


def test_commands_of_walls_go_to_the_chosen_wall_and_what_they_change_is_kept(app):
    (wall,) = app.walls
    wall.choose_cell(0)
    cells = len(wall.grid.cells)
    app.keys.trigger(ActionId.ZOOM_IN)
    assert wall.chosen_tile.zoom.factor > 1
    app.keys.trigger(ActionId.NEXT_GRID)
    assert len(wall.grid.cells) > cells
    wall.choose_cell(0)
    app.keys.trigger(ActionId.CLEAR_TILE)
    assert wall.grid.camera_at(0) == ""
    assert app.walls.arrangement().shares[0].layout == wall.grid


def test_without_a_chosen_tile_the_desks_own_picture_is_zoomed(app):
    (wall,) = app.walls
    wall.choose_cell(-1)
    app.keys.trigger(ActionId.ZOOM_IN)
    assert app.picture.zoom.factor > 1
    assert {tile.zoom.factor for tile in wall.tiles} == {1.0}
