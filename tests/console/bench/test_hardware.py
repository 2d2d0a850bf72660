"""The trial of the hardware decoder: what a process measures, and what is made of all processes' lines."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from console.bench import hardware, hardware_trial
from console.bench.hardware import TrialError, measure
from console.bench.hardware_trial import TrialClass, open_sessions, try_out
from console.bench.streams import StreamShape
from console.media.hardware_verdict import Cost
from console.media.worker.hardware_codec import HardwareError
from tests.fakes.fake_hardware import FakeHardware

TINY = TrialClass(StreamShape(320, 180, 60.0, seconds=1), streams=4, clips=1)


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(hardware_trial, "_TURNS", 1)
    monkeypatch.setattr(hardware, "CLASSES", (TINY,))
    return TINY


@pytest.fixture
def fake(monkeypatch) -> FakeHardware:
    fake = FakeHardware()
    fake.install(monkeypatch)
    return fake


def test_a_class_is_measured_both_ways_and_its_picture_compared(tiny, fake):
    trial = try_out(tiny, "cuda", processes=2)
    assert (trial.codec, trial.height) == ("h264", 180)
    for cost in (trial.software, trial.hardware):
        assert 1 < cost.cpu_us < 100_000
        assert cost.wall_us > 1
    assert trial.psnr_db > 40
    assert fake.opened == tiny.streams // 2 + 1


def test_a_picture_that_is_another_one_is_seen(tiny, fake):
    def grey(frame):
        moved = FakeHardware.transferred(frame)
        for plane in moved.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        return moved

    fake.transfer = grey
    assert try_out(tiny, "cuda", processes=2).psnr_db < 30


def test_sessions_are_opened_until_the_device_gives_no_more(tiny, fake):
    clip = hardware_trial.read_clip(tiny.files()[0])
    assert len(open_sessions(clip, "cuda", 5)) == 5
    fake.most = fake.opened + 3
    assert len(open_sessions(clip, "cuda", 5)) == 3


def test_a_device_that_refuses_the_class_says_so(tiny, fake):
    fake.most = 1
    with pytest.raises(HardwareError, match="no more sessions"):
        try_out(tiny, "cuda", processes=2)


def test_a_device_that_gives_no_picture_is_not_taken_for_a_quick_one(tiny, fake, monkeypatch):
    monkeypatch.setattr(hardware_trial.HardwareCodec, "decode", lambda _codec, _packet: [])
    with pytest.raises(HardwareError, match="no picture"):
        try_out(tiny, "cuda", processes=4)


def _child(*lines: object) -> str:
    """Says so, and waits for the end of its input as a trial does."""
    told = "\n".join(map(json.dumps, lines))
    return f"import sys; print({told!r}, flush=True); sys.stdin.read()"


@pytest.fixture
def children(monkeypatch):
    """Programs that stand for the processes of a trial, one after the other."""

    def use(*programs: str) -> None:
        waiting = list(programs)

        def start(_device, _processes):
            return subprocess.Popen(
                [sys.executable, "-c", waiting.pop(0)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )

        monkeypatch.setattr(hardware, "_start", start)

    return use


def _trial(software: int, on_hardware: int, psnr_db: float) -> dict:
    costs = {"software": {"cpu_us": software, "wall_us": software + 10}}
    costs["hardware"] = {"cpu_us": on_hardware, "wall_us": on_hardware + 10}
    return {"codec": "h264", "height": 180, "psnr_db": psnr_db, **costs}


def test_all_processes_count_and_the_worst_picture(tiny, children):
    children(
        _child(_trial(700, 300, 88.0), {"sessions": 20}), _child(_trial(900, 500, 60.0), {"sessions": 12})
    )
    verdict = measure("cuda", processes=2).verdict
    (trial,) = verdict.trials
    assert (trial.software, trial.hardware, trial.psnr_db) == (Cost(800, 810), Cost(400, 410), 60.0)
    assert (verdict.device, verdict.sessions) == ("cuda", 32)


def test_a_class_that_one_process_could_not_open_is_not_used(tiny, children):
    children(_child(_trial(700, 300, 88.0), {"sessions": 2}), _child({"failed": "full"}, {"sessions": 0}))
    measured = measure("cuda", processes=2)
    assert measured.verdict.trials == ()
    assert measured.failures == ((TINY, "full"),)


def test_a_process_that_the_driver_brings_down_is_told(tiny, children):
    children("import os; os.abort()")
    with pytest.raises(TrialError, match="ended with -6"):
        measure("cuda", processes=1)
