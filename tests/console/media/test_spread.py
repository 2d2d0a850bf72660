"""Which process gets the next feed, and what moves when one is full."""

from console.media.spread import lightest, next_move


def test_the_next_feed_goes_where_least_is_done():
    assert lightest([{"a": 0.2, "b": 0.1}, {"c": 0.25}]) == 1
    assert lightest([{}, {}]) == 0


def test_a_feed_of_unknown_cost_counts_as_the_mean():
    assert lightest([{"a": 0.0, "b": 0.0}, {"c": 0.0}]) == 1
    assert lightest([{"a": 0.1, "b": 0.0}, {"c": 0.4}]) == 0  # 0.1 and 0.25 for b, against 0.4


def test_nothing_moves_while_no_process_is_full():
    assert next_move([{"a": 0.4, "b": 0.4}, {}]) is None


def test_the_feed_that_evens_it_out_best_moves():
    assert next_move([{"a": 0.5, "b": 0.3, "c": 0.1}, {"d": 0.3}]) == ("b", 1)
    assert next_move([{"d": 0.2}, {"a": 0.05, "b": 0.9}]) == ("a", 0)  # moving b would only turn it round


def test_nothing_moves_where_all_are_full():
    assert next_move([{"a": 0.9}, {"b": 0.85}]) is None
    assert next_move([{"a": 0.95}]) is None


def test_one_heavy_feed_alone_stays():
    assert next_move([{"a": 1.0}, {}]) is None
