"""Single looks, on machines that are made up."""

from pathlib import Path

import pytest

from console.doctor import command, machine, system_clock, video
from console.doctor.detector import detector
from console.doctor.finding import State
from console.paths import DataFolder


def test_a_look_that_breaks_is_a_finding():
    def broken():
        raise ZeroDivisionError("by\nzero")

    (found,) = command._looked(broken, key="disk", what="disk")
    assert found.state is State.MISSING
    assert "ZeroDivisionError: by zero" in found.value
    (found,) = command._looked(broken, key="audio", what="sound")
    assert found.state is State.WARNING


def test_a_folder_that_cannot_be_written_is_missing_with_a_mend():
    found = machine.disk(Path("/proc/munara"))
    assert found.state is State.MISSING
    assert "--data" in found.mend


@pytest.mark.parametrize(
    ("free_mb", "sync_ms", "state"),
    [
        (100, 1.0, State.MISSING),
        (1000, 1.0, State.WARNING),
        (9000, 500.0, State.WARNING),
        (9000, 1.0, State.GOOD),
    ],
)
def test_little_room_and_slow_disks_are_told(free_mb, sync_ms, state):
    assert machine._disk_state(free_mb, sync_ms)[0] is state


def test_old_time_zones_are_told(monkeypatch):
    monkeypatch.setattr(machine, "almaty_offset_min", lambda: 360)
    found = machine.clock()
    assert found.state is State.WARNING
    assert "tzdata" in found.mend


def test_offsets_are_written_as_people_write_them():
    assert [system_clock.offset_text(minutes) for minutes in (300, 0, -210)] == [
        "UTC+05:00",
        "UTC+00:00",
        "UTC-03:30",
    ]


def test_libvlc_that_is_not_there_is_a_warning_with_its_packages(monkeypatch):
    def absent(_name):
        raise OSError("libvlc.so.5: cannot open shared object file")

    monkeypatch.setattr(video.ctypes, "CDLL", absent)
    found = video.libvlc()
    assert found.state is State.WARNING
    assert "libvlc5" in found.mend


def test_a_model_file_that_is_cut_off_is_missing_with_a_mend(tmp_path, monkeypatch):
    models = tmp_path / "models"
    models.mkdir()
    (models / "yolox_nano.onnx").write_bytes(b"half")
    found = detector(DataFolder(tmp_path))
    assert found.state is State.MISSING
    assert found.mend


def test_settings_that_cannot_be_read_are_told_and_not_raised(tmp_path):
    (tmp_path / "munara.toml").write_text("model = ")
    found = detector(DataFolder(tmp_path))
    assert found.state is State.MISSING
    assert "munara.toml" in found.value
