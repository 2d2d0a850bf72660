"""A picture of its own memory, at full size, in parts and in any format."""

import io

import av
import numpy as np
import pytest

from console.media.area import Area
from console.media.worker.full_frame import FullFrame, jpeg_of
from console.media.worker.letterbox import SIDE_PX


def picture(width=320, height=180):
    across = np.linspace(0, 255, width).astype(np.uint8)
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[..., 0] = across
    pixels[..., 1] = across[::-1]
    pixels[height // 3 : height // 2, width // 3 : width // 2] = (30, 30, 230)
    return pixels


def read(jpeg):
    with av.open(io.BytesIO(jpeg)) as container:
        return next(container.decode(video=0)).to_ndarray(format="bgr24")


def psnr(one, other):
    return 10 * np.log10(255**2 / max(1e-9, np.mean((one.astype(float) - other) ** 2)))


@pytest.mark.parametrize("form", ["yuv420p", "yuvj420p", "yuv422p", "yuvj444p", "nv12", "gray"])
def test_every_format_comes_as_it_looks(form):
    frame = av.VideoFrame.from_ndarray(picture(), format="bgr24").reformat(format=form)
    wanted = frame.to_ndarray(format="bgr24")
    full = FullFrame.of(frame)
    assert psnr(full.pixels(Area(0, 0, 320, 180), height=180), wanted) > 30
    assert psnr(read(full.jpeg()), wanted) > 29


@pytest.mark.parametrize(("width", "height"), [(321, 181), (1919, 1079), (322, 179)])
def test_odd_sizes_become_even(width, height):
    frame = av.VideoFrame.from_ndarray(picture(width, height), format="bgr24").reformat(format="yuv420p")
    full = FullFrame.of(frame)
    assert (full.width, full.height) == (width // 2 * 2, height // 2 * 2)
    assert psnr(read(full.jpeg()), picture(width, height)[: full.height, : full.width]) > 25


def test_painting_changes_no_frame_of_the_decoder():
    frame = av.VideoFrame.from_ndarray(picture(), format="bgr24").reformat(format="yuv420p")
    before = frame.to_ndarray().copy()
    full = FullFrame.of(frame)
    full.y[:] = 0
    full.uv[:] = 0
    assert np.array_equal(frame.to_ndarray(), before)


def test_a_part_is_seen_as_a_picture_of_its_own():
    full = FullFrame.of(av.VideoFrame.from_ndarray(picture(), format="bgr24").reformat(format="yuv420p"))
    pixels, scale = full.letterboxed(Area(100, 40, 104, 104))
    assert scale == SIDE_PX / 104
    middle = full.pixels(Area(100, 40, 104, 104), height=416)
    assert psnr(pixels, middle) > 30
    assert psnr(full.pixels(Area(100, 40, 104, 104), height=104), picture()[40:144, 100:204]) > 25


def test_jpeg_of_pixels():
    assert psnr(read(jpeg_of(picture())), picture()) > 28
