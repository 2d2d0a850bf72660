"""A demo camera's clip: which cut of which footage it shows, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from console.assets import has_asset, known_assets
from console.cameras.polygon import Polygon
from console.media.worker.clip_fault import Span


@dataclass(frozen=True, slots=True)
class Clip:
    """A cut of footage; crop is x, y, width, height in fractions of the source."""

    source: str
    start_s: float
    crop: tuple[float, float, float, float]
    mirror: bool
    seconds: float
    # Left out of what a clip prints, for that names its file: a clip without faults keeps its name.
    pauses: tuple[Span, ...] = field(default=(), repr=False)
    frozen: Span | None = field(default=None, repr=False)

    @classmethod
    def of(cls, row: Mapping[str, Any], *, seconds: float) -> Clip:
        """A clip as city.toml writes it."""
        x, y, width, height = row["crop"]
        return cls(
            row["source"],
            row["start_s"],
            (x, y, width, height),
            row["mirror"],
            seconds,
            tuple(Span(*pause) for pause in row.get("pauses", ())),
            Span(*row["frozen"]) if "frozen" in row else None,
        )

    def fraction(self, x_px: float, y_px: float, *, size_px: Sequence[int]) -> tuple[float, float]:
        """A point of the source, whose size is given, in fractions of the clip's picture."""
        left, top, width, height = self.crop
        x, y = (x_px / size_px[0] - left) / width, (y_px / size_px[1] - top) / height
        return (1 - x if self.mirror else x), y


def with_stand_in(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """A camera's row as it can be shown with the footage that is here, and whether that is a stand-in's."""
    if _is_here(row["clip"]["source"]):
        return row, False
    for stand_in in row.get("stand_ins", ()):
        if _is_here(stand_in["source"]):
            return {**row, "clip": stand_in, "name": stand_in.get("name", row["name"])}, True
    return row, False  # encoding it says what is missing


def ignored(clip: Clip, outlines: Mapping[str, Any]) -> tuple[Polygon, ...]:
    """What of the source's outlines lies in the clip's picture."""
    known = outlines.get(clip.source)
    if known is None:
        return ()
    areas = (
        tuple(clip.fraction(x, y, size_px=known["size"]) for x, y in corners) for corners in known["areas"]
    )
    return tuple(Polygon(area) for area in areas if any(_is_inside(corner) for corner in area))


def _is_inside(corner: tuple[float, float]) -> bool:
    return all(0 <= part <= 1 for part in corner)


def _is_here(source: str) -> bool:
    return source in known_assets() and has_asset(source)
