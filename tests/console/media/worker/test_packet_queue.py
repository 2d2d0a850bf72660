from dataclasses import dataclass
from itertools import count, pairwise

import pytest

from console.media.worker.packet_queue import Arrival, PacketQueue

_MS = 1_000_000


@dataclass
class FakePacket:
    number: int
    is_keyframe: bool


def _arrivals(kinds: str, *, step_ms: int = 66, start_ms: int = 0) -> list[Arrival]:
    """K: a keyframe, p: another packet."""
    return [
        Arrival(None, FakePacket(index, kind == "K"), (start_ms + index * step_ms) * _MS)
        for index, kind in enumerate(kinds)
    ]


def _numbers(queue: PacketQueue) -> list[int]:
    return [arrival.packet.number for arrival in iter(queue.take, None)]


def test_packets_come_out_in_their_order():
    queue = PacketQueue()
    assert sum(map(queue.put, _arrivals("KpppKp"))) == 0
    assert _numbers(queue) == [0, 1, 2, 3, 4, 5]


def test_nothing_is_decoded_before_the_first_keyframe():
    queue = PacketQueue()
    assert sum(map(queue.put, _arrivals("ppKp"))) == 2
    assert _numbers(queue) == [2, 3]
    queue.await_keyframe()
    assert sum(map(queue.put, _arrivals("pKp"))) == 1


def test_a_source_without_keyframe_marks_is_shown_in_the_end():
    queue = PacketQueue()
    for arrival in _arrivals("p" * 400, step_ms=0):
        queue.put(arrival)
    assert queue.take() is not None


def test_decoding_that_is_behind_goes_on_at_the_newest_keyframe():
    queue = PacketQueue()
    group = "K" + "p" * 14
    dropped = sum(map(queue.put, _arrivals(group * 3)))  # three seconds, and nobody decodes
    left = _numbers(queue)
    assert left[0] in (15, 30)
    assert left == list(range(left[0], left[-1] + 1))
    assert dropped + len(left) == 45


@pytest.mark.parametrize("taken", [0, 5])
def test_a_gap_is_never_decoded_over(taken):
    queue = PacketQueue()
    out = []
    for arrival, index in zip(_arrivals(("K" + "p" * 29) * 4), count(), strict=False):
        queue.put(arrival)
        if taken and index % taken == 0 and (got := queue.take()):
            out.append(got.packet)
    out += [arrival.packet for arrival in iter(queue.take, None)]
    for before, after in pairwise(out):
        assert after.is_keyframe or after.number == before.number + 1


def test_a_burst_at_the_beginning_is_no_backlog():
    queue = PacketQueue()
    assert sum(map(queue.put, _arrivals("K" + "p" * 199, step_ms=0))) == 0
