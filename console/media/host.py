"""Starts, watches and restarts the decoder processes, and spreads the feeds over them."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from types import MappingProxyType

from console.cameras.address import Address
from console.clock import Clock
from console.media.births import Births
from console.media.decoder_process import DecoderProcess, Reports
from console.media.feed import Feed
from console.media.feed_state import FeedChanged, FeedStatus
from console.media.frame import Letterbox, Still
from console.media.open_files import allow_many_files
from console.outbox import Outbox

_LOOK_S = 0.25


@dataclass(frozen=True, slots=True)
class DecoderDied:
    """Fact: a decoder process ended or hung; its feeds are lost until it is back."""

    process: int
    camera_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecoderBack:
    """Fact: it runs again and opens its feeds."""

    process: int
    camera_ids: tuple[str, ...]


class Host:
    """All decoder processes. Thread: any; `start` and `stop` from the one that made it."""

    def __init__(self, *, clock: Clock, outbox: Outbox, processes: int | None = None) -> None:
        """`processes`: how many decoder processes; None: one a core."""
        self._clock = clock
        self._outbox = outbox
        self._on_letterbox: Callable[[Letterbox], None] | None = None
        self._on_dropped: Callable[[str], None] = lambda _camera_id: None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="media-watch", daemon=True)
        reports = Reports(
            on_status=self._on_status,
            on_health=self._outbox.put,
            on_letterbox=self._deliver,
            on_dropped=self._drop,
            on_ready=self._on_ready,
            on_end=self._wake.set,
        )
        count = processes or len(os.sched_getaffinity(0))
        self._processes = tuple(DecoderProcess(number, reports=reports) for number in range(count))
        self._births = tuple(Births() for _process in self._processes)
        self._dead: set[int] = set()  # watcher alone: buried, not born again yet
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        # Guarded by _lock
        self._feeds: dict[str, Feed] = {}
        self._restarted: set[int] = set()

    @property
    def feeds(self) -> Mapping[str, Feed]:
        """The open feeds by camera."""
        return MappingProxyType(self._feeds)

    @property
    def pids(self) -> tuple[int | None, ...]:
        """The decoder processes' ids; None while one is being restarted."""
        return tuple(process.pid for process in self._processes)

    def start(self) -> None:
        allow_many_files()
        for process in self._processes:
            self._begin(process)
        self._watcher.start()

    def stop(self, *, deadline_s: float = 3.0) -> None:
        """Ends everything; whatever has not ended by the deadline is killed. A second time does nothing."""
        if self._stopping.is_set():
            return
        deadline_ns = time.monotonic_ns() + int(deadline_s * 1e9)
        self._stopping.set()
        self._wake.set()
        if self._watcher.is_alive():
            self._watcher.join()
        for process in self._processes:
            process.quit()
        for process in self._processes:
            process.end(deadline_ns)
        with self._lock:
            feeds = tuple(self._feeds.values())
            self._feeds.clear()
        for feed in feeds:
            feed.switch_off()

    def open(self, camera_id: str, address: Address) -> Feed:
        """Returns at once; connecting goes on in the worker. An open feed of that camera is closed first."""
        self.close(camera_id)
        with self._lock:
            process = min(self._processes, key=lambda each: len(each.feeds()))
            feed = Feed(
                next(self._numbers),
                camera_id=camera_id,
                address=address,
                process=process,
                row=process.take_row(),
                clock=self._clock,
            )
            self._feeds[camera_id] = feed
            process.add(feed)
        self._outbox.put(FeedChanged(feed.status()))
        return feed

    def close(self, camera_id: str) -> None:
        """Ends the feed; a waiting letterbox of it is reported dropped. Nothing where none is open."""
        with self._lock:
            feed = self._feeds.pop(camera_id, None)
        if feed is None:
            return
        self._outbox.put(FeedChanged(feed.switch_off()))
        for changed in feed.forget_faults():
            self._outbox.put(changed)
        feed.process.remove(feed)
        if feed.process.jobs.drop_camera(camera_id):
            self._on_dropped(camera_id)

    # --- the detectors' side ---

    def listen_letterboxes(
        self, on_letterbox: Callable[[Letterbox], None], on_dropped: Callable[[str], None]
    ) -> None:
        """Names who gets letterboxes and who hears of jobs that came to nothing.

        Both are called on the host's reader threads and must return at once.
        """
        self._on_letterbox, self._on_dropped = on_letterbox, on_dropped

    def ask_letterbox(self, camera_id: str) -> bool:
        """Has the feed's next decoded frame letterboxed.

        Returns:
            Whether an answer will come: False where the feed is not connected or has a job already.
        """
        feed = self._feeds.get(camera_id)
        return feed is not None and feed.process.ask_letterbox(feed)

    def finish_letterbox(self, letterbox: Letterbox, *, still: Still = Still.DROP) -> Future[bytes] | None:
        """Gives slot and full frame back.

        Returns:
            With Still.KEEP the coming JPEG of the full frame that was letterboxed; it fails with MediaError
            if the decoder process died. Else None.
        """
        return self._processes[letterbox.process].finish_letterbox(letterbox, still)

    # --- reader threads ---

    def _on_status(self, status: FeedStatus) -> None:
        self._outbox.put(FeedChanged(status))

    def _deliver(self, letterbox: Letterbox) -> None:
        if self._on_letterbox:
            self._on_letterbox(letterbox)
        else:
            self.finish_letterbox(letterbox)

    def _drop(self, camera_id: str) -> None:
        self._on_dropped(camera_id)

    def _on_ready(self, number: int) -> None:
        with self._lock:
            if number not in self._restarted:
                return
            self._restarted.remove(number)
        self._outbox.put(DecoderBack(number, self._camera_ids(number)))

    def _camera_ids(self, number: int) -> tuple[str, ...]:
        return tuple(feed.camera_id for feed in self._processes[number].feeds())

    # --- the watcher ---

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(_LOOK_S)
            self._wake.clear()
            for process in self._processes:
                if process.ails():
                    self._bury(process)
                if process.number in self._dead:
                    self._bear(process)

    def _bury(self, process: DecoderProcess) -> None:
        process.bury()
        self._dead.add(process.number)
        self._births[process.number].die(now_s=time.monotonic())
        self._outbox.put(DecoderDied(process.number, self._camera_ids(process.number)))

    def _bear(self, process: DecoderProcess) -> None:
        if self._stopping.is_set() or not self._births[process.number].may_begin(now_s=time.monotonic()):
            return
        with self._lock:
            self._restarted.add(process.number)
        self._dead.discard(process.number)
        self._begin(process)

    def _begin(self, process: DecoderProcess) -> None:
        process.start()
        self._births[process.number].begin(now_s=time.monotonic())
