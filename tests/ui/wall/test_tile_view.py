"""A tile shows the newest picture to the pixel, and never passes an old one off as live."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.media.feed_state import Connection, Failure, TileState
from console.media.picture_fault import PictureFault
from ui.theme import DARK, contrast
from ui.wall.age_clock import AGE_TICK_MS
from ui.wall.tile_view import RESIZE_PAUSE_MS, TileView

RED, GREEN = (0, 0, 255, 255), (0, 255, 0, 255)  # BGRA
MIDDLE = QPoint(160, 60)


def put(qapp, tile, colour, **more):
    height, width = 180, 320
    tile.feed.put(np.full((height, width, 4), colour, np.uint8), **more)
    tile.poll(tile._clock.monotonic_ns())
    qapp.processEvents()


def pixel(tile, point=MIDDLE):
    return tile.grab().toImage().pixelColor(point)


def look(qapp, tile, state, *, age_s=0.0, **status):
    tile.feed.tile_state = state
    tile.feed.age = int(age_s * 1e9)
    tile.feed.set_status(**status)
    tile.refresh_age(tile._clock.monotonic_ns())
    qapp.processEvents()


def test_the_picture_is_asked_for_in_the_tiles_own_pixels_and_drawn_to_the_pixel(qapp, tile):
    (picture,) = tile.feed.pictures.values()
    assert (picture.width_px, picture.height_px) == (320, 180)
    noise = np.random.default_rng(1).integers(0, 256, (180, 320, 4), np.uint8)
    noise[..., 3] = 255
    put(qapp, tile, noise)
    image = tile.grab().toImage()
    drawn = np.frombuffer(image.constBits(), np.uint8).reshape(180, image.bytesPerLine() // 4, 4)[:, :320]
    assert (drawn[:120] == noise[:120]).all()  # below stands the caption


def test_a_slot_is_drawn_without_a_copy(qapp, tile):
    put(qapp, tile, RED)
    (picture,) = tile.feed.pictures.values()
    picture._slots[picture._claimed][:] = GREEN  # behind the tile's back
    assert pixel(tile) == QColor(0, 255, 0)


def test_each_frame_is_claimed_once_and_counted_once(qapp, tile):
    for colour in (RED, GREEN, RED):
        put(qapp, tile, colour)
        tile.update()
        qapp.processEvents()
    (picture,) = tile.feed.pictures.values()
    assert (tile.painted, picture.claims, tile.due()) == (3, 3, 3)


def test_a_frame_that_was_passed_over_counts_as_due_but_not_as_painted(qapp, tile):
    tile.feed.put(1)
    put(qapp, tile, RED)
    assert (tile.painted, tile.due()) == (1, 2)


def test_the_lag_from_packet_to_paint_is_kept(qapp, tile):
    put(qapp, tile, RED, captured_at_ns=tile._clock.monotonic_ns() - 48_000_000)
    assert tile.lags.percentile_ns(95) == 48_000_000


def test_without_a_new_picture_nothing_is_painted(qapp, tile):
    put(qapp, tile, RED)
    paints = _count_paints(qapp, tile, lambda: tile.poll(tile._clock.monotonic_ns()))
    assert paints == 0


def test_a_live_tile_is_not_painted_by_the_age_timer(qapp, tile):
    put(qapp, tile, RED)
    paints = _count_paints(qapp, tile, lambda: tile.refresh_age(tile._clock.monotonic_ns()))
    assert paints == 0


def test_the_age_counts_on_though_no_frame_arrives(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.LATE, age_s=1.2)
    before = tile.grab().toImage()
    look(qapp, tile, TileState.LATE, age_s=1.4)
    assert tile._marks.look.age == "1.4 s"
    assert tile.grab().toImage() != before
    assert _has_colour(tile, DARK.warning)


def test_a_stale_picture_is_grey_hatched_and_tells_its_age(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.STALE, age_s=37)
    assert tile._marks.look.age == "0:37"
    image = tile.grab().toImage()
    shades = {image.pixelColor(x, 100).rgb() for x in range(0, 320)}
    assert len(shades) > 1  # the hatch
    assert all(QColor(rgb).red() - QColor(rgb).blue() < 10 for rgb in shades)  # no red is left


def test_text_on_a_stale_white_picture_can_be_read(qapp, tile):
    put(qapp, tile, (255, 255, 255, 255))
    look(qapp, tile, TileState.STALE, age_s=37)
    image = tile.grab().toImage()
    brightest = max((image.pixelColor(x, 20) for x in range(320)), key=QColor.lightness)
    assert contrast(DARK.text, brightest) >= 4.5


def test_a_lost_tile_shows_no_old_picture(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.LOST, connection=Connection.LOST, failure=Failure.UNAUTHORISED)
    assert not _has_colour(tile, QColor(255, 0, 0))
    assert _has_colour(tile, DARK.bad)
    put(qapp, tile, GREEN)
    assert not _has_colour(tile, QColor(0, 255, 0))


def test_a_lost_tile_says_since_when_and_when_it_tries_again(qapp, tile):
    now_ns = tile._clock.monotonic_ns()
    look(
        qapp,
        tile,
        TileState.LOST,
        connection=Connection.LOST,
        failure=Failure.UNAUTHORISED,
        next_try_ns=now_ns + 7_200_000_000,
    )
    assert tile._marks.look.headline == "no connection since 22:47:12"  # 17:47:12 UTC + 5 h
    assert [long for long, _short in tile._marks.look.details] == [
        "next try in 8 s",
        "user or password is wrong",
    ]
    tile._clock.advance(3)
    tile.refresh_age(tile._clock.monotonic_ns())
    assert tile._marks.look.details[0][0] == "next try in 5 s"


def test_a_loss_of_another_day_carries_its_date(qapp, tile):
    tile._clock.advance(86_400)
    look(qapp, tile, TileState.LOST, connection=Connection.LOST)
    assert tile._marks.look.headline == "no connection since 23.11 22:47:12"


def test_a_picture_that_returns_is_not_left_under_the_old_marks(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.STALE, age_s=37)
    tile.feed.tile_state = TileState.LIVE
    put(qapp, tile, GREEN)
    assert tile.state is TileState.LIVE
    assert pixel(tile) == QColor(0, 255, 0)


def test_a_frozen_picture_has_an_amber_border(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.FROZEN)
    image = tile.grab().toImage()
    edge = {image.pixelColor(x, 1).rgb() for x in range(320)}
    assert DARK.warning.rgb() in edge
    assert tile._marks.look.headline == "picture not changing"


def test_off_shows_the_name_only(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.OFF, connection=Connection.OFF)
    assert pixel(tile) == DARK.ground
    assert _has_colour(tile, DARK.text)


def test_a_tile_without_a_feed_is_off(qapp, tile, engine):
    tile.show_camera(engine.cameras["cam-2"], None)
    qapp.processEvents()
    assert tile.state is TileState.OFF
    assert pixel(tile) == DARK.ground


@pytest.mark.parametrize("priority", [1, 2, 3])
def test_an_alert_frames_the_tile_and_its_wait_counts(qapp, tile, priority):
    put(qapp, tile, RED)
    tile.set_alert(priority, "person in the yard", tile._clock.monotonic_ns() - 14_000_000_000)
    assert pixel(tile, QPoint(0, 90)) == DARK.priority(priority)
    assert tile._marks.look.alert_age == "0:14"
    tile._clock.advance(1)
    tile.refresh_age(tile._clock.monotonic_ns())
    assert tile._marks.look.alert_age == "0:15"
    tile.clear_alert()
    assert pixel(tile, QPoint(0, 90)) == QColor(255, 0, 0)


def test_the_choice_is_seen_inside_an_alerts_frame(qapp, tile):
    put(qapp, tile, RED)
    tile.choose()
    assert pixel(tile, QPoint(0, 90)) == DARK.accent
    tile.set_alert(1, "x", 0)
    row = [pixel(tile, QPoint(x, 90)) for x in range(10)]
    assert row[0] == DARK.priority_1
    assert DARK.accent in row
    tile.unchoose()
    assert DARK.accent not in [pixel(tile, QPoint(x, 90)) for x in range(10)]


def test_a_source_of_another_shape_is_letterboxed(qapp, tile):
    tile.feed.set_status(width=768, height=576)
    tile.refresh_age(tile._clock.monotonic_ns())
    QTest.qWait(RESIZE_PAUSE_MS * 2)
    put(qapp, tile, RED)
    assert [(p.width_px, p.height_px) for p in tile.feed.pictures.values()] == [(240, 180)]
    assert pixel(tile, QPoint(20, 60)) == DARK.ground
    assert pixel(tile) == QColor(255, 0, 0)


def test_a_resized_tile_asks_once_and_keeps_the_old_picture_until_the_new_one_is_there(qapp, tile):
    put(qapp, tile, RED)
    for width in (330, 400, 640):
        tile.resize(width, width * 9 // 16)
        qapp.processEvents()
    assert len(tile.feed.pictures) == 1
    QTest.qWait(RESIZE_PAUSE_MS * 2)
    assert [(p.width_px, p.height_px) for p in tile.feed.pictures.values()] == [(320, 180), (640, 360)]
    assert pixel(tile, QPoint(320, 180)) == QColor(255, 0, 0)
    put(qapp, tile, GREEN)
    assert [(p.width_px, p.height_px) for p in tile.feed.pictures.values()] == [(640, 360)]
    assert pixel(tile, QPoint(320, 180)) == QColor(0, 255, 0)


def test_a_hidden_tile_lets_its_output_go_and_its_due_frames_rest(qapp, tile):
    put(qapp, tile, RED)
    tile.hide()
    assert tile.feed.pictures == {}
    tile.feed.put(1)
    assert tile.due() == 1
    tile.show()
    tile.feed.put(1)
    assert tile.due() == 2


def test_another_camera_leaves_nothing_of_the_one_before(qapp, tile, engine):
    put(qapp, tile, RED)
    tile.set_alert(1, "x", 0)
    before = tile.feed
    tile.show_camera(engine.cameras["cam-2"], engine.host.feeds["cam-2"])
    qapp.processEvents()
    assert before.pictures == {}
    assert not _has_colour(tile, QColor(255, 0, 0))
    assert not _has_colour(tile, DARK.priority_1)
    assert (tile.due(), tile.painted) == (1, 1)  # what was counted stays counted


def test_a_tile_on_its_own_counts_its_age_itself(qapp, engine):
    view = TileView(engine.clock, latest=engine.latest, name="large")
    view.show_camera(engine.cameras["cam-1"], engine.host.feeds["cam-1"])
    view.show()
    engine.host.feeds["cam-1"].tile_state = TileState.LATE
    QTest.qWait(AGE_TICK_MS * 2)
    assert view.state is TileState.LATE
    view.hide()
    engine.host.feeds["cam-1"].tile_state = TileState.LIVE
    QTest.qWait(AGE_TICK_MS * 2)
    assert view.state is TileState.LATE  # nobody sees it


def test_a_click_is_told(qapp, tile):
    told = []
    tile.clicked.connect(lambda: told.append("click"))
    tile.doubleClicked.connect(lambda: told.append("double"))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(tile, Qt.MouseButton.LeftButton)
    assert told == ["click", "double"]


def _count_paints(qapp, tile, act):
    """How often the tile is painted because of `act`."""
    paints = []
    original = tile._paint_ground
    tile._paint_ground = lambda painter: (paints.append(1), original(painter))
    act()
    qapp.processEvents()
    tile._paint_ground = original
    return len(paints)


def _has_colour(tile, colour):
    image = tile.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), np.uint32)
    return bool((words & 0xFFFFFF == colour.rgb() & 0xFFFFFF).any())


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (PictureFault.BLACK, "picture black"),
        (PictureFault.TURNED, "camera turned away"),
        (PictureFault.BLURRED, "picture blurred"),
    ],
)
def test_a_picture_that_shows_not_what_it_should_says_so_and_stays_visible(qapp, tile, fault, words):
    put(qapp, tile, RED)
    tile.feed.fault = fault
    look(qapp, tile, TileState.LIVE)
    assert tile._marks.look.fault_words == words
    assert _has_colour(tile, DARK.warning)
    assert pixel(tile) == QColor(255, 0, 0)
    tile.feed.fault = None
    look(qapp, tile, TileState.LIVE)
    assert tile._marks.plain


def test_a_wrong_camera_clock_is_no_fault_of_the_picture(qapp, tile):
    put(qapp, tile, RED)
    tile.feed.fault = PictureFault.CLOCK_OFF
    look(qapp, tile, TileState.LIVE)
    assert tile._marks.plain


def test_a_lost_tile_names_no_fault_of_a_picture(qapp, tile):
    tile.feed.fault = PictureFault.BLACK
    look(qapp, tile, TileState.LOST, connection=Connection.LOST)
    assert tile._marks.look.fault is None


@pytest.fixture
def covered(qapp, tile):
    """The tile of a camera that showed red, while something stands in its place."""
    put(qapp, tile, RED)
    tile.cover(QWidget())
    qapp.processEvents()
    return tile


def test_the_newest_picture_is_there_the_moment_the_cover_goes(qapp, covered):
    put(qapp, covered, GREEN)
    assert pixel(covered, QPoint(1, 1)) != QColor(0, 255, 0)
    covered.cover(None)
    assert pixel(covered) == QColor(0, 255, 0)
    assert (covered.painted, covered.due()) == (1, 1), "what nobody saw was not due"
    put(qapp, covered, RED)
    assert (covered.painted, covered.due()) == (2, 2)


def test_a_picture_that_is_old_when_the_cover_goes_says_so_as_any_other(qapp, tile):
    put(qapp, tile, RED)
    look(qapp, tile, TileState.STALE, age_s=40)
    before = tile.grab().toImage()
    assert not _has_colour(tile, QColor(255, 0, 0))
    tile.cover(QWidget())
    tile.cover(None)
    assert tile.grab().toImage() == before


def test_a_tile_that_grew_under_its_cover_shows_what_it_has_until_the_size_comes(qapp, covered):
    covered.resize(640, 360)
    QTest.qWait(RESIZE_PAUSE_MS * 2)
    assert len(covered.feed.pictures) == 1, "nobody sees it: no second size is made"
    covered.cover(None)
    assert pixel(covered) == QColor(255, 0, 0)
    assert (640, 360) in [(each.width_px, each.height_px) for each in covered.feed.pictures.values()]


def test_a_covered_tile_that_is_hidden_costs_nothing(qapp, covered):
    covered.hide()
    assert covered.feed.pictures == {}
    covered.show()
    put(qapp, covered, GREEN)
    covered.cover(None)
    assert pixel(covered) == QColor(0, 255, 0)
