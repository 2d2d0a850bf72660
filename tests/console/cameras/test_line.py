"""Lines: which side is which, and how far."""

import itertools
import random

import pytest

from console.cameras.line import Line

ACROSS = Line(((0.0, 0.5), (1.0, 0.5)))  # walked to the right: below is its right
GATE = Line(((0.2, 0.2), (0.5, 0.5), (0.2, 0.8)))  # an arrow that points to the right


@pytest.mark.parametrize(
    ("line", "start", "end", "net"),
    [
        (ACROSS, (0.5, 0.4), (0.5, 0.6), 1),
        (ACROSS, (0.5, 0.6), (0.5, 0.4), -1),
        (ACROSS, (0.5, 0.4), (0.7, 0.4), 0),
        (ACROSS, (1.5, 0.4), (1.5, 0.6), 0),
        (GATE, (0.4, 0.5), (0.6, 0.5), -1),
        (GATE, (0.6, 0.45), (0.4, 0.55), 1),
        (GATE, (0.3, 0.1), (0.3, 0.9), 0),  # in through one side, out through the other
        (GATE, (0.1, 0.1), (0.1, 0.9), 0),
    ],
)
def test_crossings(line, start, end, net):
    assert line.crossings(start, end) == net


def test_a_way_in_many_steps_crosses_as_often_as_its_ends_say():
    """Whatever a walk does in between, above or below the line counts; steps that end on it too."""
    chance = random.Random(7)
    for _ in range(300):
        way = [(chance.random(), chance.choice([0.1, 0.4, 0.5, 0.6, 0.9])) for _ in range(12)]
        net = sum(ACROSS.crossings(one, other) for one, other in itertools.pairwise(way))
        assert net == (way[-1][1] > 0.5) - (way[0][1] > 0.5)


def test_there_and_back_is_nothing():
    chance = random.Random(8)
    for _ in range(300):
        line = Line(tuple((chance.random(), chance.random()) for _ in range(chance.randint(2, 6))))
        one, other = ((chance.random(), chance.random()) for _ in range(2))
        assert line.crossings(one, other) == -line.crossings(other, one)
        assert Line(line.corners[::-1]).crossings(one, other) == -line.crossings(one, other)


@pytest.mark.parametrize(
    ("point", "far_px"), [((0.5, 0.5), 0), ((0.5, 0.6), 36), ((0.25, 0.4), 36), ((1.1, 0.5), 64)]
)
def test_distance_is_in_pixels(point, far_px):
    assert ACROSS.distance_px(*point, width=640, height=360) == pytest.approx(far_px)


def test_distance_to_a_line_of_one_point():
    assert Line(((0.5, 0.5), (0.5, 0.5))).distance_px(0.5, 0.75, width=640, height=360) == pytest.approx(90)


def test_one_corner_is_no_line():
    with pytest.raises(ValueError, match="two corners"):
        Line(((0, 0),))
