"""Scenes as files that people can read and mend: strict in what is read, and every fault told where it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from console.cameras.camera import Camera
from console.language import _
from console.problem import Problem
from console.wall.arrangement import Arrangement, Share
from console.wall.layout import Cell, Layout
from console.wall.monitor import Monitor
from console.wall.place_in_file import Table, table_of
from console.wall.presets import PRESETS
from console.wall.scene import Scene, SceneKind, checked_name, missing_id, missing_written
from console.wall.tour import DWELL_S, MOST_STEPS, Step, Tour
from console.wall.zoom import MOST_ZOOM, Fit, Zoom

MOST_BYTES = 1 << 20  # a salvo of sixteen full walls has some 100 kB
_MOST_SIDE = 32  # a wall that shows every camera of a large desk at once
_MOST_MONITORS = 16
_TIMES = str.maketrans("xXхХ*", "×××××")  # what people type for ×, Latin and Cyrillic


class CameraBook:
    """Cameras as files name them. Thread: any.

    A file says "0402 5f3a": the number for people, the id because an import may give a number to another
    camera. Where the two are not one camera the id decides, and a camera that is gone is missed: nobody
    else comes into its cell. A number alone, as people write it by hand, is whoever has it now.
    """

    def __init__(self, cameras: Iterable[Camera]) -> None:
        self._numbers = {camera.id: camera.number for camera in cameras}
        self._ids = {number: camera_id for camera_id, number in self._numbers.items()}

    def read(self, written: str) -> str:
        """The camera's id, one that stands for a missing camera, or "" for an empty cell."""
        number, _gap, camera_id = " ".join(written.split()).partition(" ")
        if camera_id in self._numbers:
            return camera_id
        known = "" if camera_id else self._ids.get(number, "")
        return known or (missing_id(f"{number} {camera_id}".strip()) if number else "")

    def write(self, camera_id: str) -> str:
        if written := missing_written(camera_id):
            return written
        number = self._numbers.get(camera_id)
        return f"{number} {camera_id}" if number else camera_id


# --- writing ---


def scene_text(scene: Scene, book: CameraBook) -> str:
    """The whole file."""
    head = {"kind": scene.kind.value, "name": scene.name, "key": int(scene.key) if scene.key else None}
    return _text({**head, "saved_by": scene.by, "saved_at": scene.at_utc, **_content(scene.content, book)})


def now_text(arrangement: Arrangement, book: CameraBook) -> str:
    """The file of what the walls show now."""
    return _text({"kind": "now", **_content(arrangement, book)})


def _text(table: Mapping[str, object]) -> str:
    return json.dumps(table, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _content(content: Layout | Arrangement | Tour, book: CameraBook) -> dict[str, object]:
    if isinstance(content, Layout):
        return _layout(content, book)
    if isinstance(content, Tour):
        return {"steps": [_step(step, book) for step in content.steps]}
    return {"monitors": [_share(share, book) for share in content.shares]}


def _layout(layout: Layout, book: CameraBook) -> dict[str, object]:
    cameras = [book.write(each) if each else "" for each in layout.camera_ids]
    zooms = [_zoom(cell, zoom) for cell, zoom in enumerate(layout.zooms) if zoom != Zoom()]
    return {"grid": _grid(layout), "cameras": cameras, **({"zooms": zooms} if zooms else {})}


def _zoom(cell: int, zoom: Zoom) -> dict[str, object]:
    return {"cell": cell, "factor": zoom.factor, "x": zoom.x, "y": zoom.y, "fit": zoom.fit.value}


def _grid(layout: Layout) -> object:
    for name, preset in PRESETS.items():
        if preset.shape == layout.shape:
            return name
    big = [
        {"column": cell.column, "row": cell.row, "width": cell.width, "height": cell.height}
        for cell in layout.big
    ]
    return {"columns": layout.columns, "rows": layout.rows, **({"big": big} if big else {})}


def _step(step: Step, book: CameraBook) -> dict[str, object]:
    shown = {"layout": step.layout} if step.layout else {"camera": book.write(step.camera_id)}
    return {**shown, "dwell_s": step.dwell_s}


_TEXTS = ("connector", "maker", "model", "serial")
_PLACES = ("x_px", "y_px", "width_px", "height_px")
_LAYOUT = ("grid", "cameras", "zooms")


def _share(share: Share, book: CameraBook) -> dict[str, object]:
    monitor = {name: getattr(share.monitor, name) for name in (*_TEXTS, *_PLACES)}
    return {**monitor, **_layout(share.layout, book)}


# --- reading ---


def read_scene(content: bytes, *, where: str, book: CameraBook) -> Scene:
    """
    Raises:
        Problem: the file is no whole scene; it says what is wrong, and at which place in the file.
    """
    table = table_of(content, where=where)
    kind = table.choice("kind", [each.value for each in SceneKind])
    head = ("kind", "name", "key", "saved_by", "saved_at")
    parts = {"layout": _LAYOUT, "salvo": ("monitors",), "tour": ("steps",)}
    table.only(*head, *parts[kind])
    try:
        name = checked_name(table.text("name"))
    except Problem as problem:
        table.fault("name", problem.what, problem.mend)
    readers = {"layout": _read_layout, "salvo": _read_salvo, "tour": _read_tour}
    shown: Any = readers[kind](table, book)
    return Scene(name, shown, _key(table), table.text("saved_by", ""), table.text("saved_at", ""))


def read_now(content: bytes, *, where: str, book: CameraBook) -> Arrangement:
    """
    Raises:
        Problem: likewise.
    """
    table = table_of(content, where=where)
    table.choice("kind", ["now"])
    table.only("kind", "monitors")
    return _read_salvo(table, book)


def _key(table: Table) -> str:
    if table.missing("key"):
        return ""
    return str(table.whole("key", least=0, most=9))


def _read_salvo(table: Table, book: CameraBook) -> Arrangement:
    shares: list[Share] = []
    for each in table.tables("monitors", most=_MOST_MONITORS):
        each.only(*_TEXTS, *_PLACES, *_LAYOUT)
        texts = {name: each.text(name, "") for name in _TEXTS}
        places = {name: each.whole(name, least=-100_000, most=100_000, usual=0) for name in _PLACES}
        made: dict[str, Any] = {**texts, **places}
        monitor = Monitor(**made)
        if monitor in [share.monitor for share in shares]:
            each.fault("", _("the same monitor stands there twice"), _("Take one of the two out"))
        shares.append(Share(monitor, _read_layout(each, book)))
    return Arrangement(tuple(shares))


def _read_layout(table: Table, book: CameraBook) -> Layout:
    grid = _read_grid(table)
    written = table.texts("cameras", most=_MOST_SIDE**2)
    if len(written) > len(grid.cells):
        what = _("{cameras} cameras stand in a grid of {cells} cells").format(
            cameras=len(written), cells=len(grid.cells)
        )
        table.fault("cameras", what, _("Take some out, or choose a larger grid"))
    return Layout(
        grid.columns, grid.rows, tuple(map(book.read, written)), grid.big, _read_zooms(table, len(grid.cells))
    )


def _read_zooms(table: Table, cells: int) -> tuple[Zoom, ...]:
    zooms: dict[int, Zoom] = {}
    for each in table.tables("zooms", most=cells):
        each.only("cell", "factor", "x", "y", "fit")
        cell = each.whole("cell", least=0, most=cells - 1)
        if cell in zooms:
            each.fault("cell", _("the same cell stands there twice"), _("Take one of the two out"))
        factor = each.number("factor", least=1, most=MOST_ZOOM, usual=1)
        x, y = (each.number(side, least=0, most=1, usual=0.5) for side in ("x", "y"))
        zooms[cell] = Zoom(factor, x, y, _read_fit(each))
    return tuple(zooms.get(cell, Zoom()) for cell in range(cells))


def _read_fit(each: Table) -> Fit:
    known = {fit.value: fit for fit in Fit}
    written = each.text("fit", Fit.FIT.value)
    if written not in known:
        mend = _("Write one of: {names}").format(names=", ".join(known))
        each.fault("fit", _("a picture fits its cell or fills it"), mend)
    return known[written]


def _read_grid(table: Table) -> Layout:
    if table.is_text("grid"):
        preset = PRESETS.get(table.text("grid").replace(" ", "").translate(_TIMES))
        if preset is None:
            known = ", ".join(PRESETS)
            table.fault("grid", _("there is no such grid"), _("Write one of: {names}").format(names=known))
        return preset
    own = table.table("grid")
    own.only("columns", "rows", "big")
    columns, rows = (own.whole(side, least=1, most=_MOST_SIDE) for side in ("columns", "rows"))
    try:
        return Layout(
            columns, rows, big=tuple(_read_cell(each) for each in own.tables("big", most=_MOST_SIDE))
        )
    except ValueError:
        _bad_cells(own)


def _bad_cells(own: Table) -> NoReturn:
    own.fault(
        "big",
        _("two cells stand over each other, or one beside the grid"),
        _("Give each big cell a place of its own, counted from 0"),
    )


def _read_cell(each: Table) -> Cell:
    each.only("column", "row", "width", "height")
    column, row = (each.whole(name, least=0, most=_MOST_SIDE) for name in ("column", "row"))
    width, height = (each.whole(name, least=1, most=_MOST_SIDE) for name in ("width", "height"))
    return Cell(column, row, width, height)


def _read_tour(table: Table, book: CameraBook) -> Tour:
    steps = tuple(_read_step(each, book) for each in table.tables("steps", most=MOST_STEPS))
    if not steps:
        table.fault("steps", _("the tour has no step"), _("Name a layout or a camera with its dwell_s"))
    return Tour(steps)


def _read_step(each: Table, book: CameraBook) -> Step:
    if not each.missing("tour"):
        each.fault("tour", _("a tour cannot call a tour"), _("Name the layouts and cameras themselves"))
    each.only("layout", "camera", "dwell_s")
    layout, camera_id = each.text("layout", "").strip(), book.read(each.text("camera", ""))
    if bool(layout) == bool(camera_id):
        each.fault("", _("the step names no layout and no camera, or both"), _("Name one of the two"))
    least, most = DWELL_S
    return Step(layout, camera_id, each.number("dwell_s", least=least, most=most))
