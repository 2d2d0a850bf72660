"""The top line says what the chosen monitor shows."""

from __future__ import annotations

import pytest

from console.wall.layout import Layout
from tests.console.review_desk import SCHOOL, STREET
from tests.ui.test_layout_calls import LayoutDesk, made_tour
from tests.ui.window_desk import opened_desk
from ui.actions import ActionId
from ui.desk.wall_chip import WallChip


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(LayoutDesk(tmp_path / "desk", qapp)) as made:
        yield made


def said(desk) -> str:
    """ "" where the top line says nothing of it."""
    desk.app.layouts.said.look()
    chip = desk.app.layouts.said.chip
    return chip.text() if not chip.isHidden() else ""


def test_a_layout_that_is_kept_is_named_until_somebody_changes_what_is_shown(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    assert said(desk) == ""
    desk.save("Schools")
    assert said(desk) == "M1 · Schools"
    desk.wall.show_layout(Layout(2, 1, (STREET.id,)))
    assert said(desk) == ""


def test_a_long_name_gives_way_and_the_tooltip_keeps_it(qapp):
    chip, name = WallChip(), "Schools and kindergartens of the whole western part"
    chip.show_layout(2, name)
    assert chip.text().startswith("M2 · Schools") and chip.text().endswith("…")
    assert name in chip.toolTip()
    chip.show_layout(2, name + ", at night")
    assert "at night" in chip.toolTip(), "the same shortened, and still another"


def test_it_is_told_without_being_asked(desk):
    desk.wall.show_layout(Layout(2, 1, (SCHOOL.id,)))
    desk.save("Schools")
    assert desk.wait(lambda: desk.app.layouts.said.chip.text() == "M1 · Schools")


def test_a_tour_counts_down_to_its_next_step_and_says_that_it_waits(desk):
    made_tour(desk)
    desk.key(ActionId.TOUR)
    assert said(desk).startswith("M1 · tour Round · 0:")
    assert "T" in desk.app.layouts.said.chip.toolTip()
    desk.key(ActionId.TOUR)
    assert said(desk) == "M1 · tour Round · paused"
