"""Packets of a ring as an MP4, not encoded again, that appears only when it is whole and on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import av
import av.error

from console.media.media_error import MediaError
from console.media.worker.packet_group import KeptPacket, PacketGroup, packet_of
from console.media.worker.timeline import TICKS_HZ, Timeline, timeline_of
from console.media.worker.whole_file import unfinished

if TYPE_CHECKING:
    from av.packet import Packet
    from av.stream import Stream as AnyStream

    from console.media.worker.track import Track

_TIME_BASE = Fraction(1, TICKS_HZ)
_REORDERED = 17  # no codec shows a picture more than 16 others after it was sent
_LONGEST_STEP = TICKS_HZ  # so long the last frame stands at the most


@dataclass(frozen=True, slots=True)
class Cut:
    """What goes into a clip: packets that one MP4 track can hold, the first one a keyframe."""

    packets: tuple[KeptPacket, ...]
    timeline: Timeline

    @property
    def codec(self) -> str:
        return self.packets[0].track.parameters.name

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) as the camera announced it."""
        parameters = self.packets[0].track.parameters
        return parameters.width, parameters.height


def cut_out(groups: Iterable[PacketGroup], *, from_ns: int, to_ns: int) -> Cut:
    """From the last keyframe at or before `from_ns` (else the first after it) to `to_ns`, by arrival.

    Where the camera changed its codec within the span, the longer part.

    Raises:
        MediaError: nothing of that span is there.
    """
    packets = [packet for group in groups for packet in group.packets() if packet.captured_at_ns <= to_ns]
    keyframes = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    if not keyframes:
        raise MediaError("nothing of that span is kept")
    before = [number for number in keyframes if packets[number].captured_at_ns <= from_ns]
    longest: list[KeptPacket] = []
    for part in _parts(packets[before[-1] if before else keyframes[0] :]):
        longest = max(longest, part, key=len)
    longest = _without_torn_end(longest)
    return Cut(tuple(longest), timeline_of(longest))


def _without_torn_end(packets: list[KeptPacket]) -> list[KeptPacket]:
    """Ends before a picture that comes ahead of others which are shown earlier, and are not there."""
    tail = [(packet.pts, packet.dts) for packet in packets[-_REORDERED:]]
    times = [(pts, dts) for pts, dts in tail if pts is not None and dts is not None]
    last, last_dts = max(times, default=(0, 0))
    if len(times) < len(tail) or last == last_dts or len(tail) < 3:
        return packets
    at = times.index((last, last_dts))
    shown_before = max((pts for pts, _dts in times[:at]), default=last)
    steps = [after[1] - before[1] for before, after in pairwise(times) if after[1] > before[1]]
    missing = round((last - shown_before) / median(steps)) - 1 - (len(times) - at - 1) if steps else 0
    return packets[: len(packets) - len(times) + at] if missing > 0 else packets


def _parts(packets: Sequence[KeptPacket]) -> list[list[KeptPacket]]:
    parts: list[list[KeptPacket]] = []
    for packet in packets:
        if parts and packet.track.continues(parts[-1][0].track):
            parts[-1].append(packet)
        else:
            parts.append([packet])
    return parts


def write_clip(cut: Cut, file: Path, *, started_at_utc: datetime) -> None:
    """Raises MediaError where the disk does not take it; nothing is left of it then."""
    try:
        with unfinished(file) as part:
            _mux(cut, part, started_at_utc)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the packets do not fit into an MP4"
        raise MediaError(f"the clip could not be written: {why}") from None


def _mux(cut: Cut, file: Path, started_at_utc: datetime) -> None:
    # faststart: a player on the network begins before it has the whole file.
    with av.open(f"file:{file}", "w", format="mp4", options={"movflags": "faststart"}) as container:
        # An MP4's creation time counts in seconds; its date is a text, and says it to the microsecond.
        started = started_at_utc.isoformat(timespec="microseconds").replace("+00:00", "Z")
        container.metadata.update(creation_time=started, date=started)
        first = cut.packets[0].track
        stream = container.add_stream_from_template(first.template, opaque=True)
        stream.time_base = _TIME_BASE
        before = 0
        for kept, (dts, pts) in zip(cut.packets, cut.timeline.ticks, strict=True):
            packet = _packet(kept, first)
            packet.dts, packet.pts = dts, pts
            packet.duration = min(dts - before, _LONGEST_STEP)  # the last one's counts: as long as before
            packet.time_base, packet.stream = _TIME_BASE, stream
            container.mux(packet)
            before = dts


def _packet(kept: KeptPacket, first: Track) -> Packet[AnyStream]:
    payload = bytes(kept.payload)
    if kept.is_keyframe and kept.track.is_annexb and kept.track.parameters != first.parameters:
        # The file's header has the first connection's parameter sets alone.
        payload = (kept.track.parameters.extradata or b"") + payload
    return packet_of(payload, is_keyframe=kept.is_keyframe)
