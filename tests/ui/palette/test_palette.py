"""The palette over the whole desk: what it finds, what Enter does, and what gives the keys back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.language import language, use_language
from console.operators.facts import DeskLocked, SignedOut
from console.operators.operator import Operator
from console.operators.roles import Role
from console.wall.layout import Layout
from console.wall.scene import Scene
from console.wall.tour import Step, Tour
from tests.console.review_desk import SCHOOL, STREET
from tests.ui.keys import key_event, send_key, type_text
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import ActionId
from ui.palette.item import Kind
from ui.palette.item_row import ITEM_ROLE


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.SHIFT_LEAD) as made:
        yield made


def opened(desk: WindowDesk, typed: str = "") -> list[str]:
    """What it finds, best first."""
    desk.key(ActionId.PALETTE)
    type_text(QApplication.focusWidget(), typed)
    return [item.text for item in desk.app.palette.palette._found.items]


def enter(desk: WindowDesk) -> None:
    send_key(QApplication.focusWidget(), 36, "\r")
    QApplication.processEvents()


def test_a_camera_is_called_and_the_queue_has_the_keys_again(desk):
    desk.app.choose_camera(SCHOOL.id)
    assert opened(desk, STREET.number)[0] == STREET.title
    enter(desk)
    assert desk.app.picture.camera == STREET
    assert not desk.app.palette.palette.isVisible()
    assert QApplication.focusWidget() is desk.app.alert_panel.queue
    assert opened(desk)[0] == STREET.title, "what was used last comes first"
    desk.app.palette.hear(DeskLocked())
    assert opened(desk)[0] == STREET.title, "the same operator comes back"
    desk.app.palette.hear(SignedOut(Operator("D. Akhmetov", Role.DISPATCHER)))
    assert opened(desk)[0] != STREET.title, "and the next finds no trace"


def test_a_place_leaves_its_cameras_in_the_list(desk):
    found = opened(desk, SCHOOL.place.name)
    assert found[0] == SCHOOL.place.name
    enter(desk)
    assert desk.app.camera_list._model.shown() == [SCHOOL]
    assert QApplication.focusWidget() is desk.app.camera_list._tree


def test_a_command_is_found_in_each_language_and_under_each_layout_and_followed(desk):
    desk.app.change_language("en")
    for typed in ("every key", "все клавиши", "барлық перне", "dct rkfdbib"):
        assert opened(desk, typed)[0] == "Every key on one sheet", typed
    enter(desk)
    assert desk.app.desk._sheet.isVisible()


def test_arrows_choose_and_what_is_not_there_is_said(desk):
    opened(desk)
    palette = desk.app.palette.palette
    send_key(palette._field, 116, "")  # no key of that name: the field's own
    QApplication.sendEvent(palette._field, key_event(116, "", key=Qt.Key.Key_Down))
    assert palette._list.currentIndex().row() == 1
    opened(desk, "qqqqqq")
    assert palette._nothing.isVisible() and not palette._list.isVisible()
    enter(desk)
    assert palette.isVisible()


@pytest.mark.parametrize("typed", ["язык", "тіл", "language", "zpsr"])
def test_languages_are_found_by_the_word_for_it_in_each(desk, typed):
    assert {"Русский", "Қазақша"} <= set(opened(desk, typed))


def test_a_language_is_changed_by_its_name(desk):
    assert opened(desk, "қаз")[0] == "Қазақша"
    enter(desk)
    assert language() == "kk"
    assert desk.app.desk.windowTitle().endswith("бекет")
    desk.app.change_language("en")


def test_escape_leads_back_to_the_queue(desk):
    opened(desk, "x")
    send_key(QApplication.focusWidget(), 9, "\x1b")
    QApplication.processEvents()
    assert not desk.app.palette.palette.isVisible()
    assert QApplication.focusWidget() is desk.app.alert_panel.queue


def test_it_never_covers_the_queue(desk):
    for width in (1280, 1920):
        desk.app.desk.resize(width, 720)
        desk.app.desk.share_width()
        opened(desk)
        for _turn in range(3):
            QApplication.processEvents()
        panel = desk.app.alert_panel
        assert not desk.app.palette.palette.geometry().intersects(
            panel.rect().translated(panel.mapTo(desk.app.desk, panel.rect().topLeft()))
        )


def test_scenes_are_found_by_name_with_the_key_that_calls_them_and_asked_anew_each_time(desk):
    layouts, wall = desk.engine.layouts, desk.app.walls[0]
    layouts.save(Scene("Школы утром", Layout(1, 1, (SCHOOL.id,)), key="3"))
    layouts.save(Scene("Обход", Tour((Step(camera_id=SCHOOL.id),))))
    desk.settle()
    assert opened(desk, "утром")[0] == "Школы утром"
    item = desk.app.palette.palette._list.currentIndex().data(ITEM_ROLE)
    assert (item.kind, item.key) == (Kind.LAYOUT, "G 3")
    enter(desk)
    assert wall.grid == Layout(1, 1, (SCHOOL.id,))
    opened(desk, "обход")
    assert desk.app.palette.palette._list.currentIndex().data(ITEM_ROLE).kind is Kind.TOUR
    layouts.edit("Школы утром", to=Scene("Вечер", Layout(1, 1)))
    desk.settle()
    assert opened(desk, "dtxth")[0] == "Вечер"
    assert "Школы утром" not in opened(desk, "утром")


def test_a_locked_desk_shuts_it_and_a_shut_desk_does_not_open_it(desk):
    opened(desk)
    desk.app.palette.hear(DeskLocked())
    assert not desk.app.palette.palette.isVisible()
    desk.sit("nobody")
    desk.key(ActionId.PALETTE)
    assert not desk.app.palette.palette.isVisible()


def test_another_language_reaches_an_open_palette(desk):
    opened(desk, "journal")
    use_language("ru")
    desk.app.change_language("ru")
    QApplication.processEvents()
    palette = desk.app.palette.palette
    item = palette._list.currentIndex().data(ITEM_ROLE)
    assert item.text == "Журнал"
    desk.app.change_language("en")
