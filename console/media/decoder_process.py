"""A decoder process as the desk sees it: what it was told, and its present life."""

from __future__ import annotations

import logging
import mmap
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from console.cameras.onvif_scene import Scene
from console.cameras.search_grid import SearchGrid
from console.media.board import PROCESS_ROW, ROWS, Beat, Board, make_board
from console.media.feed_state import Connection, FeedStatus
from console.media.frame import Letterbox, Still, Tile, Wish
from console.media.hardware import Hardware
from console.media.jobs import Jobs
from console.media.letterbox_arena import ARENA_BYTES, make_arena, slots_of
from console.media.link import Link
from console.media.media_error import MediaError
from console.media.messages import (
    AskLetterbox,
    ClipFailed,
    ClipSaved,
    CloseFeed,
    FeedEnded,
    FeedReport,
    FinishLetterbox,
    HealthReport,
    Hello,
    LetterboxDropped,
    LetterboxMade,
    Quit,
    Ready,
    SceneSeen,
    StillMade,
)
from console.media.picture_fault import PictureHealthChanged
from console.media.replay_messages import ClipOpened, ReplayReport, ReplayStill
from console.media.sound_messages import SoundReport

if TYPE_CHECKING:
    from console.media.feed import Feed
    from console.media.intake import Intake

_log = logging.getLogger(__name__)
_HUNG_NS = 5_000_000_000
_STARTING_NS = 10_000_000_000  # on top, for a start on a machine that is busy


@dataclass(frozen=True, slots=True)
class Reports:
    """Whom a decoder process tells; each is called on its reader thread and returns at once."""

    on_status: Callable[[FeedStatus], None]
    on_health: Callable[[PictureHealthChanged], None]
    on_letterbox: Callable[[Letterbox], None]
    on_dropped: Callable[[str], None]
    on_ready: Callable[[int], None]
    on_clip: Callable[[ClipSaved | ClipFailed], None]
    on_replay: Callable[[ReplayReport | ReplayStill | ClipOpened], None]
    on_sound: Callable[[SoundReport], None]
    on_scene: Callable[[str, Scene, int], None]
    on_end: Callable[[], None]


class DecoderProcess:
    """One decoder process over all its lives. Thread: any; `start` and `revive` from the host's alone."""

    def __init__(self, number: int, *, reports: Reports, hardware: Hardware | None = None) -> None:
        self.number = number
        self.jobs = Jobs()
        self.feeds_detectors = True  # False: nobody is going to ask for letterboxes
        self._reports = reports
        self._hardware = hardware
        self._board_fd = make_board()
        self.board = Board(self._board_fd)
        self._arena_fd = make_arena()
        arena = np.frombuffer(mmap.mmap(self._arena_fd, ARENA_BYTES), np.uint8)
        arena.flags.writeable = False
        self._slots = slots_of(arena)
        self._beats = self.board.row(PROCESS_ROW)
        self._lock = threading.Lock()
        # Guarded by _lock
        self._feeds: dict[int, Feed] = {}  # by the number of the intake that this process has of it
        # The oldest first: a row rests long before it is used again.
        self._free_rows = deque(range(PROCESS_ROW + 1, ROWS))
        self._ending: dict[int, int] = {}  # closed intake → its row, which may still be written to
        self._link: Link | None = None
        self._life = 0

    @property
    def pid(self) -> int | None:
        with self._lock:
            return self._link.pid if self._link else None

    def feeds(self) -> tuple[Feed, ...]:
        """Those that are shown from here."""
        with self._lock:
            return tuple(feed for number, feed in self._feeds.items() if feed.number == number)

    def take_row(self) -> int:
        with self._lock:
            row = self._free_rows.popleft()
        self.board.clear(row)
        return row

    def add(self, number: int, feed: Feed) -> None:
        """Has an intake of the feed opened here."""
        with self._lock:
            self._feeds[number] = feed
        feed.tell(number)

    def remove(self, intake: Intake) -> None:
        """Its row is free once its thread, which may wait for a dead camera, is known to be gone."""
        with self._lock:
            if self._feeds.pop(intake.number, None) is None:
                return
            if self._link:
                self._ending[intake.number] = intake.row_number
                self._link.send(CloseFeed(intake.number))
            else:
                self._free_rows.append(intake.row_number)

    def send(self, message: object, *descriptors: int) -> None:
        with self._lock:
            if self._link:
                self._link.send(message, *descriptors)

    def start(self) -> None:
        """Begins a life: the process, and all that it must know."""
        with self._lock:
            self._life += 1
            soon = time.monotonic_ns() + _STARTING_NS
            self._beats[Beat.MAIN] = self._beats[Beat.DECODE] = soon
            life = self._life
            self._link = Link(
                f"{self.number}",
                on_message=lambda message: self._take(message, life),
                on_end=self._reports.on_end,
            )
            hello = Hello(self.number, self.jobs.busy_slots(), self._hardware)
            self._link.send(hello, self._board_fd, self._arena_fd)
            feeds = tuple(self._feeds.items())
        for number, feed in feeds:  # outside: a feed takes its own lock first, then this one
            feed.tell(number)

    def ails(self) -> str:
        """Why this process must be replaced; empty while it is well."""
        with self._lock:
            link = self._link
        if link is None:
            return ""
        if not link.is_alive():
            return "it ended"
        oldest_beat: int = min(self._beats[Beat.MAIN], self._beats[Beat.DECODE])
        return "it hangs" if time.monotonic_ns() - oldest_beat > _HUNG_NS else ""

    def bury(self) -> None:
        """Ends this life; everybody who waited for it hears so."""
        with self._lock:
            link, self._link = self._link, None
            feeds = tuple(self._feeds.items())
        if link:
            _log.warning("decoder process %d (pid %d) ended with %d", self.number, link.pid, link.kill())
        self._hardware = None  # its driver may be what ended it: the next life does without
        with self._lock:  # nobody is left who could write
            self._free_rows.extend(self._ending.values())
            self._ending.clear()
        for number, feed in feeds:
            if status := feed.lose(number):
                self._reports.on_status(status)
            for changed in feed.faults.forget() if number == feed.number else ():
                self._reports.on_health(changed)
        for camera_id in self.jobs.lose_all():
            self._reports.on_dropped(camera_id)

    # --- letterboxes ---

    def ask_letterbox(self, intake: Intake, status: FeedStatus, *, grid: SearchGrid, wish: Wish) -> bool:
        with self._lock:
            if self._link is None or status.connection is not Connection.CONNECTED:
                return False
            job = self.jobs.ask(intake.camera_id)
            if job is not None:
                self._link.send(AskLetterbox(intake.number, job, grid, wish))
            return job is not None

    def finish_letterbox(self, letterbox: Letterbox, still: Still) -> Future[bytes] | None:
        with self._lock:
            if not self.jobs.give_back(letterbox):
                return _failed("the letterbox was given back before") if still is Still.KEEP else None
            lives = self._link is not None and letterbox.life == self._life
            kept: Future[bytes] | None = None
            if still is Still.KEEP:
                kept = self.jobs.expect_still(letterbox.job) if lives else _failed("the decoder broke down")
            if self._link:  # a later life too, without its still: it was told that this slot is busy
                wish = still if lives else Still.DROP
                self._link.send(FinishLetterbox(letterbox.job, letterbox.slot, wish))
            return kept

    # --- the reader thread ---

    def _take(self, message: object, life: int) -> None:
        if isinstance(message, FeedReport | HealthReport | SceneSeen):
            self._take_of_feed(message)
        elif isinstance(message, LetterboxMade):
            self._take_letterbox(message, life)
        elif isinstance(message, LetterboxDropped):
            if camera_id := self.jobs.drop(message.job):
                self._reports.on_dropped(camera_id)
        elif isinstance(message, FeedEnded):
            self._free_row(message.feed)
        elif isinstance(message, StillMade):
            self.jobs.bring_still(message.job, message.jpeg)
        elif isinstance(message, ClipSaved | ClipFailed):
            self._reports.on_clip(message)
        elif isinstance(message, ReplayReport | ReplayStill | ClipOpened | SoundReport):
            self._take_for_one(message)
        elif isinstance(message, Ready):
            self._reports.on_ready(self.number)

    def _take_for_one(self, message: ReplayReport | ReplayStill | ClipOpened | SoundReport) -> None:
        """Somebody looks back, or listens."""
        if isinstance(message, SoundReport):
            self._reports.on_sound(message)
        else:
            self._reports.on_replay(message)

    def _free_row(self, number: int) -> None:
        with self._lock:
            if (row := self._ending.pop(number, None)) is not None:
                self._free_rows.append(row)

    def _take_of_feed(self, message: FeedReport | HealthReport | SceneSeen) -> None:
        with self._lock:
            feed = self._feeds.get(message.feed)
        if feed is None:
            return
        if isinstance(message, SceneSeen):
            self._reports.on_scene(feed.camera_id, message.scene, message.at_ns)
        elif isinstance(message, HealthReport):
            if changed := feed.take_health(message):
                self._reports.on_health(changed)
        elif status := feed.take_report(message):
            self._reports.on_status(status)

    def _take_letterbox(self, made: LetterboxMade, life: int) -> None:
        pixels, *others = self._slots[made.slot]
        tiles = (Tile(area, each, scale) for (area, scale), each in zip(made.tiles, others, strict=False))
        ours = (self.number, life, made.slot, made.job)
        letterbox = Letterbox(made.stamp, pixels, made.scale, *ours, tuple(tiles))
        if self.jobs.take(letterbox):
            self._reports.on_letterbox(letterbox)
        else:  # its camera was closed meanwhile
            self.send(FinishLetterbox(made.job, made.slot, Still.DROP))

    # --- the end ---

    def quit(self) -> None:
        """Asks the process to end; `end` waits for it."""
        self.send(Quit())

    def end(self, deadline_ns: int) -> None:
        """Waits until the moment, then kills; nothing of this process is left."""
        with self._lock:
            link, self._link = self._link, None
        if link:
            link.wait((deadline_ns - time.monotonic_ns()) / 1e9)
            link.kill()
        for camera_id in self.jobs.lose_all():
            self._reports.on_dropped(camera_id)
        os.close(self._board_fd)
        os.close(self._arena_fd)


def _failed(why: str) -> Future[bytes]:
    future: Future[bytes] = Future()
    future.set_exception(MediaError(why))
    return future
