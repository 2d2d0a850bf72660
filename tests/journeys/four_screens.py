"""A desk and three walls on four screens in memory, worked by keys; run by test_four_screens.py."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.language import use_language
from console.wall.arrangement import Arrangement
from tests.journeys.walls_desk import cameras, make_desk, state, stop_desk
from tests.ui.keys import send_key
from ui.actions import BY_ID, ActionId
from ui.screens import forget_offscreen, use_offscreen

NONE = Qt.KeyboardModifier.NoModifier
SIZE = (1280, 720)


def main(root: Path) -> None:
    use_language("en")
    use_offscreen([SIZE] * 4)
    application = QApplication(["four"])
    forget_offscreen()
    app = make_desk(root, application)
    application.processEvents()

    def press(*codes: int) -> None:
        for code in codes:
            send_key(app.alert_panel.queue, code, "", modifiers=NONE)
            application.processEvents()

    walls = state(app)["walls"]
    places = {number: (wall["on"], wall["at"]) for number, wall in walls.items()}
    assert places == {n: (f"screen-{n + 1}", (n * SIZE[0], 0, *SIZE)) for n in (1, 2, 3)}, places
    shown = [camera_id for wall in app.walls for camera_id in wall.grid.camera_ids if camera_id]
    assert shown == [camera.id for camera in cameras()]
    before = app.walls.arrangement()

    # M 3, then 4 0 1 Enter: into the chosen tile of the third wall alone.
    press(BY_ID[ActionId.CHOOSE_MONITOR].scan_code, 12, 13, 19, 10, 36)
    assert app.walls.chosen is app.walls[2]
    assert [wall.grid.camera_at(0) for wall in app.walls] == ["c401", "c405", "c401"]
    assert app.walls[2].chosen_cell == 0 and app.picture.camera.number == "401"
    assert [wall.mark._tab.isVisible() for wall in app.walls._walls] == [False, False, True]

    # A layout for one monitor changes that one; the whole arrangement brings all of it back.
    middle = Arrangement((before.shares[1],)).with_layout(0, before.shares[0].layout)
    app.walls.show(middle)
    assert app.walls[1].grid == before.shares[0].layout and app.walls[0].grid == before.shares[0].layout
    app.walls.show(before)
    assert app.walls.arrangement() == before, (app.walls.arrangement(), before)

    app.walls.identify()
    assert [wall.mark._card.number for wall in app.walls._walls if wall.mark._card.isVisible()] == [*"123"]
    stop_desk(app)
    print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
