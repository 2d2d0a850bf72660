"""Bare decoding: the same streams by libav alone, the measure that everything else is a ratio to."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext

if TYPE_CHECKING:
    from console.media.worker.stream import VideoPacket

_FRAMES = 4000  # in all, at least: some two seconds of work


def bare_decode_us(clips: Sequence[Path], *, streams: int) -> float:
    """Microseconds of processor time a frame, decoded in turn on one thread, full loop filter.

    In turn, as a wall must: one frame of each stream, then the next of each, so that the caches are as cold
    as a wall's. Packets are read beforehand.
    """
    packets = [_packets(clip) for clip in clips]
    decoders = [_decoder(clips[number % len(clips)]) for number in range(streams)]
    group = _group_frames(packets[0])
    rounds = group * -(-_FRAMES // (streams * group))  # whole groups: a keyframe costs as much as ten others
    decoded = 0
    began_ns = 0
    for turn in range(rounds + 1):
        if turn == 1:  # each has its first keyframe and its memory
            decoded, began_ns = 0, time.thread_time_ns()
        for number, decoder in enumerate(decoders):
            own = packets[number % len(packets)]
            decoded += len(decoder.decode(own[turn % len(own)]))
    return (time.thread_time_ns() - began_ns) / 1000 / decoded


def _group_frames(packets: Sequence[VideoPacket]) -> int:
    """From keyframe to keyframe."""
    after = (at for at, packet in enumerate(packets) if at and packet.is_keyframe)
    return next(after, len(packets))


def _packets(clip: Path) -> list[VideoPacket]:
    with av.open(str(clip)) as container:
        return [packet for packet in container.demux(video=0) if packet.size]


def _decoder(clip: Path) -> VideoCodecContext:
    with av.open(str(clip)) as container:
        told = container.streams.video[0].codec_context
        decoder = CodecContext.create("h264", "r")
        assert isinstance(decoder, VideoCodecContext)
        decoder.extradata, decoder.width, decoder.height = told.extradata, told.width, told.height
        decoder.thread_count = 1
        decoder.open()
        return decoder
