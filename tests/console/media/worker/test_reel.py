"""A reel keeps what the ring forgets, for a minute more, and takes in what comes."""

from __future__ import annotations

import random

import pytest

from console.media.worker.reel import Reel
from tests.console.media.worker.ring_peers import FRAME_NS, S, made_up, made_up_track, new_ring


def put(ring, track, numbers, *, gop=15):
    for number in numbers:
        packet = made_up(b"%d" % number, key=number % gop == 0, pts=number)
        ring.put(packet, track, captured_at_ns=number * FRAME_NS)


def numbers_of(reel):
    return [reel.packet(number).pts for number in range(reel.first, reel.end)]


def test_what_came_while_it_was_open_is_there_once():
    ring, _row = new_ring()
    track, chance, come = made_up_track(), random.Random(3), 10
    put(ring, track, range(come))
    reel = Reel(ring)
    for _turn in range(40):
        more = chance.randint(0, 20)
        put(ring, track, range(come, come + more))
        come += more
        reel.refresh()
        assert numbers_of(reel) == list(range(come))
        assert reel.newest_ns == (come - 1) * FRAME_NS


def test_the_ring_rolls_on_and_the_reel_stays():
    ring, _row = new_ring()
    track = made_up_track()
    ring.keep_span(10 * S)
    put(ring, track, range(150))
    reel = Reel(ring)
    for come in range(150, 900, 15):  # the ring forgets 60 s in all
        put(ring, track, range(come, come + 15))
        reel.refresh()
    assert ring.read(from_ns=0, to_ns=2**62)[0].begins_ns > 40 * S
    assert numbers_of(reel) == list(range(900))


def test_after_two_minutes_the_oldest_goes_and_a_packet_keeps_its_number():
    ring, _row = new_ring()
    track = made_up_track()
    put(ring, track, range(150))
    reel = Reel(ring)
    for come in range(150, 3000, 15):
        put(ring, track, range(come, come + 15))
        reel.refresh()
    kept_s = (reel.newest_ns - reel.oldest_ns) / S
    assert 120 <= kept_s < 122
    assert reel.packet(reel.first).is_keyframe
    assert reel.packet(reel.first).pts == reel.first
    assert reel.packet(reel.first - 1) is None
    assert reel.end == 3000


def test_a_closed_feed_takes_nothing_away():
    ring, _row = new_ring()
    put(ring, made_up_track(), range(40))
    reel = Reel(ring)
    ring.close()
    reel.refresh()
    assert numbers_of(reel) == list(range(40))


@pytest.mark.parametrize(("at", "number"), [(-1, 0), (0, 0), (0.5, 0), (17, 17), (17.9, 17), (99, 39)])
def test_a_moment_and_the_keyframe_before_it(at, number):
    ring, _row = new_ring()
    put(ring, made_up_track(), range(40))
    reel = Reel(ring)
    found = reel.number_at(int(at * FRAME_NS))
    assert found == number
    assert reel.keyframe_before(found) == number // 15 * 15
