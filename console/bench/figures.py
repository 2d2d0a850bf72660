"""What `munara bench wall` found (DESIGN.md section 7)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from console.language import _


@dataclass(frozen=True, slots=True)
class WallFigures:
    """None where a peer has no such thing."""

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

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    def table(self) -> str:
        """One figure a line, named by its key: the same word in every language."""
        rows = [(field.name, getattr(self, field.name)) for field in fields(self)]
        unknown = _("not measured")
        return "\n".join(f"{name:24}{unknown if value is None else value}" for name, value in rows)
