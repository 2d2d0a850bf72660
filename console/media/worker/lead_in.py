"""A camera called to a tile: what its ring holds since the last keyframe is decoded first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.media.worker.packet_group import timed_packet
from console.media.worker.packet_queue import Arrival

if TYPE_CHECKING:
    from console.media.worker.packet_group import KeptPacket
    from console.media.worker.ring import Ring
    from console.media.worker.stream import Stream

# A group of pictures that takes longer to decode than the next keyframe takes to come is not worth it.
_MOST_PACKETS = 150


def lead_in(ring: Ring, stream: Stream, *, now_ns: int) -> list[Arrival]:
    """The stream's packets from its last keyframe on, in their order; empty where they are too many or none.

    To be asked for before the present packet is put into the ring. Thread: demux.
    """
    group = ring.newest(stream.track) if stream.track else None
    if group is None:
        return []
    packets: list[KeptPacket] = []
    for kept in group.packets():
        if kept.is_keyframe:
            packets.clear()
        packets.append(kept)
    if len(packets) > _MOST_PACKETS:
        return []
    return [Arrival(stream, timed_packet(kept), now_ns, is_shown=False) for kept in packets]
