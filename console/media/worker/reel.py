"""What a replay holds of a ring: its packets in their order, kept for as long as it is open."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.media.worker.packet_group import KeptPacket
    from console.media.worker.ring import Ring

_END_NS = 2**62
# A minute looked at for another minute; whoever pauses for longer has a clip of it saved.
_LONGEST_NS = 120_000_000_000


class Reel:
    """The packets stay although the ring forgets them. A packet's place is its number since the beginning.

    Thread: the replay's.
    """

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._packets: list[KeptPacket] = []
        self._forgotten = 0  # packets that were let go again: the number of the first one held
        self._group_ns = 0  # where the newest group begins: it is still being filled
        self.refresh()

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
        """Takes in what has come since, and lets go what has grown too old."""
        groups = self._ring.read(from_ns=self._group_ns, to_ns=_END_NS)
        if not groups:
            return  # the feed is closed, or nothing has come yet
        # Its copy of before would be held whole by a single packet of it.
        self._group_ns = groups[-1].begins_ns
        self._cut_from(groups[0].begins_ns)
        for group in groups:
            self._packets.extend(group.packets())
        self._forget()

    def packet(self, number: int) -> KeptPacket | None:
        """None behind the last one, and where it was let go."""
        at = number - self._forgotten
        return self._packets[at] if 0 <= at < len(self._packets) else None

    def number_at(self, at_ns: int) -> int:
        """The last packet that had come by then; the first one where none had."""
        at = bisect_right(self._packets, at_ns, key=lambda packet: packet.captured_at_ns)
        return self._forgotten + max(0, at - 1)

    def keyframe_before(self, number: int) -> int | None:
        """The last keyframe at or before a packet."""
        for each in range(min(number, self.end - 1), self._forgotten - 1, -1):
            if self._packets[each - self._forgotten].is_keyframe:
                return each
        return None

    def _cut_from(self, begins_ns: int) -> None:
        while self._packets and self._packets[-1].captured_at_ns >= begins_ns:
            self._packets.pop()

    def _forget(self) -> None:
        """Whole groups of pictures: what is left begins with a keyframe."""
        oldest_ns = self.newest_ns - _LONGEST_NS
        if self.oldest_ns >= oldest_ns:
            return
        number = self.keyframe_before(self.number_at(oldest_ns))
        if number is not None:
            del self._packets[: number - self._forgotten]
            self._forgotten = number
