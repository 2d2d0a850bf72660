"""Who watches feeds while others are ill: what their tiles say, and which frames come."""

from __future__ import annotations

import itertools
import os
import threading
import time
from dataclasses import dataclass

from console.media.board import FeedCounters
from console.media.feed import Feed
from console.media.feed_state import FeedChanged, FeedStatus, TileState
from console.media.frame import FrameStamp, Letterbox
from console.media.host import Host
from console.outbox import Outbox

STEP_US = 1_000_000 / 15  # every clip here has 15 frames a second
LOOK_S = 0.05


def is_in(feed: Feed, *states: TileState) -> bool:
    return feed.state(time.monotonic_ns()) in states


def all_live(feeds: list[Feed]) -> bool:
    return all(is_in(feed, TileState.LIVE) for feed in feeds)


class Looks:
    """What each feed's tile had to say, looked up every 50 ms; a state that stays stands once."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="looks")
        self.states: dict[str, list[TileState]] = {camera_id: [] for camera_id in host.feeds}

    def since(self, mark: dict[str, int], camera_id: str) -> list[TileState]:
        return _without_hiccups(self.states[camera_id][mark.get(camera_id, 0) :])

    def mark(self) -> dict[str, int]:
        return {camera_id: len(states) for camera_id, states in tuple(self.states.items())}

    def _look_on(self) -> None:
        while not self._stop.wait(LOOK_S):
            self._look()

    def _look(self) -> None:
        for camera_id, feed in tuple(self._host.feeds.items()):
            state = feed.state(time.monotonic_ns())
            states = self.states.setdefault(camera_id, [])
            if states[-1:] != [state]:
                states.append(state)

    def __enter__(self) -> Looks:
        self._look()  # what was before may be over in a moment
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()


def _without_hiccups(states: list[TileState]) -> list[TileState]:
    """On a machine that others keep busy any picture can be a second late: only then is that let pass."""
    if os.getloadavg()[0] < 1.5 * len(os.sched_getaffinity(0)):
        return states
    kept = [
        state
        for state, following in zip(states, [*states[1:], None], strict=False)
        if (state, following) != (TileState.LATE, TileState.LIVE)
    ]
    return [state for state, _same in itertools.groupby(kept)]


class Stamps:
    """Asks for letterboxes without end, as the detectors do, and keeps what frames they were of."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.seen: dict[str, list[FrameStamp]] = {}
        host.listen_letterboxes(self._on_letterbox, lambda _camera_id: None)

    def ask(self, camera_ids: list[str]) -> None:
        for camera_id in camera_ids:
            self._host.ask_letterbox(camera_id)

    def ask_for(self, seconds: float, camera_ids: list[str]) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.ask(camera_ids)
            time.sleep(LOOK_S)

    def _on_letterbox(self, letterbox: Letterbox) -> None:
        self.seen.setdefault(letterbox.stamp.camera_id, []).append(letterbox.stamp)
        self._host.finish_letterbox(letterbox)


@dataclass(frozen=True)
class Well:
    """A feed that nothing happens to; the frames of a file's loop are numbered anew each time."""

    feed: Feed
    loop_frames: int | None = None

    def assert_unharmed(self, before: FeedCounters, seen: list[FrameStamp], *, least_s: float) -> None:
        after = self.feed.counters()
        camera_id = self.feed.camera_id
        assert (after.dropped, after.out_of_order, after.reconnects, after.damaged) == (
            before.dropped,
            0,
            0,
            0,
        ), camera_id
        assert after.packets - before.packets > least_s * 15, camera_id
        assert len(seen) > 3 * least_s, camera_id
        # Frame n carries the time n * step: no frame is missing, doubled or in the wrong place.
        origin = {round(stamp.media_time_us / STEP_US) - stamp.sequence for stamp in seen}
        if self.loop_frames:
            origin = {number % self.loop_frames for number in origin}
        assert len(origin) == 1, camera_id


class Witness:
    """Watches well feeds from `with` to its end. Threads: looks, asks."""

    def __init__(self, host: Host, outbox: Outbox, wells: list[Well]) -> None:
        self.looks = Looks(host)
        self._outbox = outbox
        self._wells = wells
        self._stamps = Stamps(host)
        self._names = [well.feed.camera_id for well in wells]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="asks")
        self._facts: list[object] = []

    def told_of(self, camera_id: str) -> list[FeedStatus]:
        """What the desk was told of this camera since the beginning."""
        self._facts += self._outbox.drain()
        facts = [fact for fact in self._facts if isinstance(fact, FeedChanged)]
        return [fact.status for fact in facts if fact.status.camera_id == camera_id]

    def facts(self) -> list[object]:
        self._facts += self._outbox.drain()
        return self._facts

    def assert_all_unharmed(self) -> None:
        lasted_s = time.monotonic() - self._begun_s
        for well in self._wells:
            name = well.feed.camera_id
            assert self.looks.since({}, name) == [TileState.LIVE], name
            assert self.told_of(name) == [], name
            # Half of what is due at least: the load of others delays a letterbox, never a frame's number.
            well.assert_unharmed(self._before[name], self._stamps.seen[name], least_s=0.8 * lasted_s - 1)

    def _ask(self) -> None:
        while not self._stop.wait(LOOK_S):
            self._stamps.ask(self._names)

    def __enter__(self) -> Witness:
        self._outbox.drain()
        self._before = {well.feed.camera_id: well.feed.counters() for well in self._wells}
        self._begun_s = time.monotonic()
        self.looks.__enter__()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()
        self.looks.__exit__(*error)
