"""The desk's frame: language without a restart, the clock, the menu, full size, the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from console.language import use_language
from console.media.feed_state import Connection, FeedStatus, TileState
from tests.fakes.fake_clock import FakeClock
from tests.fakes.made_up import make_camera
from ui.actions import ACTIONS, ActionId, Menu
from ui.desk.camera_list import CameraList
from ui.desk.desk_window import DeskWindow
from ui.desk.picture_panel import PicturePanel, source_text
from ui.desk.top_bar import TopBar, offset_text

CAMERA = make_camera("0402")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(qapp, said):
    queue = QPushButton("queue")
    window = DeskWindow(
        top_bar=TopBar(clock=FakeClock(), operator="D. Akhmetov · dispatcher"),
        camera_list=CameraList([CAMERA], states=lambda: {CAMERA.id: TileState.LIVE}, faults=dict),
        picture=PicturePanel(QLabel("picture"), say=said.append),
        alert_panel=queue,
        status_bar=QWidget(),
    )
    window.show()
    window.activateWindow()
    qapp.processEvents()
    return window


def status(**changes) -> FeedStatus:
    values = {"codec": "h264", "width": 1920, "height": 1080, "fps": 25.0} | changes
    return FeedStatus("cam-0402", Connection.CONNECTED, None, FakeClock().now_utc(), **values)


@pytest.mark.parametrize(
    ("minutes", "text"), [(300, "UTC+5"), (0, "UTC+0"), (-210, "UTC−3:30"), (345, "UTC+5:45")]
)
def test_offset_is_written_with_its_sign(minutes, text):
    assert offset_text(minutes) == text


def test_clock_shows_local_time_with_its_offset(desk):
    for part in ("2026-11-23", "23:00:00", "UTC+5"):
        assert part in desk.top_bar._time.text()
    use_language("ru")
    desk.top_bar.tick()
    assert "23.11.2026" in desk.top_bar._time.text()


def test_language_change_reaches_every_part_without_a_restart(desk, monkeypatch):
    for module in ("desk_window", "top_bar", "camera_list", "camera_model", "picture_panel"):
        monkeypatch.setattr(f"ui.desk.{module}._", lambda text: f"<{text}>")
    QApplication.sendEvent(desk, QEvent(QEvent.Type.LanguageChange))
    assert desk.windowTitle() == "<Munara · desk>"
    assert desk.top_bar._journal.text() == "<Journal>"
    assert desk.camera_list._search.placeholderText().startswith("<Number, name, street…>")
    assert desk.camera_list._model.index(0, 0).data() == "<Streets>"
    assert desk.picture._empty.text().startswith("<No camera chosen.")


def test_language_switch_is_asked_of_the_app(desk):
    asked: list[str] = []
    desk.top_bar.languageChosen.connect(asked.append)
    desk.top_bar._languages.buttons()[1].click()
    assert asked == ["kk"]


def test_menu_holds_every_command_with_its_key_and_a_tooltip_that_names_it(desk):
    asked: list[ActionId] = []
    desk.top_bar.commandChosen.connect(asked.append)
    parts = [entry.menu() for entry in desk.top_bar._menu.actions()]
    assert [part.title() for part in parts] == [menu.value for menu in Menu]
    for part, menu in zip(parts, Menu, strict=True):
        actions = [action for action in ACTIONS if action.menu is menu]
        entries = part.actions()
        assert part.toolTipsVisible()
        assert [entry.text() for entry in entries] == [f"{each.text}\t{each.label}" for each in actions]
        assert [entry.toolTip() for entry in entries] == [f"{each.text} · {each.label}" for each in actions]
        for entry in entries:
            entry.trigger()
    assert sorted(asked, key=list(ActionId).index) == [*ActionId]


@pytest.mark.parametrize("code", ["ru", "kk", "en"])
def test_each_menu_fits_a_small_screen_in_each_language(desk, code):
    use_language(code)
    desk.top_bar.retranslate()
    parts = [entry.menu() for entry in desk.top_bar._menu.actions()]
    assert max(part.sizeHint().height() for part in [*parts, desk.top_bar._menu]) < 640
    assert desk.top_bar._menu.sizeHint().width() + max(part.sizeHint().width() for part in parts) < 1280


def test_typed_digits_are_shown(desk):
    assert not desk.top_bar._digits.isVisible()
    desk.top_bar.show_digits("04")
    assert desk.top_bar._digits.isVisible()
    assert desk.top_bar._digits.text() == "Camera 04_ · Enter"
    desk.top_bar.show_digits("")
    assert not desk.top_bar._digits.isVisible()


def test_full_size_leaves_the_queue_in_sight(desk):
    before = desk.picture.width()
    desk.toggle_full()
    QApplication.processEvents()
    assert desk.picture.width() > before
    assert desk.alert_panel.isVisible()
    desk.toggle_full()
    assert desk.camera_list.isVisible()


def test_back_gives_the_queue_the_keys(desk):
    desk.camera_list.focus_search()
    desk.camera_list._search.setText("zzz")
    desk.toggle_sheet()
    desk.back()
    QApplication.processEvents()
    assert QApplication.focusWidget() is desk.alert_panel
    assert desk.camera_list._search.text() == ""
    assert not desk._sheet.isVisible()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_parts_share_the_width_of_usual_screens(desk, size):
    desk.resize(*size)
    desk.share_width()
    QApplication.processEvents()
    assert desk.width() == size[0]
    assert desk.picture.width() > size[0] * 0.5
    assert 376 <= desk.alert_panel.width() <= 480


def test_source_is_told_once_for_the_same_status(desk, said):
    desk.picture.show_picture()
    for _second in range(3):
        desk.picture.show_status(status())
    assert said == ["1920×1080 · 25 fps · H264 · detection sees this size"]


def test_a_camera_whose_sound_is_recorded_says_so(qapp):
    said = []
    panel = PicturePanel(
        QWidget(), say=said.append, keeps_sound=lambda camera_id: camera_id == status().camera_id
    )
    panel.show_status(status())
    assert said == ["1920×1080 · 25 fps · H264 · detection sees this size · its sound is recorded"]


@pytest.mark.parametrize(
    ("status_", "text"),
    [
        (None, ""),
        (status(width=0), ""),
        (status(fps=0.0, codec=""), "1920×1080 · detection sees this size"),
    ],
)
def test_source_text_says_only_what_is_known(status_, text):
    assert source_text(status_) == text


def test_without_a_camera_the_panel_says_how_to_choose_one(desk):
    assert desk.picture._empty.isVisible()
    desk.picture.show_picture()
    assert not desk.picture._empty.isVisible()
    desk.picture.show_nothing()
    assert desk.picture._empty.isVisible()
