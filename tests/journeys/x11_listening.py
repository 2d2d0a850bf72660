"""The whole desk listens to a real camera on a real X server and tells what is seen: for test_listening_x11.

Arguments: a data folder, the port of the cameras' server, a file for what is heard; their password comes on
standard input. Each line on standard output is what the test is to do; it answers with a line.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.search import Query, each
from console.language import use_language
from console.logs import start_log
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.rulebook import RulesSaved, Watched
from console.settings import Settings
from tests.journeys import x11_eyes
from tests.journeys.test_smart_camera import Model
from tests.journeys.x11_eyes import colours, seen, wait
from ui import listen_ask
from ui.actions import ActionId
from ui.app import App
from ui.mask_cover import FILL
from ui.player.vlc_live import VlcLive
from ui.theme import apply_theme

STREET = Place("street", "Abay street", PlaceKind.STREET)


def moves(app: App) -> bool:
    """libVLC's picture."""

    def look() -> QImage:
        view = app.listen._open.picture.view
        return seen(view, view.picture_rect())

    return x11_eyes.moves(look)


def is_live(app: App) -> bool:
    return wait(lambda: app.picture.state.value == "live")


def covered(app: App) -> bool:
    return app.picture.covered_by is not None


def said(app: App) -> str:
    return app.alert_panel._complaint.text()


def ask_test(what: str) -> None:
    """Has the test do something outside, and goes on when it is done."""
    print(what, flush=True)
    sys.stdin.readline()


def listens(app: App) -> dict[str, object]:
    """From the command to a picture that moves, and away from it again."""
    told: dict[str, object] = {}
    app.keys.trigger(ActionId.LISTEN)
    told["asked"] = app.listen.line.text
    told["heard"] = wait(lambda: "is heard since" in app.listen.line.text)
    told["covered"] = wait(lambda: covered(app))
    told["moves"] = moves(app)
    told["band"] = app.listen._open.picture.view.title()
    app.keys.trigger(ActionId.PALETTE)
    told["clear of the palette"] = wait(lambda: app.palette.palette.isVisible() and not covered(app))
    app.keys.trigger(ActionId.BACK)
    told["covered again"] = wait(lambda: covered(app)) and moves(app)
    wait(lambda: False, timeout_s=1.5)  # so much is to be heard of it
    return told


def loses(app: App) -> dict[str, object]:
    """The camera goes, and comes back; then somebody chooses another."""
    told: dict[str, object] = {}
    ask_test("lose")
    told["lost"] = wait(lambda: app.listen.camera is None and not covered(app))
    told["why"] = said(app)
    told["tile"] = wait(lambda: app.picture.state.value == "lost")
    ask_test("bring back")
    told["back"] = is_live(app)
    app.keys.trigger(ActionId.LISTEN)
    told["anew"] = wait(lambda: covered(app))
    app.choose_camera("mute")
    told["ends with the choice"] = wait(lambda: app.listen.camera is None and not covered(app))
    told["other live"] = is_live(app)
    app.keys.trigger(ActionId.LISTEN)
    told["silent"] = wait(lambda: "sends no sound" in said(app))
    return told


def ends_of_libvlc(app: App) -> dict[str, object]:
    """libVLC gives up in the middle: our own picture goes on."""
    told: dict[str, object] = {}
    app.choose_camera("loud")
    told["first live"] = is_live(app)
    app.keys.trigger(ActionId.LISTEN)
    wait(lambda: covered(app))
    app.listen._open.vlc._player.stop()
    app.listen._open.vlc.is_over = lambda: True  # as it says of itself where its own thread ended it
    told["gave up"] = wait(lambda: app.listen.camera is None and not covered(app))
    told["gave up line"] = said(app)
    told["live after"] = is_live(app)
    return told


def is_filled(app: App) -> bool:
    """Whether a mask over all of the picture is what stands on the screen there."""
    frame, middle = app.picture.frame_rect(), QPoint(40, 60)  # clear of marks, and of the mask's sign
    place = QRect(frame.topLeft() + middle, frame.size() / 4)
    return colours(seen(app.picture, place)) == {FILL.name()}


def hides(app: App) -> dict[str, object]:
    """A mask is drawn while libVLC's picture stands: one listens on, and nobody sees what is under it."""
    told: dict[str, object] = {}
    app.keys.trigger(ActionId.LISTEN)
    told["unmasked"] = wait(lambda: covered(app)) and moves(app) and not is_filled(app)
    everything = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
    drawn = replace(app.engine.cameras["loud"], masks=(everything,))
    app.engine.outbox.put(RulesSaved("", Watched(drawn, ())))
    told["masked"] = wait(lambda: not covered(app) and is_filled(app))
    told["masked line"] = wait(lambda: "Its picture has masks" in app.listen.line.text)
    wait(lambda: False, timeout_s=1)
    told["masked still"] = is_filled(app) and app.listen.camera is not None
    app.keys.trigger(ActionId.LISTEN)
    return told


def main(root: Path, port: str, heard: str) -> None:
    use_language("en")
    password = sys.stdin.readline().strip()
    folder = DataFolder(root)
    folder.prepare()
    start_log(folder.logs / "munara.log", level=10)
    application = QApplication(["listening"])
    application.setQuitOnLastWindowClosed(False)
    address = f"rtsp://admin:{password}@127.0.0.1:{port}"
    cameras = [
        Camera(name, str(401 + n), "gate", STREET, Address.parse(f"{address}/{name}"))
        for n, name in enumerate(("loud", "mute"))
    ]
    engine = Engine(
        folder,
        site=Site.of(cameras),
        settings=Settings(decoder_processes=1),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=Model,
    )
    engine.start()
    apply_theme(application)
    listen_ask.VlcLive = partial(VlcLive, outputs=("--aout=afile", f"--audiofile-file={heard}"))
    app = App(application, engine, model_name="none")
    app.show()
    app.desk.resize(1180, 760)
    told: dict[str, object] = {"live": is_live(app)}
    told |= listens(app)
    ask_test("look")  # at every process and window, while it plays
    told |= loses(app)
    told |= ends_of_libvlc(app)
    told |= hides(app)
    told["titles"] = [window.windowTitle() for window in application.topLevelWidgets()]
    app.close()
    engine.stop()
    told["left"] = wait(lambda: all(thread.name != "vlc-end" for thread in threading.enumerate()))
    entries = [entry.body for entry in each(folder, Query(kinds=(Kind.LOOKED_AT,)))]
    told["entries"] = [(body["what"], body["camera_number"], "until_utc" in body) for body in entries]
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
    os._exit(0)
