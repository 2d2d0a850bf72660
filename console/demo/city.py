"""The demo city: what resources/demo/ says, as cameras, zones and staged incidents."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from console.assets import has_asset
from console.cameras.address import Address, AddressKind
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site
from console.language import language
from console.paths import RESOURCES

_FOLDER = RESOURCES / "demo"


@dataclass(frozen=True, slots=True)
class Clip:
    """A cut of footage; crop is x, y, width, height in fractions of the source."""

    source: str
    start_s: float
    crop: tuple[float, float, float, float]
    mirror: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Staged:
    """An incident that the footage holds: its alert must come in this span after the feeds' start."""

    camera_id: str
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class City:
    """The demo city, with as many cameras as asked for.

    Past the written cameras the same clips are shown again under further numbers.
    """

    rows: tuple[Mapping[str, Any], ...]
    clips: tuple[Clip, ...]
    staged: tuple[Staged, ...]
    operator: str

    @classmethod
    def load(cls, *, cameras: int | None = None) -> City:
        """Reads resources/demo; None means every written camera."""
        city, script = _read("city.toml"), _read("script.toml")
        rows = _first(city["camera"], cameras)
        clips = tuple(_clip(row["clip"], city) for row in rows)
        numbers = {row["number"] for row in rows}
        staged = tuple(
            Staged(row["camera"], row["from_s"], row["to_s"])
            for row in script["staged"]
            if row["camera"] in numbers
        )
        return cls(tuple(rows), clips, staged, _in_language(city["operator"]))

    def site(self, files: Sequence[Path]) -> Site:
        """The city as a site whose cameras play `files`, one a camera."""
        places = {row["id"]: _place(row) for row in _read("city.toml")["place"]}
        cameras = (
            _camera(row, places[row["place"]], file) for row, file in zip(self.rows, files, strict=True)
        )
        numbers = {row["number"] for row in self.rows}
        return Site.of(
            cameras, (_zone(row) for row in _read("script.toml")["zone"] if row["camera"] in numbers)
        )


@cache
def _read(name: str) -> dict[str, Any]:
    with (_FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def _in_language(names: Mapping[str, str]) -> str:
    return names[language()]


def _first(rows: Sequence[Mapping[str, Any]], count: int | None) -> list[Mapping[str, Any]]:
    """The staged cameras come first, so that a small city still has its incidents."""
    staged = [row["camera"] for row in _read("script.toml")["staged"]]
    if count is None:
        return list(rows)
    ordered = sorted(rows, key=lambda row: row["number"] not in staged)[:count]
    extra = [
        {**rows[index % len(rows)], "number": f"{1000 + index}"} for index in range(count - len(ordered))
    ]
    return sorted(ordered, key=lambda row: str(row["number"])) + extra


def _clip(row: Mapping[str, Any], city: Mapping[str, Any]) -> Clip:
    source = row["source"]
    if source in city["stand_in"] and not has_asset(source):
        source = city["stand_in"][source]
    x, y, width, height = row["crop"]
    return Clip(source, row["start_s"], (x, y, width, height), row["mirror"], city["clip_seconds"])


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["id"], _in_language(row["name"]), PlaceKind(row["kind"]))


def _camera(row: Mapping[str, Any], place: Place, file: Path) -> Camera:
    zones = tuple(Polygon(tuple((x, y) for x, y in corners)) for corners in row.get("ignore", ()))
    return Camera(
        id=row["number"],
        number=row["number"],
        name=_in_language(row["name"]),
        place=place,
        main=Address(AddressKind.FILE, str(file)),
        ignore_zones=zones,
    )


def _zone(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "id": row["id"],
        "camera_id": row["camera"],
        "name": _in_language(row["name"]),
        "corners": row["corners"],
        "priority": row["priority"],
        "cool_down_s": row["cool_down_s"],
    }
