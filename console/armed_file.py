"""What is armed or black, kept over a restart: one small file, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from console.journal.disk import replaced, synced
from console.wall.armed import ArmedWall
from console.wall.layout import Cell, Layout


@dataclass(frozen=True, slots=True)
class KeptWall:
    """What somebody chose for a wall, without its cameras: those its layout has."""

    cells: tuple[Cell, ...]  # the armed ones, by place: another grid has other numbers
    black_since_utc: datetime | None

    @classmethod
    def of(cls, wall: ArmedWall) -> KeptWall:
        cells = wall.layout.cells
        return cls(tuple(cells[cell] for cell in sorted(wall.armed)), wall.black_since_utc)

    def on(self, layout: Layout) -> ArmedWall:
        """With what stands there now; armed cells that this grid has not are left out."""
        armed = frozenset(number for number, cell in enumerate(layout.cells) if cell in self.cells)
        return ArmedWall(layout, armed, self.black_since_utc)


def write_armed(file: Path, walls: Mapping[int, KeptWall]) -> None:
    """Raises: OSError, and what was there before is still there."""
    rows = {str(number): _row(wall) for number, wall in walls.items()}
    with replaced(file) as unfinished, synced(unfinished) as out:
        out.write(json.dumps(rows, indent=1).encode())


def read_armed(file: Path) -> dict[int, KeptWall]:
    """Raises: OSError; ValueError, the file is damaged. Where there is none, nothing is armed."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    try:
        return {int(number): _kept(row) for number, row in rows.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _row(wall: KeptWall) -> dict[str, object]:
    since = wall.black_since_utc.isoformat() if wall.black_since_utc else None
    cells = [[cell.column, cell.row, cell.width, cell.height] for cell in wall.cells]
    return {"black_since_utc": since, "armed": cells}


def _kept(row: Mapping[str, Any]) -> KeptWall:
    since = row["black_since_utc"]
    cells = tuple(Cell(*(int(side) for side in sides)) for sides in row["armed"])
    moment = datetime.fromisoformat(since) if since else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without its offset")
    return KeptWall(cells, moment)
