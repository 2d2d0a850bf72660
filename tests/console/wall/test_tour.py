"""Tours under way: which step is due, paused, gone on and skipped, by a clock that is given."""

from __future__ import annotations

from console.wall.tour import Step, Tour, TourRun

S = 1_000_000_000
RUN = TourRun(Tour((Step("a", dwell_s=10), Step("b", dwell_s=5), Step("c", dwell_s=2.5))), since_ns=100 * S)


def test_each_step_is_seen_for_its_dwell_and_the_first_comes_again():
    seen = [RUN.due((100 + second) * S) for second in (0, 9, 10, 14, 15, 17, 18)]
    assert seen == [0, 0, 1, 1, 2, 2, 0]
    assert RUN.left_ns(112 * S) == 3 * S


def test_a_pause_however_long_jumps_over_nothing():
    paused = RUN.paused(112 * S)
    assert [paused.due(at * S) for at in (112, 5000)] == [1, 1]
    on = paused.resumed(5000 * S)
    assert (on.due(5002 * S), on.due(5003 * S)) == (1, 2)
    assert paused.paused(200 * S).resumed(300 * S).left_ns(300 * S) == 3 * S


def test_skipping_begins_the_next_step_anew_and_after_the_last_the_first():
    skipped = RUN.skipped(103 * S)
    assert (skipped.due(103 * S), skipped.left_ns(103 * S)) == (1, 5 * S)
    last = skipped.skipped(104 * S).skipped(105 * S)
    assert (last.due(105 * S), last.left_ns(105 * S)) == (0, 10 * S)
    waiting = RUN.paused(101 * S).skipped(150 * S)
    assert waiting.is_paused and waiting.due(900 * S) == 1


def test_skipping_back_begins_the_step_before_anew_and_before_the_first_comes_the_last():
    back = RUN.skipped(112 * S, by=-1)
    assert (back.due(112 * S), back.left_ns(112 * S)) == (0, 10 * S)
    last = back.skipped(113 * S, by=-1)
    assert (last.due(113 * S), last.left_ns(113 * S)) == (2, 2.5 * S)


def test_a_clock_that_seems_to_step_back_shows_no_other_step():
    assert RUN.due(90 * S) == 0
