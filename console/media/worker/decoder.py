"""The one decode thread of a decoder process: takes the feeds by turns, in the order of their packets."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque

from console.media.board import Beat, Column
from console.media.hardware import Hardware
from console.media.worker.backlog import Backlog
from console.media.worker.demand import Demand
from console.media.worker.feed import Feed
from console.media.worker.feed_decoding import FeedDecoding
from console.media.worker.hardware_sessions import HardwareSessions
from console.media.worker.letterbox_jobs import LetterboxJobs

_log = logging.getLogger(__name__)
_SWEEP_S = 0.5
_ROOM = 100  # turns: a tenth of a second at most
# Packets are read and pictures painted in short steps between decoding: with the same right to a core each of
# them waits for a decoder's whole slice, and a GUI tick of 336 tiles took 52 ms instead of 43 (p99).
_NICENESS = 2
_NAP_S = 0.004  # with nothing to do: being woken for each packet would cost more than the few that wait


class Decoder:
    """Thread: its own, "decode"; `put`, `add` and `remove` from any."""

    def __init__(self, *, beats: memoryview, letterboxes: LetterboxJobs, hardware: Hardware | None) -> None:
        self.backlog = Backlog()
        self.demand = Demand(self.backlog)
        self._beats = beats
        self._letterboxes = letterboxes
        self._sessions = HardwareSessions(hardware)
        # A turn for each packet: whose packet came first is served first, and nobody starves. No lock: a
        # deque's own steps are atomic.
        self._turns: deque[Feed] = deque()
        self._next_sweep_s = 0.0
        self._busy_ns = 0  # since when it has not slept; the end of the packet before
        self._lock = threading.Lock()
        # Guarded by _lock
        self._decodings: dict[Feed, FeedDecoding] = {}
        self.thread = threading.Thread(target=self._run, name="decode", daemon=True)

    def add(self, feed: Feed) -> None:
        with self._lock:
            self._decodings[feed] = FeedDecoding(feed, letterboxes=self._letterboxes, sessions=self._sessions)

    def remove(self, feed: Feed) -> None:
        with self._lock:
            self._decodings.pop(feed, None)

    def put(self, feed: Feed) -> None:
        """The feed's queue has one more packet."""
        self._turns.append(feed)

    def has_room(self) -> bool:
        """Whether a group of pictures more would hold nobody's live picture up for long."""
        return len(self._turns) < _ROOM

    def _run(self) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
        while True:
            try:
                feed = self._turns.popleft()
            except IndexError:
                time.sleep(_NAP_S)
                self._busy_ns = 0
            else:
                self._take_turn(feed)
            self._sweep()

    def _take_turn(self, feed: Feed) -> None:
        arrival = feed.queue.take()
        decoding = self._decodings.get(feed)
        if arrival is None or decoding is None:
            return  # its packets were given up, or it was closed
        began_ns, seen_ns = time.thread_time_ns(), time.monotonic_ns()
        busy_ns = self._busy_ns or seen_ns
        try:
            decoding.take(arrival)
        except Exception:
            # One camera's oddity must not cost the others their decoder.
            _log.exception("camera %s: a packet could not be shown", feed.camera_id)
        self._busy_ns = now_ns = time.monotonic_ns()
        feed.row[Column.COST_NS] += time.thread_time_ns() - began_ns
        self.backlog.see(now_ns - busy_ns, waited_ns=seen_ns - arrival.captured_at_ns, now_ns=now_ns)
        if (packet := arrival.packet) is not None:
            feed.queue.share.see(now_ns - busy_ns, is_keyframe=packet.is_keyframe)

    def _sweep(self) -> None:
        now_s = time.monotonic()
        if now_s < self._next_sweep_s:
            return
        self._next_sweep_s = now_s + _SWEEP_S
        now_ns = time.monotonic_ns()
        self._beats[Beat.DECODE] = now_ns
        with self._lock:
            feeds = tuple(self._decodings)
        for feed in feeds:
            feed.drop_stale_job(now_ns)
