"""The same judgement on streams as cameras send them: encoded, with a clock running in the picture."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
import pytest

from console.media.picture_fault import PictureFault
from console.media.worker.picture_health import PictureHealth

_RATE = 5
_SECONDS = 40
_S = 1_000_000_000


def _scene() -> np.ndarray:
    """A quiet yard at night: a gradient and some edges."""
    picture = np.tile(np.linspace(20, 70, 320).astype(np.uint8)[None, :, None], (180, 1, 3))
    picture[60:120, 40:100] = 55
    picture[90:150, 200:290] = 30
    return picture


def _frames(*, noise: float = 0, clock: bool = True, walker: bool = False) -> Iterator[np.ndarray]:
    chance = np.random.default_rng(5)
    scene = _scene()
    for index in range(_RATE * _SECONDS):
        picture = scene.astype(np.int16)
        if noise:
            picture += chance.normal(0, noise, picture.shape).astype(np.int16)
        picture = np.clip(picture, 0, 255).astype(np.uint8)
        if walker:
            left = 20 + index * 3 % 250
            picture[100:130, left : left + 10] = 160
        if clock:
            second = np.random.default_rng(index // _RATE).integers(0, 2, (3, 30, 1))
            picture[6:18, 8:128] = (second * 255).astype(np.uint8).repeat(4, 0).repeat(4, 1)
        yield picture


class Told:
    """Since when each fault is there, as it was said last."""

    def __init__(self) -> None:
        self.since_ns: dict[PictureFault, int] = {}

    def __call__(self, fault: PictureFault, since_ns: int) -> None:
        self.since_ns[fault] = since_ns


def _judge(
    frames: Iterator[np.ndarray], codec: str, options: dict[str, str], bits: int, *, told: Told | None = None
) -> list[int]:
    encoder = av.CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.bit_rate = 320, 180, bits
    encoder.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    encoder.time_base, encoder.framerate, encoder.options = Fraction(1, _RATE), Fraction(_RATE), options
    decoder = av.CodecContext.create({"libx264": "h264", "libx265": "hevc"}.get(codec, codec), "r")
    health, seen, at_ns = PictureHealth(set_fault=told or Told()), [], 1_000 * _S
    packets = [p for f in map(_framed, frames, range(10**6)) for p in encoder.encode(f)]
    for packet in [*packets, *encoder.encode(None)]:
        for frame in decoder.decode(av.Packet(bytes(packet))):
            at_ns += _S // _RATE
            since_ns = health.look(frame, at_ns=at_ns)
            seen.append((at_ns - since_ns) // _S if since_ns else 0)
    return seen


def _framed(pixels: np.ndarray, index: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
    frame.pts, frame.time_base = index, Fraction(1, _RATE)
    return frame


_X264 = {"preset": "veryfast", "g": "10", "bf": "0"}
_CODECS = [
    pytest.param("libx264", _X264, 200_000, id="h264"),
    pytest.param("libx264", _X264, 50_000, id="h264 at a low rate"),
    pytest.param(
        "libx265", {"preset": "ultrafast", "x265-params": "keyint=10:log-level=none"}, 200_000, id="h265"
    ),
    pytest.param("mjpeg", {}, 1_000_000, id="mjpeg"),
]


@pytest.mark.parametrize(("codec", "options", "bits"), _CODECS)
def test_a_dead_sensor_under_a_running_clock_is_frozen(codec, options, bits):
    assert _judge(_frames(), codec, options, bits)[-1] >= 10


def test_frozen_is_told_after_ten_seconds_and_when_it_is_over():
    told = Told()
    _judge(itertools.islice(_frames(), _RATE * 9), "libx264", _X264, 200_000, told=told)
    assert not told.since_ns[PictureFault.FROZEN]
    _judge(_frames(), "libx264", _X264, 200_000, told=told)
    assert 0 < told.since_ns[PictureFault.FROZEN] - 1_000 * _S < 10 * _S
    _judge(itertools.chain(_frames(), _frames(walker=True)), "libx264", _X264, 200_000, told=told)
    assert not told.since_ns[PictureFault.FROZEN]


@pytest.mark.parametrize(("codec", "options", "bits"), _CODECS)
def test_a_still_night_scene_is_not_frozen(codec, options, bits):
    assert max(_judge(_frames(noise=2), codec, options, bits)) < 10


@pytest.mark.parametrize("group", ["10", "200"])
def test_somebody_walking_through_a_noiseless_picture_is_seen(group):
    seen = _judge(_frames(walker=True), "libx264", {**_X264, "g": group}, 200_000)
    assert max(seen) < 10


def test_a_looping_clip_is_not_frozen_because_its_pictures_return():
    health, ages = PictureHealth(set_fault=Told()), []
    encoded = list(_frames(noise=3))[:20]
    at_ns = 0
    for _loop in range(8):
        for pixels in encoded:
            at_ns += _S // _RATE
            frame = _framed(pixels, 0)
            frame.key_frame = True
            since_ns = health.look(frame, at_ns=at_ns)
            ages.append(at_ns - since_ns if since_ns else 0)
        health.loop()
    assert max(ages) < 10 * _S
