"""More pictures than one decode thread can make: each feed gives up the same share of its groups of pictures.

Whether a group is decoded is settled with its keyframe, seconds before it has all been paid for. Told by what
waits at that moment alone, the thread takes on too much, gives up everything, stands idle until the next
keyframes and takes on too much again: half of its frames with a fifth of its time unused. So it is told by
what all groups cost.
"""

from __future__ import annotations

import itertools
import threading

from console.media.worker.backlog import Backlog

_USED = 0.95  # of the thread's time; the rest goes to what lies between two packets
_HORIZON_NS = 5_000_000_000  # over which what waits already is worked off
_SPREAD = 0.618034  # golden ratio: however many feeds, they skip their groups at different times
_LEARN = 0.5  # weight of the last group


class Demand:
    """What the feeds of one decode thread cost. Thread: any."""

    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        # Guarded by _lock
        self._loads: dict[Share, float] = {}  # of the thread's time, were the feed's every group decoded

    def share(self) -> Share:
        """One more feed's."""
        return Share(self, credit=next(self._numbers) * _SPREAD % 1)

    def granted(self, share: Share, load: float) -> float:
        """The part of its groups that a feed is to decode, 1 while the thread keeps up."""
        with self._lock:
            self._loads[share] = load
            wanted = sum(self._loads.values())
        if not self._backlog.is_pressed or not wanted:
            return 1.0
        room = _USED * max(0.0, 1 - self._backlog.ns / _HORIZON_NS)
        return min(1.0, room / wanted)

    def forget(self, share: Share) -> None:
        with self._lock:
            self._loads.pop(share, None)


class Share:
    """One feed's part of the decode thread's time. Thread: demux; `see` decode."""

    def __init__(self, demand: Demand, *, credit: float) -> None:
        self._demand = demand
        self._credit = credit
        self._group_ns = 0.0  # what a whole group costs; decode writes it
        self._open_ns = 0  # what the group at hand has cost so far

    def see(self, cost_ns: int, *, is_keyframe: bool) -> None:
        """A packet was decoded, which took so long by the clock on the wall."""
        if is_keyframe:
            known, self._open_ns = self._open_ns, 0
            self._group_ns += (known - self._group_ns) * (_LEARN if self._group_ns else 1)
        self._open_ns += cost_ns

    def grants(self, *, group_interval_ns: int) -> bool:
        """Whether the group that begins now is to be decoded.

        Args:
            group_interval_ns: from keyframe to keyframe, 0 while unknown.
        """
        load = self._group_ns / group_interval_ns if group_interval_ns else 0.0
        self._credit += self._demand.granted(self, load)
        if self._credit < 1:
            return False
        self._credit -= 1
        return True

    def rest(self) -> None:
        """Nothing of this feed is decoded for now."""
        self._demand.forget(self)
