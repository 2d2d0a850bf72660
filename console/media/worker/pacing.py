"""A file's packets are given out when their timestamps say, loop after loop, with no growing drift."""

from __future__ import annotations

_LAG_NS = 2_000_000_000  # further behind than this, the clip goes on from here instead of rushing
# Steps outside of this are the source's clock being set, or another recording behind the first.
_BACK_NS, _FORWARD_NS = 1_000_000_000, 600_000_000_000


class Pacing:
    """The schedule of one file: pure, monotonic ns. Thread: demux."""

    def __init__(self, *, now_ns: int) -> None:
        self._loop_at_ns = now_ns  # when the first packet of this loop was due
        self._first_ns: int | None = None
        self._last_ns = 0
        self._step_ns = 0

    def due_at_ns(self, media_ns: int, *, now_ns: int) -> int:
        """When the packet with this decoding time is due; a time a little back comes at once."""
        if self._first_ns is not None and not -_BACK_NS <= media_ns - self._last_ns <= _FORWARD_NS:
            self.loop()
        if self._first_ns is None:
            self._first_ns = self._last_ns = media_ns
        if media_ns > self._last_ns:
            self._step_ns = media_ns - self._last_ns
            self._last_ns = media_ns
        due_ns = self._loop_at_ns + self._last_ns - self._first_ns
        if now_ns - due_ns > _LAG_NS:  # the machine slept
            self._loop_at_ns += now_ns - due_ns
            return now_ns
        return due_ns

    def loop(self) -> None:
        """The clip begins again, one frame after its last."""
        if self._first_ns is not None:
            self._loop_at_ns += self._last_ns - self._first_ns + self._step_ns
        self._first_ns = None
