"""Armed tiles and black walls over the whole application: what calls pops up, and leaves once decided."""

from __future__ import annotations

import pytest

from console.alerts.alert import AlertState
from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import Kind
from console.journal.violation import ViolationForm
from console.operators.roles import Role
from console.wall.layout import Layout
from tests.ui.armed_bench import arm, cameras, darken, ids, only_wall, raise_alert
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import ActionId
from ui.wall.wall_window import WallWindow


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp)) as made:
        yield made


@pytest.fixture
def wall(desk):
    return only_wall(desk)


def test_a_black_wall_is_dark_says_so_and_comes_back(desk, wall):
    before = cameras(wall)
    assert all(before)
    desk.key(ActionId.BLACK)
    desk.settle()
    assert not any(cameras(wall)) and wall.tiles == []
    sign = desk.app.armed.signs[wall.number].line
    assert sign.isVisible()
    assert sign.text() == "Black by choice since 23:00:00 · 0 of 2 cameras watched"
    assert desk.said == "Black by choice: wall 1. Cameras that call pop up; Ctrl+B ends it."
    darken(desk)
    assert cameras(wall) == before
    assert not sign.isVisible()
    written = [e for e in desk.entries(after=0) if e.kind is Kind.SETTING_CHANGED]
    assert [(e.body["name"], e.body["what"]) for e in written] == [
        ("1", "wall black by choice"),
        ("1", "wall lit again"),
    ]


def test_the_chosen_wall_goes_dark_though_the_desk_has_the_keys(desk, wall):
    other = Layout(1, 1, (ids(desk)[0],))

    class Two(tuple):
        chosen = wall

    beside = WallWindow(desk.engine, other, number=2)
    desk.app.armed._walls = lambda: Two((wall, beside))
    desk.key(ActionId.BLACK)
    assert desk.said.startswith("Black by choice: wall 1.")


def test_what_calls_pops_up_framed_at_its_own_place(desk, wall):
    before = cameras(wall)
    school, _street = ids(desk)
    darken(desk)
    raise_alert(desk, desk.engine.cameras[school])
    assert cameras(wall)[before.index(school)] == school
    assert len([each for each in cameras(wall) if each]) == 1
    assert wall.tile_of(school)._marks.alert is not None


CONFIRM = ViolationForm("koap-434")
# What is done with an alert, and whether its camera calls on afterwards.
COURSES = {
    "taken": (lambda d, a: d.engine.duty.take(a), True),
    "escalated by hand": (lambda d, a: d.engine.duty.escalate(a), True),
    "confirmed": (lambda d, a: d.engine.duty.confirm(a, CONFIRM), False),
    "dismissed": (lambda d, a: d.engine.duty.dismiss(a, DismissReason.TEST), False),
}


@pytest.mark.parametrize("course", COURSES)
def test_it_stays_until_it_is_decided(desk, wall, course):
    act, calls_on = COURSES[course]
    school, _street = ids(desk)
    darken(desk)
    alert_id = raise_alert(desk, desk.engine.cameras[school])
    assert act(desk, alert_id)
    desk.settle()
    assert (school in cameras(wall)) is calls_on
    assert (desk.engine.inbox.get(alert_id) is not None) is calls_on


def test_one_that_time_escalates_stays(desk, wall):
    school, _street = ids(desk)
    desk.come(Role.DISPATCHER)
    darken(desk)
    alert_id = raise_alert(desk, desk.engine.cameras[school])
    desk.clock.advance(181)
    desk.engine.tick()
    desk.settle()
    assert desk.engine.inbox.get(alert_id).alert.state is AlertState.ESCALATED
    assert school in cameras(wall)


def test_one_that_expires_leaves(desk, wall):
    school, street = ids(desk)
    desk.engine.inbox._limit = 1
    darken(desk)
    raise_alert(desk, desk.engine.cameras[street], priority=3)
    assert street in cameras(wall)
    raise_alert(desk, desk.engine.cameras[school], priority=1)
    assert school in cameras(wall) and street not in cameras(wall)


def test_one_whose_dismissal_is_refused_stays_and_a_reopened_one_pops_up_again(desk, wall):
    school, _street = ids(desk)
    darken(desk)
    alert_id = raise_alert(desk, desk.engine.cameras[school])
    desk.engine.inbox.deciding(alert_id, AlertState.DISMISSED)
    desk.app.armed.refresh()
    assert school in cameras(wall)
    desk.engine.inbox.refused(alert_id, "the disk is full")
    desk.app.armed.refresh()
    assert school in cameras(wall)
    alert = desk.engine.inbox.get(alert_id).alert
    assert desk.engine.duty.dismiss(alert_id, DismissReason.TEST)
    desk.settle()
    assert school not in cameras(wall)
    desk.engine.inbox.add(alert, b"")  # as it is when it is opened again
    desk.app._show_alerts()
    assert school in cameras(wall)


def test_an_armed_tile_shows_what_calls_and_its_former_camera_comes_back(desk, wall):
    school, street = ids(desk)
    wall.show_layout(Layout(2, 1, (street,)))
    arm(desk, wall, 0)
    assert desk.said == "Armed: cameras that call pop up on this tile of wall 1."
    assert desk.app.armed.signs[1].signs[0].isVisible()
    alert_id = raise_alert(desk, desk.engine.cameras[school])
    assert cameras(wall) == [school, ""]
    assert wall.chosen_cell == 0
    desk.engine.duty.dismiss(alert_id, DismissReason.TEST)
    desk.settle()
    assert cameras(wall) == [street, ""]
    arm(desk, wall, 0)
    assert desk.said == "This tile of wall 1 is armed no more."
    assert not desk.app.armed.signs[1].signs


def test_the_most_urgent_stands_children_first_and_the_sign_tells_how_many_wait(desk, wall):
    school, street = ids(desk)
    wall.show_layout(Layout(1, 1))
    arm(desk, wall, 0)
    raise_alert(desk, desk.engine.cameras[street], priority=1)
    assert cameras(wall) == [street]
    raise_alert(desk, desk.engine.cameras[school], priority=3)
    assert cameras(wall) == [school]
    assert desk.app.armed.signs[1].signs[0].text == "+1"


def test_an_alert_that_pops_up_does_not_change_the_large_picture(desk, wall):
    school, street = ids(desk)
    wall.show_layout(Layout(2, 1, (street,)))
    desk.app.choose_camera(street)
    arm(desk, wall, 0)
    raise_alert(desk, desk.engine.cameras[school])
    assert desk.app.picture.camera.id == street


def test_without_a_chosen_tile_arming_says_what_to_do_and_on_a_black_wall_that_all_are(desk, wall):
    arm(desk, wall, -1)
    assert desk.said == "Choose a tile of a wall first."
    darken(desk)
    arm(desk, wall, 0)
    assert desk.said == "Wall 1 is black: all of its tiles are armed."


def test_a_camera_put_on_a_black_wall_by_hand_is_seen(desk, wall):
    _school, street = ids(desk)
    darken(desk)
    wall.put(street, 0)
    desk.app.armed.refresh()
    assert cameras(wall)[0] == street
    assert desk.app.armed.signs[1].line.isVisible()


def test_who_signs_out_leaves_the_wall_as_it_is(desk, wall):
    darken(desk)
    desk.app._close_windows()
    desk.come("nobody")
    desk.app.armed.refresh()
    assert not any(cameras(wall)) and desk.app.armed.signs[1].line.isVisible()


@pytest.mark.parametrize("cell", [0, 1, 2, 3])
@pytest.mark.parametrize("grid", [Layout(1, 4), Layout(2, 2), Layout(4, 1)])
def test_the_line_stands_where_it_covers_no_picture(desk, wall, grid, cell):
    school, street = ids(desk)
    wall.resize(2400, 720)
    wall.show_layout(grid.put(cell, school))
    darken(desk)
    sign = desk.app.armed.signs[1].line
    raise_alert(desk, desk.engine.cameras[school])
    raise_alert(desk, desk.engine.cameras[street])
    assert cameras(wall)[cell] == school
    assert sign.isVisible() and wall.rect().contains(sign.geometry())
    shown = [wall.cell_rect(each) for each, camera in enumerate(cameras(wall)) if camera]
    assert len(shown) == 2
    assert not any(sign.geometry().intersects(rect) for rect in shown)


def test_a_wall_on_which_nothing_is_dark_does_not_call_itself_black(desk, wall):
    _school, street = ids(desk)
    wall.show_layout(Layout(1, 1))
    darken(desk)
    sign = desk.app.armed.signs[1].line
    assert sign.isVisible()
    raise_alert(desk, desk.engine.cameras[street])
    assert not sign.isVisible()


def test_what_pops_up_or_is_dark_is_no_part_of_the_layout_that_is_kept(desk, wall):
    school, street = ids(desk)
    wall.show_layout(Layout(2, 1, (street,)))
    arm(desk, wall, 0)
    raise_alert(desk, desk.engine.cameras[school])
    assert cameras(wall) == [school, ""]
    shares = desk.app.walls.arrangement().shares
    assert [share.layout for share in shares] == [Layout(2, 1, (street,))]
    darken(desk)
    assert [share.layout for share in desk.app.walls.arrangement().shares] == [Layout(2, 1, (street,))]
