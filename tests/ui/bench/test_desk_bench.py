"""`munara bench desk`, run as a person would, with few tiles and for a moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KEYS = (
    "key_p95_ms layout_ms alert_to_card_ms gui_cores tiles fps model key_p50_ms key_presses key_idle_p95_ms"
    " key_ratio layout_worst_ms layout_changes grey_flashes missed gui_idle_cores gui_ratio desk_cores"
    " painted_ratio key_p95_by_command_ms"
)
COMMANDS = {"next alert", "previous alert", "digit", "neighbour tile", "full", "sheet", "palette"}


def bench(*words):
    return subprocess.run(
        [sys.executable, "-m", "ui.main", "bench", "desk", *map(str, words)],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"}
        | {"PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.mark.long
def test_every_figure_is_measured_in_one_run():
    done = bench("--tiles", 4, "--seconds", 1, "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) == set(KEYS.split())
    assert (figures["tiles"], figures["layout_changes"], figures["key_presses"]) == (4, 2, 13)
    assert set(figures["key_p95_by_command_ms"]) >= COMMANDS
    assert figures["missed"] == 0, "every effect was painted"
    assert figures["grey_flashes"] == 0
    assert 0 < figures["key_p50_ms"] <= figures["key_p95_ms"]
    assert figures["key_p95_ms"] == max(figures["key_p95_by_command_ms"].values())  # of so few presses
    assert 0 < figures["layout_ms"] <= figures["layout_worst_ms"]
    assert 0 < figures["gui_cores"] <= figures["desk_cores"] + 0.01
    assert figures["gui_cores"] / figures["gui_idle_cores"] == pytest.approx(figures["gui_ratio"], rel=0.1)
    assert figures["alert_to_card_ms"] > 0
    assert figures["painted_ratio"] > 0


@pytest.mark.parametrize("words", [("--tiles", "0"), ("--seconds", "soon")])
def test_wrong_words_get_one_line(words):
    done = bench(*words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
