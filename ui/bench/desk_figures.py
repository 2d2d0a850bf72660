"""What `munara bench desk` found (DESIGN.md section 7)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from console.bench.figures import Figures


@dataclass(frozen=True, slots=True)
class DeskFigures(Figures):
    """An effect that was not painted in time counts three seconds, and in `missed`."""

    tiles: int
    fps: float
    model: str
    key_p95_ms: float
    key_p50_ms: float
    key_presses: int
    key_idle_p95_ms: float  # the same keys' way into an empty window
    key_ratio: float
    layout_ms: float  # the median change
    layout_worst_ms: float
    layout_changes: int
    grey_flashes: int  # cameras that stayed and were painted without their picture
    alert_to_card_ms: float  # p95
    missed: int
    gui_cores: float  # the GUI thread alone
    gui_idle_cores: float  # an empty window that paints itself at the same rate
    gui_ratio: float
    desk_cores: float  # this process, its detectors too
    painted_ratio: float  # of the frames due meanwhile
    key_p95_by_command_ms: dict[str, float]

    def rows(self) -> dict[str, object]:
        """As `table` shows them: each command in a line of its own."""
        rows = asdict(self)
        by_command = rows.pop("key_p95_by_command_ms")
        return rows | {f"key: {name}": value for name, value in by_command.items()}
