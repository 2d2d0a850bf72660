"""Frames that the source sent while a tile was shown: the other side of "painted"."""

from __future__ import annotations

from ui.wall.tile_feed import TileFeed


class DueCount:
    """Adds up over the feeds that a tile shows one after another. Thread: GUI."""

    def __init__(self) -> None:
        self._before = 0
        self._feed: TileFeed | None = None
        self._from = 0

    def watch(self, feed: TileFeed | None) -> None:
        """Counts this feed's frames from now on; None while the tile is hidden."""
        self._before = self.total()
        self._feed = feed
        self._from = feed.counters().due if feed else 0

    def total(self) -> int:
        if self._feed is None:
            return self._before
        return self._before + self._feed.counters().due - self._from
