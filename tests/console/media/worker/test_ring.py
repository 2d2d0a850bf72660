"""A ring holds its span from a keyframe on, forgets the rest, and never minds who reads it."""

from __future__ import annotations

import gc
import itertools
import random
import threading
import tracemalloc
from pathlib import Path

import pytest

from console.media.board import Column
from tests.console.media.worker.ring_peers import FRAME_NS, S, made_up, made_up_track, new_ring, ring_bytes

END = 2**62


def packets_of(ring, *, from_ns=0, to_ns=END):
    return [packet for group in ring.read(from_ns=from_ns, to_ns=to_ns) for packet in group.packets()]


def put(ring, track, count, *, at_ns=0, gop=30, size=100, step_ns=FRAME_NS, chance=random):
    """`count` frames; returns when the next would come."""
    for number in range(count):
        payload = chance.randbytes(size)
        ring.put(made_up(payload, key=number % gop == 0, pts=number), track, captured_at_ns=at_ns)
        at_ns += step_ns
    return at_ns


def test_what_comes_in_comes_out_as_it_was():
    ring, _row = new_ring()
    track, chance = made_up_track(), random.Random(1)
    given = []
    for number in range(200):
        payload = chance.randbytes(chance.randint(1, 9000))
        pts, dts = chance.choice([(None, None), (number, None), (number + 2, number)])
        packet = made_up(payload, key=number % 20 == 0, pts=pts, dts=dts)
        ring.put(packet, track, captured_at_ns=number * FRAME_NS)
        given.append((payload, pts, dts, number * FRAME_NS, number % 20 == 0))
    kept = packets_of(ring)
    assert [
        (bytes(each.payload), each.pts, each.dts, each.captured_at_ns, each.is_keyframe) for each in kept
    ] == given
    assert {each.track for each in kept} == {track}


@pytest.mark.parametrize("seed", range(25))
def test_whatever_comes_it_reaches_back_to_a_keyframe_before_the_span_and_not_much_further(seed):
    chance = random.Random(seed)
    ring, row = new_ring()
    track, at_ns, span_ns, floor_ns = made_up_track(), 0, 60 * S, -S
    groups: list[list[int]] = []  # arrivals from each keyframe on
    waiting = True
    for _number in range(3000):
        if chance.random() < 0.003:
            track, waiting = made_up_track(), True  # another connection
            at_ns += chance.randint(0, 20 * S)
        if chance.random() < 0.002:
            span_ns = chance.randint(1, 60) * S
            ring.keep_span(span_ns)
            floor_ns = max(floor_ns, at_ns - span_ns)
        at_ns += chance.randint(1, 2 * FRAME_NS)
        floor_ns = max(floor_ns, at_ns - span_ns)  # what lay before was let go rightly
        key = chance.random() < 0.04
        ring.put(made_up(b"x" * chance.randint(1, 400), key=key), track, captured_at_ns=at_ns)
        if key:
            groups.append([])
            waiting = False
        if not waiting:
            groups[-1].append(at_ns)
        if chance.random() < 0.05:
            needed = [each for group in groups if group[-1] > floor_ns for each in group]
            ring.keep_span(span_ns)  # else it looks four times a second
            kept = [each.captured_at_ns for each in packets_of(ring)]
            assert kept[len(kept) - len(needed) :] == needed
            assert not kept or packets_of(ring)[0].is_keyframe
            assert row[Column.RING_SPAN_NS] == (at_ns - kept[0] if kept else 0)
            # Before what is needed: keyframes that share its group, or a picture that stood for a second.
            more = kept[: len(kept) - len(needed)]
            assert not more or more[-1] > floor_ns - S or needed[0] - more[0] < S
    ring.keep_span(span_ns)
    held, _span, pinned = ring_bytes(row)
    assert pinned == 0
    assert held >= sum(len(each.payload) for each in packets_of(ring))


def test_a_span_that_is_asked_for_comes_with_the_keyframe_that_it_needs():
    ring, _row = new_ring()
    put(ring, made_up_track(), 600)
    at_ns = 17 * S
    kept = packets_of(ring, from_ns=at_ns, to_ns=20 * S)
    assert kept[0].is_keyframe
    assert at_ns - 2 * S <= kept[0].captured_at_ns <= at_ns
    assert kept[-1].captured_at_ns >= 20 * S - FRAME_NS
    assert packets_of(ring, from_ns=50 * S, to_ns=60 * S) == []


def test_nothing_is_kept_before_a_connections_first_keyframe():
    ring, row = new_ring()
    old, new = made_up_track(), made_up_track()
    put(ring, old, 30)
    for number in range(10):
        ring.put(made_up(b"between", key=False), new, captured_at_ns=2 * S + number)
    assert len(packets_of(ring)) == 30
    ring.put(made_up(b"key", key=True), new, captured_at_ns=3 * S)
    ring.put(made_up(b"next", key=False), new, captured_at_ns=3 * S + 1)
    assert [bytes(each.payload) for each in packets_of(ring)][30:] == [b"key", b"next"]
    ring.keep_span(60 * S)
    assert row[Column.RING_SPAN_NS] == 3 * S + 1


def test_a_silent_feed_keeps_its_last_minute_and_the_next_picture_ends_that():
    ring, _row = new_ring()
    track = made_up_track()
    at_ns = put(ring, track, 15 * 90)
    kept = len(packets_of(ring))
    assert kept >= 15 * 60
    ring.put(made_up(b"late", key=True), made_up_track(), captured_at_ns=at_ns + 3600 * S)
    assert len(packets_of(ring)) == 1


def test_one_keyframe_an_hour_keeps_no_hour():
    ring, row = new_ring()
    track = made_up_track()
    most = 0
    for number in range(15 * 600):
        ring.put(made_up(b"x" * 1000, key=number == 0), track, captured_at_ns=number * FRAME_NS)
        most = max(most, row[Column.RING_BYTES])
    assert most < 15 * 121 * 1100
    assert packets_of(ring) == []
    assert row[Column.RING_BYTES] == 0
    ring.put(made_up(b"key", key=True), track, captured_at_ns=601 * S)
    assert len(packets_of(ring)) == 1


def test_keyframes_alone_share_groups():
    ring, _row = new_ring()
    put(ring, made_up_track(), 15 * 60, gop=1)
    assert len(ring.read(from_ns=0, to_ns=END)) <= 61


def test_pins_keep_their_span_until_the_last_of_them_is_gone():
    ring, row = new_ring()
    track = made_up_track()
    at_ns = put(ring, track, 15 * 40)
    ring.pin(1, from_ns=20 * S, to_ns=60 * S)  # ends later than now
    ring.pin(2, from_ns=30 * S, to_ns=45 * S)
    at_ns = put(ring, track, 15 * 400, at_ns=at_ns)
    held = [each.captured_at_ns for each in packets_of(ring, from_ns=20 * S, to_ns=60 * S)]
    assert held[0] <= 20 * S and held[-1] >= 60 * S - FRAME_NS
    assert len(held) >= 15 * 40
    assert max(b - a for a, b in itertools.pairwise(held)) == FRAME_NS  # whole
    pinned = row[Column.RING_PINNED_BYTES]
    assert pinned >= 15 * 40 * 100
    ring.unpin(1)
    held = [each.captured_at_ns for each in packets_of(ring, from_ns=20 * S, to_ns=60 * S)]
    assert 28 * S <= held[0] <= 30 * S and 45 * S - FRAME_NS <= held[-1] < 47 * S
    assert 0 < row[Column.RING_PINNED_BYTES] < pinned
    ring.unpin(2)
    assert packets_of(ring, from_ns=20 * S, to_ns=60 * S) == []
    assert row[Column.RING_PINNED_BYTES] == 0
    ring.unpin(2)


def test_a_shorter_span_lets_memory_go_at_once_and_closing_all_of_it():
    ring, row = new_ring()
    put(ring, made_up_track(), 15 * 60, size=8000)
    ring.keep_span(60 * S)
    whole = _mapped_kb()
    assert row[Column.RING_BYTES] > 15 * 60 * 8000
    ring.keep_span(10 * S)
    assert row[Column.RING_BYTES] < 15 * 13 * 8200
    ring.close()
    assert ring_bytes(row) == (0, 0, 0)
    assert whole - _mapped_kb() > 5500
    put(ring, made_up_track(), 30)
    assert packets_of(ring) == []


def _mapped_kb() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


def test_a_packet_costs_little_more_than_its_payload():
    gc.collect()
    tracemalloc.start()
    ring, row = new_ring()
    count, size = 15 * 60, 4267  # 512 kbit/s at 15 fps
    put(ring, made_up_track(), count, size=size)
    beside, _peak = tracemalloc.get_traced_memory()  # mappings are not among it: all but payload
    tracemalloc.stop()
    assert row[Column.RING_BYTES] / (count * size) < 1.04
    # The open group's payload, and under 60 bytes a packet.
    assert beside < 30 * size * 1.2 + count * 60


def test_readers_and_the_writer_do_not_disturb_each_other():
    ring, _row = new_ring()
    ring.keep_span(2 * S)
    track, ended, wrong = made_up_track(), threading.Event(), []

    def read():
        while not ended.is_set():
            for group in ring.read(from_ns=0, to_ns=END):
                for packet in group.packets():
                    number = packet.pts
                    if bytes(packet.payload) != number.to_bytes(4, "big") * (1 + number % 700):
                        wrong.append(number)

    readers = [threading.Thread(target=read) for _number in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(20_000):
            packet = made_up(number.to_bytes(4, "big") * (1 + number % 700), key=number % 25 == 0, pts=number)
            ring.put(packet, track, captured_at_ns=number * FRAME_NS)
            if number % 500 == 0:
                ring.pin(number, from_ns=number * FRAME_NS - S, to_ns=number * FRAME_NS)
                ring.unpin(number - 1000)
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    assert wrong == []
