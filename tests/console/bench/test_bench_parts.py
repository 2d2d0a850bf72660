"""What the bench's figures rest on: its streams, bare decoding, the kernel's counts, the comparison."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace

import av
import numpy as np
import pytest

from console.bench import streams
from console.bench.bare import bare_decode_us
from console.bench.quality import psnr_db
from console.bench.streams import StreamShape, make_streams
from console.bench.usage import children, cpu_s, memory_mb

SHAPE = StreamShape(320, 180, 10.0, seconds=6)


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setattr(streams, "DISTINCT", 2)
        yield make_streams(SHAPE)


def test_streams_are_what_the_bench_says_of_them(clips):
    contents = []
    for clip in clips:
        with av.open(str(clip)) as container:
            stream = container.streams.video[0]
            packets = [packet for packet in container.demux(stream) if packet.size]
            assert (stream.width, stream.height, float(stream.average_rate)) == (320, 180, 10.0)
            assert stream.codec_context.name == "h264"
            keyframes = [index for index, packet in enumerate(packets) if packet.is_keyframe]
            assert keyframes == list(range(0, 60, 30))
            assert [packet.pts for packet in packets] == sorted(packet.pts for packet in packets), (
                "no B-frames"
            )
            contents.append(packets[0])
    assert bytes(contents[0]) != bytes(contents[1])


def test_streams_without_footage_are_made_of_blocks(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(streams, "DISTINCT", 1)
    monkeypatch.setattr(streams, "has_asset", lambda _name: False)
    (clip,) = make_streams(replace(SHAPE, seconds=1))
    with av.open(str(clip)) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert len(frames) == 10
    assert np.abs(frames[0].astype(int) - frames[5]).mean() > 1, "they move"


def test_bare_decoding_is_counted_per_frame(clips):
    few, many = bare_decode_us(clips, streams=2), bare_decode_us(clips, streams=16)
    assert 1 < few < 100_000
    assert 0.2 < many / few < 5, "a figure a frame, not of all streams together"


def test_a_process_that_works_is_counted_and_one_that_waits_is_not():
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    idle = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        end = time.monotonic() + 20
        while cpu_s([busy.pid]) < cpu_s([idle.pid]) + 0.3:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert {busy.pid, idle.pid} <= set(children(os.getpid()))
        assert memory_mb([busy.pid, idle.pid]) > memory_mb([idle.pid]) > 1
    finally:
        for child in (busy, idle):
            child.kill()
            child.wait()
    assert cpu_s([busy.pid]) == memory_mb([busy.pid]) == 0


def test_a_worse_picture_is_further_from_the_full_decode(clips):
    with av.open(str(clips[0])) as container:
        frame = next(container.decode(video=0))
    pixels = frame.reformat(160, 90, "bgra", interpolation="AREA").to_ndarray()
    assert psnr_db(clips[0], pixels) > 60
    noise = np.random.default_rng(1).integers(-20, 20, pixels.shape)
    noisy = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    assert 20 < psnr_db(clips[0], noisy) < 32
