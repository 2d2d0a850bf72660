"""How a camera's picture is cut for the detectors: so that small persons are found in a large one."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_SIDE = 4  # a look at each tile takes as long as one at a whole picture
_WORDS = re.compile(r"([1-9])\s*[x×хXХ*]\s*([1-9])")  # Latin and Cyrillic: people type either


@dataclass(frozen=True, slots=True)
class SearchGrid:
    """Tiles across and down; 1×1 is the whole picture alone."""

    columns: int = 1
    rows: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.columns <= MOST_SIDE and 1 <= self.rows <= MOST_SIDE):
            raise ValueError(f"no grid to search in: {self}")

    @classmethod
    def parse(cls, text: str) -> SearchGrid:
        """Of "3x2" or "3×2", columns first.

        Raises:
            ValueError: it is no grid, or has too many columns or rows.
        """
        words = _WORDS.fullmatch(text.strip())
        if words is None:
            raise ValueError("no columns and rows")
        return cls(int(words[1]), int(words[2]))

    @property
    def looks(self) -> int:
        """At how many pictures a detector looks: tiles come on top of the whole, where large things are."""
        tiles = self.columns * self.rows
        return 1 if tiles == 1 else 1 + tiles

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"


WHOLE = SearchGrid()
