"""The doctor's verdict on the hardware decoder: what it allows, and what becomes of it on another machine."""

import json
import logging
from dataclasses import replace

import pytest

from console.media import hardware_verdict
from console.media.hardware import Hardware, StreamClass
from console.media.hardware_verdict import (
    Cost,
    Trial,
    Verdict,
    load_verdict,
    machine_name,
    measured_hardware,
    save_verdict,
    verdict_file,
)

SUB = Trial("h264", 360, Cost(750, 760), Cost(380, 700), 88.0)
MAIN = Trial("h264", 1080, Cost(7000, 7100), Cost(2400, 3900), 88.0)
VERDICT = Verdict("driver 1", "8.1.2", "cuda", 287, (SUB, MAIN))


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(hardware_verdict, "machine_name", lambda: "driver 1")
    return verdict_file()


@pytest.mark.parametrize(
    ("change", "better"),
    [
        ({}, True),
        ({"hardware": Cost(610, 700)}, False),  # too little less work
        ({"hardware": Cost(380, 800)}, False),  # pictures come later
        ({"psnr_db": 20.0}, False),
        ({"psnr_db": float("nan")}, False),
    ],
)
def test_better_is_less_work_no_later_and_the_same_picture(change, better):
    assert replace(SUB, **change).is_better is better


def test_what_is_kept_is_what_the_desk_gets(file):
    save_verdict(VERDICT, file)
    assert load_verdict(file) == VERDICT
    classes = {StreamClass("h264", 360): True, StreamClass("h264", 1080): True}
    assert measured_hardware() == Hardware("cuda", "8.1.2", classes, 287)
    assert [path.name for path in file.parent.iterdir()] == ["hardware.json"]


def test_another_driver_means_software_and_a_line_in_the_log(file, monkeypatch, caplog):
    save_verdict(VERDICT, file)
    monkeypatch.setattr(hardware_verdict, "machine_name", lambda: "driver 2")
    with caplog.at_level(logging.WARNING):
        assert measured_hardware() is None
    assert "another driver: software until munara doctor" in caplog.text


def test_no_verdict_means_software_without_a_word(file, caplog):
    assert measured_hardware() is None
    assert caplog.text == ""


_WHOLE = {"machine": "driver 1", "ffmpeg": "8.1.2", "device": "cuda", "sessions": 4}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe{",
        b"[]",
        b"7",
        json.dumps(_WHOLE).encode(),
        json.dumps({**_WHOLE, "trials": 3}).encode(),
        json.dumps({**_WHOLE, "trials": [{"codec": "h264"}]}).encode(),
        json.dumps({**_WHOLE, "trials": [], "sessions": "many"}).encode(),
        json.dumps({**_WHOLE, "trials": [], "sessions": None}).encode(),
        json.dumps({**_WHOLE, "trials": ["x"]}).encode(),
    ],
)
def test_a_damaged_verdict_means_software_and_a_line_in_the_log(file, content, caplog):
    file.parent.mkdir()
    file.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert measured_hardware() is None
    assert "hardware.json cannot be read" in caplog.text


@pytest.mark.parametrize(
    "verdict",
    [
        replace(VERDICT, sessions=0),
        replace(VERDICT, trials=()),
        replace(VERDICT, trials=(replace(SUB, psnr_db=0.0),)),
    ],
)
def test_nothing_better_means_software(verdict):
    assert verdict.hardware() is None


@pytest.mark.parametrize(
    ("codec", "height", "takes"),
    [
        ("h264", 288, False),  # below all that was measured
        ("h264", 360, False),
        ("h264", 719, False),
        ("h264", 1080, True),
        ("h264", 2160, True),
        ("hevc", 1080, False),
    ],
)
def test_a_stream_goes_by_the_highest_class_below_it(codec, height, takes):
    hardware = replace(VERDICT, trials=(replace(SUB, psnr_db=0.0), MAIN)).hardware()
    assert hardware.takes(codec, height) is takes


def test_the_machine_is_named_by_its_drivers_and_devices(tmp_path):
    nvidia, drm = tmp_path / "nvidia", tmp_path / "drm"
    assert machine_name(nvidia, drm) == ""
    card = nvidia / "gpus" / "0000:01:00.0"
    card.mkdir(parents=True)
    (nvidia / "version").write_text("NVRM version: NVIDIA UNIX Module  580.1\nGCC version: 15\n")
    (card / "information").write_text("Model: \t\t NVIDIA T400\nIRQ: 41\n")
    alone = machine_name(nvidia, drm)
    assert alone == "NVIDIA UNIX Module 580.1; NVIDIA T400"
    for number, driver in enumerate(("i915", "nvidia")):
        device = drm / f"renderD{128 + number}" / "device"
        device.mkdir(parents=True)
        (device / "vendor").write_text("0x8086\n")
        (device / "device").write_text("0x4680\n")
        (tmp_path / "drivers" / driver).mkdir(parents=True)
        (device / "driver").symlink_to(tmp_path / "drivers" / driver)
    both = machine_name(nvidia, drm)
    assert both.startswith(f"{alone}; i915 0x8086:0x4680 ")
    assert both.count("0x8086") == 1, "NVIDIA's driver is told by its own version"
