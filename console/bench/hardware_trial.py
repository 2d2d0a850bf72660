"""One decoder process's part of the hardware's trial.

Run as `python -m console.bench.hardware_trial DEVICE PROCESSES`. It prints a line of JSON for each class of
stream, then how many sessions it has opened, and holds these until its standard input ends. A driver that
crashes takes nobody else along.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
from av.video.reformatter import Interpolation

from console.bench.streams import StreamShape, make_streams
from console.media.hardware_verdict import Cost, Trial
from console.media.slots import make_slots
from console.media.worker.codec import Codec, Filtering
from console.media.worker.hardware_codec import HardwareCodec, HardwareError
from console.media.worker.hardware_device import open_device
from console.media.worker.scaler import Scaler
from console.media.worker.stream import CodecParameters, open_stream

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from console.media.worker.stream import VideoPacket

_GROUP = 30  # frames from keyframe to keyframe
_TURNS = 2  # groups of each way
_MOST_SESSIONS = 400  # in all processes: a city's wall, and some
_OPENING_S = 20.0


@dataclass(frozen=True, slots=True)
class TrialClass:
    """A class of stream as it is tried out."""

    shape: StreamShape
    streams: int  # in all processes
    clips: int

    def files(self) -> list[Path]:
        return make_streams(self.shape, count=self.clips)


CLASSES = (
    TrialClass(StreamShape(seconds=4), streams=64, clips=4),
    TrialClass(StreamShape(1920, 1080, bit_rate=4_000_000, seconds=4), streams=8, clips=2),
    TrialClass(StreamShape(1920, 1080, codec="hevc", bit_rate=3_000_000, seconds=4), streams=8, clips=1),
)


@dataclass(frozen=True, slots=True)
class _Clip:
    parameters: CodecParameters
    packets: tuple[VideoPacket, ...]


class _Lane:
    """One stream with its decoder and its tile."""

    def __init__(self, clip: _Clip, codec: Codec | HardwareCodec) -> None:
        self._clip, self._codec = clip, codec
        width, height = tile_px(clip.parameters)
        descriptor = make_slots(width_px=width, height_px=height)
        self._scaler = Scaler("tile", width_px=width, height_px=height, descriptor=descriptor)
        os.close(descriptor)
        self._next = 0

    def step(self) -> int:
        """Decodes one packet and shows what comes of it; returns how many frames that were."""
        packet = self._clip.packets[self._next % len(self._clip.packets)]
        self._next += 1
        frames = self._codec.decode(packet)
        for frame in frames:
            self._scaler.show(frame, captured_at_ns=0, sequence=self._next)
        return len(frames)


def tile_px(parameters: CodecParameters) -> tuple[int, int]:
    """What a tile of such a stream is likely to have: 240×135 of 640×360."""
    return parameters.width * 3 // 8, parameters.height * 3 // 8


def try_out(each: TrialClass, device: str, *, processes: int) -> Trial:
    """This process's share of the class. Raises HardwareError where the device does not take so many."""
    clips = [read_clip(file) for file in each.files()]
    chosen = [clips[number % len(clips)] for number in range(max(1, each.streams // processes))]
    software = [_Lane(clip, Codec(clip.parameters, filtering=Filtering.NONE)) for clip in chosen]
    hardware = [_Lane(clip, HardwareCodec(clip.parameters, device=device)) for clip in chosen]
    costs = _in_turn(software, hardware, fps=each.shape.fps)
    return Trial(each.shape.codec, each.shape.height, *costs, _psnr_db(clips[0], device))


def _in_turn(software: Sequence[_Lane], hardware: Sequence[_Lane], *, fps: float) -> tuple[Cost, Cost]:
    """By turns, so that whatever else this machine does falls on both."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(_TURNS + 1):
        for way, lanes in zip(costs, (software, hardware), strict=True):
            way.append(_group(lanes, fps=fps if turn else math.inf))
    first, second = (Cost(*map(fmean, zip(*map(astuple, way[1:]), strict=True))) for way in costs)
    return first, second


def _group(lanes: Sequence[_Lane], *, fps: float) -> Cost:
    """A group of pictures of each lane, when they are due.

    At a camera's pace, not as fast as they can be had: a driver that sleeps and wakes for each picture takes
    nearly twice the processor's time that it takes when it is never idle.
    """
    step_ns = round(1e9 / fps / len(lanes)) if math.isfinite(fps) else 0
    cpu_ns, due_ns = time.process_time_ns(), time.monotonic_ns()
    frames = held_ns = 0
    for lane in [*lanes] * _GROUP:
        time.sleep(max(0, due_ns - time.monotonic_ns()) / 1e9)
        due_ns += step_ns
        began_ns = time.monotonic_ns()
        frames += lane.step()
        held_ns += time.monotonic_ns() - began_ns
    if not frames:
        raise HardwareError("no picture came")
    return Cost((time.process_time_ns() - cpu_ns) / 1e3 / frames, held_ns / 1e3 / frames)


def _psnr_db(clip: _Clip, device: str) -> float:
    """The worst of a group's tiles against the same decoded in full by software."""
    size = tile_px(clip.parameters)
    software = Codec(clip.parameters, filtering=Filtering.FULL)
    hardware = HardwareCodec(clip.parameters, device=device)
    packets = clip.packets[:_GROUP]
    ours = [_tile(frame, size) for packet in packets for frame in software.decode(packet)]
    theirs = [_tile(frame, size) for packet in packets for frame in hardware.decode(packet)]
    errors = [float(np.mean((one - other) ** 2)) for one, other in zip(ours, theirs, strict=False)]
    return float(10 * np.log10(255**2 / max(*errors, 1e-4)))


def _tile(frame: VideoFrame, size: tuple[int, int]) -> np.ndarray:
    small = frame.reformat(*size, "bgr24", interpolation=Interpolation.AREA, threads=1)
    return small.to_ndarray().astype(np.float32)


def open_sessions(clip: _Clip, device: str, most: int) -> list[HardwareCodec]:
    """As many as the device gives, within a while."""
    opened: list[HardwareCodec] = []
    until_s = time.monotonic() + _OPENING_S
    while len(opened) < most and time.monotonic() < until_s:
        try:
            codec = HardwareCodec(clip.parameters, device=device)
            codec.decode(clip.packets[0])
        except HardwareError:
            break
        opened.append(codec)
    return opened


def read_clip(file: Path) -> _Clip:
    """All of it, before anything is measured."""
    with open_stream(str(file), kind="file") as stream:
        return _Clip(stream.parameters, tuple(stream.packets()))


def _say(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main(device: str, processes: int) -> None:
    shared = open_device(device)  # as a decoder process has it open
    better: list[TrialClass] = []
    for each in CLASSES:
        try:
            trial = try_out(each, device, processes=processes)
        except HardwareError as error:
            _say({"failed": str(error)})
            continue
        better += [each] if trial.is_better else []
        _say(asdict(trial))
    # Of the streams that it would get most of.
    clip = read_clip((better or CLASSES)[0].files()[0])
    opened = open_sessions(clip, device, -(-_MOST_SESSIONS // processes))
    _say({"sessions": len(opened)})
    sys.stdin.read()
    del opened, shared


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
