"""The score itself, on cases that can be counted by hand."""

import itertools

import numpy as np
import pytest

from tests.console.detection.mot_score import assign, average_precision, score

A, B, FAR = (0, 0, 10, 10), (100, 0, 110, 10), (500, 0, 510, 10)


def test_perfect_tracks_score_one():
    frames = [[("a", A), ("b", B)]] * 4
    assert score(frames, [[(7, A), (8, B)]] * 4)[:2] == (1, 1)


def test_each_error_costs_one():
    truth = [[("a", A), ("b", B)]] * 5
    found = [[(1, A), (2, B)], [(1, A)], [(1, A), (2, B), (3, FAR)], [(2, A), (1, B)], [(2, A), (1, B)]]
    mota, idf1, errors = score(truth, found)
    assert errors == {"missed": 1, "false": 1, "switched": 2}
    assert mota == pytest.approx(1 - 4 / 10)
    # Person a is track 1 in 3 frames, person b track 2 in 2: 5 right of 10 people and 10 boxes.
    assert idf1 == pytest.approx(2 * 5 / (10 + 10))


def test_who_was_matched_stays_matched():
    near = (1, 0, 11, 10)
    truth = [[("a", A)]] * 2
    assert score(truth, [[(1, near)], [(1, near), (2, A)]])[2] == {"missed": 0, "false": 1, "switched": 0}


def test_the_assignment_is_the_least_of_all():
    chance = np.random.default_rng(3)
    for shape in ((1, 1), (3, 3), (4, 2), (2, 5), (5, 5)):
        cost = chance.random(shape)
        least = min(
            sum(cost[row, column] for row, column in zip(rows, columns, strict=True))
            for rows in itertools.permutations(range(shape[0]), min(shape))
            for columns in itertools.combinations(range(shape[1]), min(shape))
        )
        pairs = assign(cost)
        assert len(pairs) == min(shape)
        assert sum(cost[pair] for pair in pairs) == pytest.approx(least)
    assert assign(np.zeros((0, 3))) == []


def test_average_precision_by_hand():
    truth = [[A, B], [A]]
    found = [[(0.9, A), (0.8, FAR)], [(0.7, A), (0.6, A)]]
    assert average_precision(truth, found) == pytest.approx(1 / 3 * 1 + 1 / 3 * 2 / 3)
