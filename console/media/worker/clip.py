"""Packets of a ring as an MP4, not encoded again, that appears only when it is whole and on the disk."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import av
import av.error

from console.media.media_error import MediaError
from console.media.worker.packet_group import KeptPacket, KeptSound, PacketGroup, packet_of
from console.media.worker.sound_coder import SoundCoder
from console.media.worker.timeline import TICKS_HZ, TIME_BASE, Timeline, moments_of, ticks_of, timeline_of
from console.media.worker.whole_file import unfinished

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.packet import Packet
    from av.stream import Stream as AnyStream

    from console.media.worker.track import Track

_log = logging.getLogger(__name__)
_REORDERED = 17  # no codec shows a picture more than 16 others after it was sent
_LONGEST_STEP = TICKS_HZ  # so long the last frame stands at the most


@dataclass(frozen=True, slots=True)
class Cut:
    """What goes into a clip: packets that one MP4 track can hold, the first one a keyframe."""

    packets: tuple[KeptPacket, ...]
    timeline: Timeline
    sounds: tuple[tuple[KeptSound, int], ...] = ()  # each with the moment at which it was heard, monotonic ns

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
    groups = tuple(groups)
    packets = [packet for group in groups for packet in group.packets() if packet.captured_at_ns <= to_ns]
    keyframes = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    if not keyframes:
        raise MediaError("nothing of that span is kept")
    before = [number for number in keyframes if packets[number].captured_at_ns <= from_ns]
    longest: list[KeptPacket] = []
    for part in _parts(packets[before[-1] if before else keyframes[0] :]):
        longest = max(longest, part, key=len)
    longest = _without_torn_end(longest)
    timeline = timeline_of(longest)
    return Cut(tuple(longest), timeline, _sounds(groups, timeline))


def _sounds(groups: Iterable[PacketGroup], timeline: Timeline) -> tuple[tuple[KeptSound, int], ...]:
    """What was heard while the pictures were filmed; of one form of sound, as one track holds it."""
    kept = [sound for group in groups for sound in group.sounds()]
    heard = zip(kept, map(round, moments_of(kept)), strict=True)
    within = [pair for pair in heard if timeline.first_at_ns <= pair[1] <= timeline.last_at_ns]
    return tuple(pair for pair in within if pair[0].track == within[0][0].track)


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


def write_clip(cut: Cut, file: Path, *, started_at_utc: datetime) -> bool:
    """Whether there is sound in it: pictures alone are worth more than none.

    Raises:
        MediaError: the disk does not take it; nothing is left of it then.
    """
    try:
        if cut.sounds:
            try:
                return _write(cut, file, started_at_utc)
            except Exception:
                _log.exception("the clip is written without its sound")
        return _write(replace(cut, sounds=()), file, started_at_utc)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the packets do not fit into an MP4"
        raise MediaError(f"the clip could not be written: {why}") from None


def _write(cut: Cut, file: Path, started_at_utc: datetime) -> bool:
    with unfinished(file) as part:
        return _mux(cut, part, started_at_utc)


def _mux(cut: Cut, file: Path, started_at_utc: datetime) -> bool:
    # faststart: a player on the network begins before it has the whole file.
    with av.open(f"file:{file}", "w", format="mp4", options={"movflags": "faststart"}) as container:
        # An MP4's creation time counts in seconds; its date is a text, and says it to the microsecond.
        started = started_at_utc.isoformat(timespec="microseconds").replace("+00:00", "Z")
        container.metadata.update(creation_time=started, date=started)
        first = cut.packets[0].track
        stream = container.add_stream_from_template(first.template, opaque=True)
        stream.time_base = TIME_BASE
        sounds = _Sounds(container, cut)
        before = 0
        for kept, (dts, pts) in zip(cut.packets, cut.timeline.ticks, strict=True):
            packet = _packet(kept, first)
            packet.dts, packet.pts = dts, pts
            packet.duration = min(dts - before, _LONGEST_STEP)  # the last one's counts: as long as before
            packet.time_base, packet.stream = TIME_BASE, stream
            container.mux(packet)
            before = dts
            sounds.mux(until_tick=dts)
        return sounds.end()


class _Sounds:
    """The sound's track, as far as the pictures are. Thread: its user's."""

    def __init__(self, container: OutputContainer, cut: Cut) -> None:
        self._begins_ns = cut.timeline.first_at_ns
        self._left = deque(cut.sounds)
        self._coder: SoundCoder | None = None
        if cut.sounds:
            with suppress(MediaError):  # nobody here understands it
                self._coder = SoundCoder(container, cut.sounds[0][0].track, begins_ns=self._begins_ns)

    def mux(self, *, until_tick: int) -> None:
        while self._coder and self._left and ticks_of(self._left[0][1] - self._begins_ns) <= until_tick:
            sound, at_ns = self._left.popleft()
            self._coder.put(sound.payload, at_ns=at_ns)

    def end(self) -> bool:
        """Whether any of it is in the file."""
        if self._coder is None:
            return False
        self._coder.end()
        return self._coder.count > 0


def _packet(kept: KeptPacket, first: Track) -> Packet[AnyStream]:
    payload = bytes(kept.payload)
    if kept.is_keyframe and kept.track.is_annexb and kept.track.parameters != first.parameters:
        # The file's header has the first connection's parameter sets alone.
        payload = (kept.track.parameters.extradata or b"") + payload
    return packet_of(payload, is_keyframe=kept.is_keyframe)
