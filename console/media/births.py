"""When a decoder process that died may begin its next life."""

from __future__ import annotations

_SHORT_LIFE_S = 10.0
_AT_ONCE = 3  # deaths after short lives that still cost no waiting
_LONGEST_WAIT_S = 10.0


class Births:
    """A stream that kills its decoder again and again must not eat the machine. Thread: media-watch."""

    def __init__(self) -> None:
        self._short_lives = 0
        self._begun_at_s = 0.0
        self._next_at_s = 0.0

    def begin(self, *, now_s: float) -> None:
        self._begun_at_s = now_s

    def die(self, *, now_s: float) -> None:
        short = now_s - self._begun_at_s < _SHORT_LIFE_S
        self._short_lives = self._short_lives + 1 if short else 0
        wait_s = 0.0
        if self._short_lives > _AT_ONCE:
            wait_s = min(_LONGEST_WAIT_S, 2.0 ** (self._short_lives - _AT_ONCE - 1))
        self._next_at_s = now_s + wait_s

    def may_begin(self, *, now_s: float) -> bool:
        return now_s >= self._next_at_s
