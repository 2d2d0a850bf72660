"""One or more groups of pictures, as they came in: the piece by which a ring keeps and forgets."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

import av

from console.media.worker.payload import Payload

if TYPE_CHECKING:
    from av.packet import Packet
    from av.stream import Stream as AnyStream

    from console.media.worker.sound_parameters import SoundParameters
    from console.media.worker.stream import VideoPacket
    from console.media.worker.track import Track

_NO_TIME = -(2**63)  # as FFmpeg says it
_END, _PTS, _DTS, _ARRIVAL, _KEY = range(5)
_WORDS = 5  # a packet: where its payload ends, pts, dts, arrival, whether it is a keyframe
_PACKET_BYTES = _WORDS * 8
_SOUND_BYTES = 200  # of Python's own, for each
_STANDS_NS = 1_000_000_000


class KeptPacket(NamedTuple):
    """A packet on its way out of a ring; lives for a moment."""

    track: Track
    payload: memoryview
    pts: int | None
    dts: int | None
    captured_at_ns: int
    is_keyframe: bool


class KeptSound(NamedTuple):
    """A packet of the sound beside the pictures."""

    track: SoundParameters
    payload: bytes
    pts: int | None
    dts: int | None
    captured_at_ns: int


class PacketGroup:
    """Begins with a keyframe. Thread: the ring's writer until it is sealed; frozen and any from then on."""

    __slots__ = ("_payload", "_sound_bytes", "_sounds", "_table", "begins_ns", "ends_ns", "track")

    def __init__(self, track: Track, *, begins_ns: int) -> None:
        self.track = track
        self.begins_ns = self.ends_ns = begins_ns  # arrival of the first and the last packet, monotonic
        self._payload = Payload()
        self._table = array("q")
        self._sounds: list[KeptSound] = []  # few cameras' are kept
        self._sound_bytes = 0

    def __len__(self) -> int:
        return len(self._table) // _WORDS

    @property
    def held_bytes(self) -> int:
        return self._payload.held_bytes + len(self) * _PACKET_BYTES + self._sound_bytes

    def put(self, packet: VideoPacket, *, captured_at_ns: int) -> None:
        self._payload.add(packet)
        pts, dts = packet.pts, packet.dts
        row = (
            self._payload.size,
            _NO_TIME if pts is None else pts,
            _NO_TIME if dts is None else dts,
            captured_at_ns,
            packet.is_keyframe,
        )
        self._table.extend(row)
        self.ends_ns = captured_at_ns

    def put_sound(self, sound: KeptSound) -> None:
        self._sounds.append(sound)
        self._sound_bytes += len(sound.payload) + _SOUND_BYTES

    def seal(self, *, until_ns: int) -> None:
        """Nothing is added any more; its last picture stood until that moment, for a second at most."""
        self.ends_ns = min(until_ns, self.ends_ns + _STANDS_NS)
        self._payload.seal()

    def copy(self) -> PacketGroup:
        """A sealed copy of what is in it now."""
        copy = PacketGroup(self.track, begins_ns=self.begins_ns)
        copy.ends_ns = self.ends_ns
        copy._payload, copy._table = self._payload.copy(), self._table[:]
        copy._sounds, copy._sound_bytes = self._sounds[:], self._sound_bytes
        return copy

    def overlaps(self, *, from_ns: int, to_ns: int) -> bool:
        return self.begins_ns <= to_ns and self.ends_ns >= from_ns

    def packets(self) -> Iterator[KeptPacket]:
        """In the order of their arrival. Only of a sealed group or a copy."""
        payload, table, begins = self._payload.view(), self._table, 0
        for at in range(0, len(table), _WORDS):
            end, pts, dts, captured_at_ns, is_keyframe = table[at : at + _WORDS]
            yield KeptPacket(
                self.track,
                payload[begins:end],
                None if pts == _NO_TIME else pts,
                None if dts == _NO_TIME else dts,
                captured_at_ns,
                bool(is_keyframe),
            )
            begins = end

    def sounds(self) -> Sequence[KeptSound]:
        """In the order of their arrival. Only of a sealed group or a copy."""
        return self._sounds


def packet_of(payload: bytes, *, is_keyframe: bool) -> Packet[AnyStream]:
    """A packet for FFmpeg again, still without times."""
    packet = av.Packet(len(payload))  # FFmpeg's own memory: it reads a little past the end
    packet.update(payload)
    packet.is_keyframe = is_keyframe
    return packet


def timed_packet(kept: KeptPacket) -> VideoPacket:
    """The same for a decoder, with its own times."""
    packet = cast("VideoPacket", packet_of(bytes(kept.payload), is_keyframe=kept.is_keyframe))
    packet.pts, packet.dts, packet.time_base = kept.pts, kept.dts, kept.track.time_base
    return packet
