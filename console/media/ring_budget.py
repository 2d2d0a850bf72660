"""How long each feed's ring may be: a minute where the memory is there, equal spans where it is not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from console.language import N_

FULL_SPAN_NS = 60_000_000_000
# What the journal stores of it
RINGS_SHORT, RINGS_WHOLE = N_("replay reaches back less than a minute"), N_("replay reaches back a minute")
# Where it must be less, streets shrink to this before a children's place gives up a second: an alert's clip
# begins 20 s before its cause, and half of that still shows how it came about.
_LEAST_SPAN_NS = 10_000_000_000
_SHARE = 4  # a quarter of the machine's memory


@dataclass(frozen=True, slots=True)
class RingNeed:
    """What a feed's ring costs."""

    camera_id: str
    bytes_per_s: float
    for_children: bool = False
    group_s: float = 0.0  # from keyframe to keyframe: the ring begins so much earlier than it must


def ring_budget_bytes() -> int:
    """A quarter of this machine's memory, or of what its container allows."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):  # no such file, or "max"
        memory = min(memory, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return memory // _SHARE


def spans_ns(needs: Iterable[RingNeed], *, budget_bytes: int, pinned_bytes: int = 0) -> Mapping[str, int]:
    """The span that each camera's ring may have, in whole seconds.

    Everybody's is FULL_SPAN_NS where the budget has room beside the pinned bytes. Else streets get an equal
    span and children's places keep theirs; below 10 s the children's shrink as well, to 10 s; then all alike.
    """
    needs = tuple(needs)
    streets = tuple(need for need in needs if not need.for_children)
    children = tuple(need for need in needs if need.for_children)
    free = max(0, budget_bytes - pinned_bytes)
    street_ns = _equal(streets, free - _cost(children, FULL_SPAN_NS))
    child_ns = FULL_SPAN_NS
    if streets and street_ns < _LEAST_SPAN_NS:
        street_ns = _LEAST_SPAN_NS
        child_ns = _equal(children, free - _cost(streets, street_ns))
    elif not streets:
        child_ns = _equal(children, free)
    if child_ns < _LEAST_SPAN_NS:
        street_ns = child_ns = _equal(needs, free)
    return {need.camera_id: child_ns if need.for_children else street_ns for need in needs}


def _cost(needs: Iterable[RingNeed], span_ns: int) -> float:
    return sum(need.bytes_per_s * (span_ns / 1e9 + need.group_s) for need in needs)


def _equal(needs: Iterable[RingNeed], free_bytes: float) -> int:
    """The longest span that all can have, down to a whole second."""
    needs = tuple(needs)
    a_second = sum(need.bytes_per_s for need in needs)
    if a_second <= 0:
        return FULL_SPAN_NS if free_bytes >= 0 else 0
    seconds = int((free_bytes - _cost(needs, 0)) / a_second)
    return min(FULL_SPAN_NS, max(0, seconds) * 1_000_000_000)
