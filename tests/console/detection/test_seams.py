"""Whom a seam cuts is one person; who stands beside another is not."""

import random

import pytest

from console.cameras.search_grid import SearchGrid
from console.detection.detection import Box, Kind
from console.detection.labels import kind_of
from console.detection.seams import joined
from console.media.area import Area, areas

WIDTH, HEIGHT = 1920, 1080
TILES = areas(SearchGrid(3, 2), width=WIDTH, height=HEIGHT)
WHOLE = Area(0, 0, WIDTH, HEIGHT)


def box(x1, y1, x2, y2, *, label="person", score=0.9):
    return Box(label, kind_of(label), score, x1, y1, x2, y2)


def in_area(thing, area):
    """What a look at the area makes of the thing: cut at its edges, None where it is not in it."""
    x1, y1 = max(thing.x1, area.x) - area.x, max(thing.y1, area.y) - area.y
    x2 = min(thing.x2, area.x + area.width) - area.x
    y2 = min(thing.y2, area.y + area.height) - area.y
    if x2 - x1 < 4 or y2 - y1 < 4:
        return None
    return box(x1, y1, x2, y2, label=thing.label, score=thing.score)


def looks_at(*things, at=(WHOLE, *TILES)):
    return [(area, [part for thing in things if (part := in_area(thing, area))]) for area in at]


def found(*things, at=(WHOLE, *TILES)):
    return joined(looks_at(*things, at=at), width=WIDTH, height=HEIGHT)


def corners(boxes):
    return sorted((each.x1, each.y1, each.x2, each.y2) for each in boxes)


def test_a_person_anywhere_is_one_person_who_stands_where_he_stands():
    """Up to the overlap in size: found in the tiles alone, as a small one is."""
    dice = random.Random(7)
    for _ in range(1000):
        w, h = dice.randint(12, 60), dice.randint(30, 79)
        x, y = dice.randint(0, WIDTH - w), dice.randint(0, HEIGHT - h)
        person = box(x, y, x + w, y + h)
        assert corners(found(person, at=TILES)) == corners([person])


def test_what_is_larger_than_a_tile_is_one_thing_by_the_look_at_the_whole():
    lorry = box(300, 200, 1700, 900, label="truck", score=0.4)
    assert corners(found(lorry)) == corners([lorry])


def test_two_who_stand_side_by_side_at_a_seam_are_two():
    seam = TILES[1].x + 20
    one, other = box(seam - 40, 300, seam, 400), box(seam - 10, 300, seam + 30, 400)
    assert corners(found(one, other)) == corners([one, other])


def test_a_van_is_not_a_car_in_one_tile_and_a_truck_in_the_next():
    area, later = TILES[0], TILES[1]
    car = box(610, 100, 700, 160, label="car", score=0.6)
    truck = box(612, 101, 701, 161, label="truck", score=0.7)
    looks = [(area, [in_area(car, area)]), (later, [in_area(truck, later)])]
    (one,) = joined(looks, width=WIDTH, height=HEIGHT)
    assert (one.label, one.kind) == ("truck", Kind.VEHICLE)


def test_a_person_before_a_car_is_no_part_of_it():
    car, person = box(100, 100, 400, 300, label="car"), box(200, 150, 240, 280)
    assert len(found(car, person)) == 2


def test_the_surest_comes_first_and_nothing_found_is_nothing():
    scores = (0.3, 0.9, 0.6)
    things = [box(100 + 200 * n, 100, 140 + 200 * n, 200, score=score) for n, score in enumerate(scores)]
    assert [each.score for each in found(*things)] == [0.9, 0.6, 0.3]
    assert found() == ()


@pytest.mark.parametrize("size", [(1919, 1079), (1920, 1080)])
def test_the_last_line_of_an_odd_picture_is_no_seam(size):
    """Whoever it cuts is cut by the picture, and counts before a head that is surer."""
    width, height = size
    last = areas(SearchGrid(2, 2), width=width, height=height)[-1]
    person = box(last.width - 40, last.height - 100, last.width, last.height, score=0.5)
    head = box(last.width - 40, last.height - 100, last.width, last.height - 45, score=0.6)
    assert len(joined([(last, [person, head])], width=width, height=height)) == 1
