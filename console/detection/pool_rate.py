"""How the detectors keep up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PoolRate:
    """How the detectors keep up, for the bottom bar."""

    per_second: float  # looks, over the last seconds; each tile of a picture is one
    backlog: int  # letterboxes that wait for a worker
    cameras: int  # watched
    oldest_ns: int  # the longest time since a look at a camera that answers and is to be looked at
    failing: tuple[str, ...]  # cameras whose last look failed or hung, by id
    replaced: int  # workers that hung or failed again and again, since the start
