"""Whether anything moves: on invented pictures with a sensor's noise, and on real footage."""

import av
import numpy as np
import pytest

from console.assets import find_asset
from console.media.worker.luma import Luma
from console.media.worker.motion import Motion

LOOK_NS = 300_000_000
LEARNT = 25  # looks after which it is known what is usual


@pytest.fixture(scope="module")
def street():
    """The street's brightness, 640 x 360."""
    with av.open(str(find_asset("vtest.avi"))) as container:
        frame = next(container.decode(video=0))
    return frame.reformat(640, 360, "gray").to_ndarray().astype(np.float32)


def points(picture):
    rows, columns = (np.linspace(0, last, count).astype(int) for last, count in ((358, 96), (638, 160)))
    return np.clip(picture[np.ix_(rows, columns)], 0, 255).astype(np.uint8)


def looks(pictures):
    motion = Motion()
    return [motion.look(points(picture), at_ns=number * LOOK_NS) for number, picture in enumerate(pictures)]


def noise(picture, sigma, seed):
    return picture + np.random.default_rng(seed).normal(0, sigma, picture.shape)


def walker(picture, x, y, contrast=50):
    """Somebody 20 px high and 8 wide whose upper left corner is there, in part outside perhaps."""
    shown = picture.copy()
    part = shown[max(0, y) : max(0, y + 20), max(0, x) : max(0, x + 8)]
    part += np.where(part > 128, -contrast, contrast)
    return shown


@pytest.mark.parametrize("sigma", [0, 2, 6, 12])
def test_noise_is_no_motion_whatever_its_strength(street, sigma):
    dark = street * 0.4 if sigma > 5 else street
    seen = looks(noise(dark, sigma, number) for number in range(150))
    assert sum(seen[LEARNT:]) <= 2
    assert all(seen[:10])  # what is not known yet is looked at


@pytest.mark.parametrize(("x", "y", "dx", "dy"), [(-8, 200, 4, 0), (640, 120, -4, 0), (300, 360, 0, -4)])
def test_a_small_person_who_enters_at_the_edge_is_seen_within_three_looks(street, x, y, dx, dy):
    pictures = [noise(street, 2, number) for number in range(60)]
    for step in range(1, 4):
        pictures.append(noise(walker(street, x + step * dx * 2, y + step * dy * 2), 2, 60 + step))
    seen = looks(pictures)
    assert not any(seen[LEARNT:60])
    assert any(seen[60:])


def test_a_clock_in_the_picture_is_learnt(street):
    """White digits on black: the last is another each second, which makes it usual."""
    pictures = []
    for number in range(150):
        picture = street.copy()
        for digit, changes_s in enumerate((36_000, 3_600, 600, 60, 10, 1)):
            lit = np.random.default_rng((digit, number * 3 // 10 // changes_s)).random((12, 2)) > 0.5
            picture[8:32, 20 + 12 * digit : 28 + 12 * digit] = np.kron(lit, np.full((2, 4), 235.0)) + 16
        pictures.append(noise(picture, 1, number))
    assert sum(looks(pictures)[100:]) <= 10  # the tens of seconds


def test_a_lamp_that_is_lit_everywhere_is_one_motion_and_then_usual(street):
    pictures = [noise(street * (0.5 if number < 60 else 0.8), 2, number) for number in range(120)]
    assert sum(looks(pictures)[70:]) <= 1


def test_a_street_full_of_people_moves_all_the_time():
    motion, seen = Motion(), []
    with av.open(str(find_asset("vtest.avi"))) as container:
        for frame in container.decode(video=0):
            at_ns = int(frame.pts * frame.time_base * 1e9)
            if motion.is_due(at_ns):
                seen.append(motion.look(Luma(frame).points, at_ns=at_ns))
            if len(seen) == 120:
                break
    assert all(seen)


def test_looks_are_a_third_of_a_second_apart(street):
    motion = Motion()
    assert motion.is_due(0)
    motion.look(points(street), at_ns=0)
    assert not motion.is_due(200_000_000)
    assert motion.is_due(300_000_000)
