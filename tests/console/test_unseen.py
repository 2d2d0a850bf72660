"""Which cameras the hand-over names, and since when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.journal.entry import utc_text
from console.media.board import FeedCounters
from console.media.feed_state import Connection, Failure, FeedStatus, TileState, tile_state
from console.media.picture_fault import PictureFault
from console.unseen import unseen
from tests.console.shift_desk import a_camera
from tests.fakes.fake_clock import FakeClock

SECOND_NS = 1_000_000_000


class FakeFeed:
    """What a feed says of itself: its status, its counters, its picture."""

    def __init__(self, clock: FakeClock, connection: Connection, *, newest_s=0.0, frozen_s=0.0, fault=None):
        now_ns = clock.monotonic_ns()
        self._status = FeedStatus(
            "c-0402", connection, Failure.TIMED_OUT, clock.now_utc() - timedelta(hours=1)
        )
        self._counters = FeedCounters(
            newest_at_ns=now_ns - int(newest_s * SECOND_NS),
            frozen_since_ns=now_ns - int(frozen_s * SECOND_NS) if frozen_s else 0,
            interval_ns=40_000_000,
        )
        self._fault = fault

    def status(self) -> FeedStatus:
        return self._status

    def counters(self) -> FeedCounters:
        return self._counters

    def picture_fault(self) -> PictureFault | None:
        return self._fault

    def state(self, now_ns: int) -> TileState:
        return tile_state(
            self._status,
            newest_at_ns=self._counters.newest_at_ns,
            interval_ns=self._counters.interval_ns,
            frozen_since_ns=self._counters.frozen_since_ns,
            now_ns=now_ns,
        )


@pytest.mark.parametrize(
    ("feed", "state", "ago_s"),
    [
        ({"connection": Connection.LOST}, "lost", 3600),
        ({"connection": Connection.CONNECTED, "newest_s": 90}, "stale", 90),
        ({"connection": Connection.CONNECTED, "frozen_s": 40}, "frozen", 40),
        (
            {"connection": Connection.CONNECTED, "fault": PictureFault.CLOCK_OFF},
            PictureFault.CLOCK_OFF.value,
            None,
        ),
        ({"connection": Connection.CONNECTED}, None, None),
        ({"connection": Connection.CONNECTED, "newest_s": 2}, None, None),
        ({"connection": Connection.CONNECTING}, None, None),
        ({"connection": Connection.OFF}, None, None),
    ],
)
def test_what_a_feed_shows(feed, state, ago_s):
    clock = FakeClock()
    found = unseen({"c-0402": a_camera()}, {"c-0402": FakeFeed(clock, **feed)}, clock=clock)
    if state is None:
        assert found == ()
        return
    (line,) = found
    assert (line.camera_number, line.name, line.place) == ("0402", "yard", "School No. 4")
    assert line.state == state
    since = utc_text(clock.now_utc() - timedelta(seconds=ago_s)) if ago_s is not None else ""
    assert line.since_utc == since


def test_in_the_order_of_the_cameras_and_none_without_a_feed():
    clock = FakeClock()
    cameras = {f"c-{number}": a_camera(number) for number in ("0402", "0403", "0404")}
    lost = FakeFeed(clock, Connection.LOST)
    found = unseen(cameras, {"c-0404": lost, "c-0402": lost}, clock=clock)
    assert [line.camera_number for line in found] == ["0402", "0404"]
