"""Whether a stream's packets still become pictures."""

from __future__ import annotations

from console.media.board import Column
from console.media.decode_mode import DecodeMode

_BLIND_NS = 10_000_000_000  # packets for so long and not one picture: something is wrong with the stream
_INTERVALS = 5  # a stream that is slow by nature is given as many


class Sight:
    """One connection's. Thread: demux."""

    def __init__(self, row: memoryview, *, now_ns: int) -> None:
        self._row = row
        self._decoded: int = row[Column.DECODED]
        self._since_ns = now_ns

    def is_lost(self, *, now_ns: int) -> bool:
        """Asked with each packet: a silent camera is not a blind one."""
        decoded: int = self._row[Column.DECODED]
        if decoded != self._decoded or self._row[Column.MODE] == DecodeMode.PACKETS:
            self._decoded = decoded
            self._since_ns = now_ns
        patience_ns = max(_BLIND_NS, _INTERVALS * self._row[Column.INTERVAL_NS])
        return now_ns - self._since_ns > patience_ns
