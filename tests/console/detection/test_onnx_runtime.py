"""Files that are no model of ours."""

from types import SimpleNamespace

import numpy as np
import pytest

from console.detection import onnx_runtime, yolox
from console.detection.onnx_runtime import OnnxModel
from console.problem import Problem
from tests.console.detection.onnx_file import identity_model


@pytest.mark.parametrize("content", [b"", b"hello", b"\x08\x08", None])
def test_a_file_that_is_no_model_is_told_in_one_line(tmp_path, content):
    file = tmp_path / "cut.onnx"
    whole = identity_model(1, 3, 352, 352)
    file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(Problem) as caught:
        OnnxModel.load(file)
    assert caught.value.where == str(file)
    assert "cut off" in caught.value.what
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Problem, match="No such file"):
        OnnxModel.load(tmp_path / "none.onnx")
    with pytest.raises(Problem, match="cannot be read"):
        OnnxModel.load(tmp_path)


def test_a_model_of_another_shape_is_told(tmp_path):
    file = tmp_path / "other.onnx"
    file.write_bytes(identity_model(1, 3, 352, 352))
    with pytest.raises(Problem, match=r"no known kind \(1×3×352×352 → 1×3×352×352\)"):
        OnnxModel.load(file)


class FakeSession:
    """Of YOLOX's shapes; answers what the test says."""

    def __init__(self, answer):
        self.answer = answer

    def get_inputs(self):
        return [SimpleNamespace(name="in", shape=[1, 3, 416, 416])]

    def run(self, _outputs, _inputs):
        if isinstance(self.answer, Exception):
            raise self.answer
        return [self.answer]


def fake(answer):
    return OnnxModel(FakeSession(answer), name="fake", reader=yolox.read_boxes)


@pytest.mark.parametrize(
    "answer", [np.full(yolox.OUTPUT, np.nan), np.full(yolox.OUTPUT, np.inf), RuntimeError("x")]
)
def test_a_model_that_fails_on_a_grey_picture_is_told_at_load(tmp_path, monkeypatch, answer):
    monkeypatch.setattr(onnx_runtime, "_session", lambda path: FakeSession(answer))
    monkeypatch.setattr(onnx_runtime, "_shapes", lambda session: next(iter(onnx_runtime._READERS)))
    with pytest.raises(Problem, match="nothing that can be used") as caught:
        OnnxModel.load(tmp_path / "nan.onnx")
    assert caught.value.where.endswith("nan.onnx")


def test_looks_with_what_is_no_number_are_counted_and_told_once(caplog):
    output = np.zeros(yolox.OUTPUT, np.float32)
    model = fake(output)
    pixels = np.zeros((416, 416, 3), np.uint8)
    model.detect(pixels, scale=1, width=416, height=416)
    assert model.unsound_looks == 0
    output[0, 7, 3] = np.nan
    for _ in range(3):
        assert model.detect(pixels, scale=1, width=416, height=416) == ()
    assert model.unsound_looks == 3
    assert len(caplog.records) == 1
