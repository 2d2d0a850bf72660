"""The time from frame to frame, learnt from the source's own timestamps."""

from __future__ import annotations

_LONGEST_NS = 30_000_000_000  # a longer gap is a jump of the source's clock, not its pace
_KNOWN = 8  # gaps seen before single ones weigh little
_LONGEST_STEP = 4  # a source's clock that is set by some seconds must not make "late" come too late


class Interval:
    """Timestamps, not arrivals: packets come in bursts. Thread: demux."""

    def __init__(self, *, guess_ns: int = 0) -> None:
        self.learnt_ns = guess_ns
        self._gaps = 0
        self._last_ns: int | None = None

    def see(self, media_ns: int) -> int:
        """A packet's decoding time.

        Returns:
            The interval as known now, ns; 0 while unknown.
        """
        last_ns, self._last_ns = self._last_ns, media_ns
        if last_ns is None or not 0 < media_ns - last_ns < _LONGEST_NS:
            return self.learnt_ns
        gap_ns = media_ns - last_ns
        if self._gaps == _KNOWN:
            gap_ns = min(gap_ns, _LONGEST_STEP * self.learnt_ns)
        self._gaps = min(self._gaps + 1, _KNOWN)
        self.learnt_ns += (gap_ns - self.learnt_ns) // self._gaps
        return self.learnt_ns

    def jump(self) -> None:
        """The timestamps begin anew: a loop or a reconnect."""
        self._last_ns = None
