"""Where nobody may be seen: grown, before and after, and over every gap."""

import json

import pytest

from console.redaction.person import Person, Sighting, grown

COLOURS = ((1, 2, 3),) * 18
S = 1_000_000


def person(*sightings):
    return Person(1, 0.9, tuple(Sighting(at, box) for at, box in sightings), COLOURS)


def holds(outer, inner):
    return all(a <= b for a, b in zip(outer[:2], inner[:2], strict=True)) and all(
        a >= b for a, b in zip(outer[2:], inner[2:], strict=True)
    )


STANDING = person(*((at * S // 8, (100, 100, 140, 200)) for at in range(16, 25)))


def test_a_box_grows_by_a_fifth_of_its_size_on_each_side():
    assert grown((100, 100, 140, 200)) == (92, 80, 148, 220)


def test_a_second_before_and_a_second_after():
    first, last = STANDING.first_us, STANDING.last_us
    assert (first, last) == (2 * S, 3 * S)
    for at in (first - S, first, (first + last) // 2, last, last + S):
        assert STANDING.covered_in(at) == (92, 80, 148, 220)
    assert STANDING.covered_in(first - S - 1) is None
    assert STANDING.covered_in(last + S + 1) is None
    assert STANDING.seen_in(first - 1) is None


def test_seen_once_is_covered_for_a_second_around():
    once = person((5 * S, (10, 10, 20, 30)))
    assert [once.covered_in(at) is not None for at in (4 * S - 1, 4 * S, 5 * S, 6 * S, 6 * S + 1)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_between_two_looks_both_places_and_all_between_are_covered():
    """Also over a gap in which the detector lost them."""
    walking = person((0, (100, 100, 140, 200)), (int(1.5 * S), (220, 110, 260, 210)))
    for at in range(1, int(1.5 * S), S // 15):
        covered = walking.covered_in(at)
        share = at / (1.5 * S)
        assert holds(covered, (100 + 120 * share, 100 + 10 * share, 140 + 120 * share, 200 + 10 * share))
        assert holds(covered, (100, 100, 140, 200))
        assert holds(covered, (220, 110, 260, 210))


@pytest.mark.parametrize(("at", "x"), [(-S // 2, 50), (-S, 0), (5 * S // 4, 225), (2 * S, 300)])
def test_whoever_walks_is_covered_where_they_come_from_and_go_to(at, x):
    """A hundred pixels a second to the right, seen for one second from x = 100."""
    walking = person(*((n * S // 8, (100 + 12.5 * n, 50, 130 + 12.5 * n, 150)) for n in range(9)))
    end = (100, 50, 130, 150) if at < 0 else (200, 50, 230, 150)
    covered = walking.covered_in(at)
    assert holds(covered, (x, 50, x + 30, 150))
    assert holds(covered, end)


def test_a_person_comes_back_from_json():
    assert Person.from_body(json.loads(json.dumps(STANDING.body()))) == STANDING
