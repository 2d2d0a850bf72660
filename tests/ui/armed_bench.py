"""What is done on a desk with one wall: a camera calls, a tile is armed, the wall is made black."""

from __future__ import annotations

from dataclasses import replace

from console.alerts.alert import AlertRaised
from tests.console.shift_desk import an_alert
from tests.fakes.made_up import make_jpeg
from ui.actions import ActionId
from ui.wall.wall_window import WallWindow


def only_wall(desk) -> WallWindow:
    """As large as its line needs."""
    (window,) = desk.app.walls
    window.resize(1280, 720)
    return window


def cameras(wall) -> list[str]:
    """By cell, "" for dark."""
    return [wall.shown.camera_at(cell) for cell in range(len(wall.grid.cells))]


def raise_alert(desk, camera, *, priority=2) -> str:
    """Of a camera of this desk."""
    alert = an_alert(f"alert-{camera.id}", number=camera.number)
    zone = replace(alert.zone, camera_id=camera.id, id=f"zone-{alert.id}")
    alert = replace(alert, camera=camera, zone=zone, priority=priority)
    desk.engine.outbox.put(AlertRaised(alert, make_jpeg()))
    desk.settle()
    return alert.id


def ids(desk) -> tuple[str, str]:
    """(the school's camera, the street's)."""
    school, street = sorted(desk.engine.cameras.values(), key=lambda each: not each.place.kind.for_children)
    return school.id, street.id


def darken(desk) -> None:
    desk.app.keys.trigger(ActionId.BLACK)
    desk.settle()


def arm(desk, wall, cell: int) -> None:
    wall.choose_cell(cell)
    desk.key(ActionId.ARM)
    desk.settle()
