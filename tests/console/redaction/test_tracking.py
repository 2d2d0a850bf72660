"""Persons over the looks at a clip; the detector says what is written here."""

import pytest

from console.detection.detection import Box, Kind
from console.redaction.mosaic import Masks
from console.redaction.tracking import find_in_clip
from tests.peers.moving_clip import encode, moving


class FakeModel:
    """`script(seconds)` gives the boxes of the look at that moment: eight a second."""

    name, input_px = "fake", 416

    def __init__(self, script):
        self.script, self.looks = script, 0

    def detect(self, pixels, *, scale, width, height):
        at_s = self.looks * 2 / 15  # at 15 frames a second every second one
        self.looks += 1
        return tuple(Box("person", Kind.PERSON, 0.5, *box) for box in self.script(at_s))


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Four seconds of 320×180."""
    return encode(tmp_path_factory.mktemp("clips") / "moving.mp4", moving(320, 180, 60))


def find(clip, script):
    model = FakeModel(script)
    found = find_in_clip(clip, model, masks=Masks([]), progress=lambda _part: None)
    assert model.looks == 30
    return found


def at(x, y=50):
    return (x, y, x + 30, y + 80)


def test_a_person_is_one_over_a_short_gap(clip):
    found = find(clip, lambda at_s: [at(100 + 5 * at_s)] if not 1 < at_s < 1.3 else [])
    (person,) = found.persons
    assert (person.first_us, round(person.last_us / 1e6, 1)) == (0, 3.9)
    assert all(person.seen_in(at_us) for at_us in range(0, 3_800_000, 66_667))


def test_who_comes_back_after_a_long_gap_is_chosen_anew_and_the_gap_is_covered(clip):
    """It may be somebody else who stands there now."""
    found = find(clip, lambda at_s: [at(100 + 5 * at_s)] if not 1 < at_s < 2.2 else [])
    before, after = found.persons
    assert (before.first_us, round(after.last_us / 1e6, 1)) == (0, 3.9)
    assert before.last_us == after.first_us
    assert all(before.seen_in(at_us) for at_us in range(0, before.last_us, 66_667))


def test_two_who_meet_are_others_while_together_and_after(clip):
    """A tracker may mix them up: whoever was chosen before is not chosen after."""
    found = find(clip, lambda at_s: [at(40 + 50 * at_s), at(220 - 40 * at_s)])
    assert [person.number for person in found.persons] == [1, 2, 3, 4, 5, 6]
    before, together, after = found.persons[:2], found.persons[2:4], found.persons[4:]
    for one in before:
        assert one.first_us == 0
    for one in together:
        assert {other.last_us < one.first_us for other in before} == {True}
    for one in after:
        assert round(one.last_us / 1e6, 1) == 3.9
        assert {other.last_us < one.first_us for other in together} == {True}
    for at_us in range(0, 4_000_000, 66_667):
        assert sum(person.covered_in(at_us) is not None for person in found.persons) >= 2


def test_two_who_keep_apart_stay_who_they_are(clip):
    found = find(clip, lambda at_s: [at(40 + 10 * at_s), at(200 + 10 * at_s)])
    assert len(found.persons) == 2


def test_each_has_a_portrait_and_colours(clip):
    found = find(clip, lambda at_s: [at(100), (319, 170, 320, 180)])
    assert set(found.portraits) == {1}, "a box of a pixel's width shows nobody"
    assert found.portraits[1].shape[0] == 160
    assert len(found.persons[0].colours) == 18
