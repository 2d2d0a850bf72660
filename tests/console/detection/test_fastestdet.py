"""FastestDet: its raw output cell by cell, and the real model where it is at hand."""

import os
from pathlib import Path

import numpy as np
import pytest

from console.assets import find_asset
from console.detection import fastestdet
from console.detection.detection import Kind
from console.detection.labels import COCO
from console.detection.onnx_runtime import OnnxModel
from console.media.worker.frame_file import read_frames

FILE = Path(os.environ.get("MUNARA_ASSETS", "none")) / "models" / "fastestdet.onnx"


def output(column, row, *, place=(0.0, 0.0, 0.0, 0.0), objectness=0.9, label="person", score=0.9):
    out = np.zeros(fastestdet.OUTPUT, np.float32)
    out[0, 0, row, column] = objectness
    out[0, 1:5, row, column] = place
    out[0, 5 + COCO.index(label), row, column] = score
    return out


def read(out):
    return fastestdet.read_boxes(out, scale=1.0, width=880, height=440)


def test_a_cell_stands_where_its_grid_puts_it():
    (box,) = read(output(11, 5, place=(np.arctanh(0.5), 0, -np.log(9), -np.log(4))))
    assert ((box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2) == pytest.approx((11.5 * 40, 5 * 20))
    assert (box.x2 - box.x1, box.y2 - box.y1) == pytest.approx((88, 88))
    assert (box.label, box.kind, box.score) == ("person", Kind.PERSON, pytest.approx(0.9))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_left_out_and_the_rest_stays(bad):
    out = output(3, 3) + output(15, 15, label="dog")
    out[0, 1, 3, 3] = bad
    assert [box.label for box in read(out)] == ["dog"]
    out = output(3, 3)
    out[0, 0, 3, 3] = np.nan
    assert read(out) == ()


@pytest.mark.skipif(not FILE.is_file(), reason="fastestdet.onnx is not here")
def test_the_real_model_is_known_by_its_shape_and_sees_people():
    model = OnnxModel.load(FILE)
    assert (model.name, model.input_px) == ("fastestdet", 416)
    frame = next(read_frames(find_asset("vtest.avi")))
    found = model.detect(frame.pixels, scale=frame.scale, width=frame.width, height=frame.height)
    persons = [box for box in found if box.kind is Kind.PERSON and box.score >= 0.5]
    assert any(abs(box.x1 - 501) < 15 and abs(box.y2 - 232) < 15 for box in persons)
