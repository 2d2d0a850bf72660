"""A feed's last minute as it came in, still encoded: from the last keyframe before T-span to now."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from console.media.board import Column
from console.media.ring_budget import FULL_SPAN_NS
from console.media.worker.packet_group import KeptSound, PacketGroup

if TYPE_CHECKING:
    from console.media.worker.stream import VideoPacket
    from console.media.worker.track import Track

# Keyframes that follow each other closely share a group: a camera that sends nothing but keyframes (MJPEG)
# must not cost an object a frame.
_GROUP_NS = 1_000_000_000
# One keyframe an hour must not keep an hour: a group that outgrows the span by so much takes no more, and the
# ring waits for the next keyframe.
_OUTGROWN_NS = 60_000_000_000
_LOOK_NS = 250_000_000


class Ring:
    """What a feed sent lately. A feed that falls silent keeps its last packets until it sends others.

    Thread: demux puts; main sets span and pins; the clip's thread reads. The lock guards all that changes:
    the lists, the pins and the newest group; older groups are frozen and read without it. Whoever holds it
    copies one group at the most, so demux waits for memory, never for a disk.
    """

    def __init__(self, *, row: memoryview) -> None:
        """`row`: the feed's, on the board; the ring writes its own columns there."""
        self._row = row
        self._lock = threading.Lock()
        # Guarded by _lock
        self._span_ns = FULL_SPAN_NS
        self._groups: list[PacketGroup] = []  # frozen, oldest first
        self._open: PacketGroup | None = None  # being filled; None: the next keyframe begins one
        self._pinned: list[PacketGroup] = []  # frozen, older than the span, kept for the pins alone
        self._pins: dict[int, tuple[int, int]] = {}  # from and to, monotonic ns
        self._bytes = self._pinned_bytes = 0  # of _groups, of _pinned
        self._newest_ns = self._next_look_ns = 0
        self._closed = False
        self._publish()  # the row may tell of an earlier life of this process

    # --- demux ---

    def put(self, packet: VideoPacket, track: Track, *, captured_at_ns: int) -> None:
        """Keeps a copy of the packet; what comes before a track's first keyframe nobody could decode."""
        with self._lock:
            if self._closed:
                return
            self._newest_ns = captured_at_ns
            is_keyframe = packet.is_keyframe
            if is_keyframe or self._open is None or self._open.track is not track:
                self._turn(track, is_keyframe=is_keyframe)
            if self._open is not None:
                self._open.put(packet, captured_at_ns=captured_at_ns)
            if captured_at_ns >= self._next_look_ns:
                self._look()

    def put_sound(self, sound: KeptSound) -> None:
        """Kept and forgotten with the pictures beside it."""
        with self._lock:
            if self._open is not None:
                self._open.put_sound(sound)

    def _turn(self, track: Track, *, is_keyframe: bool) -> None:
        """Ends the open group where another must follow, and begins that with a keyframe."""
        if (group := self._open) is not None:
            age_ns = self._newest_ns - group.begins_ns
            if group.track is not track or (is_keyframe and age_ns >= _GROUP_NS):
                self._seal(group)
        if self._open is None and is_keyframe:
            self._open = PacketGroup(track, begins_ns=self._newest_ns)

    def _seal(self, group: PacketGroup) -> None:
        group.seal(until_ns=self._newest_ns)
        self._groups.append(group)
        self._bytes += group.held_bytes
        self._open = None

    def _look(self) -> None:
        """What need not be done for each packet."""
        self._next_look_ns = self._newest_ns + _LOOK_NS
        if self._open and self._newest_ns - self._open.begins_ns > self._span_ns + _OUTGROWN_NS:
            self._seal(self._open)
        self._trim()

    def _trim(self) -> None:
        oldest_ns = self._newest_ns - self._span_ns
        while self._groups and self._groups[0].ends_ns <= oldest_ns:
            group = self._groups.pop(0)
            self._bytes -= group.held_bytes
            if self._is_pinned(group):
                self._pinned.append(group)
                self._pinned_bytes += group.held_bytes
        self._publish()

    def _publish(self) -> None:
        row, oldest = self._row, self._groups[0] if self._groups else self._open
        open_bytes = self._open.held_bytes if self._open else 0
        row[Column.RING_BYTES] = self._bytes + self._pinned_bytes + open_bytes
        row[Column.RING_SPAN_NS] = self._newest_ns - oldest.begins_ns if oldest else 0
        row[Column.RING_PINNED_BYTES] = self._pinned_bytes

    def newest(self, track: Track) -> PacketGroup | None:
        """A copy of the group that is being filled, where it is that track's."""
        with self._lock:
            group = self._open
            return group.copy() if group is not None and group.track is track else None

    # --- main ---

    def keep_span(self, span_ns: int) -> None:
        with self._lock:
            self._span_ns = span_ns
            self._trim()

    def pin(self, pin: int, *, from_ns: int, to_ns: int) -> None:
        """Keeps that span, however old it grows."""
        with self._lock:
            self._pins[pin] = (from_ns, to_ns)

    def unpin(self, pin: int) -> None:
        with self._lock:
            self._pins.pop(pin, None)
            self._pinned = [group for group in self._pinned if self._is_pinned(group)]
            self._pinned_bytes = sum(group.held_bytes for group in self._pinned)
            self._publish()

    def close(self) -> None:
        """Lets everything go; nothing is kept from now on."""
        with self._lock:
            self._closed = True
            self._groups, self._open, self._pinned = [], None, []
            self._bytes = self._pinned_bytes = 0
            self._publish()

    # --- any ---

    def read(self, *, from_ns: int, to_ns: int) -> tuple[PacketGroup, ...]:
        """Every group that has packets of that span, by arrival; frozen, whatever the ring forgets."""
        with self._lock:
            newest = (self._open.copy(),) if self._open and self._open.begins_ns <= to_ns else ()
            groups = (*self._pinned, *self._groups, *newest)
        return tuple(group for group in groups if group.overlaps(from_ns=from_ns, to_ns=to_ns))

    def _is_pinned(self, group: PacketGroup) -> bool:
        return any(group.overlaps(from_ns=begin, to_ns=end) for begin, end in self._pins.values())
