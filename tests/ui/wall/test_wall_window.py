"""A wall window: its grid, its choice, its counts, and nothing painted that did not change."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from console.media.feed_state import TileState
from console.wall.layout import Layout
from ui.theme import DARK
from ui.wall.frame_clock import FrameClock
from ui.wall.wall_grid import GAP_PX
from ui.wall.wall_window import WallWindow


@pytest.fixture
def wall(qapp, engine):
    window = WallWindow(engine, Layout(2, 2, ("cam-1", "cam-2", "", "cam-3")), qapp.primaryScreen())
    window.resize(643, 365)
    window.show()
    qapp.processEvents()
    return window


def tick(qapp, wall):
    wall.poll(0)
    qapp.processEvents()


def test_it_has_no_frame_and_stands_on_its_screen(qapp, engine):
    window = WallWindow(engine, Layout.fitting(["cam-1"]), qapp.primaryScreen())
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.geometry() == qapp.primaryScreen().geometry()


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (3, 2), (6, 6), (8, 8)])
def test_cells_fill_the_window_with_even_gaps(qapp, engine, columns, rows):
    window = WallWindow(engine, Layout(columns, rows, ()))
    window.resize(1921, 1083)
    cells = [window.cell_rect(n) for n in range(columns * rows)]
    assert cells[0].topLeft().toTuple() == (0, 0)
    assert 1919 <= cells[-1].right() <= 1920
    assert cells[-1].bottom() == 1082
    for left, right in pairwise(cells[:columns]):
        assert GAP_PX <= right.left() - left.right() - 1 <= GAP_PX + 1
    assert {c.width() % 2 for c in cells} == {0}, "an odd width costs the scaler three times as much"
    assert max(c.width() for c in cells) - min(c.width() for c in cells) <= 2
    assert max(c.height() for c in cells) - min(c.height() for c in cells) <= 1


def test_empty_cells_stay_empty(wall):
    assert [tile.camera.id for tile in wall.tiles] == ["cam-1", "cam-2", "cam-3"]
    middle = wall.cell_rect(2).center()
    assert wall.grab().toImage().pixelColor(middle) == DARK.ground


def test_an_unknown_camera_leaves_its_cell_empty(qapp, engine):
    window = WallWindow(engine, Layout.fitting(["cam-1", "no-such-camera"]))
    assert [tile.camera.id for tile in window.tiles] == ["cam-1"]


def test_it_counts_distinct_painted_and_due_frames(qapp, wall, engine):
    feeds = engine.host.feeds
    feeds["cam-1"].put(10)
    feeds["cam-1"].put(20)  # the first was never shown
    feeds["cam-2"].put(30)
    tick(qapp, wall)
    wall.update()
    tick(qapp, wall)
    assert (wall.counts.painted(), wall.counts.due()) == (2, 3)


def test_only_the_tile_with_a_new_picture_is_painted(qapp, wall, engine):
    for n, feed in enumerate(engine.host.feeds.values()):
        feed.put(n)
    tick(qapp, wall)
    painted = []
    for tile in wall.tiles:
        original = tile._paint_ground
        tile._paint_ground = lambda painter, tile=tile, original=original: (
            painted.append(tile.camera.id),
            original(painter),
        )
    engine.host.feeds["cam-2"].put(99)
    tick(qapp, wall)
    assert painted == ["cam-2"]


def test_live_tiles_are_counted_by_their_feeds(wall, engine):
    engine.host.feeds["cam-2"].tile_state = TileState.LATE
    assert wall.counts.live(engine.clock.monotonic_ns()) == 2


def test_the_age_timer_runs_only_while_the_window_is_seen(qapp, wall, engine):
    engine.host.feeds["cam-1"].tile_state = TileState.LATE
    QTest.qWait(400)
    assert wall.tiles[0].state is TileState.LATE
    wall.hide()
    engine.host.feeds["cam-1"].tile_state = TileState.LIVE
    QTest.qWait(400)
    assert wall.tiles[0].state is TileState.LATE


def test_a_click_chooses_and_a_double_click_opens(wall):
    told = []
    wall.tileChosen.connect(lambda camera_id: told.append(("chosen", camera_id)))
    wall.tileOpened.connect(lambda camera_id: told.append(("opened", camera_id)))
    QTest.mouseClick(wall.tiles[1], Qt.MouseButton.LeftButton)
    QTest.mouseDClick(wall.tiles[2], Qt.MouseButton.LeftButton)
    assert told[0] == ("chosen", "cam-2")
    assert told[-1] == ("opened", "cam-3")


def test_arrows_move_the_choice_and_stop_at_the_edge(wall):
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.chosen_camera_id == "cam-1"
    QTest.keyClick(wall, Qt.Key.Key_Right)
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.chosen_camera_id == "cam-2"
    QTest.keyClick(wall, Qt.Key.Key_Down)
    assert wall.chosen_camera_id == "cam-3"
    QTest.keyClick(wall, Qt.Key.Key_Left)
    assert wall.chosen_camera_id == ""  # the empty cell
    assert wall.grab().toImage().pixelColor(wall.cell_rect(2).topLeft()) == DARK.accent


def test_the_chosen_tile_fills_the_window_and_goes_back(qapp, wall, engine):
    wall.choose_camera("cam-2")
    wall.toggle_full()
    assert [tile.isVisible() for tile in wall.tiles] == [False, True, False]
    assert wall.tiles[1].geometry() == QRect(0, 0, 643, 365)
    due = wall.counts.due()
    engine.host.feeds["cam-1"].put(1)
    assert wall.counts.due() == due  # nobody could see that frame
    wall.choose_camera("cam-3")
    assert [tile.isVisible() for tile in wall.tiles] == [False, False, True]
    wall.toggle_full()
    assert all(tile.isVisible() for tile in wall.tiles)
    assert wall.tiles[1].geometry() == wall.cell_rect(1)


def test_an_alert_frames_its_cameras_tile(wall, engine):
    wall.set_alert("cam-2", 1, "person in the yard", 0)
    wall.set_alert("not-on-this-wall", 1, "x", 0)
    assert [tile._marks.alert is not None for tile in wall.tiles] == [False, True, False]
    wall.clear_alert("cam-2")
    assert all(tile._marks.alert is None for tile in wall.tiles)


def test_another_layout_keeps_the_counts_and_lets_the_old_outputs_go(qapp, wall, engine):
    engine.host.feeds["cam-1"].put(10)
    tick(qapp, wall)
    wall.show_layout(Layout.fitting(["cam-4"]))
    tick(qapp, wall)
    assert (wall.counts.painted(), wall.counts.due()) == (1, 1)
    assert engine.host.feeds["cam-1"].pictures == {}
    engine.host.feeds["cam-4"].put(10)
    tick(qapp, wall)
    assert (wall.counts.painted(), wall.counts.due()) == (2, 2)


def test_the_frame_clock_ticks_all_windows_and_keeps_its_intervals(qapp, wall, engine):
    frame_clock = FrameClock(engine.clock)
    frame_clock.watch(wall)
    frame_clock.watch(wall)
    engine.host.feeds["cam-1"].put(10)
    for _n in range(100):
        engine.clock.advance(0.016)
        frame_clock.tick()
    engine.clock.advance(0.5)
    frame_clock.tick()
    qapp.processEvents()
    assert wall.counts.painted() == 1
    assert len(frame_clock.intervals) == 100
    assert frame_clock.intervals.percentile_ns(50) == 16_000_000
    assert frame_clock.intervals.percentile_ns(99.5) == 500_000_000
    frame_clock.unwatch(wall)
    engine.host.feeds["cam-1"].put(20)
    frame_clock.tick()
    qapp.processEvents()
    assert wall.counts.painted() == 1
