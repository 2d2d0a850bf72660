"""A mask that somebody draws is filled in at once, wherever the camera's picture stands just then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertRaised
from console.cameras.camera import camera_fields
from console.cameras.polygon import Polygon
from console.cameras.site_database import SiteDatabase
from console.evidence.look_back import LookBack
from console.journal.aftermath import files_of
from console.journal.entry import Kind
from console.journal.evidence import EvidenceDraft
from console.operators.roles import Role
from console.rulebook import Watched
from console.wall.layout import Layout
from tests.console.review_desk import STREET
from tests.fakes.fake_feed import FakeFeed
from tests.fakes.fake_search import make_entry
from tests.fakes.made_up import make_alert, make_jpeg
from tests.ui.player.test_replay_view import FakeReplay
from tests.ui.waiting import wait_until
from tests.ui.window_desk import WindowDesk
from ui.actions import ActionId
from ui.mask_cover import FILL
from ui.wall.tile_view import TileView

# Without the middle, where its sign would stand, and without what bands and marks lie over.
MASK = Polygon(((0.2, 0.25), (0.8, 0.25), (0.8, 0.75), (0.2, 0.75)))
GREEN = (40, 200, 40, 255)  # BGRA
IN_PICTURE, IN_MASK = 0.3, 0.35  # across and down, clear of the mask's sign and of any box


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.fixture
def desk(qapp, tmp_path):
    made = WindowDesk(tmp_path / "desk", qapp)
    SiteDatabase(made.engine.folder).save(made.engine.site)
    made.come(Role.ADMINISTRATOR)
    made.app.choose_camera(STREET.id)
    yield made
    made.stop()


def on(tile: TileView):
    """The street's picture stands there."""
    feed = FakeFeed(STREET.id)
    tile.show_camera(tile.camera, feed)
    tile.ask_now()
    for picture in feed.pictures.values():
        picture.put(GREEN, number=1, sequence=1, captured_at_ns=0)
    tile.poll(0)
    return tile, tile.frame_rect


def film(view, replay):
    assert wait_until(lambda: replay.pictures)
    for picture in replay.pictures.values():
        picture.put(GREEN, number=1, sequence=1, captured_at_ns=5)
    return view, view.picture_rect


def replay_of(monkeypatch, how):
    replay = FakeReplay()
    replay.clip, replay.frames_ns, replay.close = None, list, lambda: None
    monkeypatch.setattr(LookBack, how, lambda *_arguments, **_more: replay)
    return replay


def large_picture(desk, _monkeypatch):
    return on(desk.app.picture)


def wall(desk, _monkeypatch):
    window = desk.app.walls.windows[0]
    window.show_layout(Layout(1, 1, (STREET.id,)))
    return on(window.tiles[0])


def rules(desk, _monkeypatch):
    desk.app.rules.act(ActionId.RULES, desk.app.picture.camera)
    tile = desk.app.rules._tile
    tile.setFixedSize(640, 360)
    QApplication.processEvents()
    return on(tile)


def replay(desk, monkeypatch):
    made = replay_of(monkeypatch, "open")
    desk.app.replays.show(desk.app.picture, desk.app.picture.camera, at_ns=5)
    return film(desk.app.picture.covered_by, made)


def clip(desk, monkeypatch):
    made = replay_of(monkeypatch, "open_clip")
    desk.app.journal_window.open()
    desk.settle()
    still = desk.engine.folder.root / "clip.jpg"
    still.write_bytes(desk.jpeg)
    (found,) = files_of(replace(make_entry(7, still=still), camera_id=STREET.id))
    desk.app.clips.open(found, ())
    return film(desk.app.clips.player.view, made)


def card(desk, _monkeypatch):
    alert = replace(make_alert("0117"), camera=STREET)
    desk.engine.outbox.put(AlertRaised(alert, make_jpeg("#28c828")))
    desk.settle()
    (shown,) = desk.app.alert_panel.queue.cards()
    assert wait_until(lambda: shown._still._image is not None)
    return shown._still, shown._still.rect


def evidence(desk, _monkeypatch):
    still = [EvidenceDraft("still", ".jpg", make_jpeg("#28c828"))]
    desk.engine.journal.append_now(Kind.BOOKMARK, camera_fields(STREET), actor="A", evidence=still)
    desk.app.journal_window.open()
    picture = desk.app.journal_window._panel._evidence._picture
    desk.settle()
    assert wait_until(lambda: not picture._image.isNull() and picture.isVisible())
    return picture, picture.rect


def second_look(desk, _monkeypatch):
    desk.come(Role.SHIFT_LEAD)
    desk.app.shift_windows.reviews.open()
    desk.settle()
    desk.come(Role.ADMINISTRATOR)
    still = desk.app.shift_windows.reviews._still
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor(*GREEN[2::-1]))
    still.show_image(image, camera_id=STREET.id)

    def rect():
        whole = QRect(QPoint(), image.size().scaled(still.size(), Qt.AspectRatioMode.KeepAspectRatio))
        whole.moveCenter(still.rect().center())
        return whole

    return still, rect


def is_filled(widget, rect):
    frame = rect()
    at = frame.topLeft() + QPoint(round(frame.width() * IN_PICTURE), round(frame.height() * IN_MASK))
    colour = widget.grab().toImage().pixelColor(at)
    assert colour == FILL or colour.green() > 2 * colour.red(), "the picture is not seen"
    return colour == FILL


@pytest.mark.parametrize(
    "show", [large_picture, wall, rules, replay, clip, card, evidence, second_look], ids=lambda f: f.__name__
)
def test_a_mask_is_filled_in_once_it_is_drawn(desk, monkeypatch, show):
    widget, rect = show(desk, monkeypatch)
    QApplication.processEvents()
    assert widget.isVisible() and not is_filled(widget, rect)
    paints, rulebook = Paints(widget), desk.engine.rulebook
    assert rulebook.save(Watched(replace(STREET, masks=(MASK,)), rulebook.of(STREET.id).zones))
    assert desk.wait(lambda: desk.engine.masking.has_masks(STREET.id))
    QApplication.processEvents()
    assert paints.count, "nobody has it painted anew"
    assert is_filled(widget, rect)
