"""Frames that the source sent while a tile was shown: the other side of "painted"."""

from __future__ import annotations

from ui.wall.tile_feed import TileFeed


class DueCount:
    """Adds up over the feeds that a tile shows one after another. Thread: GUI."""

    def __init__(self) -> None:
        self._before = (0, 0)
        self._feed: TileFeed | None = None
        self._from = (0, 0)

    def watch(self, feed: TileFeed | None) -> None:
        """Counts this feed's frames from now on; None while the tile is hidden."""
        self._before = self._totals()
        self._feed = feed
        self._from = _counted(feed) if feed else (0, 0)

    def total(self) -> int:
        """Every frame; giving some up never lowers it."""
        return self._totals()[0]

    def wanted(self) -> int:
        """Of these, the ones that the tile was to show in the decode mode of their moment."""
        return self._totals()[1]

    def _totals(self) -> tuple[int, int]:
        if self._feed is None:
            return self._before
        due, wanted = _counted(self._feed)
        return self._before[0] + due - self._from[0], self._before[1] + wanted - self._from[1]


def _counted(feed: TileFeed) -> tuple[int, int]:
    counters = feed.counters()
    return counters.due, counters.wanted
