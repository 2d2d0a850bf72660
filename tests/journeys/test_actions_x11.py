"""Every command, once by its real key and once by its menu entry, does what is written of it."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from tests.journeys.action_table import DEEDS
from tests.journeys.telling_script import TellingScript
from tests.journeys.x11_actions import WAYS
from tests.journeys.x_display import MISSING, managed_display, tool
from ui.actions import ActionId


@pytest.fixture(scope="module")
def became(tmp_path_factory):
    """What became of each command, by the way it was called."""
    tool("xdotool")  # the desk itself presses the keys
    with managed_display("5120x720") as display:
        desk = TellingScript(display, "x11_actions.py", str(tmp_path_factory.mktemp("desk")))
        found: dict[str, dict[str, str]] = defaultdict(dict)
        while told := json.loads(desk.line(within_s=60) or "{}"):
            found[told["way"]][told["action"]] = told["became"]
        assert found, MISSING
        desk.close()
    return found


def test_every_command_has_its_row():
    assert set(DEEDS) == set(ActionId)


@pytest.mark.parametrize("way", WAYS)
def test_each_does_what_it_says(became, way):
    assert became[way] == dict.fromkeys((action_id.name for action_id in ActionId), "done")
