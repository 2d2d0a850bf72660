"""`munara bench detect --step`: which alert tells of which step; and the whole of it, with --long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.alerts.alert import Alert, AlertRaised
from console.alerts.zone import Zone
from console.bench.streams import step_s
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Kind
from console.media.frame import FrameStamp
from tests.fakes.fake_clock import FakeClock
from ui.bench.step_bench import StepWatch

ROOT = Path(__file__).parents[3]
S = 1_000_000_000


def raised(*, captured_s, in_clip_s, number="0002"):
    place = Place("p", "Bench", PlaceKind.STREET)
    camera = Camera(number, number, "", place, Address.parse("rtsp://10.0.0.2/1"))
    stamp = FrameStamp(number, 1, round(captured_s * S), round(in_clip_s * 1e6), 640, 360)
    zone = Zone("z", number, "street", Polygon(((0, 0), (1, 0), (1, 1))))
    cause = Box("person", Kind.PERSON, 0.9, 0, 0, 10, 20, 1)
    return AlertRaised(Alert("a", camera, zone, 2, datetime.now(UTC), 0, stamp, (cause,), cause), b"")


def test_it_counts_from_the_first_frame_with_somebody_and_once_a_step():
    clock = FakeClock()
    watch = StepWatch(clock, clip_s=12)
    now_s = clock.monotonic_ns() / S
    watch.hear(raised(captured_s=now_s - 0.2, in_clip_s=step_s(1) + 0.3))
    watch.hear(raised(captured_s=now_s - 0.1, in_clip_s=step_s(1) + 0.4))  # of the same step
    watch.hear(raised(captured_s=now_s - 0.1, in_clip_s=step_s(1) - 0.5))  # before it: the empty street
    watch.hear(raised(captured_s=now_s - 5, in_clip_s=step_s(1) + 0.1))  # too late for one
    watch.hear("another fact")
    assert list(watch.waits_s.values()) == [pytest.approx(0.5, abs=0.001)]


@pytest.mark.long
def test_whoever_steps_in_is_an_alert():
    words = ["--step", "--json", "--cameras", "4", "--seconds", "24"]
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "bench", "detect", *words],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"} | {"MUNARA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["cameras"], figures["steps"]) == (4, 8)
    assert figures["raised"] >= 7
    assert 0 < figures["p50_s"] < figures["p95_s"]
