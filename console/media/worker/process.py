"""A decoder process: `python -m console.media.worker.process DESCRIPTOR`, started by the host alone."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import resource
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from console.logs import start_log
from console.media.board import PROCESS_ROW, Beat, Board
from console.media.messages import (
    DESCRIPTORS,
    AskLetterbox,
    ClipFailed,
    CloseFeed,
    FeedReport,
    FinishLetterbox,
    Hello,
    HidePicture,
    KeepSpan,
    LetterboxDropped,
    OpenFeed,
    PinSpan,
    Quit,
    Ready,
    SaveClip,
    SetMode,
    ShowPicture,
    UnpinSpan,
)
from console.media.open_files import allow_many_files
from console.media.replay_messages import OpenReplay, ReplayWish
from console.media.sound_messages import SoundWish
from console.media.worker.clip_jobs import ClipJobs
from console.media.worker.decoder import Decoder
from console.media.worker.demux import Demux
from console.media.worker.feed import Feed
from console.media.worker.letterbox_jobs import LetterboxJobs
from console.media.worker.name_lookup import NameLookup
from console.media.worker.replays import Replays
from console.media.worker.scaler import Scaler
from console.media.worker.sounds import Sounds

_log = logging.getLogger(__name__)
_libc = ctypes.CDLL(None)
_BEAT_S = 0.5
# For an ended connection's threads, packets and frames to go; and once more when all have come back.
_TRIMS_AFTER_S = (2.0, 20.0)
# What a decoder holds for each of its pictures (170 KB at 640×360) is a mapping of its own, but not the
# picture of a tile, which is new with each frame.
_M_MMAP_THRESHOLD, _MAPPED_FROM_BYTES = -3, 160 * 1024
_GOODBYE_S = 1.0  # for streams to end politely; a blocked read cannot be cancelled and is not waited for


class Process:
    """Does what the host says. Thread: main; `tell` from any."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=os.dup(descriptor))
        self._connection = Connection(descriptor)
        self._send_lock = threading.Lock()
        hello, descriptors = self._receive()
        assert isinstance(hello, Hello)
        self._board = Board(descriptors[0])
        self._letterboxes = LetterboxJobs(descriptors[1], busy_slots=hello.busy_slots, tell=self.tell)
        for each in descriptors:
            os.close(each)
        self._beats = self._board.row(PROCESS_ROW)
        self._decoder = Decoder(beats=self._beats, letterboxes=self._letterboxes, hardware=hello.hardware)
        self._clips = ClipJobs(tell=self.tell)
        self._replays = Replays(tell=self.tell)
        self._sounds = Sounds(tell=self.tell)
        self._names = NameLookup()
        self._feeds: dict[int, Feed] = {}
        self._demuxes: dict[int, Demux] = {}
        self._left_at_s = 0.0  # when something was left lying about last
        self._trim_at_s: float | None = None

    def run(self) -> None:
        """Until the host says Quit, or is no more."""
        self._decoder.thread.start()
        self.tell(Ready())
        try:
            while True:
                self._beats[Beat.MAIN] = time.monotonic_ns()
                self._give_memory_back()
                if self._connection.poll(_BEAT_S):
                    message, descriptors = self._receive()
                    if isinstance(message, Quit):
                        break
                    self._obey(message, descriptors)
        except (EOFError, OSError):
            return
        self._end_feeds()

    def _give_memory_back(self) -> None:
        """What ended connections have used, some megabytes each, would stay for minutes.

        PyAV's containers and streams refer to each other, so that only Python's collector frees them, and the
        C library keeps what was freed unless told to let it go.
        """
        now_s = time.monotonic()
        if self._trim_at_s is not None and now_s >= self._trim_at_s:
            gc.collect()
            _libc.malloc_trim(0)
            later_s = (self._left_at_s + wait_s for wait_s in _TRIMS_AFTER_S)
            self._trim_at_s = next((at_s for at_s in later_s if at_s > now_s), None)

    def tell(self, message: object) -> None:
        """Says it to the host; a host that is gone will be noticed by `run`."""
        with suppress(OSError), self._send_lock:
            self._connection.send(message)

    def _tell_of_feed(self, message: object) -> None:
        if isinstance(message, FeedReport):  # lost, or connected anew: the decoder of before goes only now
            self._remember_to_give_back()
        self.tell(message)

    def _remember_to_give_back(self) -> None:
        self._left_at_s = time.monotonic()
        if self._trim_at_s is None:
            self._trim_at_s = self._left_at_s + _TRIMS_AFTER_S[0]

    def _receive(self) -> tuple[object, list[int]]:
        message = self._connection.recv()
        count = DESCRIPTORS.get(type(message), 0)
        if not count:
            return message, []
        _data, descriptors, _flags, _address = socket.recv_fds(self._socket, 1, count)
        return message, list(descriptors)

    def _obey(self, message: object, descriptors: list[int]) -> None:
        if isinstance(message, OpenFeed):
            self._open(message)
        elif isinstance(message, FinishLetterbox):
            self._letterboxes.finish(message)
        elif isinstance(message, ReplayWish | SoundWish):
            self._obey_for_one(message, descriptors)
        elif isinstance(message, KeepSpan | PinSpan | UnpinSpan | SaveClip):
            self._obey_for_ring(self._feeds.get(message.feed), message)
        elif isinstance(message, ShowPicture | HidePicture | SetMode | AskLetterbox | CloseFeed):
            feed = self._feeds.get(message.feed)
            if feed:
                self._obey_for(feed, message, descriptors)
            elif isinstance(message, AskLetterbox):  # its feed was closed while the question was on its way
                self.tell(LetterboxDropped(message.job))
        for descriptor in descriptors:
            os.close(descriptor)

    def _obey_for_one(self, message: ReplayWish | SoundWish, descriptors: list[int]) -> None:
        """Somebody looks back, or listens."""
        if isinstance(message, OpenReplay):
            self._replays.open(message, self._feeds.get(message.feed))
        elif isinstance(message, ReplayWish):
            self._replays.obey(message, descriptors)
        else:
            self._sounds.obey(message, descriptors, self._feeds)

    def _obey_for(self, feed: Feed, message: object, descriptors: list[int]) -> None:
        if isinstance(message, AskLetterbox):
            feed.ask(message)
        elif isinstance(message, ShowPicture):
            scaler = Scaler(
                message.name,
                width_px=message.width_px,
                height_px=message.height_px,
                descriptor=descriptors[0],
            )
            feed.add_scaler(scaler)
        elif isinstance(message, SetMode):
            feed.set_mode(message.mode)
        elif isinstance(message, HidePicture):
            feed.remove_scaler(message.name)
        elif isinstance(message, CloseFeed):
            feed.close()
            self._remember_to_give_back()
            self._clips.drop(feed)
            self._sounds.drop(feed)
            self._decoder.remove(feed)
            del self._feeds[feed.number], self._demuxes[feed.number]

    def _obey_for_ring(self, feed: Feed | None, message: KeepSpan | PinSpan | UnpinSpan | SaveClip) -> None:
        if feed is None:
            if isinstance(message, SaveClip):
                self.tell(ClipFailed(message.job, "the feed was closed"))
        elif isinstance(message, KeepSpan):
            feed.ring.keep_span(message.span_ns)
        elif isinstance(message, PinSpan):
            feed.ring.pin(message.pin, from_ns=message.from_ns, to_ns=message.to_ns)
        elif isinstance(message, UnpinSpan):
            feed.ring.unpin(message.pin)
        else:
            self._clips.put(feed, message)

    def _open(self, message: OpenFeed) -> None:
        if message.feed in self._feeds:
            return  # told twice while this process was being started
        row = self._board.row(message.row)
        backlog, demand = self._decoder.backlog, self._decoder.demand
        feed = Feed(message, row=row, tell=self._tell_of_feed, backlog=backlog, demand=demand)
        demux = Demux(feed, message, names=self._names, decoder=self._decoder)
        self._feeds[message.feed], self._demuxes[message.feed] = feed, demux
        self._decoder.add(feed)
        demux.thread.start()

    def _end_feeds(self) -> None:
        for feed in self._feeds.values():
            feed.closed.set()
        deadline_s = time.monotonic() + _GOODBYE_S
        for demux in self._demuxes.values():
            demux.thread.join(max(0.0, deadline_s - time.monotonic()))
        self._letterboxes.end()
        self._clips.end(max(0.0, deadline_s - time.monotonic()))


def _log_thread_error(failed: threading.ExceptHookArgs) -> None:
    error = failed.exc_value
    if error is not None:
        _log.error("a thread ended", exc_info=error)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold addresses and passwords
    allow_many_files()
    _libc.mallopt(_M_MMAP_THRESHOLD, _MAPPED_FROM_BYTES)
    # Ctrl+C and a service's stop reach the whole group, but are for the desk, which then says Quit.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    start_log(level=logging.WARNING)
    threading.excepthook = _log_thread_error
    Process(int(sys.argv[1])).run()
    logging.shutdown()
    os._exit(0)  # threads in a blocked read are not waited for


if __name__ == "__main__":
    main()
