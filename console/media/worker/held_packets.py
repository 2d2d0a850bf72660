"""Packets in their order, each with its number and its moment: what frames are decoded from again."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.media.worker.packet_group import KeptPacket


class HeldPackets:
    """A packet's place is its number since the beginning. Thread: the replay's."""

    is_whole = False  # nothing more will come

    def __init__(self) -> None:
        self._packets: list[KeptPacket] = []
        self._forgotten = 0  # packets that were let go again: the number of the first one held

    @property
    def oldest_ns(self) -> int:
        """Arrival of the first packet; 0 where there is none."""
        return self._packets[0].captured_at_ns if self._packets else 0

    @property
    def newest_ns(self) -> int:
        return self._packets[-1].captured_at_ns if self._packets else 0

    @property
    def first(self) -> int:
        return self._forgotten

    @property
    def end(self) -> int:
        """The number behind the last packet's."""
        return self._forgotten + len(self._packets)

    def refresh(self) -> None:
        """Takes in what has come since; nothing does where the packets are all there."""

    def packet(self, number: int) -> KeptPacket | None:
        """None behind the last one, and where it was let go."""
        at = number - self._forgotten
        return self._packets[at] if 0 <= at < len(self._packets) else None

    def number_at(self, at_ns: int) -> int:
        """The last packet that had come by then; the first one where none had."""
        at = bisect_right(self._packets, at_ns, key=lambda packet: packet.captured_at_ns)
        return self._forgotten + max(0, at - 1)

    def moments_after(self, at_ns: int) -> tuple[int, ...]:
        """Of the packets that came later, in their order."""
        first = bisect_right(self._packets, at_ns, key=lambda packet: packet.captured_at_ns)
        return tuple(packet.captured_at_ns for packet in self._packets[first:])

    def keyframe_before(self, number: int) -> int | None:
        """The last keyframe at or before a packet."""
        for each in range(min(number, self.end - 1), self._forgotten - 1, -1):
            if self._packets[each - self._forgotten].is_keyframe:
                return each
        return None
