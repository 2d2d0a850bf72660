"""`munara doctor` as people and scripts call it: a process of its own, on whatever machine this is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]
_CHECKS = {
    "python": {"version", "executable", "machine"},
    "disk": {"folder", "exists", "free_mb", "write_mb_per_s", "sync_ms"},
    "clock": {"utc_offset_min", "almaty_offset_min", "synchronised", "tzdata"},
    "audio": {"output", "devices"},
    "decoders": {"pyav", "ffmpeg", "software"},
    "hardware": {"devices"},
    "libvlc": {"path", "version"},
    "qt": {"version", "platform"},
    "screens": {"screens"},
    "fonts": {"files", "kazakh"},
    "detector": {"model", "path", "origin", "frame_ms"},
    "footage": {"here", "lacking"},
}


@pytest.fixture
def doctor(tmp_path):
    """Runs it with an empty home and no display; keyword arguments change the environment."""

    def run(*words, **changes):
        environment = {name: value for name, value in os.environ.items() if name not in _OF_THE_DESKTOP}
        environment.update(HOME=str(tmp_path), PYTHONPATH=str(_ROOT), MUNARA_LANGUAGE="en", **changes)
        command = [sys.executable, "-m", "ui.main", "doctor", "--data", str(tmp_path / "desk"), *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    return run


_OF_THE_DESKTOP = {
    "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM",
    "MUNARA_ASSETS", "MUNARA_DATA", "XDG_CACHE_HOME", "XDG_DATA_HOME",
}  # fmt: skip


def test_every_check_is_in_the_json_and_nothing_needed_is_missing(doctor, asset_folder):
    done = doctor("--json", MUNARA_ASSETS=str(asset_folder))
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["ok"]) == (0, "", True)
    assert told["checks"].keys() == _CHECKS.keys()
    for key, check in told["checks"].items():
        assert {"state", "what", "value", "mend"} | _CHECKS[key] <= check.keys(), key
        assert (check["state"] == "good") or check["mend"], key
    assert told["checks"]["detector"]["frame_ms"] > 0
    assert told["checks"]["detector"]["origin"] == str(asset_folder / "models")
    assert all(told["checks"]["decoders"]["software"].values())


def test_a_missing_model_is_told_with_its_mend_and_means_1(doctor, tmp_path):
    done = doctor(MUNARA_ASSETS=str(tmp_path / "nothing"))
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("✕")]
    assert done.returncode == 1
    assert "yolox_nano.onnx" in line
    assert "munara models add" in line
    assert len(done.stdout.splitlines()) == len(_CHECKS)


def test_without_a_display_it_says_so_and_still_reads_the_fonts(doctor):
    checks = json.loads(doctor("--json").stdout)["checks"]
    assert "no display" in checks["qt"]["value"]
    assert checks["screens"]["screens"] == []
    assert checks["fonts"]["kazakh"] is True


def test_a_display_that_cannot_be_opened_is_a_warning(doctor):
    checks = json.loads(doctor("--json", DISPLAY=":7777").stdout)["checks"]
    assert checks["qt"]["state"] == "warning"
    assert "display" in checks["qt"]["value"]
    assert checks["fonts"]["kazakh"] is True


def test_screens_are_named_with_their_size(doctor):
    (screen,) = json.loads(doctor("--json", QT_QPA_PLATFORM="offscreen").stdout)["checks"]["screens"][
        "screens"
    ]
    assert screen["width"] > 0 and screen["height"] > 0


def test_a_terminal_without_the_signs_is_no_reason_to_end(doctor):
    done = doctor(PYTHONIOENCODING="ascii")
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == len(_CHECKS)


def test_it_leaves_nothing_behind(doctor, tmp_path):
    doctor()
    assert not (tmp_path / "desk").exists()
