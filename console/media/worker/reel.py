"""What a replay holds of a ring: its packets in their order, kept for as long as it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.media.worker.held_packets import HeldPackets

if TYPE_CHECKING:
    from console.media.worker.ring import Ring

_END_NS = 2**62
# A minute looked at for another minute; whoever pauses for longer has a clip of it saved.
_LONGEST_NS = 120_000_000_000


class Reel(HeldPackets):
    """The packets stay although the ring forgets them.

    Thread: the replay's.
    """

    def __init__(self, ring: Ring) -> None:
        super().__init__()
        self._ring = ring
        self._group_ns = 0  # where the newest group begins: it is still being filled
        self.refresh()

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
