"""A feed's packets on their way to the decoder: short, and cut at keyframes when decoding is behind."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.media.decode_mode import DecodeMode
from console.media.worker.backlog import Backlog

if TYPE_CHECKING:
    from console.media.worker.stream import Stream, VideoPacket

# Older pictures than this would make a live tile late by themselves.
_BEHIND_NS = 800_000_000
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

    def __init__(self, backlog: Backlog) -> None:
        """`backlog`: of all queues that are decoded by the same thread."""
        self._backlog = backlog
        self._waiting: deque[Arrival] = deque()
        self._skipping = True  # nothing can be decoded before the first keyframe
        self._skipped = 0
        self.is_waiting = True  # for a first keyframe: nothing is missed that could be shown

    def put(self, arrival: Arrival, *, mode: DecodeMode = DecodeMode.EVERY_FRAME) -> int:
        """Takes the packet in where the mode wants it, or gives packets up where decoding is behind.

        Returns:
            How many packets were given up.
        """
        packet = arrival.packet
        if packet is None:
            self._append(arrival)
            return 0
        if mode is DecodeMode.PACKETS or (mode is DecodeMode.KEYFRAMES and not packet.is_keyframe):
            self.await_keyframe()
            return 0
        behind = self._is_behind(arrival.captured_at_ns)
        # A source that marks no keyframes must show something all the same.
        if self._skipping and (packet.is_keyframe or self._skipped > _MOST):
            self._skipping = self.is_waiting = False
        dropped = self.clear() if behind else 0
        if behind and not packet.is_keyframe:
            self._skipping = True
        if self._skipping:
            self._skipped += 1
            return dropped + 1
        self._skipped = 0
        self._append(arrival)
        return dropped

    def lead_in(self, arrivals: Sequence[Arrival]) -> None:
        """Takes in what the next packet builds on, from a keyframe on: no other need be waited for."""
        if arrivals:
            self._backlog.add(len(arrivals))
            self._waiting.extend(arrivals)
            self._skipping = self.is_waiting = False
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

    def await_keyframe(self) -> None:
        """A new connection begins, or packets were left out."""
        self._skipping = self.is_waiting = True
        self._skipped = 0

    def _append(self, arrival: Arrival) -> None:
        self._backlog.add(1)
        self._waiting.append(arrival)

    def _is_behind(self, now_ns: int) -> bool:
        try:
            oldest_ns = self._waiting[0].captured_at_ns
        except IndexError:
            return False
        if len(self._waiting) >= _MOST:
            return True
        return now_ns - oldest_ns > _BEHIND_NS and self._backlog.is_pressed()
