"""Wherever a camera's picture is seen its masks are filled in, until they are lifted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage

from console.alerts.inbox import OpenAlert
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Detections, Kind
from console.journal.aftermath import files_of
from console.media.feed_state import TileState
from console.media.frame import FrameStamp
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_feed import FakeFeed
from tests.fakes.fake_masks import FakeMasks
from tests.fakes.fake_search import make_entry
from tests.fakes.made_up import make_alert, make_jpeg
from tests.ui.player.test_clip_player import CAPTION
from tests.ui.player.test_clip_player import Bench as ClipBench
from tests.ui.player.test_replay_view import CAMERA, FakeReplay, S
from tests.ui.waiting import wait_until
from tests.ui.wall.conftest import FakeEngine
from ui.alerts.alert_card import AlertCard
from ui.journal.evidence_list import EvidenceList, EvidencePicture
from ui.player import clip_player
from ui.player.clip_player import Sound
from ui.player.clip_view import ClipView
from ui.player.past import Past
from ui.player.replay_view import ReplayView
from ui.shift.still_label import StillLabel
from ui.theme import DARK
from ui.wall.tile_view import TileView
from ui.wall.tile_ways import AgeTimer

# Wide enough that its middle is clear of captions, bands and chips.
MASK = Polygon(((0.3, 0.4), (0.7, 0.35), (0.65, 0.65), (0.35, 0.7)))
PARTS = (MASK, Polygon(((0.45, 0.45), (0.55, 0.45), (0.5, 0.55))))
BRIGHT, DARKER = (60, 200, 240, 255), (200, 40, 90, 255)  # BGRA


@pytest.fixture
def lifting():
    return FakeMasks(PARTS, gone=("gone",))


def pixels(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def under(picture: QRect, shape):
    """The widget's pixels that the mask's middle covers."""
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]]
    x, y = (xs + 0.5 - picture.x()) / picture.width(), (ys + 0.5 - picture.y()) / picture.height()
    inside = np.zeros(shape[:2], bool)
    for row, column in zip(*np.nonzero((x > 0.3) & (x < 0.7) & (y > 0.35) & (y < 0.7)), strict=True):
        inside[row, column] = MASK.holds(x[row, column], y[row, column])
    return inside


def check(widget, lifting, show, picture):
    """`show` puts a picture of one colour; `picture` tells where it stands in the widget."""
    seen = {}
    for left in (0, 600):
        lifting.left = left
        seen[left] = []
        for colour in (BRIGHT, DARKER):
            show(colour)
            seen[left].append(pixels(widget))
    inside = under(picture(), seen[0][0].shape)
    assert inside.sum() > 200
    masked, lifted = ((one != other).any(2) for one, other in seen.values())
    assert not (masked & inside).any()
    assert (lifted & inside).mean() > 0.9 * inside.mean()
    assert masked.any()  # beside it the picture is seen


@pytest.fixture
def tile(qapp, lifting):
    engine = FakeEngine(1)
    view = TileView(engine.clock, latest=engine.latest, name="t", masks=lifting, age_timer=AgeTimer.OF_WINDOW)
    view.resize(320, 180)
    feed = FakeFeed()
    view.show_camera(engine.cameras["cam-1"], feed)
    view.show()
    qapp.processEvents()
    view.engine = engine
    return view


def put(tile, colour):
    tile.feed.put(np.full((180, 320, 4), colour, np.uint8))
    tile.poll(0)


TILES = {
    "live": lambda tile: None,
    "zoomed": lambda tile: tile.zoom.by(2.5, at=QPoint(60, 30)),
    "filled": lambda tile: (
        tile.feed.set_status(width=768, height=576),
        tile.refresh_age(0),
        tile.zoom.turn_fit(),
    ),
    "stale": lambda tile: setattr(tile.feed, "tile_state", TileState.STALE),
    "frozen": lambda tile: setattr(tile.feed, "tile_state", TileState.FROZEN),
}


@pytest.mark.parametrize("how", TILES)
def test_on_a_tile(tile, lifting, how):
    put(tile, BRIGHT)
    TILES[how](tile)
    tile.ask_now()
    tile.refresh_age(0)
    check(tile, lifting, lambda colour: put(tile, colour), tile.frame_rect)


def test_where_nobody_tells_what_is_lifted_a_tile_fills_in_the_cameras_own(qapp):
    engine = FakeEngine(1)
    view = TileView(engine.clock, latest=engine.latest, name="t", age_timer=AgeTimer.OF_WINDOW)
    view.resize(320, 180)
    view.show_camera(replace(engine.cameras["cam-1"], masks=PARTS), FakeFeed())
    view.show()
    qapp.processEvents()
    shown = []
    for colour in (BRIGHT, DARKER):
        put(view, colour)
        shown.append(pixels(view)[90, 160])
    assert (shown[0] == shown[1]).all()


def test_boxes_are_seen_over_a_mask_the_machine_looks_on(tile):
    stamp = FrameStamp("cam-1", 1, 0, 0, 640, 360)
    box = Box("person", Kind.PERSON, 0.9, 280, 150, 340, 210)
    tile.engine.latest.put(Detections(stamp, (box,), 0, 1))
    put(tile, BRIGHT)
    row = pixels(tile)[90, :, ::-1].tolist()
    assert list(DARK.person.getRgb()[:3]) in row


def test_a_tile_says_how_long_it_is_lifted(tile, lifting):
    tile.refresh_age(0)
    plain = pixels(tile)
    assert tile.toolTip() == "Filled in: a privacy mask. Alt+M lifts it for a while."
    lifting.left = 541
    tile.refresh_age(0)
    assert tile.toolTip() == tile.accessibleDescription() == "without the mask, 10 min"
    assert tile._marks.lifted_min == 10 and not tile._marks.plain
    assert (pixels(tile) != plain).any()
    lifting.of = lambda _camera_id: PARTS[1:]  # one was drawn since, and is not lifted
    tile.refresh_age(0)
    assert tile.toolTip() == "without the mask, 10 min"
    lifting.left = 0
    tile.refresh_age(0)
    assert tile._marks.plain


class Film:
    def __init__(self, qapp, view, replay):
        self.view, self.replay, self.number = view, replay, 0
        view.resize(640, 420)
        view.show()
        qapp.processEvents()

    def put(self, colour):
        (picture,) = self.replay.pictures.values()
        self.number += 1
        pixels = np.full((picture.height_px, picture.width_px, 4), colour, np.uint8)
        picture.put(pixels, number=self.number, sequence=self.number, captured_at_ns=5 * S)


def past(lifting):
    return Past(
        lambda _from, _to: [], masks=lambda: lifting.of(""), lifted=lambda: "lifted" if lifting.left else ""
    )


def test_in_instant_replay_which_says_that_it_is_lifted(qapp, lifting):
    replay = FakeReplay()
    view = ReplayView(replay, camera=CAMERA, clock=FakeClock(), past=past(lifting), source=QSize(640, 360))
    film = Film(qapp, view, replay)
    check(view, lifting, film.put, view.picture_rect)
    assert "lifted" in view.band_texts()
    lifting.left = 0
    assert "lifted" not in view.band_texts() and "" not in view.band_texts()


def test_in_a_clip_of_the_journal(qapp, lifting):
    replay = FakeReplay()
    view = ClipView(replay, caption=CAPTION, past=past(lifting))
    film = Film(qapp, view, replay)
    check(view, lifting, film.put, view.picture_rect)
    assert "lifted" in view.band_texts()


def image_of(colour):
    blue, green, red, _alpha = colour
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor(red, green, blue))
    return image


def test_on_an_alerts_still(qapp, lifting):
    card = AlertCard(OpenAlert(make_alert(), b"", 0, 0), masks=lifting)
    still = card._still
    check(still, lifting, lambda colour: card.show_still(image_of(colour)), still.rect)


def test_on_an_alerts_still_of_a_masked_camera_where_nobody_lifts(qapp):
    alert = make_alert()
    alert = replace(alert, boxes=(), camera=replace(alert.camera, masks=PARTS))
    card, shown = AlertCard(OpenAlert(alert, b"", 0, 0)), []
    for colour in (BRIGHT, DARKER):
        card.show_still(image_of(colour))
        shown.append(pixels(card._still)[40, 76])
    assert (shown[0] == shown[1]).all()


def test_on_evidence_in_the_journal(qapp, lifting):
    picture = EvidencePicture(lifting)
    picture.resize(400, 225)
    picture.show()
    check(
        picture,
        lifting,
        lambda colour: picture.show_image(image_of(colour), camera_id="c"),
        picture.rect,
    )


def test_evidence_of_a_camera_that_is_gone_says_that_no_masks_are_known(qapp, lifting, tmp_path):
    still = tmp_path / "still.jpg"
    still.write_bytes(make_jpeg())
    evidence = EvidenceList(masks=lifting)
    for seq, (camera_id, said) in enumerate((("c", False), ("gone", True), ("", False)), 1):
        entry = replace(make_entry(7, still=still), camera_id=camera_id)
        evidence.show_files(seq, files_of(entry))
        evidence.reveal()
        assert wait_until(lambda: evidence._loaded)
        assert ("no privacy masks are filled in" in evidence._finding.text()) is said
    evidence.close_loader()


def test_at_the_second_look(qapp, lifting):
    label = StillLabel(lifting)
    label.resize(400, 225)
    check(
        label,
        lifting,
        lambda colour: label.show_image(image_of(colour), camera_id="c"),
        lambda: label.rect(),
    )


@pytest.mark.parametrize("when", ["before", "coming"])
@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Sound.MASKED, "Silent: with sound the privacy mask of this camera could not be filled in."),
        (
            Sound.UNKNOWN,
            "Silent: the desk has this camera no more, and no privacy masks are filled in.",
        ),
    ],
)
def test_a_masked_cameras_clip_is_silent_and_says_why(qapp, monkeypatch, when, why, said):
    player = ClipBench(qapp).player
    monkeypatch.setattr(clip_player, "has_native_windows", lambda: True)
    if when == "coming":  # a mask is drawn while somebody listens
        player.offer_sound(recorded=True)
        player._button.click()
        assert player.sound is Sound.COMING
    player.keep_silent(why)
    player.offer_sound(recorded=True)
    player._button.click()
    assert player.sound is why and player._film is None
    assert player._line.text() == said
    assert not player._button.isEnabled() and player.view.isVisible()
