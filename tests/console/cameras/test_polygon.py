import pytest

from console.cameras.polygon import Polygon

ARROW = Polygon(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.5), (0.0, 1.0)))


@pytest.mark.parametrize(
    ("x", "y", "inside"), [(0.5, 0.2, True), (0.5, 0.8, False), (0.9, 0.8, True), (1.1, 0.5, False)]
)
def test_a_hollow_outline_holds_what_lies_within(x, y, inside):
    assert ARROW.holds(x, y) is inside


def test_two_corners_are_no_outline():
    with pytest.raises(ValueError, match="three corners"):
        Polygon(((0, 0), (1, 1)))
