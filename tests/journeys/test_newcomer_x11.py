"""The first alert of somebody who has read nothing: the demo as it is started, real keys, its real journal.

What is pressed stands on the screen when it is pressed: on the card, under the picture, in the form.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from console.journal.entry import Kind
from console.journal.offences import known_offences
from console.journal.search import FoundEntry, Query, each
from console.paths import DataFolder
from console.problem import Problem
from tests.journeys.x_display import XDisplay, managed_display, tool
from tests.ui.waiting import wait_until

ROOT = Path(__file__).parents[2]
A, R, C, J, TWO, ENTER = 38, 27, 54, 44, 11, 36  # keycodes: where the keys lie, whatever layout is on
DEMO_S = 120
PATIENCE_S = 60


@dataclass
class Newcomer:
    """Hands on the demo's keyboard, eyes on its journal."""

    display: XDisplay
    folder: DataFolder
    presses: int = 0
    filmed: list[str] = field(default_factory=list)
    began_s: float = field(default_factory=time.monotonic)

    def press(self, *keys: int | str) -> None:
        self.display.press(*keys)
        self.presses += len(keys)

    def type(self, text: str) -> None:
        self.display.run("xdotool", "type", "--delay", "30", text)
        self.presses += len(text)

    def waits_for(self, title: str) -> None:
        """Until a window of that title has the keys: who types sees where it will stand."""

        def is_active() -> bool:
            asked = [tool("xdotool"), "getactivewindow", "getwindowname"]
            told = subprocess.run(asked, env=self.display.environment, capture_output=True, text=True)
            return title in told.stdout

        assert wait_until(is_active, timeout_s=PATIENCE_S), f"no window “{title}”"

    def sees(self, step: str, kind: Kind, /, **said: object) -> FoundEntry:
        """The first entry of that kind that says so, once it is there."""
        found: list[FoundEntry] = []

        def is_there() -> bool:
            found[:] = [entry for entry in self._entries(kind) if said.items() <= entry.body.items()]
            return bool(found)

        assert wait_until(is_there, timeout_s=PATIENCE_S), f"{step}: nothing in the journal"
        self.filmed.append(f"{time.monotonic() - self.began_s:5.1f} s  {self.presses:3} presses  {step}")
        return found[0]

    def _entries(self, kind: Kind) -> list[FoundEntry]:
        try:
            return list(each(self.folder, Query(kinds=(kind,))))
        except Problem:  # the demo has not made it yet
            return []


@pytest.fixture
def newcomer(tmp_path, model_file):
    with managed_display("1920x1080") as display:
        display.layout("ru")
        environment = display.environment | {"MUNARA_LANGUAGE": "ru", "PYTHONPATH": str(ROOT)}
        demo = subprocess.Popen(
            [sys.executable, "-m", "ui.main", "demo", "--data", tmp_path / "demo", "--seconds", str(DEMO_S)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        yield Newcomer(display, DataFolder(tmp_path / "demo"))
        demo.terminate()
        demo.wait(20)


def test_an_alert_is_taken_looked_back_at_recorded_and_found(newcomer):
    alert = newcomer.sees("an alert is there", Kind.ALERT_RAISED)
    newcomer.began_s = time.monotonic()  # from here on it is the newcomer's time
    newcomer.press(A)
    newcomer.sees("taken", Kind.ALERT_TAKEN, alert_id=alert.body["alert_id"])

    newcomer.press(R, TWO)  # a school: the desk asks why
    newcomer.sees("looking ten seconds back", Kind.LOOKED_AT, what="replay", camera_id=alert.camera_id)

    newcomer.press(C)
    newcomer.type("хулиган")
    newcomer.press(ENTER, ENTER)
    record = newcomer.sees("recorded", Kind.VIOLATION_RECORDED, alert_id=alert.body["alert_id"])
    assert record.body["camera_id"] == alert.camera_id
    assert "хулиган" in known_offences()[str(record.body["offence"])].name("ru").casefold()

    newcomer.press(J)
    newcomer.waits_for("журнал")
    newcomer.type("хулиган")
    newcomer.sees("found, and its picture seen", Kind.LOOKED_AT, what="evidence", seq=record.seq)
    print("\n" + "\n".join(newcomer.filmed))
