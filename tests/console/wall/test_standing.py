"""What stands on a wall: zooms are kept with its own layout, never those of what covers it."""

from __future__ import annotations

from console.wall.layout import Layout
from console.wall.standing import Standing
from console.wall.zoom import Zoom

NEAR = Zoom(2.0, 0.3, 0.7)
OWN, COVER = Layout(2, 1, ("a", "b")), Layout(2, 1, ("x", "b"))


def test_a_zoom_is_kept_for_the_own_camera_alone():
    covered = Standing(OWN).covered(COVER)
    assert covered.zoomed(0, NEAR) == Standing(OWN, COVER.zoomed(0, NEAR))
    assert covered.zoomed(1, NEAR) == Standing(OWN.zoomed(1, NEAR), COVER.zoomed(1, NEAR))
    assert Standing(OWN).zoomed(1, NEAR).shown == OWN.zoomed(1, NEAR)


def test_what_is_shown_already_changes_nothing_under_it():
    called = Standing(OWN.zoomed(1, NEAR), COVER)  # the cover was made before that layout was called
    assert called.zoomed(1, Zoom()) is called


def test_the_grids_that_are_gone_through_keep_it():
    small = Standing(OWN).changed(Layout(1, 1, ("b",)), wide=OWN)
    assert small.zoomed(0, NEAR).wide == OWN.zoomed(1, NEAR)


def test_a_camera_that_only_called_there_is_none_of_those_grids():
    small = Standing(OWN).changed(Layout(1, 1, ("x",)), wide=OWN)
    assert small.zoomed(0, NEAR).wide == OWN


def test_a_cover_goes_with_its_cells():
    assert Standing(OWN, COVER).changed(Layout(2, 1)).cover == COVER
    assert Standing(OWN, COVER).changed(Layout(1, 1)).cover is None
