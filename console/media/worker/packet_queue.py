"""A feed's packets on their way to the decoder: short, and cut at keyframes when decoding is behind."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.media.decode_mode import DecodeMode
from console.media.worker.backlog import Backlog
from console.media.worker.demand import Share

if TYPE_CHECKING:
    from console.media.worker.stream import Stream, VideoPacket

# Older pictures than this would make a live tile late by themselves: what waits is skipped at a keyframe.
_BEHIND_NS = 800_000_000
# Too much for the decoder: a keyframe is the place to give up, for what is decoded of a group of pictures is
# of no use once its rest is thrown away, and a keyframe costs as much as ten other frames. The feed's share
# keeps it from that; these are for what no share foresees, such as another program that takes the machine. A
# feed whose last group was given up is given more room, so that the same ones do not always stand still.
_PRESSED_NS, _PRESSED_AGAIN_NS = 1_300_000_000, 1_500_000_000
_HOPELESS_NS = 1_800_000_000  # with groups so long that waiting for their end would not help
_MOST = 256  # some cameras send their last group of pictures at once: that is no backlog


@dataclass(frozen=True, slots=True)
class Arrival:
    """A packet and when it came in."""

    stream: Stream
    packet: VideoPacket | None  # None: the clip loops; what the decoder still holds comes out now
    captured_at_ns: int
    is_shown: bool = True  # False: decoded for the sake of those that follow


class PacketQueue:
    """Thread: demux puts, decode takes; no lock, for a deque's own steps are atomic."""

    def __init__(self, backlog: Backlog, share: Share) -> None:
        """`backlog`: of all queues that are decoded by the same thread."""
        self._backlog = backlog
        self.share = share
        self._waiting: deque[Arrival] = deque()
        self._skipping = True  # nothing can be decoded before the first keyframe
        self._skipped = 0
        self._is_new = True  # nothing was shown yet: any picture is better than none
        self.is_waiting = True  # for a first keyframe: nothing is missed that could be shown

    def put(
        self, arrival: Arrival, *, mode: DecodeMode = DecodeMode.EVERY_FRAME, group_interval_ns: int = 0
    ) -> int:
        """Takes the packet in where the mode wants it, or gives packets up where decoding is behind.

        Args:
            group_interval_ns: from keyframe to keyframe, 0 while unknown.

        Returns:
            How many packets were given up.
        """
        packet = arrival.packet
        if packet is None:
            self._append(arrival)
            return 0
        if mode is DecodeMode.PACKETS or (mode is DecodeMode.KEYFRAMES and not packet.is_keyframe):
            self._wait()
            if mode is DecodeMode.PACKETS:
                self.share.rest()
            return 0
        dropped = 0
        if packet.is_keyframe:
            dropped = self._begin_group(arrival.captured_at_ns, group_interval_ns)
        elif self._waits_longer_than(_HOPELESS_NS, arrival.captured_at_ns) or len(self._waiting) >= _MOST:
            dropped = self.clear()
            self._skipping = True
        elif self._skipping and self._skipped > _MOST:  # a source that marks no keyframes must show something
            self._skipping = self.is_waiting = False
        if self._skipping:
            self._skipped += 1
            return dropped + 1
        self._skipped = 0
        self._append(arrival)
        return dropped

    def _begin_group(self, now_ns: int, interval_ns: int) -> int:
        """Decides whether a group of pictures is decoded; returns how many older packets were given up."""
        limit_ns = _PRESSED_AGAIN_NS if self._skipping else _PRESSED_NS
        granted = self.share.grants(group_interval_ns=interval_ns) and self._backlog.ns <= limit_ns
        self._skipping = not granted and not self._is_new
        if self._skipping:
            return 0
        self._is_new = self.is_waiting = False
        is_behind = self._is_older_than(_BEHIND_NS, now_ns) or len(self._waiting) >= _MOST
        return self.clear() if is_behind else 0

    def lead_in(self, arrivals: Sequence[Arrival]) -> None:
        """Takes in what the next packet builds on, from a keyframe on: no other need be waited for."""
        if arrivals:
            self._backlog.add(len(arrivals))
            self._waiting.extend(arrivals)
            self._skipping = self._is_new = self.is_waiting = False
            self._skipped = 0

    def take(self) -> Arrival | None:
        try:
            arrival = self._waiting.popleft()
        except IndexError:
            return None
        self._backlog.remove(1)
        return arrival

    def clear(self) -> int:
        """Gives up all that waits; returns how many packets that were."""
        dropped = 0
        while arrival := self.take():
            dropped += arrival.packet is not None
        return dropped

    def begin(self) -> None:
        """A new connection: it goes on with a keyframe."""
        self.share.rest()
        self._is_new = True
        self._wait()

    def _wait(self) -> None:
        self._skipping = self.is_waiting = True
        self._skipped = 0

    def _append(self, arrival: Arrival) -> None:
        self._backlog.add(1)
        self._waiting.append(arrival)

    def _is_older_than(self, age_ns: int, now_ns: int) -> bool:
        """Whether the packet that has waited longest has done so for longer."""
        try:
            return now_ns - self._waiting[0].captured_at_ns > age_ns
        except IndexError:
            return False

    def _waits_longer_than(self, age_ns: int, now_ns: int) -> bool:
        """Likewise, and giving it up would help: not where the decoder merely stood still for a while."""
        return self._is_older_than(age_ns, now_ns) and self._backlog.ns > age_ns
