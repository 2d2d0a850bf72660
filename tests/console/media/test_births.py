from console.media.births import Births


def _die(births: Births, *, at_s: float, lived_s: float) -> float:
    """How long the next life must wait."""
    births.begin(now_s=at_s - lived_s)
    births.die(now_s=at_s)
    return next(wait for wait in range(60) if births.may_begin(now_s=at_s + wait))


def test_a_decoder_is_back_at_once_unless_it_dies_again_and_again():
    births = Births()
    assert [_die(births, at_s=100 * turn, lived_s=1) for turn in range(1, 10)] == [
        0,
        0,
        0,
        1,
        2,
        4,
        8,
        10,
        10,
    ]


def test_a_long_life_forgives_the_short_ones():
    births = Births()
    for turn in range(1, 9):
        _die(births, at_s=100 * turn, lived_s=1)
    assert _die(births, at_s=2000, lived_s=11) == 0
