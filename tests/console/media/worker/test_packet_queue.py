from dataclasses import dataclass

import pytest

from console.media.worker.backlog import Backlog
from console.media.worker.demand import Demand
from console.media.worker.packet_queue import Arrival, PacketQueue

_MS = 1_000_000


@dataclass
class FakePacket:
    number: int
    is_keyframe: bool


def _backlog(cost_ms: int = 1) -> Backlog:
    """Of a decoder that takes so long for a packet."""
    backlog = Backlog()
    for _packet in range(2_000):
        backlog.see(cost_ms * _MS, waited_ns=3_600_000 * _MS, now_ns=0)
    return backlog


def _queue(backlog: Backlog) -> PacketQueue:
    return PacketQueue(backlog, Demand(backlog).share())


@pytest.fixture
def queue():
    return _queue(_backlog())


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
    queue.begin()
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


def test_a_decoder_that_stood_still_for_a_while_makes_up_for_it(queue):
    assert sum(map(queue.put, _arrivals("K" + "p" * 44))) == 0
    assert len(_numbers(queue)) == 45


def test_where_too_much_waits_the_next_group_is_left_out_whole_and_the_one_after_it_is_not():
    queue = _queue(_backlog(cost_ms=350))
    kinds = "KpppKppKp"
    dropped = [queue.put(arrival) for arrival in _arrivals(kinds, step_ms=1)]
    assert dropped == [0, 0, 0, 0, 1, 1, 1, 0, 0]
    assert _numbers(queue) == [0, 1, 2, 3, 7, 8]


def test_many_packets_at_once_are_no_backlog_before_one_has_waited():
    backlog = _backlog(cost_ms=200)
    backlog.see(200 * _MS, waited_ns=100 * _MS, now_ns=0)
    queue = _queue(backlog)
    assert sum(map(queue.put, _arrivals("KpppppppKpp", step_ms=1))) == 0


def test_far_too_much_is_given_up_within_a_group_and_by_one_feed_before_the_next():
    """Each is as late as the other; what one gives up is room enough for both."""
    backlog = _backlog(cost_ms=40)
    queues = [_queue(backlog), _queue(backlog)]
    dropped = [0, 0]
    for arrival in _arrivals("K" + "p" * 29):
        for number, queue in enumerate(queues):
            dropped[number] += queue.put(arrival)
    assert sorted(dropped) == [0, 30]
    assert sum(len(_numbers(queue)) for queue in queues) == 30


def test_nothing_waits_once_all_is_taken_or_given_up():
    backlog = _backlog()
    queue = _queue(backlog)
    sum(map(queue.put, _arrivals("K" + "p" * 29)))
    queue.lead_in(_arrivals("Kp"))
    assert backlog.ns > 31 * _MS
    _numbers(queue)
    assert backlog.ns == 0
    queue.put(_arrivals("K")[0])
    queue.clear()
    assert backlog.ns == 0
