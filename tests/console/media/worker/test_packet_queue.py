from dataclasses import dataclass
from itertools import count, pairwise

import pytest

from console.media.worker.backlog import Backlog
from console.media.worker.packet_queue import Arrival, PacketQueue

_MS = 1_000_000


def _backlog(cost_ms: int = 1_000) -> Backlog:
    """Of a decoder that takes so long for a packet."""
    backlog = Backlog()
    for _packet in range(2_000):
        backlog.see_cost(cost_ms * _MS)
    return backlog


@pytest.fixture
def queue():
    return PacketQueue(_backlog())


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


def test_packets_come_out_in_their_order(queue):
    assert sum(map(queue.put, _arrivals("KpppKp"))) == 0
    assert _numbers(queue) == [0, 1, 2, 3, 4, 5]


def test_nothing_is_decoded_before_the_first_keyframe(queue):
    assert sum(map(queue.put, _arrivals("ppKp"))) == 2
    assert _numbers(queue) == [2, 3]
    queue.await_keyframe()
    assert sum(map(queue.put, _arrivals("pKp"))) == 1


def test_a_source_without_keyframe_marks_is_shown_in_the_end(queue):
    for arrival in _arrivals("p" * 400, step_ms=0):
        queue.put(arrival)
    assert queue.take() is not None


def test_decoding_that_is_behind_goes_on_at_the_newest_keyframe(queue):
    group = "K" + "p" * 14
    dropped = sum(map(queue.put, _arrivals(group * 3 + "Kpp")))  # three seconds, and nobody decodes
    assert _numbers(queue) == [45, 46, 47]
    assert dropped == 45


def test_what_is_old_is_decoded_all_the_same_where_little_waits():
    queue = PacketQueue(_backlog(cost_ms=1))
    assert sum(map(queue.put, _arrivals("K" + "p" * 44))) == 0
    assert len(_numbers(queue)) == 45


def test_one_feed_that_gives_up_spares_the_others():
    """Each is as late as the other; what one gives up is room enough for both."""
    backlog = _backlog(cost_ms=40)
    queues = [PacketQueue(backlog), PacketQueue(backlog)]
    dropped = [0, 0]
    for arrival in _arrivals("K" + "p" * 13):
        for number, queue in enumerate(queues):
            dropped[number] += queue.put(arrival)
    assert sorted(dropped) == [0, 14]
    assert sum(len(_numbers(queue)) for queue in queues) == 14


def test_nothing_waits_once_all_is_taken_or_given_up(queue):
    backlog = _backlog()
    queue = PacketQueue(backlog)
    sum(map(queue.put, _arrivals("K" + "p" * 29)))
    queue.lead_in(_arrivals("Kp"))
    assert backlog.is_pressed()
    _numbers(queue)
    assert not backlog.is_pressed()
    queue.put(_arrivals("K")[0])
    queue.clear()
    assert not backlog.is_pressed()


@pytest.mark.parametrize("taken", [0, 5])
def test_a_gap_is_never_decoded_over(queue, taken):
    out = []
    for arrival, index in zip(_arrivals(("K" + "p" * 29) * 4), count(), strict=False):
        queue.put(arrival)
        if taken and index % taken == 0 and (got := queue.take()):
            out.append(got.packet)
    out += [arrival.packet for arrival in iter(queue.take, None)]
    for before, after in pairwise(out):
        assert after.is_keyframe or after.number == before.number + 1


def test_a_burst_at_the_beginning_is_no_backlog(queue):
    assert sum(map(queue.put, _arrivals("K" + "p" * 199, step_ms=0))) == 0
