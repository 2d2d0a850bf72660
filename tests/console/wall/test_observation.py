"""Classes by EN 62676-4:2015, table of section 6.7: 80, 40, 16, 8, 4 and 1 mm a pixel."""

import itertools

import pytest

from console.language import LANGUAGES, use_language
from console.wall.observation import ObservationClass, observation

MM_A_PIXEL = {
    ObservationClass.MONITOR: 80,
    ObservationClass.DETECT: 40,
    ObservationClass.OBSERVE: 16,
    ObservationClass.RECOGNISE: 8,
    ObservationClass.IDENTIFY: 4,
    ObservationClass.INSPECT: 1,
}


@pytest.mark.parametrize(("kind", "mm"), MM_A_PIXEL.items())
def test_a_class_begins_where_the_standard_says(kind, mm):
    assert kind.value == 1000 / mm
    width_px = 4000
    reached = observation(width_px * mm / 1000, shown_px=width_px, source_px=width_px)
    missed = observation(width_px * mm / 1000 * 1.01, shown_px=width_px, source_px=width_px)
    assert reached.kind is kind
    assert missed.kind is _before(kind)


def _before(kind):
    classes = list(ObservationClass)
    return classes[classes.index(kind) - 1]


@pytest.mark.parametrize(
    ("shown_px", "px_per_m", "kind"),
    [
        (100, 10, ObservationClass.SMALL),
        (240, 24, ObservationClass.MONITOR),
        (480, 48, ObservationClass.DETECT),
        (960, 96, ObservationClass.OBSERVE),
        (1280, 128, ObservationClass.RECOGNISE),
        (3840, 128, ObservationClass.RECOGNISE),  # enlarged: the source has no more
    ],
)
def test_what_is_shown_counts_and_never_more_than_the_source_has(shown_px, px_per_m, kind):
    seen = observation(10.0, shown_px=shown_px, source_px=1280)
    assert (seen.px_per_m, seen.kind) == (px_per_m, kind)


@pytest.mark.parametrize(
    ("width_m", "shown_px", "source_px"), [(None, 1, 1), (0, 1, 1), (9, 0, 1), (9, 1, 0)]
)
def test_nothing_is_said_where_it_is_not_known(width_m, shown_px, source_px):
    assert observation(width_m, shown_px=shown_px, source_px=source_px) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_classes_look_alike(language):
    use_language(language)
    for of in (lambda c: c.word, lambda c: c.sign, lambda c: c.meaning):
        assert len({of(each) for each in ObservationClass}) == len(ObservationClass)
    for one, other in itertools.permutations(ObservationClass, 2):
        assert one.sign != other.word
