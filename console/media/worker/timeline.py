"""Times for one MP4 track out of packets whose own times may begin anew: they only grow, and are true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from console.media.worker.packet_group import KeptPacket

TICKS_HZ = 90_000
TIME_BASE = Fraction(1, TICKS_HZ)
_TICK_NS = 1e9 / TICKS_HZ
# So far ahead of its arrival a packet's own time is no truth any more: the camera's clock was set, or runs
# too fast.
_JUMP_NS = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each packet's picture was filmed, as far as can be known.

    A packet's own time says how long after another it was filmed, but not when; its arrival says when, but
    late: a connection's first seconds come all at once, when FFmpeg has understood the stream. So the packets
    of a connection are laid down by their own times, where the least late of them came in. Where own times
    step back, stand or jump, or with another connection, it begins anew: an interruption is as long in the
    clip as it was.
    """

    first_at_ns: int  # monotonic
    last_at_ns: int
    ticks: tuple[tuple[int, int], ...]  # of each packet: decoding and presentation time, from 0


def ticks_of(span_ns: int) -> int:
    """Whole ones of such a span."""
    return span_ns * TICKS_HZ // 1_000_000_000


class _Track(Protocol):
    @property
    def time_base(self) -> Fraction: ...


class _Timed(Protocol):
    @property
    def track(self) -> _Track: ...
    @property
    def pts(self) -> int | None: ...
    @property
    def dts(self) -> int | None: ...
    @property
    def captured_at_ns(self) -> int: ...


def moments_of(packets: Sequence[_Timed]) -> list[float]:
    """When each was filmed or heard, monotonic ns."""
    return [moment for run in _runs(packets) for moment in _moments(run)]


def timeline_of(packets: Sequence[KeptPacket]) -> Timeline:
    """Of one packet at least."""
    moments = moments_of(packets)
    ticks: list[tuple[int, int]] = []
    before = -1
    for packet, moment_ns in zip(packets, moments, strict=True):
        dts = max(before + 1, round((moment_ns - moments[0]) / _TICK_NS))
        ticks.append((dts, dts + _held_back(packet)))
        before = dts
    first_ns = round(moments[0])
    return Timeline(first_ns, first_ns + round(before * _TICK_NS), tuple(ticks))


def _runs(packets: Iterable[_Timed]) -> list[list[_Timed]]:
    """Packets whose own times go on from each other."""
    runs: list[list[_Timed]] = []
    for packet in packets:
        if runs and _goes_on(runs[-1][-1], packet):
            runs[-1].append(packet)
        else:
            runs.append([packet])
    return runs


def _goes_on(before: _Timed, packet: _Timed) -> bool:
    old, new = _own_ticks(before), _own_ticks(packet)
    if packet.track is not before.track or old is None or new is None:
        return False
    step_ns = _media_ns(new - old, packet.track)
    return 0 < step_ns <= packet.captured_at_ns - before.captured_at_ns + _JUMP_NS


def _moments(run: Sequence[_Timed]) -> list[float]:
    """Monotonic ns."""
    first = _own_ticks(run[0])
    if first is None:  # alone in its run
        return [packet.captured_at_ns for packet in run]
    own = [_media_ns((_own_ticks(packet) or 0) - first, packet.track) for packet in run]
    least_late = min(packet.captured_at_ns - at_ns for packet, at_ns in zip(run, own, strict=True))
    begin_ns = max(least_late, run[0].captured_at_ns - _JUMP_NS)
    return [begin_ns + at_ns for at_ns in own]


def _held_back(packet: KeptPacket) -> int:
    """Ticks from decoding to showing: a picture that later ones are decoded for waits for its turn."""
    if packet.pts is None or packet.dts is None:
        return 0
    return round(_media_ns(max(0, packet.pts - packet.dts), packet.track) / _TICK_NS)


def _own_ticks(packet: _Timed) -> int | None:
    return packet.dts if packet.dts is not None else packet.pts


def _media_ns(ticks: int, track: _Track) -> float:
    return ticks * 1e9 * track.time_base.numerator / track.time_base.denominator
