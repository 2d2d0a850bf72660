"""A tile says what can be made out in it, where the camera's scale is known and never else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.language import LANGUAGES, use_language
from console.media.feed_state import TileState
from console.media.picture_fault import PictureFault
from console.wall.observation import ObservationClass
from tests.ui.wall.test_caption_strip import painted
from ui.theme import DARK
from ui.wall.caption_strip import Caption
from ui.wall.observation_sign import sign_wordings
from ui.wall.state_painter import fault_chip
from ui.wall.tile_look import TileLook
from ui.wall.tile_measure import TileMeasure


def known(tile, width_m):
    """The tile of 320×180 shows the same camera, whose scale is known; its source is 640 wide."""
    tile.show_camera(replace(tile.camera, scene_width_m=width_m), tile.feed)
    return tile


@pytest.mark.parametrize(
    ("width_m", "words"),
    [
        (20, "monitor"),
        (8, "detect"),
        (4, "observe"),
        (1, "identify"),
    ],
)
def test_the_class_follows_the_pixels_that_are_shown(tile, width_m, words):
    known(tile, width_m)
    assert tile._marks.caption.sign[0] == words
    assert words.split(" · ")[0] in tile.toolTip()
    assert tile.accessibleDescription() == tile.toolTip()


def test_a_larger_tile_shows_more_until_the_source_has_no_more(tile, engine):
    known(tile, 4)
    signs = []
    for width in (160, 320, 640, 1280):
        tile.resize(width, width * 9 // 16)
        tile.refresh_age(engine.clock.monotonic_ns())
        signs.append(tile._marks.caption.sign[0])
    assert signs == ["detect", "observe", "recognise", "recognise"]


def test_another_stream_has_another_size(tile, engine):
    known(tile, 4)
    tile.feed.set_status(width=160, height=90)
    tile.refresh_age(engine.clock.monotonic_ns())
    assert tile._marks.caption.sign[0] == "detect"


@pytest.mark.parametrize("state", [TileState.LOST, TileState.OFF])
def test_nothing_is_said_of_no_picture(tile, engine, state):
    known(tile, 4)
    tile.feed.tile_state = state
    tile.refresh_age(engine.clock.monotonic_ns())
    assert tile._marks.caption.sign == ()
    assert tile.toolTip() == ""


def test_nothing_is_said_where_the_scale_is_not_known(tile, engine):
    tile.refresh_age(engine.clock.monotonic_ns())
    assert (tile._marks.caption.sign, tile.toolTip()) == ((), "")
    assert tile._marks.plain


def test_a_live_tile_with_its_sign_is_as_plain_as_before(tile):
    assert known(tile, 4)._marks.plain


def test_a_remark_leaves_the_sign(tile):
    known(tile, 4).set_remark("1080p")
    assert (tile._marks.caption.remark, tile._marks.caption.sign[0]) == ("1080p", "observe")


def test_another_camera_takes_the_sign_away(tile, engine):
    known(tile, 4)
    tile.show_camera(engine.cameras["cam-2"], engine.host.feeds["cam-2"])
    assert (tile._marks.caption.sign, tile.toolTip()) == ((), "")


def test_the_density_that_is_told_is_that_of_the_size_shown(tile, engine):
    known(tile, 4)
    assert "80 px/m" in tile.toolTip()
    tile.resize(400, 225)
    tile.refresh_age(engine.clock.monotonic_ns())
    assert tile._marks.caption.sign[0] == "observe"
    assert "100 px/m" in tile.toolTip()


def test_a_tile_without_a_camera_tells_nothing_of_the_one_before(tile, engine):
    tile.feed.fault = PictureFault.BLURRED
    tile.refresh_age(engine.clock.monotonic_ns())
    tile.show_camera(None, None)
    assert (tile.toolTip(), tile.accessibleDescription()) == ("", "")


def test_the_language_changes_at_once(tile, engine):
    known(tile, 4.01)
    before = tile._marks.caption.sign
    use_language("ru")
    tile.refresh_age(engine.clock.monotonic_ns())
    assert (before[0], tile._marks.caption.sign[0]) == ("observe", "наблюдение")


def columns_of_sign(size, sign):
    """Where the strip looks other than without the sign."""
    images = [painted(size, Caption("0402", sign=each)) for each in (sign, ())]
    return [
        x
        for x in range(size[0])
        if any(images[0].pixel(x, y) != images[1].pixel(x, y) for y in range(size[1] // 2, size[1]))
    ]


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("kind", [each for each in ObservationClass if each is not ObservationClass.SMALL])
def test_the_smallest_tile_has_room_for_each_sign_beside_its_number(qapp, kind, spoken):
    use_language(spoken)
    columns = columns_of_sign((100, 56), ("much too long for such a tile", kind.sign))
    assert columns
    assert min(columns) > 40  # the number
    assert max(columns) <= 97


def test_a_large_tile_says_it_in_full(qapp):
    sign = ("recognise", "rec")
    large, small = columns_of_sign((640, 360), sign), columns_of_sign((640, 360), sign[1:])
    assert max(large) - min(large) > 2 * (max(small) - min(small))


def test_wordings_are_the_longest_first():
    assert sign_wordings(None) == ()


@pytest.mark.parametrize("width", [100, 320, 1280])
def test_silent_analytics_of_a_camera_are_a_quiet_sign(tile, engine, width):
    tile.resize(width, width * 9 // 16)
    tile.feed.fault = PictureFault.ANALYTICS
    tile.refresh_age(engine.clock.monotonic_ns())
    assert tile.toolTip() == "the camera's own analytics are silent"
    chip = fault_chip(tile._marks.look, TileMeasure.of(tile.height()), tile_px=width)
    assert (chip.colour, chip.edge) == (DARK.text, None)  # no amber: the picture is well
    assert chip.text == ("the camera's own analytics are silent" if width >= 640 else "")
    assert chip.width_px <= width
    tile.feed.fault = None
    tile.refresh_age(engine.clock.monotonic_ns())
    assert tile.toolTip() == ""


def test_a_picture_that_is_blurred_is_told_to_the_pointer_too(tile, engine):
    tile.feed.fault = PictureFault.BLURRED
    tile.refresh_age(engine.clock.monotonic_ns())
    assert tile.toolTip() == "picture blurred"
    amber = fault_chip(TileLook(TileState.LIVE, fault=PictureFault.BLURRED), TileMeasure.of(180), tile_px=320)
    assert amber.edge == DARK.warning
