import io

import av
import numpy as np
import pytest

from console.media.worker.still import encode_still


def _picture() -> np.ndarray:
    across = np.linspace(0, 255, 320).astype(np.uint8)
    picture = np.zeros((180, 320, 3), np.uint8)
    picture[..., 0] = across
    picture[..., 1] = across[::-1]
    picture[60:120, 100:220] = (30, 30, 230)
    return picture


@pytest.mark.parametrize("form", ["yuv420p", "yuvj420p", "yuv422p", "nv12", "bgr24"])
def test_a_still_is_the_frame_in_its_own_size_and_colours(form):
    frame = av.VideoFrame.from_ndarray(_picture(), format="bgr24").reformat(format=form)
    jpeg = encode_still(frame)
    with av.open(io.BytesIO(jpeg)) as container:
        read = next(container.decode(video=0)).to_ndarray(format="bgr24")
    error = np.mean((read.astype(float) - _picture()) ** 2)
    assert 10 * np.log10(255**2 / error) > 30
    assert np.abs(read[90, 160].astype(int) - (30, 30, 230)).max() < 12
