"""A layout: which cameras stand in which cells of one screen's grid."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Cameras by cell, row by row from the top left; "" and what is missing at the end stay empty."""

    columns: int
    rows: int
    camera_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.columns < 1 or self.rows < 1:
            raise ValueError("a layout has at least one cell")
        if len(self.camera_ids) > self.columns * self.rows:
            raise ValueError("a layout has no more cameras than cells")

    @classmethod
    def fitting(cls, camera_ids: Iterable[str]) -> Layout:
        """The grid nearest to a square that holds them all: on a 16:9 screen its tiles are 16:9."""
        cameras = tuple(camera_ids)
        columns = max(1, math.ceil(math.sqrt(len(cameras))))
        rows = max(1, math.ceil(len(cameras) / columns))
        return cls(columns, rows, cameras)

    def camera_at(self, cell: int) -> str:
        """The camera's id, or "" for an empty cell."""
        return self.camera_ids[cell] if cell < len(self.camera_ids) else ""
