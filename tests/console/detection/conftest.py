"""The detector that a desk would use here, loaded once."""

from __future__ import annotations

import itertools

import av
import numpy as np
import pytest

from console.assets import find_asset
from tests.peers.moving_clip import encode


@pytest.fixture(scope="session")
def model(model_file):
    return model_file.load()


@pytest.fixture(scope="session")
def street_of_four(tmp_path_factory):
    """A clip of 1536×1152: four streets of 768×576 side by side, as one camera sees a large square.

    Seven persons walk in each, small beside the whole.
    """
    with av.open(str(find_asset("vtest.avi"))) as container:
        street = next(itertools.islice(container.decode(video=0), 160, None)).to_ndarray(format="bgr24")
    picture = np.tile(street, (2, 2, 1))
    file = tmp_path_factory.mktemp("streets") / "four.mp4"
    return encode(file, itertools.repeat(picture, 30), preset="ultrafast", g="15", bf="0", qp="18")
