"""A track's times on the clock of arrival."""

from __future__ import annotations

from console.media.worker.arrival_clock import ArrivalClock

S, MS = 1_000_000_000, 1_000_000


def test_it_goes_on_as_evenly_as_the_track_whenever_packets_come():
    clock = ArrivalClock()
    assert clock.at_ns(0, arrived_ns=50 * S) == 50 * S
    assert clock.at_ns(40 * MS, arrived_ns=50 * S + 900 * MS) == 50 * S + 40 * MS
    assert clock.at_ns(80 * MS, arrived_ns=50 * S + 900 * MS) == 50 * S + 80 * MS


def test_a_track_that_jumps_goes_on_from_now():
    clock = ArrivalClock()
    clock.at_ns(20 * S, arrived_ns=50 * S)
    assert clock.at_ns(0, arrived_ns=51 * S) == 51 * S  # a clip that begins anew
    assert clock.at_ns(1 * S, arrived_ns=52 * S) == 52 * S


def test_a_track_without_times_is_due_when_it_comes():
    assert ArrivalClock().at_ns(None, arrived_ns=7 * S) == 7 * S
