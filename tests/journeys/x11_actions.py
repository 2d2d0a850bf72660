"""Does every command once by its key and once by its menu entry, and tells what became of each."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.language import use_language
from console.operators import secret
from tests.journeys.action_desk import ActionDesk, four_monitors, has_walls
from tests.journeys.action_table import DEEDS, Deed
from tests.journeys.x_display import XDisplay
from tests.ui.waiting import wait_until
from ui.actions import ActionId
from ui.theme import apply_theme

WAYS = ("key", "menu")


def became_of(desk: ActionDesk, action_id: ActionId, deed: Deed, *, way: str) -> str:
    """ "done", or what is wrong."""
    desk.come(deed.who)
    made = deed.ready(desk)
    desk.settle()
    before = desk.head()
    if not isinstance(deed.seen, Kind) and deed.seen(desk, made):
        return "seen before it was called"
    {"key": desk.by_key, "menu": desk.by_menu}[way](action_id, deed.keys)
    desk.type(deed.then)

    def seen() -> bool:
        if isinstance(deed.seen, Kind):
            return any(entry.kind is deed.seen for entry in desk.entries(after=before))
        return bool(deed.seen(desk, made))

    return "done" if desk.wait(seen) else f"not seen; the desk says: {desk.said!r}"


def main(root: Path) -> None:
    use_language("en")
    secret.DESK_COST = secret.Cost(time=1, memory_kb=8)  # passwords are no matter here
    display = XDisplay(os.environ["DISPLAY"])
    application = QApplication(["actions"])
    application.setQuitOnLastWindowClosed(False)
    four_monitors(display)
    assert wait_until(has_walls), "the monitors are not there"
    apply_theme(application)
    desk = ActionDesk(root, application, display)
    for action_id, deed in DEEDS.items():
        for way in WAYS:
            try:
                became = became_of(desk, action_id, deed, way=way)
                desk.rest()
            except Exception:  # the others are done all the same
                became = traceback.format_exc()
            print(json.dumps({"action": action_id.name, "way": way, "became": became}), flush=True)

    print(json.dumps({}), flush=True)
    desk.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)
