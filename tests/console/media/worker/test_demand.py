"""A decode thread with too many feeds: all of its time is used, and each feed gets as much as the others."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from console.media.worker.backlog import Backlog
from console.media.worker.demand import Demand
from console.media.worker.packet_queue import Arrival, PacketQueue

_MS = 1_000_000
_INTERVAL_NS = 133 * _MS  # 7.5 frames a second
_GROUP = 30
_FEEDS = 60
_SECONDS = 120


@dataclass(frozen=True)
class FakePacket:
    is_keyframe: bool


@dataclass
class FakeThread:
    """Decodes in its own time: a keyframe costs ten times as much as another packet."""

    packet_ns: float
    backlog: Backlog = field(default_factory=Backlog)

    def __post_init__(self) -> None:
        self.demand = Demand(self.backlog)
        self.queues = [PacketQueue(self.backlog, self.demand.share()) for _feed in range(_FEEDS)]
        self.decoded = [0] * _FEEDS
        self.busy_ns = 0.0
        self.latest_ns = 0.0  # the most that a packet waited in the second half
        self._turns: list[int] = []
        self._now_ns = 0.0

    def put(self, number: int, arrival: Arrival) -> None:
        self.queues[number].put(arrival, group_interval_ns=_GROUP * _INTERVAL_NS)
        self._turns.append(number)

    def work(self, *, until_ns: int) -> None:
        while self._turns and self._now_ns < until_ns:
            number = self._turns.pop(0)
            if arrival := self.queues[number].take():
                self._decode(number, arrival)
        if not self._turns:
            self._now_ns = max(self._now_ns, until_ns)

    def _decode(self, number: int, arrival: Arrival) -> None:
        self._now_ns = max(self._now_ns, arrival.captured_at_ns)
        is_keyframe = arrival.packet.is_keyframe
        cost_ns, waited_ns = (
            self.packet_ns * (10 if is_keyframe else 1),
            self._now_ns - arrival.captured_at_ns,
        )
        self._now_ns += cost_ns
        self.backlog.see(int(cost_ns), waited_ns=int(waited_ns), now_ns=int(self._now_ns))
        self.queues[number].share.see(int(cost_ns), is_keyframe=is_keyframe)
        self.decoded[number] += 1
        self.busy_ns += cost_ns
        if arrival.captured_at_ns > _SECONDS * 500 * _MS:
            self.latest_ns = max(self.latest_ns, waited_ns)


def _play(*, load: float, phase_ns: float) -> FakeThread:
    """Two minutes of feeds whose groups begin `phase_ns` after each other; 1 is all of the thread's time."""
    packets = _FEEDS / _INTERVAL_NS * (_GROUP + 9) / _GROUP
    thread = FakeThread(packet_ns=load / packets)
    for step in range(_SECONDS * 1000 * _MS // _INTERVAL_NS):
        now_ns = step * _INTERVAL_NS
        for number in range(_FEEDS):
            at = step - int(number * phase_ns / _INTERVAL_NS)
            thread.put(number, Arrival(None, FakePacket(at % _GROUP == 0), now_ns))
        thread.work(until_ns=now_ns + _INTERVAL_NS)
    return thread


@pytest.mark.parametrize("load", [1.3, 2.0])
@pytest.mark.parametrize("phase_ns", [0, _GROUP * _INTERVAL_NS / _FEEDS], ids=["all at once", "in turn"])
def test_with_too_much_to_do_its_time_is_used_and_shared_out_evenly(load, phase_ns):
    thread = _play(load=load, phase_ns=phase_ns)
    assert thread.busy_ns > 0.85 * _SECONDS * 1000 * _MS
    mean = sum(thread.decoded) / _FEEDS
    assert min(thread.decoded) > 0.75 * mean
    assert max(thread.decoded) < 1.25 * mean
    assert thread.latest_ns < 1_700 * _MS


@pytest.mark.parametrize("phase_ns", [0, _GROUP * _INTERVAL_NS / _FEEDS], ids=["all at once", "in turn"])
def test_nothing_is_given_up_while_it_keeps_up(phase_ns):
    thread = _play(load=0.8, phase_ns=phase_ns)
    assert sum(thread.decoded) >= _FEEDS * (_SECONDS * 1000 * _MS // _INTERVAL_NS - _GROUP)


def test_who_rests_leaves_its_part_to_the_others():
    backlog = Backlog()
    demand = Demand(backlog)
    backlog.see(1, waited_ns=10_000 * _MS, now_ns=0)
    shares = [demand.share() for _feed in range(2)]
    for share in shares:
        share.see(800 * _MS, is_keyframe=True)
        share.see(0, is_keyframe=True)
        share.grants(group_interval_ns=1_000 * _MS)
    granted = [shares[0].grants(group_interval_ns=1_000 * _MS) for _group in range(100)]
    assert 50 < sum(granted) < 70  # 0.95 of the time for 1.6
    shares[1].rest()
    assert all(shares[0].grants(group_interval_ns=1_000 * _MS) for _group in range(100))
