"""Cameras by place, found by number, name and street in any letters, chosen without a mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.media.feed_state import TileState
from console.media.picture_fault import PictureFault
from tests.fakes.made_up import KINDERGARTEN, SCHOOL, SQUARE, STREET, make_camera
from tests.ui.waiting import wait_until
from ui.desk.camera_list import CameraList
from ui.desk.camera_model import COUNT_ROLE, STATE_ROLE, CameraModel
from ui.desk.camera_row import fitted_title
from ui.desk.camera_search import by_number, find
from ui.theme import text_font

CAMERAS = [
    make_camera("0001", name="дом 1"),
    make_camera("0118", place=SQUARE, name="север"),
    make_camera("0403", place=SCHOOL, name="стадион"),
    make_camera("0402", place=SCHOOL, name="Чёрный ход"),
    make_camera("0501", place=KINDERGARTEN, name="вход"),
]


@pytest.fixture
def listed(qapp):
    states = {camera.id: TileState.LIVE for camera in CAMERAS}
    faults: dict[str, PictureFault] = {}
    camera_list = CameraList(CAMERAS, states=lambda: states, faults=lambda: faults)
    camera_list.chosen_ids = []
    camera_list.cameraChosen.connect(camera_list.chosen_ids.append)
    camera_list.states, camera_list.faults = states, faults
    camera_list.resize(300, 700)
    camera_list.show()
    camera_list.activateWindow()
    qapp.processEvents()
    return camera_list


def test_a_places_whole_name_finds_that_place_alone():
    named = replace(SCHOOL, id="school-1", name="Школа №1")
    first = make_camera("0402", place=named)
    beside = make_camera("0411", place=replace(named, id="school-3", name="Школа №3"))
    assert find([first, beside], "школа №1") == [first]
    assert find([first, beside], "школа") == [first, beside]


def numbers(words: str) -> list[str]:
    return [camera.number for camera in find(CAMERAS, words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["0001", "0118", "0403", "0402", "0501"]),
        ("402", ["0402"]),
        ("040", ["0403", "0402"]),
        ("ШКОЛА", ["0403", "0402"]),
        ("школа 1 стад", ["0403"]),
        ("черный", ["0402"]),
        ("тәуелсіздік", ["0118"]),
        ("абая", ["0001"]),
        ("балапан вход", ["0501"]),
        ("школа вокзал", []),
    ],
)
def test_search_takes_number_name_street_and_place(words, found):
    assert numbers(words) == found


@pytest.mark.parametrize(("digits", "number"), [("0402", "0402"), ("402", "0402"), ("1", "0001")])
def test_camera_is_called_with_or_without_leading_zeros(digits, number):
    assert by_number(CAMERAS, digits).number == number


def test_number_that_no_camera_has():
    assert by_number(CAMERAS, "9") is None
    assert by_number(CAMERAS, "0") is None


def test_groups_stand_children_first_with_counts(qapp):
    model = CameraModel(CAMERAS)
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    assert [(each.data(), each.data(COUNT_ROLE)) for each in groups] == [
        ("Schools · 1", "2 cameras"),
        ("Kindergartens · 1", "1 camera"),
        ("Crowded places · 1", "1 camera"),
        ("Streets", "1 camera"),
    ]
    assert [camera.number for camera in model.shown()] == ["0402", "0403", "0501", "0118", "0001"]


def test_only_changed_states_are_told(qapp):
    model = CameraModel(CAMERAS)
    states = {camera.id: TileState.LIVE for camera in CAMERAS}
    model.set_states(states)
    changed: list[str] = []
    model.dataChanged.connect(lambda index, _last: changed.append(index.data()))
    model.set_states(states | {"cam-0501": TileState.LOST})
    assert changed == ["0501 Детсад «Балапан», вход"]
    assert model.index_of("cam-0501").data(STATE_ROLE) is TileState.LOST


def test_state_is_read_out_too(listed):
    listed.states["cam-0501"] = TileState.LOST
    listed.poll()
    text = listed._model.index_of("cam-0501").data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "0501 Детсад «Балапан», вход · no connection"


def test_what_ails_a_picture_is_read_out_too(listed):
    listed.faults["cam-0501"] = PictureFault.CLOCK_OFF
    listed.poll()
    index = listed._model.index_of("cam-0501")
    text = "0501 Детсад «Балапан», вход · live · camera clock is wrong"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == text
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == text


def test_typing_then_enter_chooses_the_first_found(listed):
    listed.focus_search()
    listed._search.setText("школа стад")
    QTest.keyClick(listed._search, Qt.Key.Key_Return)
    assert listed.chosen_ids == ["cam-0403"]


def test_arrow_down_leads_from_the_field_into_the_list(listed):
    listed.focus_search()
    QTest.keyClick(listed._search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is listed._tree
    QTest.keyClick(listed._tree, Qt.Key.Key_Down)
    assert wait_until(lambda: listed.chosen_ids == ["cam-0403"])


def test_running_through_the_list_opens_only_where_one_stops(listed):
    listed._tree.setFocus()
    listed.select("cam-0402")
    for _step in range(3):  # over the heading of the next group
        QTest.keyClick(listed._tree, Qt.Key.Key_Down)
    assert wait_until(lambda: bool(listed.chosen_ids))
    assert listed.chosen_ids == ["cam-0501"]


def test_selecting_from_outside_chooses_nothing_again(listed):
    listed.select("cam-0501")
    assert not listed._settle.isActive()
    assert listed._tree.currentIndex().data() == "0501 Детсад «Балапан», вход"


def test_search_keeps_the_chosen_camera(listed):
    listed.select("cam-0402")
    listed._search.setText("школа")
    assert listed._tree.currentIndex().data() == "0402 Школа №1, Чёрный ход"
    listed._search.setText("no such camera")
    assert listed._nothing.isVisible()
    listed.clear_search()
    assert not listed._nothing.isVisible()


def test_seven_hundred_cameras_are_searched_while_one_types(listed):
    many = [make_camera(f"{number:04}", place=STREET, name=f"дом {number}") for number in range(700)]
    listed.set_cameras(many)
    listed._search.setText("дом 69")
    assert len(listed._model.shown()) == 17  # 69, 169, … 669, and 690 to 699
    root = QModelIndex()
    assert listed._model.rowCount(root) == 1


def test_place_gives_way_before_the_name(qapp):
    metrics = QFontMetrics(text_font(14))
    camera = CAMERAS[-1]
    whole = camera.title
    assert fitted_title(camera, metrics, 1000) == whole
    short = fitted_title(camera, metrics, metrics.horizontalAdvance(whole) - 20)
    assert short.endswith("…, вход")
    assert short.startswith("Детсад")
