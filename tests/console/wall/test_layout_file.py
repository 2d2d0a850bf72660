"""Layouts as files: people can read them, what is written is read again, faults are told where they are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.problem import Problem
from console.wall.arrangement import Arrangement, Share
from console.wall.layout import Cell, Layout
from console.wall.layout_file import CameraBook, now_text, read_now, read_scene, scene_text
from console.wall.monitor import Monitor
from console.wall.presets import PRESETS
from console.wall.scene import Scene, fit_steps, missing_text, tour_faults
from console.wall.tour import Step, Tour
from console.wall.zoom import Fit, Zoom

PLACE = Place("s1", "School No. 1", PlaceKind.SCHOOL)


def a_camera(number: str, camera_id: str) -> Camera:
    return Camera(camera_id, number, "yard", PLACE, Address.parse("/y.mp4"))


BOOK = CameraBook([a_camera("0401", "a"), a_camera("0402", "b"), a_camera("0403", "c")])
LAYOUT = Scene("Школы утром", PRESETS["1+5"].put(0, "a").put(3, "b"), "3", "Сауле", "2026-11-27T06:00:00Z")
ZOOMED = replace(LAYOUT, content=LAYOUT.content.zoomed(3, Zoom(2.8284, 0.3125, 0.6, Fit.FILL)))
ARRANGEMENT = Arrangement(
    (
        Share(Monitor("DP-1", "Dell", "U2720Q", "A1", 0, 0, 1920, 1080), Layout(2, 1, ("a",))),
        Share(
            Monitor("DP-2", x_px=-1920),
            Layout(5, 4, ("c",), big=(Cell(0, 0, 2, 2),), zooms=(Zoom(2.5, 0.25, 0.7),)),
        ),
    )
)
TOUR = Scene("Обход", Tour((Step("Школы утром", dwell_s=15), Step(camera_id="b", dwell_s=7.5))))


def read(text: str | bytes, book: CameraBook = BOOK) -> Scene:
    return read_scene(text if isinstance(text, bytes) else text.encode(), where="morning.json", book=book)


@pytest.mark.parametrize(
    "scene",
    [LAYOUT, ZOOMED, Scene("Все", ARRANGEMENT, "0"), TOUR],
    ids=["layout", "zoomed", "salvo", "tour"],
)
def test_what_is_written_is_read_again(scene):
    assert read(scene_text(scene, BOOK)) == scene


def test_what_the_walls_show_is_read_again():
    assert read_now(now_text(ARRANGEMENT, BOOK).encode(), where="now.json", book=BOOK) == ARRANGEMENT


def test_people_can_read_it_and_write_one():
    text = scene_text(LAYOUT, BOOK)
    assert '"name": "Школы утром"' in text and '"grid": "1+5"' in text and '    "0402 b",\n' in text
    by_hand = '{"kind": "layout", "name": "N", "grid": "2 x 2", "cameras": ["0402", null, "0401"]}'
    assert read(by_hand).content == Layout(2, 2, ("b", "", "a"))


def test_a_zoom_stands_in_the_file_where_there_is_one_and_may_be_half_said():
    assert '"zooms"' not in scene_text(LAYOUT, BOOK), "files are as they were before there were zooms"
    assert '"cell": 3,\n      "factor": 2.8284,' in scene_text(ZOOMED, BOOK)
    halves = [{"cell": 1, "factor": 4}, {"cell": 0, "fit": "fill"}, {"cell": 2}]
    layout = read(changed(zooms=halves)).content
    assert layout == LAYOUT.content.zoomed(1, Zoom(4)).zoomed(0, Zoom(fit=Fit.FILL))


def test_a_camera_that_is_gone_leaves_its_cell_empty_and_stays_in_the_file():
    later = CameraBook([a_camera("0401", "a"), a_camera("0402", "new")])  # another camera has its number now
    text = scene_text(LAYOUT, BOOK)
    layout = read(text, later).content
    assert layout.camera_at(0) == "a"
    assert missing_text(layout.camera_at(3)) == "camera 0402 is not in the inventory"
    assert missing_text("a") == missing_text("") == ""
    assert scene_text(read(text, later), later) == text
    assert read(scene_text(read(text, later), later)) == LAYOUT, "and it comes back with its camera"


def test_a_camera_that_was_given_another_number_is_still_itself():
    later = CameraBook([a_camera("0500", "b"), a_camera("0402", "a")])
    assert read(scene_text(LAYOUT, BOOK), later).content.camera_ids[:4] == ("a", "", "", "b")


def changed(**values: object) -> str:
    return json.dumps({**json.loads(scene_text(LAYOUT, BOOK)), **values})


def grid(**values: object) -> str:
    return changed(grid={"columns": 4, "rows": 4, **values})


def toured(step: object, *more: object) -> str:
    return json.dumps({"kind": "tour", "name": "T", "steps": [step, *more]})


def zoomed(**values: object) -> str:
    return changed(zooms=[{"cell": 3, "factor": 2, **values}])


CELL = {"column": 0, "row": 0, "width": 2, "height": 2}
WHOLE = scene_text(LAYOUT, BOOK).encode()
DAMAGED = {
    "empty": (b"", "the file is empty"),
    "zero bytes alone": (b"\0" * 400, "the file is empty"),
    "zero bytes at its end": (WHOLE[:90] + b"\0" * 90, "zero bytes stand in the file"),
    "cut off": (WHOLE[:120], "cut off there"),
    "cut off within a letter": (WHOLE[: WHOLE.index("Ш".encode()) + 1], "line 3 is not UTF-8"),
    "no JSON": (b"kind = layout", "no JSON from line 1, letter 1"),
    "two files in one": (WHOLE + WHOLE, "no JSON"),
    "brackets without end": (b"[" * 200_000, "cannot be read as JSON"),
    "a number without end": (b'{"key": ' + b"9" * 5000 + b"}", "cannot be read as JSON"),
    "a list": (b"[]", "a table is wanted here"),
    "said twice": (b'{"kind": "layout", "kind": "tour"}', "“kind” is said twice"),
    "another kind": (changed(kind="playlist"), ", kind: this is another kind of file"),
    "the walls' own": (now_text(ARRANGEMENT, BOOK), ", kind: this is another kind of file"),
    "no name": (changed(name=" "), ", name: this cannot be a name"),
    "a name of a thousand letters": (changed(name="x" * 1000), ", name: a text of one line"),
    "a name with a line break": (changed(name="a\nb"), ", name: a text of one line"),
    "key 10": (changed(key=10), ", key: a whole number from 0 to 9"),
    "key true": (changed(key=True), ", key: a whole number from 0 to 9"),
    "unknown word": (changed(colour="red"), ", colour: nobody knows this word here"),
    "unknown grid": (changed(grid="13×13"), ", grid: there is no such grid"),
    "no grid": (changed(grid=None), ", grid: a table is wanted here"),
    "no columns": (grid(columns=0), ", grid.columns: a whole number from 1 to 32"),
    "a million rows": (grid(rows=1_000_000), ", grid.rows: a whole number from 1 to 32"),
    "half a row": (grid(rows=2.5), ", grid.rows: a whole number from 1 to 32"),
    "cells over each other": (grid(big=[CELL, {**CELL, "column": 1}]), ", grid.big: two cells stand over"),
    "a cell beside the grid": (grid(big=[{**CELL, "column": 3}]), ", grid.big: two cells stand over"),
    "a cell of no width": (grid(big=[{**CELL, "width": 0}]), ", grid.big[0].width: a whole number"),
    "too many cameras": (changed(cameras=["0401"] * 7), ", cameras: 7 cameras stand in a grid of 6 cells"),
    "a camera that is a number": (changed(cameras=[401]), ", cameras[0]: a text of one line"),
    "cameras that are a text": (changed(cameras="0401"), ", cameras: a list is wanted here"),
    "zooms that are a table": (changed(zooms={}), ", zooms: a list is wanted"),
    "a zoom of no cell": (zoomed(cell=None), ", zooms[0].cell: a whole number from 0 to 5"),
    "a zoom beside the grid": (zoomed(cell=6), ", zooms[0].cell: a whole number from 0 to 5"),
    "a cell zoomed twice": (
        changed(zooms=[{"cell": 1}, {"cell": 1}]),
        ", zooms[1].cell: the same cell stands there twice",
    ),
    "more zooms than cells": (changed(zooms=[{"cell": 1}] * 7), ", zooms: a list is wanted"),
    "zoomed a thousand times": (zoomed(factor=1000), ", zooms[0].factor: a number from 1 to 8"),
    "zoomed out": (zoomed(factor=0.5), ", zooms[0].factor: a number from 1 to 8"),
    "a zoom that is NaN": (zoomed(factor=float("nan")), "NaN is no number"),
    "a zoom beside the picture": (zoomed(x=1.5), ", zooms[0].x: a number from 0 to 1"),
    "a zoom without end": (zoomed(y=-1e999), "Infinity is no number"),
    "a zoom that is a text": (zoomed(factor="2"), ", zooms[0].factor: a number from 1 to 8"),
    "another fit": (zoomed(fit="stretch"), ", zooms[0].fit: a picture fits its cell or fills it"),
    "a fit that is true": (zoomed(fit=True), ", zooms[0].fit: a text of one line"),
    "a zoom with another word": (zoomed(turned=90), ", zooms[0].turned: nobody knows this word here"),
    "a tour without steps": ('{"kind": "tour", "name": "T", "steps": []}', ", steps: the tour has no step"),
    "a dwell of 0": (toured({"layout": "N", "dwell_s": 0}), ", steps[0].dwell_s: a number from 2 to 3600"),
    "a dwell that is NaN": (toured({"layout": "N", "dwell_s": float("nan")}), "NaN is no number"),
    "a dwell without end": (toured({"layout": "N", "dwell_s": 1e999}), "Infinity is no number"),
    "no dwell": (toured({"layout": "N"}), ", steps[0].dwell_s: a number"),
    "a tour of tours": (toured({"tour": "T", "dwell_s": 9}), ", steps[0].tour: a tour cannot call a tour"),
    "a step of two": (toured({"layout": "N", "camera": "0401", "dwell_s": 9}), ", steps[0]: the step names"),
    "a step of none": (toured({"dwell_s": 9}), ", steps[0]: the step names no layout"),
    "too many steps": (toured(*[{"camera": "0401", "dwell_s": 9}] * 101), ", steps: a list is wanted"),
    "one monitor twice": (
        json.dumps({"kind": "salvo", "name": "S", "monitors": [{"connector": "DP-1", "grid": "1×1"}] * 2}),
        ", monitors[1]: the same monitor stands there twice",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_every_damage_is_one_line_that_says_what_where_and_the_mend(damage):
    content, says = DAMAGED[damage]
    with pytest.raises(Problem) as raised:
        read(content)
    assert says in str(raised.value)
    assert str(raised.value).startswith("morning.json") and raised.value.mend
    assert "\n" not in str(raised.value)


def test_a_tour_says_which_of_its_steps_cannot_be_shown_and_shows_the_others():
    tour = Scene("T", Tour((Step("gone"), Step("школы УТРОМ"), Step("Обход"), Step(camera_id="?0409"))))
    others = [LAYOUT, TOUR]
    assert tour_faults(tour, others) == (
        "step 1: there is no layout “gone” any more",
        "step 3: “Обход” is no layout, and a tour shows layouts and cameras alone",
    )
    cameras = [a_camera("0402", "b")]
    assert fit_steps(tour.content, others, cameras) == Tour((Step("школы УТРОМ"),))
    assert fit_steps(TOUR.content, [], cameras) == Tour((Step(camera_id="b", dwell_s=7.5),))
    assert fit_steps(tour.content, [], cameras) is None
