"""A span of a camera's ring that is kept however old it grows."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PIN_NS = 120_000_000_000  # an alert's is 40 s; a replay's reaches from its oldest picture on


@dataclass(frozen=True, slots=True)
class Pin:
    """Held until Host.unpin; all times monotonic."""

    number: int
    camera_id: str
    from_ns: int
    to_ns: int  # may lie in the future
