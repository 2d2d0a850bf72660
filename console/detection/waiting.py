"""Letterboxes that have come and wait for a worker: whose turn it is most comes first."""

from __future__ import annotations

from console.detection.turns import Turn, Turns
from console.media.frame import Letterbox

Job = tuple[Letterbox, Turn | None]  # None: nobody waits for it any more


class Waiting:
    """Thread: whoever holds the pool's lock."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._jobs: list[Job] = []

    def __len__(self) -> int:
        return len(self._jobs)

    def put(self, letterbox: Letterbox) -> None:
        self._jobs.append((letterbox, self._turns.arrived(letterbox.stamp.camera_id)))

    def take(self, now_ns: int) -> Job | None:
        """A street does not wait behind forty resting cameras that answer with their keyframes."""
        if not self._jobs:
            return None
        weights = [self._turns.weight(turn, now_ns) if turn else 0 for _letterbox, turn in self._jobs]
        return self._jobs.pop(weights.index(max(weights)))

    def clear(self) -> list[Letterbox]:
        """Those that waited, which are to be given back."""
        jobs, self._jobs = self._jobs, []
        return [letterbox for letterbox, _turn in jobs]
