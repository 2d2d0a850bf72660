"""Files that are no model of ours."""

import pytest

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
