"""A stream's pace in each decode mode: how often it is due to show a picture."""

from __future__ import annotations

from console.media.decode_mode import DecodeMode
from console.media.worker.interval import Interval

_LONGEST_GOP_NS = 5_000_000_000  # with keyframes further apart a tile of keyframes alone would count as stale


class Pace:
    """Learnt from the decoding times of packets. Thread: demux."""

    def __init__(self, *, guess_ns: int = 0) -> None:
        self._frames = Interval(guess_ns=guess_ns)
        self._keyframes = Interval()
        self._is_odd = False  # every second frame
        self._is_keyframe = False

    def see(self, media_ns: int, *, is_keyframe: bool) -> None:
        """A packet's decoding time."""
        self._frames.see(media_ns)
        self._is_odd = not self._is_odd
        self._is_keyframe = is_keyframe
        if is_keyframe:
            self._keyframes.see(media_ns)

    def jump(self) -> None:
        """The timestamps begin anew: a loop or a reconnect."""
        self._frames.jump()
        self._keyframes.jump()

    def possible(self, mode: DecodeMode) -> DecodeMode:
        """The mode, or the next better one where this stream has too few keyframes for it."""
        if mode is DecodeMode.KEYFRAMES and not 0 < self._keyframes.learnt_ns <= _LONGEST_GOP_NS:
            return DecodeMode.HALF
        return mode

    def interval_ns(self, mode: DecodeMode) -> int:
        """From picture to picture; 0 while unknown."""
        if mode is DecodeMode.KEYFRAMES:
            return self._keyframes.learnt_ns
        return self._frames.learnt_ns * (2 if mode is DecodeMode.HALF else 1)

    def wants(self, mode: DecodeMode) -> bool:
        """Whether the packet seen last is one that the mode is to show."""
        if mode is DecodeMode.HALF:
            return self._is_odd
        return mode is DecodeMode.EVERY_FRAME or (mode is DecodeMode.KEYFRAMES and self._is_keyframe)
