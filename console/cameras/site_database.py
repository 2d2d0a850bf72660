"""The site's database: places, cameras and zones, as an administrator keeps them."""

from __future__ import annotations

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.credentials import Credential, Credentials
from console.cameras.neighbour import Neighbour, Side
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.search_grid import SearchGrid
from console.cameras.site_file import open_site
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the desk watches."""

    cameras: dict[str, Camera]  # by id, in the order of their numbers; all parts of a desk hold this one
    zones: tuple[Mapping[str, Any], ...] = ()  # as console.alerts.zone reads them

    @classmethod
    def of(cls, cameras: Iterable[Camera], zones: Iterable[Mapping[str, Any]] = ()) -> Site:
        return cls({camera.id: camera for camera in cameras}, tuple(zones))


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A change of the site that the journal is still to tell of."""

    actor: str
    body: Mapping[str, Any]  # the entry's, without credentials
    id: int = 0  # 0: not stored yet


class SiteDatabase:
    """site.db and the cameras' credentials beside it. Thread: main."""

    def __init__(self, folder: DataFolder) -> None:
        self._file = folder.site_db
        self._lock_file = folder.root / "import.lock"
        self._credentials = Credentials(folder.secrets)

    def load(self) -> Site:
        """The site as it was saved last; an empty one where none was.

        Raises:
            Problem: the file is no site database.
        """
        with closing(open_site(self._file)) as database:
            places = {row["id"]: _place(row) for row in database.execute("select * from place")}
            rows = database.execute("select * from camera order by number").fetchall()
            zones = database.execute("select * from zone order by id").fetchall()
        secrets = self._credentials.load()
        cameras = (_camera(row, places, secrets) for row in rows)
        return Site.of(cameras, map(_zone, zones))

    def save(self, site: Site, *, changes: Sequence[Unrecorded] = ()) -> None:
        """Replaces the whole site in one transaction; credentials first, so that no address lacks its own.

        `changes` are stored with it, until `recorded` takes them away: whatever happens in between, a change
        does not stay without its entry.

        Raises:
            Problem: the folder cannot be written, or another program holds the database.
        """
        try:
            self._credentials.save(dict(_secrets(site.cameras.values())))
            with closing(open_site(self._file)) as database, database:
                _replace(database, site)
                database.executemany(
                    "insert into unrecorded (actor, body) values (?, ?)",
                    [(change.actor, json.dumps(change.body, ensure_ascii=False)) for change in changes],
                )
        except (OSError, sqlite3.Error) as error:
            raise Problem(
                _("the cameras cannot be saved ({why})").format(why=error),
                where=str(self._file),
                mend=_("Mend that and do it again"),
            ) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One change at a time: each replaces the whole site.

        Raises:
            Problem: another change is under way.
        """
        with self._lock_file.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Problem(
                    _("another change of the cameras is under way"),
                    where=str(self._lock_file.parent),
                    mend=_("Wait until it has ended"),
                ) from None
            yield

    def unrecorded(self) -> list[Unrecorded]:
        """The changes without an entry, oldest first.

        Raises:
            Problem: the file is no site database.
        """
        with closing(open_site(self._file)) as database:
            rows = database.execute("select * from unrecorded order by id").fetchall()
        return [Unrecorded(row["actor"], json.loads(row["body"]), row["id"]) for row in rows]

    def recorded(self, changes: Iterable[Unrecorded]) -> None:
        """These changes have their entries now."""
        with closing(open_site(self._file)) as database, database:
            database.executemany("delete from unrecorded where id = ?", [(change.id,) for change in changes])


def _replace(database: sqlite3.Connection, site: Site) -> None:
    for table in ("zone", "camera", "place"):
        database.execute(f"delete from {table}")
    cameras = site.cameras.values()
    places = {camera.place.id: camera.place for camera in cameras}
    database.executemany(
        "insert into place values (?, ?, ?)", [(p.id, p.name, p.kind.value) for p in places.values()]
    )
    database.executemany(
        "insert into camera values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, cameras)
    )
    database.executemany(
        "insert into zone values (?, ?, ?)",
        [(zone["id"], zone["camera_id"], json.dumps(zone, ensure_ascii=False)) for zone in site.zones],
    )


def _place(row: sqlite3.Row) -> Place:
    return Place(row["id"], row["name"], PlaceKind(row["kind"]))


def _zone(row: sqlite3.Row) -> Mapping[str, Any]:
    """A damaged one must not keep the desk from its cameras: its text is kept, and no rule is made of it."""
    try:
        zone = json.loads(row["body"])
    except ValueError:
        zone = None
    if isinstance(zone, dict) and {"id", "camera_id"} <= zone.keys():
        return zone
    return {"id": row["id"], "camera_id": row["camera_id"], "unreadable": row["body"]}


def _camera(row: sqlite3.Row, places: Mapping[str, Place], secrets: Mapping[str, Credential]) -> Camera:
    return Camera(
        id=row["id"],
        number=row["number"],
        name=row["name"],
        place=places[row["place_id"]],
        main=_address(row["main"], secrets.get(f"{row['id']}/main")),
        sub=_address(row["sub"], secrets.get(f"{row['id']}/sub")) if row["sub"] else None,
        confidence=row["confidence_pct"] / 100,
        ignore_zones=_outlines(row["ignore_zones"]),
        neighbours=_neighbours(row),
        masks=_outlines(row["masks"]),
        search_grid=SearchGrid.parse(row["search_grid"]),
        scene_width_m=_metres(row["scene_width_cm"]),
    )


def _outlines(stored: str) -> tuple[Polygon, ...]:
    return tuple(Polygon(tuple((x, y) for x, y in corners)) for corners in json.loads(stored))


def _neighbours(row: sqlite3.Row) -> tuple[Neighbour, ...]:
    sides = json.loads(row["neighbour_sides"])
    numbers = json.loads(row["neighbours"])
    return tuple(Neighbour(number, Side(sides[number]) if number in sides else None) for number in numbers)


def _metres(centimetres: int | None) -> float | None:
    return None if centimetres is None else centimetres / 100


def _stored(outlines: Iterable[Polygon]) -> str:
    return json.dumps([outline.corners for outline in outlines])


def _address(location: str, credential: Credential | None) -> Address:
    user, password = credential or ("", "")
    return replace(Address.parse(location), user=user, password=password)


def _row(camera: Camera) -> tuple[object, ...]:
    sub = camera.sub.location if camera.sub else None
    known = (camera.id, camera.number, camera.name, camera.place.id, camera.main.location)
    zones, masks = _stored(camera.ignore_zones), _stored(camera.masks)
    width_cm = None if camera.scene_width_m is None else round(camera.scene_width_m * 100)
    numbers = json.dumps([each.number for each in camera.neighbours])
    sides = json.dumps({each.number: each.side.value for each in camera.neighbours if each.side})
    drawn = (zones, numbers, masks)
    return (*known, sub, round(camera.confidence * 100), *drawn, str(camera.search_grid), width_cm, sides)


def _secrets(cameras: Iterable[Camera]) -> Iterable[tuple[str, Credential]]:
    for camera in cameras:
        for stream, address in (("main", camera.main), ("sub", camera.sub)):
            if address and (address.user or address.password):
                yield f"{camera.id}/{stream}", (address.user, address.password)
