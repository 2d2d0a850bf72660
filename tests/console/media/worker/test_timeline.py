"""Times in a clip only grow, and an interruption is as long in it as it was."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from console.media.worker.packet_group import KeptPacket
from console.media.worker.stream import CodecParameters
from console.media.worker.timeline import TICKS_HZ, timeline_of
from console.media.worker.track import Track
from tests.console.media.worker.ring_peers import FRAME_NS, S, made_up_track

FRAME = TICKS_HZ // 15


def kept(track, *, at_ns, dts=None, pts=None, key=False):
    return KeptPacket(track, memoryview(b"x"), pts, dts, at_ns, key)


def decoding_times(packets):
    return [dts for dts, _pts in timeline_of(packets).ticks]


def test_a_packets_own_time_counts_however_unevenly_it_comes():
    track = made_up_track()
    arrivals = [S, S, S + 3 * FRAME_NS, S + 3 * FRAME_NS + 1, S + 4 * FRAME_NS]
    packets = [kept(track, at_ns=at, dts=900 + n * FRAME) for n, at in enumerate(arrivals)]
    assert decoding_times(packets) == [0, FRAME, 2 * FRAME, 3 * FRAME, 4 * FRAME]


def test_what_came_late_was_filmed_when_its_own_time_says():
    track = made_up_track()
    # FFmpeg looked at the first second before it handed anything out.
    arrivals = [S + max(n, 15) * FRAME_NS for n in range(60)]
    packets = [kept(track, at_ns=at, dts=77 + n * FRAME) for n, at in enumerate(arrivals)]
    timeline = timeline_of(packets)
    assert abs(timeline.first_at_ns - S) < 1000
    assert abs(timeline.last_at_ns - (S + 59 * FRAME_NS)) < 20_000
    assert [dts for dts, _pts in timeline.ticks] == [n * FRAME for n in range(60)]


def test_a_camera_whose_clock_runs_double_is_not_believed_for_long():
    track = made_up_track()
    packets = [kept(track, at_ns=60 * S + n * FRAME_NS, dts=2 * n * FRAME) for n in range(900)]
    assert timeline_of(packets).first_at_ns == 55 * S


def test_reconnects_loops_and_set_clocks_go_by_arrival():
    one, two = made_up_track(), made_up_track()
    packets = [
        kept(one, at_ns=0, dts=50_000),
        kept(one, at_ns=FRAME_NS, dts=50_000 + FRAME),
        kept(two, at_ns=4 * S, dts=10),  # a reconnect
        kept(two, at_ns=4 * S + FRAME_NS, dts=10 + FRAME),
        kept(two, at_ns=4 * S + 2 * FRAME_NS, dts=0),  # a loop
        kept(two, at_ns=4 * S + 3 * FRAME_NS, dts=0),  # standing still
        kept(two, at_ns=4 * S + 4 * FRAME_NS, dts=3600 * TICKS_HZ),  # an hour on
        kept(two, at_ns=4 * S + 5 * FRAME_NS, dts=3600 * TICKS_HZ + FRAME),
    ]
    times = decoding_times(packets)
    assert times == [0, FRAME, *(4 * TICKS_HZ + n * FRAME for n in range(6))]


def test_packets_without_times_go_by_arrival():
    packets = [kept(made_up_track(), at_ns=n * FRAME_NS) for n in range(4)]
    assert decoding_times(packets) == [0, FRAME, 2 * FRAME, 3 * FRAME]


def test_frames_that_wait_for_others_keep_their_distance():
    track = Track(CodecParameters("h264", None, 320, 180, None), Fraction(1, 15360), None)
    packets = [kept(track, at_ns=0, dts=-2048, pts=0), kept(track, at_ns=1, dts=-1024, pts=3072)]
    assert timeline_of(packets).ticks == ((0, 2 * FRAME), (FRAME, 5 * FRAME))


@pytest.mark.parametrize("seed", range(30))
def test_whatever_comes_times_grow_and_nothing_is_shown_before_it_is_decoded(seed):
    chance = random.Random(seed)
    tracks, at_ns, packets = [made_up_track(), made_up_track("hevc")], 0, []
    for _number in range(500):
        at_ns += chance.choice([0, 1, FRAME_NS, 20 * S])
        ticks = [None, chance.randint(-(2**40), 2**40), chance.randint(0, 90_000)]
        track, dts, pts = chance.choice(tracks), chance.choice(ticks), chance.choice(ticks)
        packets.append(kept(track, at_ns=at_ns, dts=dts, pts=pts))
    timeline = timeline_of(packets)
    times = [dts for dts, _pts in timeline.ticks]
    assert times == sorted(set(times))
    assert times[0] == 0
    assert all(pts >= dts for dts, pts in timeline.ticks)
    assert -5 * S <= timeline.first_at_ns - packets[0].captured_at_ns <= 0
