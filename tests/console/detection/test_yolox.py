"""Decoding of the raw output, cell by cell."""

import hashlib

import numpy as np
import pytest

from console.detection import yolox
from console.detection.detection import Kind
from console.detection.labels import COCO, kind_of


def output(*cells):
    """(cell, x, y, width, height, objectness, {label: score}) with x, y, sizes as the net would say them."""
    out = np.zeros(yolox.OUTPUT, np.float32)
    for cell, x, y, width, height, objectness, labels in cells:
        out[0, cell, :5] = x, y, width, height, objectness
        for label, score in labels.items():
            out[0, cell, 5 + COCO.index(label)] = score
    return out


def read(*cells, scale=1.0, width=416, height=416):
    return yolox.read_boxes(output(*cells), scale=scale, width=width, height=height)


@pytest.mark.parametrize(
    ("cell", "column", "row", "stride"),
    [(0, 0, 0, 8), (52 + 3, 3, 1, 8), (52 * 52 + 26 * 5 + 7, 7, 5, 16), (3548, 12, 12, 32)],
)
def test_a_cell_stands_where_its_grid_puts_it(cell, column, row, stride):
    (box,) = read((cell, 0.5, 0.25, np.log(0.5), np.log(0.25), 0.9, {"dog": 0.8}))
    middle = ((column + 0.5) * stride, (row + 0.25) * stride)
    assert ((box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2) == pytest.approx(middle)
    assert (box.x2 - box.x1, box.y2 - box.y1) == pytest.approx((stride * 0.5, stride * 0.25))
    assert (box.label, box.kind, box.score) == ("dog", Kind.OTHER, pytest.approx(0.72))


def test_boxes_come_in_source_pixels_and_end_at_the_edges():
    (box,) = read((0, 1, 1, 1, 1, 0.9, {"person": 0.9}), scale=0.5, width=100, height=24)
    half = np.exp(1) * 8 / 2
    assert (box.x1, box.y1) == (0, 0)
    assert (box.x2, box.y2) == (pytest.approx((8 + half) / 0.5), 24)


def test_one_object_is_never_a_car_and_a_truck():
    here, there = (100, 0, 0, 2, 2, 0.9, {"car": 0.8}), (101, -0.9, 0, 2, 2, 0.9, {"truck": 0.9})
    assert [box.label for box in read(here, there)] == ["truck"]
    there_person = (101, -0.9, 0, 2, 2, 0.9, {"person": 0.9})
    assert [box.label for box in read(here, there_person)] == ["person", "car"]


def test_weak_cells_are_left_out():
    assert read((5, 0, 0, 2, 2, 0.2, {"person": 0.2}), (50, 0, 0, 2, 2, 0.04, {"person": 1.0})) == ()


def test_labels():
    assert len(COCO) == len(set(COCO)) == 80
    vehicles = {label for label in COCO if kind_of(label) is Kind.VEHICLE}
    assert vehicles == {"bicycle", "car", "motorbike", "bus", "train", "truck"}
    assert [label for label in COCO if kind_of(label) is Kind.PERSON] == ["person"]


def test_the_table_is_the_one_that_the_models_were_trained_with():
    """Darknet's coco.names, as it comes with their weights."""
    known = "33c77761e124cc74911346865e3bc1219b87c2db7d0f106e3376bf5ef3785933"
    assert hashlib.sha256("\n".join(COCO).encode()).hexdigest() == known


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_left_out_and_the_rest_stays(bad):
    good = (200, 0, 0, 2, 2, 0.9, {"dog": 0.9})
    for place in range(4):
        cell = [5, 0, 0, 2, 2, 0.9, {"person": 0.9}]
        cell[1 + place] = bad
        assert [box.label for box in read(tuple(cell), good)] == ["dog"]
    assert [box.label for box in read((5, 0, 0, 2, 2, np.nan, {"person": 0.9}), good)] == ["dog"]
