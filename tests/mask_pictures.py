"""Masked pictures, their lifting and their drawing as `tests.pictures` shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from console.cameras.polygon import Polygon
from console.demo.city import City
from console.journal.look_reason import LookReason
from console.operators.operator import Operator
from console.operators.roles import Role
from tests.shift_pictures import LEAD
from ui.actions import ActionId
from ui.app import App

_SLANTED = Polygon(((0.06, 0.1), (0.4, 0.06), (0.42, 0.5), (0.1, 0.56)))
_CORNER = Polygon(((0.8, 0.0), (1.0, 0.0), (1.0, 0.24)))
_DRAWN = ((0.55, 0.3), (0.8, 0.34), (0.78, 0.6), (0.56, 0.58))
KEEPER = Operator("Айгүл Серікова", Role.ADMINISTRATOR)
CITY = Operator(City.load(cameras=1).operator, Role.DISPATCHER)
Sit = Callable[[Operator], object]


def mask_views(
    app: App, *, sit: Sit, clip: Callable[[], object], replay: Callable[[], object]
) -> list[tuple[str, Callable[[], object], QWidget | None]]:
    """(name, how to show it, what is pictured); `clip` shows one in the journal, `replay` one on the desk."""
    return [
        ("masked", partial(_mask, app), app.desk),
        ("masked-wall", lambda: None, app.walls[0]),
        ("masked-clip", clip, app.journal_window),
        ("masked-replay", replay, app.desk),
        ("masks", partial(_draw, app, sit), app.rules.window),
        ("lift-mask", partial(_lift, app, partial(sit, LEAD)), app.desk),
        ("lift-mask-beside", partial(_lift, app, partial(sit, CITY), LookReason.VIOLATION), app.desk),
        ("lifted-mask", partial(_lift, app, partial(sit, LEAD), LookReason.VIOLATION), app.desk),
        ("lifted-mask-wall", lambda: None, app.walls[0]),
        ("unmasked", partial(_unmask, app), app.desk),
    ]


def _mask(app: App) -> None:
    """The camera of the most urgent alert, and every other of the wall: the newest clip is one of these."""
    masked = {held.alert.camera.id for held in app.engine.inbox.ordered()[:1]}
    for camera_id in (*masked, *app.walls[0].grid.camera_ids[::2]):
        camera = app.engine.cameras[camera_id]
        app.engine.site.cameras[camera_id] = replace(camera, masks=(_SLANTED, _CORNER))
    app.masks.refresh()
    app.choose_camera(app.engine.inbox.ordered()[0].alert.camera.id)


def _unmask(app: App) -> None:
    for camera in tuple(app.engine.cameras.values()):
        app.engine.masking.fill(camera.id)
        app.engine.site.cameras[camera.id] = replace(camera, masks=())
    app.masks.refresh()


def _draw(app: App, sit: Sit) -> None:
    """One is half drawn beside those that are in force."""
    sit(KEEPER)
    app.keys.trigger(ActionId.RULES)
    window = app.rules.window
    window.list.new_mask.click()
    drawn = replace(window.drafts[-1], corners=_DRAWN)
    window.form.show_draft(drawn)
    window.canvas.changed.emit(drawn)


def _lift(app: App, sit: Callable[[], object], reason: LookReason | None = None) -> None:
    app.masks.leave()
    sit()
    app.keys.trigger(ActionId.LIFT_MASK)
    if reason is not None:
        app.masks.strip.choose(reason)
