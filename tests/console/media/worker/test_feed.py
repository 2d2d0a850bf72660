"""A feed in its decoder process: how long it is decoded for nobody."""

from __future__ import annotations

import os
import time

import pytest

from console.media.board import Board, make_board
from console.media.decode_mode import DecodeMode
from console.media.messages import OpenFeed
from console.media.worker.backlog import Backlog
from console.media.worker.demand import Demand
from console.media.worker.feed import Feed

S = 1_000_000_000


@pytest.fixture
def feed():
    board = make_board()
    opened = OpenFeed(1, 1, "c1", "/clip.mp4", "file", 0, False, "/clip.mp4")
    made = Feed(
        opened,
        row=Board(board).row(1),
        tell=lambda _message: None,
        backlog=Backlog(),
        demand=Demand(Backlog()),
    )
    os.close(board)
    return made


def test_what_nobody_shows_rests_thirty_seconds_after_the_last_wish(feed):
    wanted_ns = time.monotonic_ns()
    assert feed.mode(wanted_ns + 29 * S) is DecodeMode.EVERY_FRAME
    assert feed.mode(wanted_ns + 31 * S) is DecodeMode.PACKETS
