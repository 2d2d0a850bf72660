"""A minute for everybody where there is room; else equal spans, and children's places go last."""

from __future__ import annotations

import random

import pytest

from console.media.ring_budget import FULL_SPAN_NS, RingNeed, ring_budget_bytes, spans_ns

S = 1_000_000_000
LEAST = 10 * S


def needs(count: int, *, rate: float = 64_000, children: int = 0, group_s: float = 2.0) -> list[RingNeed]:
    return [
        RingNeed(f"c{number}", rate * (1 + number % 3), number < children, group_s) for number in range(count)
    ]


def cost(given: list[RingNeed], spans) -> float:
    return sum(need.bytes_per_s * (spans[need.camera_id] / S + need.group_s) for need in given)


def test_a_whole_city_of_sub_streams_has_its_minute_in_a_gigabyte_and_a_half():
    city = [RingNeed(f"c{number}", 64_000, False, 2.0) for number in range(336)]
    assert set(spans_ns(city, budget_bytes=1_400_000_000).values()) == {FULL_SPAN_NS}


def test_too_little_means_the_same_seconds_for_all_whatever_they_send():
    spans = spans_ns(needs(30), budget_bytes=100_000_000)
    assert len(set(spans.values())) == 1
    assert LEAST < spans["c0"] < FULL_SPAN_NS
    assert spans["c0"] % S == 0


def test_children_keep_their_minute_while_streets_shrink():
    given = needs(30, children=6)
    spans = spans_ns(given, budget_bytes=100_000_000)
    assert {spans[need.camera_id] for need in given if need.for_children} == {FULL_SPAN_NS}
    streets = {spans[need.camera_id] for need in given if not need.for_children}
    assert len(streets) == 1
    assert streets < {FULL_SPAN_NS} or streets.pop() < FULL_SPAN_NS


def test_children_shrink_when_streets_are_at_their_least_and_then_all_alike():
    given = needs(30, children=6)
    some = spans_ns(given, budget_bytes=62_000_000)
    assert some["c29"] == LEAST < some["c0"] < FULL_SPAN_NS
    few = spans_ns(given, budget_bytes=20_000_000)
    assert len(set(few.values())) == 1
    assert 0 < few["c0"] < LEAST
    assert set(spans_ns(given, budget_bytes=0).values()) == {0}


def test_a_desk_of_children_alone_shrinks_alike():
    spans = spans_ns(needs(9, children=9), budget_bytes=20_000_000)
    assert len(set(spans.values())) == 1
    assert 0 < spans["c0"] < FULL_SPAN_NS


def test_pins_take_from_the_spans_and_not_the_other_way():
    given = needs(30)
    without = spans_ns(given, budget_bytes=100_000_000)["c0"]
    assert spans_ns(given, budget_bytes=100_000_000, pinned_bytes=30_000_000)["c0"] < without


@pytest.mark.parametrize("seed", range(60))
def test_never_over_the_budget_and_never_wasteful(seed):
    chance = random.Random(seed)
    given = [
        RingNeed(f"c{number}", chance.uniform(0, 500_000), chance.random() < 0.3, chance.uniform(0, 10))
        for number in range(chance.randint(1, 60))
    ]
    budget, pinned = chance.randint(0, 10**9), chance.randint(0, 10**8)
    spans = spans_ns(given, budget_bytes=budget, pinned_bytes=pinned)
    free = budget - pinned
    assert set(spans) == {need.camera_id for need in given}
    if any(spans.values()):
        assert cost(given, spans) <= max(free, 0) + 1
    streets = [spans[need.camera_id] for need in given if not need.for_children]
    children = [spans[need.camera_id] for need in given if need.for_children]
    assert len(set(streets)) <= 1 and len(set(children)) <= 1
    street, child = (streets or children)[0], (children or streets)[0]
    assert child >= street
    assert child == FULL_SPAN_NS or street <= LEAST or not streets or not children
    if street == child < FULL_SPAN_NS:  # one second more for those whose turn it is would be too much
        growing = given
    elif child < FULL_SPAN_NS:
        growing = [need for need in given if need.for_children]
    else:
        growing = [need for need in given if not need.for_children and LEAST < street < FULL_SPAN_NS]
    longer = spans | {need.camera_id: spans[need.camera_id] + S for need in growing}
    assert not growing or cost(given, longer) > free


def test_the_budget_is_a_quarter_of_a_real_machine():
    assert 64 * 2**20 < ring_budget_bytes() < 2**44
