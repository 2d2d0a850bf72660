"""How long to wait before the next try: growing, jittered, longest at once for a refused password."""

from __future__ import annotations

import random

from console.media.feed_state import Failure

_FIRST_S = 1.0
_LONGEST_S = 30.0
_GOOD_S = 60.0  # connected for so long: the next trouble is a new one
_JITTER = 0.25  # so that a switch coming back does not meet all its cameras' tries at once


class Retry:
    """The waits of one feed. Thread: demux."""

    def __init__(self, *, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()
        self._wait_s = _FIRST_S

    def next_wait_s(self, failure: Failure, *, connected_s: float) -> float:
        """The wait after a try that failed, or ended after `connected_s` with pictures."""
        if failure is Failure.UNAUTHORISED:  # each wrong try brings the camera nearer to locking us out
            return _LONGEST_S
        if connected_s >= _GOOD_S:
            self._wait_s = _FIRST_S
        wait_s = self._wait_s * self._chance.uniform(1 - _JITTER, 1 + _JITTER)
        self._wait_s = min(_LONGEST_S, 2 * self._wait_s)
        return min(_LONGEST_S, max(_FIRST_S, wait_s))
