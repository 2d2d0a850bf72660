"""Small persons in large pictures are found; one person stays one, two stay two."""

import itertools

import av
import numpy as np
import pytest

from console.detection.detection import Box, Kind
from console.media.worker.evidence_reader import ClipReader
from console.media.worker.full_frame import FullFrame
from console.redaction import tiles
from console.redaction.tiles import areas, find_in


@pytest.mark.parametrize(
    ("width", "height", "count"),
    [
        (640, 360, 1),
        (768, 576, 1),
        (832, 832, 1),
        (1280, 720, 1 + 2),
        (1920, 1080, 1 + 6),
        (3840, 2160, 1 + 24),
    ],
)
def test_tiles_cover_the_picture_and_overlap(width, height, count):
    whole, *parts = areas(width, height)
    assert (whole.x, whole.y, whole.width, whole.height) == (0, 0, width, height)
    assert 1 + len(parts) == count
    seen = np.zeros((height, width), np.uint8)
    for part in parts:
        assert part.x % 2 == part.y % 2 == 0
        assert part.x + part.width <= width
        assert part.y + part.height <= height
        seen[part.y : part.y + part.height, part.x : part.x + part.width] += 1
    assert not parts or seen.min() >= 1
    for before, after in itertools.pairwise(parts):
        if before.y == after.y:
            assert before.x + before.width - after.x >= 200


def test_small_persons_of_a_large_picture_are_found_in_its_tiles(street, model, monkeypatch):
    """Six streets of 640×360 in one picture of 1920×1080, three across and two down, as one camera."""
    with ClipReader(street) as reader:
        frame = next(reader.frames())
    one = frame.video_frame().to_ndarray(format="bgr24")
    many = np.zeros((1080, 1920, 3), np.uint8)
    many[180:900] = np.tile(one, (2, 3, 1))
    large = FullFrame.of(av.VideoFrame.from_ndarray(many, format="bgr24").reformat(format="yuv420p"))
    found = find_in(large, model)
    monkeypatch.setattr(tiles, "_TILE_PX", 10_000)
    alone = find_in(large, model)
    assert len(found) >= 6 * 3
    assert len(found) > 1.3 * len(alone)


class FakeModel:
    """Finds what it is told, (box, score in the whole picture, in the first tile, in the second); 0: not.

    A tile's edge cuts the box.
    """

    def __init__(self, *told):
        self.told = told
        self.looks = iter(enumerate(areas(1280, 720)))

    def detect(self, pixels, *, scale, width, height):
        number, area = next(self.looks)
        for (x1, y1, x2, y2), *scores in self.told:
            left, right = max(x1, area.x), min(x2, area.x + area.width)
            if left < right and scores[number]:
                box = (left - area.x, y1, right - area.x, y2)
                yield Box("person", Kind.PERSON, scores[number], *box)


def large_frame():
    return FullFrame.of(av.VideoFrame(1280, 720, "yuv420p"))


def corners(boxes):
    return sorted((box.x1, box.y1, box.x2, box.y2) for box in boxes)


@pytest.mark.parametrize("person", [(700, 200, 900, 700), (780, 200, 1000, 700), (830, 200, 900, 700)])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_person_who_is_cut_by_a_tile_is_one_person(person, part):
    """The first tile ends at 832, the second begins at 448."""
    assert corners(find_in(large_frame(), FakeModel((person, 0.5, part, 0.4)))) == [person]


def test_a_part_that_is_of_nobody_else_counts():
    """Found in the first tile alone."""
    other = (500, 200, 600, 600)
    found = find_in(large_frame(), FakeModel(((780, 200, 1000, 700), 0, 0.3, 0), (other, 0.9, 0.9, 0.9)))
    assert corners(found) == [other, (780, 200, 832, 700)]


def test_a_child_before_its_mother_is_a_person():
    mother, child = (100, 100, 200, 400), (120, 280, 170, 400)
    found = find_in(large_frame(), FakeModel((mother, 0.9, 0.9, 0), (child, 0.2, 0.2, 0)))
    assert corners(found) == [mother, child]


def test_who_is_hardly_seen_counts_and_what_is_no_person_does_not():
    boxes = (
        Box("person", Kind.PERSON, 0.16, 10, 10, 20, 40),
        Box("person", Kind.PERSON, 0.14, 50, 10, 60, 40),
    )
    car = Box("car", Kind.VEHICLE, 0.9, 200, 10, 260, 40)

    class Model:
        def detect(self, pixels, **_size):
            return (*boxes, car)

    assert find_in(FullFrame.of(av.VideoFrame(640, 360, "yuv420p")), Model()) == boxes[:1]
