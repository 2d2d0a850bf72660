"""Scenes in which nothing happens, through the real detector: whatever is watched for, nobody is called."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from console.alerts.judge import Judge
from console.alerts.rule_kind import RuleKind
from console.alerts.zone import Zone
from console.assets import find_asset, has_asset
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.line import Line
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Detections
from console.detection.look import look
from console.detection.model_file import get_model
from console.detection.tracker import Tracker
from console.media.frame import FrameStamp
from tests.fakes.fake_clock import FakeClock

pytestmark = pytest.mark.skipif(not has_asset("vtest.avi"), reason="needs the footage: MUNARA_ASSETS")

LOOKS = 60  # a minute at one look a second; --long: ten
GROUND = Polygon(((0, 0.2), (1, 0.2), (1, 1), (0, 1)))  # real cars are parked above it
ACROSS = Line(((0, 0.5), (1, 0.5)))
# What the detector takes for persons there though it is none, as the demo city leaves it out.
SIGN = Polygon(((0.02, 0.2), (0.09, 0.2), (0.09, 0.28), (0.02, 0.28)))
TRIPOD = Polygon(((0.64, 0.6), (0.69, 0.6), (0.69, 0.7), (0.64, 0.7)))
CAMERA = Camera(
    "c",
    "0001",
    "",
    Place("p", "Street", PlaceKind.STREET),
    Address.parse("/x.mp4"),
    ignore_zones=(SIGN, TRIPOD),
)


def every_rule():
    for rule in RuleKind:
        shape = ACROSS if rule.on_line else GROUND
        yield Zone(rule.name, "c", rule.name, shape, rule=rule, after_s=5, least_count=2, cool_down_s=1)


@pytest.fixture(scope="module")
def street():
    """The street without anybody in it: the median of frames far apart."""
    capture = cv2.VideoCapture(str(find_asset("vtest.avi")))
    frames = []
    for number in range(0, 795, 25):
        capture.set(cv2.CAP_PROP_POS_FRAMES, number)
        frames.append(capture.read()[1])
    capture.release()
    return np.median(np.stack(frames), 0).astype(np.uint8)


def still(street, _chance):
    return street


def empty(street, _chance):
    return np.full_like(street, 90)


def night_noise(street, chance):
    dark = street.astype(np.float32) * 0.15 + chance.normal(0, 18, street.shape)
    return np.clip(dark, 0, 255).astype(np.uint8)


def rain_of_blocks(street, chance):
    """As a lost packet leaves them: blocks of elsewhere, in stripes."""
    frame = street.copy()
    for _block in range(60):
        y, x = chance.integers(0, 34) * 16, chance.integers(0, 44) * 16
        width = int(chance.integers(1, 12)) * 16
        source = chance.integers(0, 500)
        frame[y : y + 16, x : x + width] = street[source : source + 16, x : x + width]
    return frame


@pytest.mark.parametrize("scene", [still, empty, night_noise, rain_of_blocks])
def test_nobody_is_called_where_nothing_happens(street, scene, pytestconfig, tmp_path):
    model, clock, chance = get_model("", tmp_path).load(), FakeClock(), np.random.default_rng(7)
    judge, tracker = Judge(every_rule(), clock, cameras={"c": CAMERA}), Tracker()
    looks = LOOKS * 10 if pytestconfig.getoption("--long") else LOOKS
    height, width = street.shape[:2]
    scale = model.input_px / width
    raised = []
    for number in range(looks):
        clock.advance(1)
        pixels = np.full((model.input_px, model.input_px, 3), 114, np.uint8)
        small = cv2.resize(scene(street, chance), (model.input_px, round(height * scale)))
        pixels[: small.shape[0]] = small
        at_ns = clock.monotonic_ns()
        boxes = look(model, tracker, CAMERA, pixels=pixels, scale=scale, size=(width, height), at_ns=at_ns)
        stamp = FrameStamp("c", number + 1, at_ns, 0, width, height)
        raised += judge.judge(Detections(stamp, boxes, at_ns, 0))
    assert [(alert.zone.name, alert.cause.score, alert.cause.foot) for alert in raised] == []
