"""The demo city: what resources/demo/ says, as cameras, zones and staged incidents."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from console.cameras.address import Address, AddressKind
from console.cameras.camera import Camera
from console.cameras.neighbour_cell import read_neighbours
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site
from console.demo.clip import Clip, ignored, with_stand_in
from console.demo.director import Outage
from console.language import language
from console.paths import RESOURCES

_FOLDER = RESOURCES / "demo"
_FAULTS = {"pauses", "frozen"}


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

    rows: tuple[Mapping[str, Any], ...]  # cameras, with their stand-ins' clips where footage is missing
    clips: tuple[Clip, ...]
    staged: tuple[Staged, ...]
    later: tuple[Staged, ...]  # more that the footage holds, which no run is judged by
    outages: tuple[Outage, ...]
    operator: str

    @classmethod
    def load(cls, *, cameras: int | None = None, only: Collection[str] = ()) -> City:
        """Reads resources/demo; None means every written camera, `only` names the numbers of a few."""
        city, script = _read("city.toml"), _read("script.toml")
        written = [row for row in city["camera"] if not only or row["number"] in only]
        rows = tuple(map(_showable, _first(written, cameras)))
        numbers = {row["number"] for row in rows}

        def of_these(name: str) -> list[dict[str, Any]]:
            return [row for row in script[name] if row["camera"] in numbers]

        return cls(
            rows,
            tuple(Clip.of(row["clip"], seconds=city["clip_seconds"]) for row in rows),
            tuple(Staged(row["camera"], row["from_s"], row["to_s"]) for row in of_these("staged")),
            tuple(Staged(row["camera"], row["from_s"], row["to_s"]) for row in of_these("later")),
            tuple(Outage(row["camera"], row["from_s"], row["to_s"]) for row in of_these("outage")),
            _in_language(city["operator"]),
        )

    def site(self, files: Sequence[Path]) -> Site:
        """The city as a site whose cameras play `files`, one a camera."""
        city = _read("city.toml")
        places = {row["id"]: _place(row) for row in city["place"]}
        by_number = {row["number"]: row for row in self.rows}
        shown = zip(self.rows, self.clips, files, strict=True)
        cameras = (
            _camera(
                row,
                places[row["place"]],
                file,
                ignore=ignored(clip, city["ignore"]),
                scene_width_m=_share(city["scene_width_m"].get(clip.source), clip),
                there=by_number,
            )
            for row, clip, file in shown
        )
        zones = (_zone(row, by_number.get(row["camera"])) for row in _read("script.toml")["zone"])
        return Site.of(cameras, (zone for zone in zones if zone is not None))


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
    sound = [row for row in rows if not row["clip"].keys() & _FAULTS]
    extra = [
        {**sound[index % len(sound)], "number": f"{1000 + index}", "neighbours": ""}
        for index in range(count - len(ordered))
    ]
    return sorted(ordered, key=lambda row: str(row["number"])) + extra


def _showable(row: Mapping[str, Any]) -> Mapping[str, Any]:
    shown, is_stand_in = with_stand_in(row)
    return {**shown, "is_stand_in": is_stand_in}


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["id"], _in_language(row["name"]), PlaceKind(row["kind"]))


def _share(source_m: float | None, clip: Clip) -> float | None:
    """What the clip's cut of it spans."""
    return None if source_m is None else round(source_m * clip.crop[2], 2)


def _camera(
    row: Mapping[str, Any],
    place: Place,
    file: Path,
    *,
    ignore: tuple[Polygon, ...],
    scene_width_m: float | None,
    there: Container[str],
) -> Camera:
    """`there`: the numbers of the cameras in the city; others are nobody's neighbours."""
    neighbours = read_neighbours(row.get("neighbours", ""))
    return Camera(
        id=row["number"],
        number=row["number"],
        name=_in_language(row["name"]),
        place=place,
        main=Address(AddressKind.FILE, str(file)),
        ignore_zones=ignore,
        neighbours=tuple(each for each in neighbours if each.number in there),
        scene_width_m=scene_width_m,
    )


def _zone(row: Mapping[str, Any], camera: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """None where its camera is not in the city, or shows something that the zone was not drawn on."""
    if camera is None or (camera["is_stand_in"] and "stand_in" not in row):
        return None
    drawn = {**row, **row["stand_in"]} if camera["is_stand_in"] else row
    return {
        "id": row["id"],
        "camera_id": row["camera"],
        "name": _in_language(drawn["name"]),
        "corners": drawn["corners"],
        "hours": row.get("hours", {}),
        "priority": row["priority"],
        "cool_down_s": row["cool_down_s"],
    }
