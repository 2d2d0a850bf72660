"""Overlap and suppression, held against their definitions on random boxes."""

import numpy as np
import pytest

from console.detection.overlap import one_a_thing, overlaps


def random_boxes(seed, count):
    random = np.random.default_rng(seed)
    low = random.uniform(0, 60, (count, 2))
    corners = np.concatenate([low, low + random.uniform(1, 40, (count, 2))], axis=1).astype(np.float32)
    return corners, random.uniform(0, 1, count).astype(np.float32), random.integers(0, 3, count)


def test_overlap_of_known_boxes():
    one = np.array([[0, 0, 10, 10]], np.float32)
    many = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 30, 30], [3, 3, 3, 3]], np.float32)
    assert overlaps(one, many)[0] == pytest.approx([1, 1 / 3, 0, 0])


@pytest.mark.parametrize("seed", range(20))
def test_what_stays_does_not_rival_and_what_goes_had_a_better_rival(seed):
    corners, scores, groups = random_boxes(seed, 60)
    kept = one_a_thing(corners, scores, groups, most=0.45)
    shared = overlaps(corners, corners)
    assert len(set(kept)) == len(kept)
    assert list(scores[kept]) == sorted(scores[kept], reverse=True)
    for index in range(len(scores)):
        rivals = [
            other
            for other in kept
            if other != index and groups[other] == groups[index] and shared[index, other] > 0.45
        ]
        if index in kept:
            assert not rivals
        else:
            assert any(scores[other] >= scores[index] for other in rivals)


def test_the_order_of_boxes_does_not_matter():
    corners, scores, groups = random_boxes(7, 60)
    turned = np.random.default_rng(1).permutation(60)
    again = one_a_thing(corners[turned], scores[turned], groups[turned], most=0.45)
    assert [turned[index] for index in again] == one_a_thing(corners, scores, groups, most=0.45)


def test_nothing_in_nothing_out():
    nothing = np.empty((0, 4), np.float32)
    assert one_a_thing(nothing, np.empty(0, np.float32), np.empty(0, np.int64), most=0.45) == []
