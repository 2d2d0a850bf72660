"""The inventory: what a table of cameras would make of the site, and the table of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum

from console.cameras.address import Address, AddressKind
from console.cameras.camera import Camera
from console.cameras.inventory_table import KINDS, Column, Refusal, Row, Table, kind_named, words_of
from console.cameras.neighbour_cell import neighbour_faults, read_neighbours, write_neighbours
from console.cameras.places import Place, PlaceKind
from console.cameras.scene_width import LEAST_M, MOST_M, metres_of, metres_text
from console.cameras.search_grid import MOST_SIDE, WHOLE, SearchGrid
from console.cameras.site_database import Site
from console.language import _
from console.problem import Problem

_HIDDEN = "…"  # stands in an exported address for a password within it
# Some cameras take them in the path: /user=admin_password=secret_channel=1. All that follows is hidden.
_SECRET_PATH = re.compile(r"(?i)([/_;][^=/_;?&]*(?:user|pass|pwd|token|key|auth|secret)[^=/_;?&]*=)[^/?&;]*")


class Change(Enum):
    """The value is what the journal stores."""

    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CameraChange:
    camera: Camera  # as it is to be
    change: Change
    fields: tuple[str, ...] = ()  # names of Camera's fields that become other


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; `site` is the old one where a line was refused."""

    site: Site
    changes: tuple[CameraChange, ...] = ()
    unchanged: int = 0
    absent: int = 0  # cameras that the table does not name; they stay
    refused: tuple[Refusal, ...] = ()

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.changes)


def plan_import(table: Table, site: Site) -> ImportPlan:
    """Finds out what the table makes of the site; changes nothing.

    A camera is known again by its number: it keeps its id, its zones, and what the table does not speak of.
    An address without user and password keeps those that are stored for the very same address.
    """
    reading = _Reading(table, site)
    refused = [*table.refused, *reading.refusals()]
    if refused:
        return ImportPlan(site, refused=tuple(sorted(refused, key=lambda refusal: refusal.line)))
    cameras = [reading.camera(row) for row in table.rows]
    changes = [_change(camera, site.cameras.get(camera.id)) for camera in cameras]
    merged = {**site.cameras, **{camera.id: camera for camera in cameras}}
    return ImportPlan(
        Site.of(sorted(merged.values(), key=lambda camera: camera.number), site.zones),
        tuple(change for change in changes if change is not None),
        unchanged=changes.count(None),
        absent=len(merged) - len(cameras),
    )


def inventory_row(camera: Camera) -> Mapping[Column, str]:
    """The camera's line; its addresses stand there without anything that opens them."""
    return {
        Column.NUMBER: camera.number,
        Column.NAME: camera.name,
        Column.PLACE: camera.place.name,
        Column.KIND: KINDS[camera.place.kind][0],
        Column.MAIN: _shown(camera.main),
        Column.SUB: _shown(camera.sub) if camera.sub else "",
        Column.NEIGHBOURS: write_neighbours(camera.neighbours),
        Column.SEARCH_GRID: "" if camera.search_grid == WHOLE else str(camera.search_grid),
        Column.SCENE_WIDTH: metres_text(camera.scene_width_m),
        Column.DEMO: Column.DEMO.value,
    }


def _change(camera: Camera, stored: Camera | None) -> CameraChange | None:
    if stored is None:
        return CameraChange(camera, Change.ADDED)
    names = [field.name for field in fields(Camera)]
    other = tuple(name for name in names if getattr(camera, name) != getattr(stored, name))
    return CameraChange(camera, Change.CHANGED, other) if other else None


class _Reading:
    """A table against the site that it goes into."""

    def __init__(self, table: Table, site: Site) -> None:
        self._table = table
        self._stored = {camera.number: camera for camera in site.cameras.values()}
        self._ids = set(site.cameras)
        self._lines: dict[str, int] = {}  # of each number, the first
        for row in table.rows:
            self._lines.setdefault(_text(row, Column.NUMBER), row.line)
        self._numbers = self._lines.keys() | self._stored.keys()
        self._places = {camera.place.name: camera.place for camera in site.cameras.values()}
        self._place_ids = {place.id for place in self._places.values()}
        self._kinds: dict[str, tuple[PlaceKind, str]] = {}  # of each place, and who says so
        for camera in site.cameras.values():
            if camera.number not in self._lines:
                by = _("camera {number}, which stays as it is,").format(number=camera.number)
                self._kinds[camera.place.name] = camera.place.kind, by

    def refusals(self) -> Iterator[Refusal]:
        for row in self._table.rows:
            for why in self._faults(row):
                yield Refusal(row.line, why)

    def camera(self, row: Row) -> Camera:
        """The camera of a row without faults."""
        number = _text(row, Column.NUMBER)
        stored = self._stored.get(number)
        main = _address(row, Column.MAIN, stored.main if stored else None)
        assert main is not None, "a row without faults has one"
        camera = stored or Camera(_free(number, self._ids), number, "", self._place(row, None), main)
        self._ids.add(camera.id)
        camera = replace(camera, name=_text(row, Column.NAME), place=self._place(row, stored), main=main)
        if Column.SUB in row.cells:
            camera = replace(camera, sub=_address(row, Column.SUB, stored.sub if stored else None))
        if Column.NEIGHBOURS in row.cells:
            camera = replace(camera, neighbours=read_neighbours(row.cells[Column.NEIGHBOURS]))
        if Column.SEARCH_GRID in row.cells:
            camera = replace(camera, search_grid=_search_grid(row))
        if Column.SCENE_WIDTH in row.cells:
            camera = replace(camera, scene_width_m=metres_of(row.cells[Column.SCENE_WIDTH]))
        return camera

    def _place(self, row: Row, stored: Camera | None) -> Place:
        name, kind = _text(row, Column.PLACE), kind_named(row.cells[Column.KIND])
        assert kind is not None, "a row without faults has one"
        known = stored.place if stored and stored.place.name == name else self._places.get(name)
        if known is None:
            known = Place(_free(name, self._place_ids), name, kind)
            self._place_ids.add(known.id)
            self._places[name] = known
        return replace(known, kind=kind)

    def _faults(self, row: Row) -> Iterator[str]:
        for column in (Column.NUMBER, Column.NAME, Column.PLACE, Column.KIND, Column.MAIN):
            if not row.cells[column]:
                yield _("{column} is missing. Fill it in").format(column=self._table.titles[column])
        yield from self._number_faults(row)
        yield from self._kind_faults(row)
        for column, stored in self._addresses(row):
            if row.cells.get(column):
                yield from self._address_faults(row, column, stored)
        yield from neighbour_faults(
            row.cells.get(Column.NEIGHBOURS, ""), own=row.cells[Column.NUMBER], known=self._numbers
        )
        yield from self._picture_faults(row)

    def _number_faults(self, row: Row) -> Iterator[str]:
        number = _text(row, Column.NUMBER)
        if not number:
            return
        if not re.fullmatch(r"[0-9]{1,9}", number):
            yield _("the number is not one to nine digits. Write it like 0402")
        elif self._lines[number] != row.line:
            yield _("line {line} has the same number {number}. Give one of them another").format(
                line=self._lines[number], number=number
            )
        elif number not in self._stored and (like := self._alike(number)):
            yield _(
                "{number} is not known, but {like} is: a spreadsheet takes zeros away. Write it as text"
            ).format(number=number, like=like)

    def _alike(self, number: str) -> str:
        return next((known for known in self._stored if known.lstrip("0") == number.lstrip("0")), "")

    def _kind_faults(self, row: Row) -> Iterator[str]:
        kind = kind_named(row.cells[Column.KIND])
        name = _text(row, Column.PLACE)
        if kind is None:
            if row.cells[Column.KIND]:
                words = words_of(KINDS.values())
                yield _("this kind of place is not known. Use one of: {words}").format(words=words)
        elif name:
            says = _("line {line}").format(line=row.line)
            first, by = self._kinds.setdefault(name, (kind, says))
            if first is not kind:
                yield _("{by} gives another kind to the same place. A place has one").format(by=by)

    def _addresses(self, row: Row) -> Iterable[tuple[Column, Address | None]]:
        stored = self._stored.get(_text(row, Column.NUMBER))
        if stored is None:
            return ((Column.MAIN, None), (Column.SUB, None))
        return ((Column.MAIN, stored.main), (Column.SUB, stored.sub))

    def _address_faults(self, row: Row, column: Column, stored: Address | None) -> Iterator[str]:
        title = self._table.titles[column]
        try:
            address = Address.parse(row.cells[column])
        except Problem as problem:  # its `where` repeats the address: with a column askew, what is no address
            yield f"{title}: {problem.what}. {problem.mend}"
            return
        if address.kind is AddressKind.FILE and not address.location.startswith("/"):
            yield _("{column}: neither an address nor a full path. Write it like {example}").format(
                column=title, example="rtsp://user:password@host:port/path"
            )
        elif _HIDDEN in address.location and _kept(address, stored) is not stored:
            yield _("{column}: its hidden part is not known here. Write the address in full").format(
                column=title
            )

    def _picture_faults(self, row: Row) -> Iterator[str]:
        try:
            _search_grid(row)
        except ValueError:
            yield _(
                "{column}: write columns and rows like 3x2, from 1 to {most} of either. "
                "Empty: the whole picture at once"
            ).format(column=self._table.titles[Column.SEARCH_GRID], most=MOST_SIDE)
        try:
            metres_of(row.cells.get(Column.SCENE_WIDTH, ""))
        except ValueError:
            yield _("{column}: write metres like 12.5, from {least} to {most}. Empty: not known").format(
                column=self._table.titles[Column.SCENE_WIDTH],
                least=metres_text(LEAST_M),
                most=metres_text(MOST_M),
            )


def _text(row: Row, column: Column) -> str:
    return " ".join(row.cells[column].split())


def _search_grid(row: Row) -> SearchGrid:
    text = row.cells.get(Column.SEARCH_GRID, "")
    return SearchGrid.parse(text) if text else WHOLE


def _address(row: Row, column: Column, stored: Address | None) -> Address | None:
    text = row.cells[column]
    return _kept(Address.parse(text), stored) if text else None


def _shown(address: Address) -> str:
    if address.kind in (AddressKind.FILE, AddressKind.DEVICE):
        return str(address)
    return _SECRET_PATH.sub(rf"\1{_HIDDEN}", str(address))


def _kept(address: Address, stored: Address | None) -> Address:
    """The stored address where the new one is the same without what opens it: so an export comes home."""
    if stored is None or address.user or address.password:
        return address
    return stored if address.location in (stored.location, _shown(stored)) else address


def _free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or the like of it that is not taken."""
    names = (wanted if count == 1 else f"{wanted}-{count}" for count in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
