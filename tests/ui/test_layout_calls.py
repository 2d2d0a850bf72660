"""Layouts over the whole desk, by keys: saved, called, put into a tour, lost and got back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.operators.roles import Role
from console.wall.arrangement import Arrangement
from console.wall.layout import Layout
from console.wall.scene import Scene
from console.wall.tour import Step, Tour
from console.wall.zoom import Fit, Zoom
from tests.console.review_desk import SCHOOL, STREET
from tests.ui.keys import DIGIT, NONE, key_event, send_key
from tests.ui.window_desk import ENTER, WindowDesk, opened_desk
from ui.actions import BY_ID, CTRL, SHIFT, ActionId
from ui.key_map import Stroke, put_in_force

G = 42


class LayoutDesk(WindowDesk):
    """Thread: GUI."""

    @property
    def wall(self):
        return self.app.walls[0]

    def press(self, *scan_codes: int, modifiers=NONE) -> None:
        for code in scan_codes:
            send_key(QApplication.focusWidget(), code, "\r" if code == ENTER else "", modifiers=modifiers)
        self.settle()

    def hand(self, key: Qt.Key) -> None:
        """A key that no command has."""
        QApplication.sendEvent(QApplication.focusWidget(), key_event(0, "", key=key))
        self.settle()

    def call(self, digit: str) -> None:
        self.app.desk.activateWindow()
        self.app.alert_panel.queue.give_focus()
        QApplication.processEvents()
        self.press(G, DIGIT[digit])

    def save(self, name: str, digit: str = "", action: ActionId = ActionId.SAVE_LAYOUT) -> None:
        self.key(action)
        strip = self.app.layouts.strip
        assert strip.isVisible() and QApplication.focusWidget() is strip.name
        strip.name.setText(name)
        strip.key.setCurrentIndex(int(digit) + 1 if digit else 0)
        self.press(ENTER)
        self.settle()

    def step(self, seconds: float) -> None:
        """As if the tours' timer had run out after so long."""
        self.clock.advance(seconds)
        self.app.layouts.tours.look()

    def in_window(self, *, open_it: bool = True):
        if open_it:
            self.key(ActionId.LAYOUTS)
            self.settle()
        window = self.app.layouts.window
        assert window.isVisible()
        window.activateWindow()
        return window


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(LayoutDesk(tmp_path / "desk", qapp), Role.DISPATCHER) as made:
        yield made


def test_a_layout_is_saved_under_a_digit_and_called_by_it(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("School", "3")
    assert not desk.app.layouts.strip.isVisible()
    desk.wall.show_layout(Layout(1, 1, (STREET.id,)))
    desk.call("3")
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,))
    desk.call("4")
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,)), "no such key: nothing changes"


@pytest.fixture
def on_quote():
    """Layouts are called by another key than G."""
    put_in_force({ActionId.CALL_LAYOUT: Stroke(48)})
    yield
    put_in_force({})


def test_a_changed_key_is_the_one_that_is_offered_and_told(desk, on_quote):
    desk.save("School", "3")
    assert desk.said == "Saved: “School”. ' 3 calls it."
    assert desk.app.layouts.strip.key.itemText(4) == "' 3"
    window = desk.in_window()
    assert window.table.index(0, 0).data() == "' 3"
    window.retranslate()
    assert "' and a digit call" in window._hint.text()


def test_a_second_of_that_name_asks_once_and_keeps_the_older(desk):
    desk.save("School")
    desk.wall.show_layout(Layout(3, 3, (STREET.id,)))
    desk.save("school")
    strip = desk.app.layouts.strip
    assert strip.isVisible() and "is there already" in strip._complaint.text()
    assert desk.engine.layouts.named("School").content != Layout(3, 3, (STREET.id,))
    desk.press(ENTER)
    desk.settle()
    assert desk.engine.layouts.named("School").content == Layout(3, 3, (STREET.id,))
    assert len(desk.engine.layouts._store.older()) == 1


def test_a_salvo_brings_all_monitors_back(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("All", "1", ActionId.SAVE_SALVO)
    assert isinstance(desk.engine.layouts.named("All").content, Arrangement)
    desk.wall.show_layout(Layout(1, 1))
    desk.call("1")
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,))


def made_tour(desk) -> None:
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("School", "3")
    window = desk.in_window()
    desk.hand(Qt.Key.Key_Insert)
    form = window.tour_form
    assert QApplication.focusWidget() is form.name
    form.name.setText("Round")
    form.step.setFocus()
    for typed, seconds in (("School", 10), (STREET.number, 5)):
        form.step.setText(typed)
        form.dwell_s.setValue(seconds)
        desk.press(ENTER)
    assert form.list.count() == 2
    form.step.setText("nowhere")
    desk.press(ENTER)
    assert "no layout and no camera “nowhere”" in form._complaint.text()
    form.step.clear()
    desk.press(ENTER)
    desk.settle()
    assert not form.isVisible(), form._complaint.text()
    window.close()


def test_a_tour_runs_is_paused_by_hands_on_its_monitor_and_goes_on(desk):
    made_tour(desk)
    desk.key(ActionId.TOUR)
    school, street = Layout(2, 1, (SCHOOL.id,)), Layout(1, 1, (STREET.id,))
    assert desk.wall.grid == school
    desk.step(10)
    assert desk.wall.grid == street
    desk.app.walls.choose(1)
    desk.wall.show_layout(Layout(2, 2, (STREET.id,)))  # as by hand
    desk.step(100)
    assert desk.wall.grid == Layout(2, 2, (STREET.id,)), "it does not change under their hands"
    assert desk.app.layouts.tours.is_paused(desk.wall)
    desk.key(ActionId.TOUR)
    assert desk.wall.grid == street
    desk.step(5)
    assert desk.wall.grid == school
    desk.key(ActionId.TOUR)
    desk.step(60)
    assert desk.wall.grid == school, "T pauses it"
    desk.call("3")
    assert desk.app.layouts.tours.name_on(desk.wall) == "", "a layout called there ends it"


def test_a_tour_goes_on_and_back_a_step_by_key_and_a_paused_one_waits_there(desk):
    made_tour(desk)
    desk.key(ActionId.TOUR_ON)
    assert desk.said == "Monitor 1 shows no tour. T starts one."
    desk.key(ActionId.TOUR)
    school, street = Layout(2, 1, (SCHOOL.id,)), Layout(1, 1, (STREET.id,))
    desk.key(ActionId.TOUR_ON)
    assert desk.wall.grid == street
    assert desk.said == "Monitor 1: tour “Round”, step 2 of 2."
    desk.step(4)
    assert desk.wall.grid == street, "a step that was gone on to is seen for all of its dwell"
    desk.key(ActionId.TOUR_BACK)
    assert desk.wall.grid == school
    desk.key(ActionId.TOUR)
    desk.key(ActionId.TOUR_BACK)
    assert desk.wall.grid == street and desk.app.layouts.tours.is_paused(desk.wall)
    desk.wall.show_layout(Layout(2, 2, (STREET.id,)))  # as by hand
    desk.step(60)
    assert desk.wall.grid == Layout(2, 2, (STREET.id,))
    desk.key(ActionId.TOUR_ON)
    assert desk.wall.grid == school
    field = desk.app.desk.camera_list._search
    desk.focus(field)
    send_key(field, BY_ID[ActionId.TOUR_ON].scan_code, "T", modifiers=SHIFT)
    assert field.text() == "T", "it rests where people type"


def test_a_tour_that_pauses_names_the_key_in_force(desk):
    made_tour(desk)
    put_in_force({ActionId.TOUR: Stroke(48)})
    try:
        desk.key(ActionId.TOUR)
        desk.key(ActionId.TOUR)
        assert desk.said == "Monitor 1: tour “Round” paused · ' goes on"
    finally:
        put_in_force({})


def test_a_tour_leaves_out_what_is_gone(desk):
    tour = Tour((Step("gone", dwell_s=5), Step(camera_id=STREET.id, dwell_s=5), Step(camera_id="?0999")))
    assert desk.engine.layouts.save(Scene("Round", tour, "2"))
    desk.settle()
    desk.call("2")
    for _step in range(3):
        assert desk.wall.grid == Layout(1, 1, (STREET.id,))
        desk.step(5)


def test_what_is_deleted_in_the_window_comes_back_by_one_key(desk):
    desk.save("School", "3")
    window = desk.in_window()
    desk.hand(Qt.Key.Key_Delete)
    assert window.table.rowCount() == 0 and "Ctrl+Z brings it back" in window._line.text()
    window.view.setFocus()
    desk.press(52, modifiers=CTRL)
    desk.settle()
    assert desk.wait(lambda: window.table.rowCount() == 1)
    assert desk.engine.layouts.with_key(3).name == "School"


def test_the_window_gives_another_name_and_key_and_calls(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("School", "3")
    desk.wall.show_layout(Layout(1, 1))
    window = desk.in_window()
    desk.hand(Qt.Key.Key_F2)
    window.name_form.name.setText("Школа")
    window.name_form.key.setCurrentIndex(8)
    window.name_form.name.setFocus()
    desk.press(ENTER)
    desk.settle()
    assert desk.engine.layouts.with_key(7).name == "Школа" and desk.engine.layouts.with_key(3) is None
    window.view.setFocus()
    desk.press(ENTER)
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,)) and not window.isVisible()


def test_a_tour_that_is_renamed_in_its_form_is_not_saved_as_a_second_one(desk):
    made_tour(desk)
    window = desk.in_window()
    window.view.selectRow(window.table.row_of("Round"))
    desk.hand(Qt.Key.Key_F2)
    window.tour_form.name.setText("Обход")
    window.tour_form.key.setCurrentIndex(3)
    desk.press(ENTER)
    desk.settle()
    assert {each.scene.name: each.scene.key for each in desk.engine.layouts.kept} == {
        "School": "3",
        "Обход": "2",
    }
    assert window._line.text() == "“Round” is called “Обход” now."
    assert window.table.row(window.view.currentIndex().row()).name == "Обход", "it stays chosen"
    desk.hand(Qt.Key.Key_F2)
    desk.press(ENTER)
    desk.settle()
    assert window._line.text() == "Saved: “Обход”." and len(desk.engine.layouts.kept) == 2


def test_a_tour_under_way_goes_on_with_a_layout_that_is_renamed_meanwhile(desk):
    made_tour(desk)
    desk.key(ActionId.TOUR)
    desk.step(10)
    window = desk.in_window()
    for name, other in (("School", "Школа"), ("Round", "Обход")):
        scene = desk.engine.layouts.named(name)
        window._edit(name, replace(scene, name=other))
        desk.settle()
    desk.step(5)
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,))
    assert desk.app.layouts.tours.name_on(desk.wall) == "Обход"


def test_what_the_walls_show_opens_at_the_next_start(desk, qapp, tmp_path, monkeypatch):
    shown = Layout(3, 2, (STREET.id, "", SCHOOL.id))
    desk.wall.show_layout(shown)
    desk.stop()
    monkeypatch.setattr("tests.ui.window_desk.Register", lambda folder: _Registered())
    again = LayoutDesk(tmp_path / "desk", qapp)
    assert again.wall.grid == shown
    again.stop()
    desk.stop = lambda: None


class _Registered:
    """The administrator is in the folder already."""

    def add_first(self, name, secret):
        pass


def test_a_zoom_is_kept_in_a_layout_and_over_a_restart(desk, qapp, tmp_path, monkeypatch):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id, STREET.id)))
    desk.app.walls.choose(1)
    desk.wall.choose_camera(SCHOOL.id)
    for action in (ActionId.ZOOM_IN, ActionId.ZOOM_IN, ActionId.PAN_RIGHT, ActionId.FIT_FILL):
        desk.key(action)
    zoom = desk.wall.tile_of(SCHOOL.id).zoom
    seen = zoom.kept
    assert seen == Zoom(2.0, seen.x, 0.5, Fit.FILL) and seen.x > 0.5
    desk.save("Gate", "3")
    assert desk.wait(lambda: not desk.wall._zoom_pause.isActive())
    desk.key(ActionId.ZOOM_NONE)
    assert desk.wall.grid.zoom_at(0) == Zoom(fit=Fit.FILL)
    desk.call("3")
    assert zoom.kept == seen, "the layout shows what it was saved with"
    desk.key(ActionId.MOVE_RIGHT)
    assert desk.wall.tile_at(1).zoom.kept == seen
    desk.stop()
    monkeypatch.setattr("tests.ui.window_desk.Register", lambda folder: _Registered())
    again = LayoutDesk(tmp_path / "desk", qapp)
    assert again.wall.tile_of(SCHOOL.id).zoom.kept == seen
    again.wall.put(STREET.id, 1)
    assert again.wall.tile_at(1).zoom.kept == Zoom()
    again.stop()
    desk.stop = lambda: None


def test_zooming_alone_is_written_and_pauses_a_tour(desk):
    made_tour(desk)
    desk.key(ActionId.TOUR)
    desk.app.walls.choose(1)
    desk.wall.choose_camera(SCHOOL.id)
    tours = desk.app.layouts.tours
    if tours.is_paused(desk.wall):  # by the choice
        tours.turn(desk.wall)
    desk.key(ActionId.ZOOM_IN)
    assert not tours.is_paused(desk.wall)
    assert desk.wait(lambda: tours.is_paused(desk.wall))
    assert desk.engine.layouts._now == desk.app.walls.arrangement()


def test_an_older_version_is_put_in_force_by_keys_and_esc_goes_back(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("School", "3")
    desk.wall.show_layout(Layout(1, 1))
    desk.save("School", "3")
    desk.press(ENTER)
    window = desk.in_window()
    desk.hand(Qt.Key.Key_F4)
    assert desk.wait(window.older_form.isVisible)
    assert window.older_form.list.count() == 1
    desk.press(ENTER)
    assert desk.wait(lambda: not window.older_form.isVisible())
    assert desk.engine.layouts.named("School").content == Layout(2, 1, (SCHOOL.id,))
    desk.hand(Qt.Key.Key_F2)
    desk.press(9)
    assert not window.name_form.isVisible() and window.isVisible()
    desk.press(9)
    assert not window.isVisible()


@pytest.mark.parametrize("typed", ["g", "п", ""])
def test_the_window_opens_by_where_its_key_lies(desk, typed):
    desk.app.alert_panel.queue.give_focus()
    action = BY_ID[ActionId.LAYOUTS]
    send_key(QApplication.focusWidget(), action.scan_code, typed, modifiers=action.modifiers)
    assert desk.app.layouts.window.isVisible()


def test_a_trainer_calls_but_does_not_save(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("School", "3")
    desk.wall.show_layout(Layout(1, 1))
    desk.come(Role.TRAINER)
    desk.call("3")
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,))
    desk.save("Mine")
    assert "Not for your role" in desk.app.layouts.strip._complaint.text()
    assert desk.engine.layouts.named("Mine") is None


def test_damage_found_at_the_start_is_told_once(desk):
    (desk.engine.folder.layouts / "bad.json").write_bytes(b"")
    told = []
    desk.app.layouts._tell = lambda text, _tone: told.append(text)
    for name in ("a", "b"):
        desk.save(name)
    assert len([text for text in told if "the file is empty" in text]) == 1


def test_the_palette_finds_what_is_kept_and_calls_it(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("School", "3")
    desk.wall.show_layout(Layout(1, 1))
    (item,) = [item for item in desk.app.palette._items() if item.text == "School"]
    item.do()
    assert desk.wall.grid == Layout(2, 1, (SCHOOL.id,))
