from datetime import UTC, datetime

import pytest

from console.media.feed_state import Connection, Failure, FeedStatus, TileState, failure_text, tile_state

_MS = 1_000_000
_S = 1000 * _MS
_NOW = 1000 * _S


def _state(connection=Connection.CONNECTED, *, age_ns=0, interval_ns=66 * _MS, frozen_ns=None):
    status = FeedStatus("c1", connection, None, datetime(2026, 11, 23, tzinfo=UTC))
    return tile_state(
        status,
        newest_at_ns=_NOW - age_ns,
        interval_ns=interval_ns,
        frozen_since_ns=0 if frozen_ns is None else _NOW - frozen_ns,
        now_ns=_NOW,
    )


@pytest.mark.parametrize(
    ("age_ns", "interval_ns", "state"),
    [
        (0, 66 * _MS, TileState.LIVE),
        (1 * _S, 66 * _MS, TileState.LIVE),
        (1 * _S + 1, 66 * _MS, TileState.LATE),
        (5 * _S, 66 * _MS, TileState.LATE),
        (5 * _S + 1, 66 * _MS, TileState.STALE),
        (3600 * _S, 66 * _MS, TileState.STALE),
        # a slow stream is due less often
        (6 * _S, 2 * _S, TileState.LIVE),
        (6 * _S + 1, 2 * _S, TileState.LATE),
        (10 * _S, 2 * _S, TileState.LATE),
        (10 * _S + 1, 2 * _S, TileState.STALE),
        # nothing learnt yet
        (1 * _S + 1, 0, TileState.LATE),
    ],
)
def test_age_makes_a_tile_late_and_then_stale(age_ns, interval_ns, state):
    assert _state(age_ns=age_ns, interval_ns=interval_ns) is state


def test_a_connection_without_a_picture_is_not_live():
    assert _state(age_ns=_NOW) is TileState.STALE


@pytest.mark.parametrize(("frozen_ns", "state"), [(10 * _S - 1, TileState.LIVE), (10 * _S, TileState.FROZEN)])
def test_ten_seconds_of_the_same_picture_are_frozen(frozen_ns, state):
    assert _state(frozen_ns=frozen_ns) is state


def test_a_frozen_picture_that_stops_coming_is_late():
    assert _state(frozen_ns=60 * _S, age_ns=2 * _S) is TileState.LATE


@pytest.mark.parametrize(
    ("connection", "state"),
    [
        (Connection.OFF, TileState.OFF),
        (Connection.CONNECTING, TileState.LOST),
        (Connection.LOST, TileState.LOST),
    ],
)
def test_without_a_connection_no_age_matters(connection, state):
    assert _state(connection) is state


@pytest.mark.parametrize("failure", Failure)
def test_every_failure_has_words(failure):
    assert failure_text(failure)
