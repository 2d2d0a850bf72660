"""What a bench found (DESIGN.md section 7), and how it is told."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from console.language import _


@dataclass(frozen=True, slots=True)
class Figures:
    """One field a figure; None where it was not measured."""

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    def rows(self) -> dict[str, object]:
        """As `table` shows them."""
        return asdict(self)

    def table(self) -> str:
        """One figure a line, named by its key: the same word in every language."""
        unknown = _("not measured")
        rows = self.rows().items()
        return "\n".join(f"{name:24}{unknown if value is None else value}" for name, value in rows)


@dataclass(frozen=True, slots=True)
class WallFigures(Figures):
    """Of `munara bench wall`; None where a peer has no such thing."""

    tiles: int
    hardware_tiles: int  # decoded by the hardware
    due: int
    painted: int
    painted_ratio: float
    cpu_cores: float
    desk_cores: float
    cpu_us_per_painted: float
    bare_decode_us: float
    ratio_to_bare: float
    p95_packet_to_paint_ms: float | None
    tick_p99_ms: float
    rss_mb: float
    ring_mb: float
    rss_mb_per_tile: float
    first_all_live_s: float
    psnr_db: float | None


def nearest_rank(values: Sequence[float], percent: int) -> float:
    """The percentile that is one of the values; infinite where there are none."""
    return sorted(values)[max(1, math.ceil(percent * len(values) / 100)) - 1] if values else math.inf
