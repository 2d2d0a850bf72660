"""A clip whose sound is odd: the pictures are in it, whatever was said beside them."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import av
import pytest

from console.media.worker import clip as clips
from console.media.worker.clip import cut_out, write_clip
from console.media.worker.packet_group import KeptSound
from tests.console.media.worker.ring_peers import FRAME_NS, S, fill, new_ring
from tests.console.media.worker.test_clip import pictures
from tests.peers.spoken import parameters, spoken

STARTED = datetime(2026, 11, 24, 22, 15, 3, tzinfo=UTC)


def cut_with(source, packets):
    ring, _row = new_ring()
    fill(ring, source, begin_ns=S)
    step_ns = 30 * FRAME_NS // len(packets)
    for index, packet in enumerate(packets):
        ring.put_sound(KeptSound(parameters(16_000), packet, None, None, S + index * step_ns))
    return cut_out(ring.read(from_ns=0, to_ns=9 * S), from_ns=0, to_ns=9 * S)


def damaged(packets, chance):
    """Three of them, in their headers, where it hurts most."""
    parts = list(map(bytearray, packets))
    for part in chance.sample(parts, 3):
        for _bit in range(3):
            part[chance.randrange(min(len(part), 8))] ^= 1 << chance.randrange(8)
    return list(map(bytes, parts))


def seconds_of_sound(path):
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        return sum(frame.samples for frame in container.decode(audio=0)) / rate


@pytest.mark.parametrize("seed", [0, 3, 5])
def test_damaged_packets_cost_neither_the_pictures_nor_the_other_sound(tmp_path, clip, seed):
    packets = damaged(spoken(16_000, seconds=2), random.Random(seed))
    assert write_clip(cut_with(clip, packets), tmp_path / "clip.mp4", started_at_utc=STARTED)
    assert pictures(tmp_path / "clip.mp4") == pictures(clip)
    assert seconds_of_sound(tmp_path / "clip.mp4") > 1


def test_sound_that_goes_into_no_mp4_is_left_out(tmp_path, clip, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(clips._Sounds, "end", lambda sounds: fail() if sounds._coder else None)
    cut = cut_with(clip, spoken(16_000, seconds=2))
    assert not write_clip(cut, tmp_path / "clip.mp4", started_at_utc=STARTED)
    assert pictures(tmp_path / "clip.mp4") == pictures(clip)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        assert not container.streams.audio
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
