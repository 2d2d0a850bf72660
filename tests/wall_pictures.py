"""The walls and what is kept of them as `tests.pictures` shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from console.wall.layout import Layout
from console.wall.scene import Scene
from console.wall.tour import Step, Tour
from ui.actions import ActionId
from ui.app import App

_ARMED = (0, 5)  # cells


def keep_layouts(app: App, *, run: Callable[[float], None]) -> None:
    """A layout, a salvo and a tour, one of them replaced since."""
    layouts, grid = app.engine.layouts, app.walls[0].grid
    salvo, tour = app.walls.arrangement(), Tour((Step("Школы утром"), Step(camera_id=grid.camera_ids[0])))
    for scene in (
        Scene("Школы утром", Layout(2, 2, grid.camera_ids[:4]), "1"),
        Scene("Ночь", salvo, "0"),
        Scene("Обход детских садов", tour),
        Scene("Школы утром", grid, "1"),
    ):
        layouts.save(scene, over=True)
        run(0.5)


def wall_views(app: App) -> list[tuple[str, Callable[[], object], QWidget | None]]:
    """(name, how to show it, what is pictured)"""
    wall = app.walls[0]
    return [
        ("wall", lambda: None, wall),
        ("armed wall", partial(_arm, app), wall),
        ("black wall", partial(app.keys.trigger, ActionId.BLACK), wall),
        ("lit wall", partial(_light, app), wall),
        ("chosen-wall", lambda: app.walls.choose(1), wall),
        ("monitor-numbers", app.walls.identify, wall),
        ("choose-monitor", partial(app.keys.trigger, ActionId.CHOOSE_MONITOR), app.desk),
    ]


def layout_views(app: App) -> list[tuple[str, Callable[[], object], QWidget | None]]:
    """As `wall_views`."""
    return [
        *(
            (f"layouts-{form}", partial(_show_layouts, app, form), app.layouts.window)
            for form in ("list", "name", "tour", "older")
        ),
        ("save-layout", partial(app.keys.trigger, ActionId.SAVE_LAYOUT), app.desk),
    ]


def close_walls(app: App) -> None:
    """What was opened for a picture."""
    app.layouts.window.close()
    app.layouts.strip.hide()
    app.walls.choose(0)
    app.walls.hide_numbers()


def _arm(app: App) -> None:
    """Two tiles, or takes that back."""
    for cell in _ARMED:
        app.walls[0].choose_cell(cell)
        app.keys.trigger(ActionId.ARM)


def _light(app: App) -> None:
    """The wall as it was: lit, and no tile armed for the next language."""
    app.keys.trigger(ActionId.BLACK)
    _arm(app)


def _show_layouts(app: App, form: str) -> None:
    app.keys.trigger(ActionId.LAYOUTS)
    window = app.layouts.window
    window.view.selectRow(0)
    buttons = {"name": window.edit, "tour": window.tour, "older": window.older}
    if form in buttons:
        buttons[form].click()
