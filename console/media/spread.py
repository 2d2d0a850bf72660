"""Which decoder process gets a feed, and which feed moves when one process is full. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# One decode thread can do a whole core; nearer to that, every burst of packets makes pictures late.
FULL_CORES = 0.85
_WORTH_CORES = 0.2  # a smaller difference is no gain: moving a feed costs it a connection

Load = Mapping[str, float]  # camera → cores that its decoding takes; 0.0 while it is not known


def lightest(loads: Sequence[Load]) -> int:
    """The process for the next feed; one whose cost is not known yet counts as the mean of the others."""
    known = [cores for load in loads for cores in load.values() if cores]
    mean = sum(known) / len(known) if known else 1.0
    totals = [sum(cores or mean for cores in load.values()) for load in loads]
    return totals.index(min(totals))


def next_move(loads: Sequence[Load]) -> tuple[str, int] | None:
    """(camera, process it shall go to), or None where no process is full or no move would mend that."""
    totals = [sum(load.values()) for load in loads]
    fullest, emptiest = totals.index(max(totals)), totals.index(min(totals))
    gap = totals[fullest] - totals[emptiest]
    if totals[fullest] < FULL_CORES or gap < _WORTH_CORES:
        return None
    fitting = {camera: cores for camera, cores in loads[fullest].items() if 0 < cores < gap}
    if not fitting:
        return None
    return min(fitting, key=lambda camera: abs(fitting[camera] - gap / 2)), emptiest
