import av
import numpy as np
import pytest

from console.media.worker.letterbox import letterbox


@pytest.mark.parametrize(
    ("size", "scale", "filled"),
    [((640, 360), 0.65, (234, 416)), ((360, 640), 0.65, (416, 234)), ((100, 100), 4.16, (416, 416))],
)
def test_the_whole_frame_lies_at_the_top_left_and_the_rest_is_grey(size, scale, filled):
    width, height = size
    pixels = np.full((height, width, 3), (10, 200, 60), np.uint8)
    out = np.zeros((416, 416, 3), np.uint8)
    assert letterbox(av.VideoFrame.from_ndarray(pixels, format="bgr24"), out) == pytest.approx(scale)
    rows, columns = filled
    assert np.abs(out[:rows, :columns].astype(int) - (10, 200, 60)).max() <= 2
    assert (out[rows:] == 114).all()
    assert (out[:, columns:] == 114).all()


def test_colours_are_blue_green_red():
    frame = av.VideoFrame.from_ndarray(np.full((90, 160, 3), (250, 20, 20), np.uint8), format="rgb24")
    out = np.zeros((416, 416, 3), np.uint8)
    letterbox(frame.reformat(format="yuv420p"), out)
    assert np.abs(out[10, 10].astype(int) - (20, 20, 250)).max() < 8
