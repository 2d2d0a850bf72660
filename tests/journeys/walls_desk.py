"""The whole desk over cameras that show nothing, telling what stands where: run by test_walls_*.py."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.neighbour import Neighbour
from console.cameras.places import Place, PlaceKind
from console.cameras.site_database import Site
from console.engine import Engine
from console.language import use_language
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from ui.app import App
from ui.theme import apply_theme

SCHOOL = Place("school", "School 1", PlaceKind.SCHOOL)
STREET = Place("street", "Abay street", PlaceKind.STREET)


def cameras() -> list[Camera]:
    nowhere = Address.parse("rtsp://192.0.2.1/1")
    made = [
        Camera(f"c{number}", str(number), f"spot {number}", SCHOOL if number < 405 else STREET, nowhere)
        for number in range(401, 413)
    ]
    made[0] = Camera("c401", "401", "gate", SCHOOL, nowhere, neighbours=(Neighbour("405"), Neighbour("407")))
    return made


def make_desk(root: Path, application: QApplication) -> App:
    folder = DataFolder(root)
    folder.prepare()
    engine = Engine(
        folder,
        site=Site.of(cameras()),
        settings=Settings(decoder_processes=1),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=lambda: None,
    )
    for part in (engine.journal, engine.attendance, engine.layouts):
        part.start()
    apply_theme(application)
    app = App(application, engine, model_name="none")
    app.show()
    return app


def stop_desk(app: App) -> None:
    app.close()
    app.engine.layouts.stop()
    app.engine.attendance.stop()
    app.engine.journal.stop()


def state(app: App) -> dict[str, object]:
    """Where every window stands, what it shows and which is chosen."""
    chosen = app.walls.chosen
    focused = QApplication.activeWindow()
    return {
        "desk": app.desk.geometry().getRect(),
        "desk_on": app.desk.screen().name(),
        "walls": {
            wall.number: {
                "on": wall.screen().name(),
                "at": wall.geometry().getRect(),
                "full": wall.isFullScreen(),
                "shows": wall.grid.camera_ids,
                "cells": [middle(wall, wall.cell_rect(cell)) for cell in range(len(wall.grid.cells))],
                "mark": wall._drop.mark.text if wall._drop.mark.isVisible() else "",
            }
            for wall in app.walls
            if wall.isVisible()
        },
        "rows": rows(app),
        "carries": any(window.findChildren(QDrag) for window in QApplication.topLevelWidgets()),
        "chosen": chosen.number if chosen else 0,
        "cell": chosen.chosen_cell if chosen else -1,
        "active": focused.windowTitle() if focused else "",
        "large": app.picture.camera.number if app.picture.camera else "",
        "typed": app.top_bar._digits.text() if app.top_bar._digits.isVisible() else "",
        "told": [label.text() for label in app.alert_panel.findChildren(QLabel) if label.isVisible()],
    }


def rows(app: App) -> dict[str, tuple[int, int]]:
    """Where the rows of the list are that are seen, by the camera's number."""
    tree = app.camera_list._tree
    model, seen = tree.model(), tree.viewport().rect()
    places = {camera.number: tree.visualRect(model.index_of(camera.id)) for camera in model.shown()}
    return {
        number: middle(tree.viewport(), place) for number, place in places.items() if seen.contains(place)
    }


def middle(widget: QWidget, rect: QRect) -> tuple[int, int]:
    """On the display."""
    return widget.mapToGlobal(rect.center()).toTuple()


def main(root: Path) -> None:
    use_language("en")
    application = QApplication(["walls"])
    application.setQuitOnLastWindowClosed(False)
    app = make_desk(root, application)
    app.keys.layoutCalled.connect(lambda number: print(json.dumps({"layout": number}), flush=True))
    last = ""

    def tell() -> None:
        nonlocal last
        now = json.dumps(state(app))
        if now != last:
            last = now
            print(now, flush=True)

    timer = QTimer(interval=25)
    timer.timeout.connect(tell)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)
