"""Files that are no weights of ours; that the good ones find persons: test_models.py."""

import pytest

from console.assets import find_asset
from console.detection.darknet import DarknetModel
from console.problem import Problem


@pytest.mark.parametrize("size", [0, 1000, 20_000_000])
def test_weights_that_were_cut_off_are_told_in_one_line(tmp_path, size):
    """OpenCV itself takes them without a word."""
    file = tmp_path / "yolov3-tiny.weights"
    with find_asset("yolov3-tiny.weights").open("rb") as whole:
        file.write_bytes(whole.read(size))
    with pytest.raises(Problem) as caught:
        DarknetModel.load(file)
    assert "cut off" in caught.value.what
    assert caught.value.where == str(file)
    assert "\n" not in str(caught.value)


def test_weights_of_another_network_are_told(tmp_path):
    with pytest.raises(Problem, match=r"no known network \(yolov3-tiny\.weights\)"):
        DarknetModel.load(tmp_path / "yolov4.weights")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Problem, match="No such file"):
        DarknetModel.load(tmp_path / "yolov3-tiny.weights")
