"""What is black or armed outlives a restart of the application, or it is told that it does not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.armed_bench import arm, cameras, darken, only_wall
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.app import App


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp)) as made:
        yield made


@pytest.fixture
def wall(desk):
    return only_wall(desk)


def again(desk):
    """The application started anew over the same desk."""
    desk.app.close()
    desk.app.setParent(None)
    desk.app.deleteLater()
    desk.app = App(QApplication.instance(), desk.engine, model_name="none")
    desk.app.bridge.factArrived.connect(desk._told.append)
    desk.app.show()
    desk.settle()
    (window,) = desk.app.walls
    return window


def test_a_black_wall_is_black_after_a_restart_and_says_since_when(desk, wall):
    darken(desk)
    desk.clock.advance(3)  # later it is looked up whether who sits here is in the register still
    wall = again(desk)
    assert not any(cameras(wall))
    assert desk.app.armed.signs[1].line.text().startswith("Black by choice since 23:00:00")
    darken(desk)
    assert all(cameras(wall))
    assert all(cameras(again(desk)))


def test_an_armed_tile_is_armed_after_a_restart(desk, wall):
    arm(desk, wall, 0)
    again(desk)
    assert list(desk.app.armed.signs[1].signs) == [0]


def test_a_damaged_file_is_told_and_arms_nothing(desk, wall):
    darken(desk)
    desk.engine.folder.armed_file.write_text("{", encoding="utf-8")
    assert all(cameras(again(desk)))
    assert desk.said.startswith("What was black or armed cannot be read: ")


def test_what_cannot_be_kept_is_told_and_holds_nevertheless(desk, wall):
    desk.engine.folder.armed_file.mkdir()
    darken(desk)
    assert not any(cameras(wall))
    assert desk.said.startswith("What is black or armed is not kept over a restart: ")
