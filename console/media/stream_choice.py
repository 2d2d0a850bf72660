"""Main or sub: which of a camera's two streams the tiles that show it need."""

from __future__ import annotations

from enum import Enum

SUB_UP_TO_PX = 171  # a tile so high shows all that 640×360 holds in half its lines,
MAIN_ABOVE_PX = 229  # and 1.34 times that is where its pixels begin to be missed
# Higher ones are what somebody looks at: a tile over the whole screen, the desk's large picture.
_LARGE_PX = 480
_SMALL_FOR_NS = 1_000_000_000  # a wall that is being rearranged changes its tiles for a moment
_BETWEEN_NS = 5_000_000_000


class StreamKind(Enum):
    MAIN = "main"
    SUB = "sub"


class StreamChoice:
    """One camera's, with hysteresis. Pure, monotonic ns. Thread: media-watch."""

    def __init__(self, kind: StreamKind) -> None:
        self.kind = kind
        self._small_since_ns: int | None = None
        self._changed_at_ns: int | None = None

    def look(self, height_px: int, *, now_ns: int, held: bool = False) -> StreamKind:
        """The stream for the highest of the camera's tiles; 0: nobody shows it.

        `held`: somebody needs the main stream whatever the tiles show.
        """
        if height_px > SUB_UP_TO_PX:
            self._small_since_ns = None
        elif self._small_since_ns is None:
            self._small_since_ns = now_ns
        if held or height_px >= _LARGE_PX:
            self._change(StreamKind.MAIN, now_ns)
        elif self._may_change(now_ns):
            if height_px > MAIN_ABOVE_PX:
                self._change(StreamKind.MAIN, now_ns)
            elif self._small_since_ns is not None and now_ns - self._small_since_ns >= _SMALL_FOR_NS:
                self._change(StreamKind.SUB, now_ns)
        return self.kind

    def _may_change(self, now_ns: int) -> bool:
        return self._changed_at_ns is None or now_ns - self._changed_at_ns >= _BETWEEN_NS

    def _change(self, kind: StreamKind, now_ns: int) -> None:
        if kind is not self.kind:
            self.kind = kind
            self._changed_at_ns = now_ns
