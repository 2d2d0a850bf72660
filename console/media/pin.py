"""A span of a camera's ring that is kept however old it grows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pin:
    """Held until Host.unpin; all times monotonic."""

    number: int
    camera_id: str
    from_ns: int
    to_ns: int  # may lie in the future
