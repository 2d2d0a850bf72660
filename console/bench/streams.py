"""The bench's own streams: a few distinct clips, made once, shared by all its cameras."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.assets import find_asset, has_asset
from console.paths import cache_folder

DISTINCT = 8  # so many clips: more tell the caches nothing new
_FOOTAGE = "vtest.avi"  # a street with people; without it blocks are moved about
STEP_S = 3.0  # whoever stepped in is there for so long
_NOISE = 3.0  # levels, standard deviation
_APART = 90  # frames of the footage from clip to clip
_ENCODERS = {"h264": "libx264", "hevc": "libx265"}
_KEYFRAMES = "keyint=30:min-keyint=30:scenecut=0:bframes=0"
_CODINGS = {
    "h264": {
        "preset": "veryfast",
        "x264-params": f"{_KEYFRAMES}:cabac=1:threads=1:lookahead-threads=1",
    },
    # x265 takes so long that only its quickest preset will do.
    "hevc": {
        "preset": "ultrafast",
        "x265-params": f"{_KEYFRAMES}:deblock=1:sao=1:pools=none:frame-threads=1:log-level=none",
    },
}


@dataclass(frozen=True, slots=True)
class StreamShape:
    """A keyframe every 30 frames, CABAC, deblocking on, no B-frames."""

    width: int = 640
    height: int = 360
    fps: float = 15.0
    codec: str = "h264"  # or "hevc"
    bit_rate: int = 512_000
    seconds: int = 12
    is_still: bool = False  # one picture with a sensor's noise
    has_step: bool = False  # an empty street into which people step at `step_s`, and are gone again


def make_streams(shape: StreamShape, *, count: int | None = None) -> list[Path]:
    """So many clips of that shape, else DISTINCT; made now where the cache lacks them."""
    folder = cache_folder() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    source = "street" if has_asset(_FOOTAGE) else "blocks"
    name = f"{source}-{shape.width}x{shape.height}-{shape.fps:g}"
    name += "-still" if shape.is_still else "-step" if shape.has_step else ""
    usual = StreamShape(
        shape.width, shape.height, shape.fps, is_still=shape.is_still, has_step=shape.has_step
    )
    if shape != usual:
        name += f"-{shape.codec}-{shape.bit_rate // 1000}k-{shape.seconds}s"
    clips = [folder / f"{name}-{number}.mp4" for number in range(count or DISTINCT)]
    for number, clip in enumerate(clips):
        if not clip.exists():
            frames = _street(shape, number * _APART) if source == "street" else _blocks(shape, number)
            if shape.is_still:
                frames = _still(frames, number)
            elif shape.has_step:
                frames = _step(frames, shape, number)
            _encode(clip, shape, frames)
    return clips


def step_s(number: int) -> float:
    """When people step into clip `number` of those that have a step: not into all at once."""
    return 1.0 + number % DISTINCT * 0.9


def _encode(clip: Path, shape: StreamShape, frames: Iterator[VideoFrame]) -> None:
    rate = Fraction(shape.fps).limit_denominator(1000)
    bounds = {"maxrate": str(shape.bit_rate), "bufsize": str(2 * shape.bit_rate)}
    unfinished = clip.with_name(f".{clip.name}.{os.getpid()}")
    try:
        with av.open(str(unfinished), "w", format="mp4") as container:
            stream = container.add_stream(
                _ENCODERS[shape.codec], rate=rate, options={**_CODINGS[shape.codec], **bounds}
            )
            assert isinstance(stream, VideoStream)
            stream.width, stream.height, stream.pix_fmt = shape.width, shape.height, "yuv420p"
            stream.bit_rate = shape.bit_rate
            for number in range(round(shape.seconds * rate)):
                frame = next(frames)
                frame.pts, frame.time_base, frame.pict_type = number, 1 / rate, 0
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        unfinished.replace(clip)
    finally:
        unfinished.unlink(missing_ok=True)


def _street(shape: StreamShape, first: int) -> Iterator[VideoFrame]:
    """Every frame of the footage once, whatever its own pace: a repeated one would cost nothing."""
    while True:
        with av.open(str(find_asset(_FOOTAGE))) as container:
            for number, frame in enumerate(container.decode(video=0)):
                if number >= first:
                    yield frame.reformat(shape.width, shape.height, "yuv420p")
        first = 0


def _still(frames: Iterator[VideoFrame], seed: int) -> Iterator[VideoFrame]:
    """Nobody in it: upside down, so that a sign is taken for nobody."""
    empty = _empty(frames)[::-1]
    chance = np.random.default_rng(seed)
    while True:
        yield _noisy(empty, chance)


def _step(frames: Iterator[VideoFrame], shape: StreamShape, number: int) -> Iterator[VideoFrame]:
    """Nobody, then from one frame to the next whoever walks there for STEP_S, then nobody."""
    first = round(step_s(number) * shape.fps)
    last = first + round(STEP_S * shape.fps)
    shown = list(islice(frames, 300))
    empty, chance = _empty(iter(shown)), np.random.default_rng(number)
    for at in range(round(shape.seconds * shape.fps)):
        yield shown[at] if first <= at < last else _noisy(empty, chance)


def _empty(frames: Iterator[VideoFrame]) -> npt.NDArray[np.float64]:
    """What most frames have in common."""
    shown = [frame.to_ndarray(format="bgr24") for frame in islice(frames, 0, 300, 20)]
    empty: npt.NDArray[np.float64] = np.median(shown, axis=0)
    return empty


def _noisy(picture: npt.NDArray[np.float64], chance: np.random.Generator) -> VideoFrame:
    noisy = picture + chance.normal(0, _NOISE, picture.shape)
    pixels = np.ascontiguousarray(np.clip(noisy, 0, 255).astype(np.uint8))
    return VideoFrame.from_ndarray(pixels, format="bgr24").reformat(format="yuv420p")


def _blocks(shape: StreamShape, seed: int) -> Iterator[VideoFrame]:
    chance = np.random.default_rng(seed)
    ground = chance.integers(0, 255, (shape.height // 16 + 1, shape.width // 16 + 1, 3), np.uint8)
    ground = ground.repeat(16, 0).repeat(16, 1)[: shape.height, : shape.width]
    step = 0
    while True:
        step += 1
        pixels = np.ascontiguousarray(np.roll(ground, (step, 2 * step), (0, 1)))
        yield VideoFrame.from_ndarray(pixels, format="bgr24").reformat(format="yuv420p")
