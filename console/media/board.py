"""A decoder process's counters in shared memory: one row of integers a feed, read at no cost."""

from __future__ import annotations

import mmap
import os
from dataclasses import astuple, dataclass, replace
from enum import IntEnum

ROWS = 2048
_WORDS = 24
_BYTES = ROWS * _WORDS * 8
PROCESS_ROW = 0  # the heartbeats; feeds have the others


class Beat(IntEnum):
    """Columns of PROCESS_ROW, monotonic ns."""

    MAIN = 0
    DECODE = 1


class Column(IntEnum):
    """Columns of a feed's row. Each has one writing thread, named here."""

    PACKETS = 0  # demux: video packets that came in
    DUE = 1  # demux: frames that the source sent
    DECODED = 2  # decode
    DROPPED = 3  # demux: packets given up because decoding was behind
    OUT_OF_ORDER = 4  # demux: decoding time went back other than by a loop or a reconnect
    RECONNECTS = 5  # demux: connections after the first
    KEYFRAMES = 6  # demux
    DAMAGED = 7  # decode: packets that the decoder refused
    INTERVAL_NS = 8  # demux: learnt time from frame to frame
    NEWEST_AT_NS = 9  # decode: arrival of the newest decoded frame
    FROZEN_SINCE_NS = 10  # decode: since when the picture is the same; 0: it changes
    WANTED = 11  # demux: of DUE, the frames that the present mode is to show and that can be decoded
    COST_NS = 12  # decode: processor time that its packets took
    MODE = 13  # demux: the DecodeMode in force
    RING_BYTES = 14  # whoever holds the ring's lock: memory of all packets that it keeps
    RING_SPAN_NS = 15  # likewise: from its oldest packet to its newest, without what only pins keep
    RING_PINNED_BYTES = 16  # likewise: what only pins keep
    CLOCK_OFFSET_MS = 17  # demux: the camera's clock ahead of ours; 0: none, or not known
    HARDWARE = 18  # decode: 1 while the hardware decoder does the work
    FALLBACKS = 19  # decode: times that it failed and software took over
    MOVED_AT_NS = 20  # decode: arrival of the newest frame in which something moved; 0: not known yet


@dataclass(frozen=True, slots=True)
class FeedCounters:
    """A row, in the order of Column."""

    packets: int = 0
    due: int = 0
    decoded: int = 0
    dropped: int = 0
    out_of_order: int = 0
    reconnects: int = 0
    keyframes: int = 0
    damaged: int = 0
    interval_ns: int = 0
    newest_at_ns: int = 0
    frozen_since_ns: int = 0
    wanted: int = 0
    cost_ns: int = 0
    mode: int = 0
    ring_bytes: int = 0
    ring_span_ns: int = 0
    ring_pinned_bytes: int = 0
    clock_offset_ms: int = 0
    hardware: int = 0
    fallbacks: int = 0
    moved_at_ns: int = 0

    def behind(self, before: FeedCounters) -> FeedCounters:
        """With what `before` had counted added; what is no count stays as it is."""
        return replace(self, **{name: getattr(self, name) + getattr(before, name) for name in _COUNTS})

    def less(self, other: FeedCounters) -> FeedCounters:
        return replace(self, **{name: getattr(self, name) - getattr(other, name) for name in _COUNTS})


_COUNTS = (
    *("packets", "due", "decoded", "dropped", "out_of_order", "reconnects", "keyframes", "damaged"),
    *("wanted", "cost_ns", "fallbacks"),
)
_COLUMNS = len(astuple(FeedCounters()))


def make_board() -> int:
    """The descriptor of an empty board; it has no name and vanishes with its last user."""
    descriptor = os.memfd_create("munara-board", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, _BYTES)
    return descriptor


class Board:
    """The rows of one decoder process. Thread: any reads; a column is written by its own thread."""

    def __init__(self, descriptor: int) -> None:
        """Maps the memory; `descriptor` can be closed afterwards."""
        self._words = memoryview(mmap.mmap(descriptor, _BYTES)).cast("q")

    def row(self, number: int) -> memoryview:
        """A feed's 64-bit words, indexed by Column (PROCESS_ROW: by Beat)."""
        return self._words[number * _WORDS : (number + 1) * _WORDS]

    def clear(self, number: int) -> None:
        self.row(number)[:] = memoryview(bytes(_WORDS * 8)).cast("q")


def read_counters(row: memoryview) -> FeedCounters:
    return FeedCounters(*row[:_COLUMNS].tolist())
