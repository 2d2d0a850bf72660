"""A feed of a decoder process without its process."""

from __future__ import annotations

import os
from collections.abc import Callable

from console.media.board import Board, make_board
from console.media.messages import OpenFeed
from console.media.worker.backlog import Backlog
from console.media.worker.demand import Demand
from console.media.worker.feed import Feed


def make_feed(opening: str, *, tell: Callable[[object], object] = lambda _message: None) -> Feed:
    """Of the file `opening`, which is not opened."""
    board = make_board()
    opened = OpenFeed(1, 1, "c1", opening, "file", 0, False, opening)
    backlog = Backlog()
    feed = Feed(opened, row=Board(board).row(1), tell=tell, backlog=backlog, demand=Demand(backlog))
    os.close(board)
    return feed
