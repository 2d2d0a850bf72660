"""Both engines of the player show real, moving pixels on a real X server; without libVLC a line says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.x_display import XDisplay, x_server
from tests.peers.sounding_clip import sounding

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def display():
    with x_server("800x600") as name:
        yield XDisplay(name)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Everything moves, and a tone is heard."""
    return sounding(tmp_path_factory.mktemp("film") / "clip.mp4", 20, rate_hz=44_100)


def has_libvlc() -> bool:
    code = "import sys, vlc; sys.exit(vlc.Instance('--quiet') is None)"
    return (
        subprocess.run([sys.executable, "-c", code], check=False, stderr=subprocess.DEVNULL).returncode == 0
    )


def play(display, film) -> tuple[dict, str]:
    """What was told, and everything that was said beside it."""
    environment = display.environment | {"PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en"}
    script = Path(__file__).with_name("x11_clip_player.py")
    done = subprocess.run(
        [sys.executable, str(script), str(film)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_moving_pixels_come_from_both_engines(display, film):
    told, _said = play(display, film)
    expected = {"silent moves": True, "moves": True, "pause": True, "went to": True, "goes on": True}
    expected["left"] = True
    if has_libvlc():
        expected |= {"sound": "ON", "line": "The sound is on. Boxes are shown without it."}
        expected |= {
            "end": True,
            "anew": True,
            "after": "OFF",
            "silent again": True,
            "twice": True,
            "swapped": True,
            "still paused": True,
        }
    else:
        line = "No sound: libVLC is not installed here. The picture is shown without it."
        expected |= {"sound": "NO_LIBRARY", "line": line}
    assert told == expected
