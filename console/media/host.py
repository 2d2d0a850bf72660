"""Starts, watches and restarts the decoder processes, and spreads the feeds over them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from console.cameras.address import Address
from console.cameras.onvif_scene import Scene
from console.cameras.search_grid import WHOLE, SearchGrid
from console.clock import Clock
from console.media.births import Births
from console.media.board import Column
from console.media.clip import ClipMade
from console.media.decoder_life import DecoderBack, DecoderDied
from console.media.decoder_process import DecoderProcess, Reports
from console.media.feed import Feed
from console.media.feed_state import FeedChanged
from console.media.frame import Letterbox, Still, Wish
from console.media.hardware import Hardware
from console.media.live_sounds import LiveSounds
from console.media.open_files import allow_many_files
from console.media.pin import Pin
from console.media.replays import Replays
from console.media.rings import Rings
from console.media.streams import Streams
from console.outbox import Outbox

_LOOK_S = 0.25
OnScene = Callable[[str, Scene, int], None]  # camera, what it says, when that came (monotonic ns)


class Host:
    """All decoder processes. Thread: any; `start` and `stop` from the one that made it."""

    def __init__(
        self,
        *,
        clock: Clock,
        outbox: Outbox,
        processes: int | None = None,
        ring_bytes: int | None = None,
        for_children: Callable[[str], bool] = lambda _camera_id: False,
        keeps_sound: Callable[[str], bool] = lambda _camera_id: False,
        hardware: Hardware | None = None,
    ) -> None:
        """How the parts are cut.

        Args:
            processes: how many decoder processes; None: one a core.
            ring_bytes: what all rings may hold; None: a quarter of the memory.
            for_children: whether a camera, by its id, watches a place whose ring is cut short last.
            keeps_sound: whether a camera's sound is kept with its last minute.
            hardware: what decodes instead of the processor, and which streams; None: nothing does.
        """
        self._clock, self.keeps_sound = clock, keeps_sound
        self._outbox = outbox
        self._on_letterbox: Callable[[Letterbox], None] | None = None
        self._on_dropped: Callable[[str], None] = lambda _camera_id: None
        self._on_scene: OnScene = lambda _camera_id, _scene, _at_ns: None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="media-watch", daemon=True)
        self._feeds: dict[str, Feed] = {}  # guarded by _lock
        self._rings = Rings(self._feeds, clock=clock, budget_bytes=ring_bytes, for_children=for_children)
        self.replays = Replays(self._feeds, lambda: self._processes)
        reports = Reports(
            on_status=lambda status: outbox.put(FeedChanged(status)),
            on_health=self._outbox.put,
            on_letterbox=self._deliver,
            on_dropped=lambda camera_id: self._on_dropped(camera_id),  # noqa: PLW0108 - it may change
            on_ready=self._on_ready,
            on_clip=self._rings.take_clip,
            on_replay=self.replays.take,
            on_sound=lambda report: self.sounds.take(report),  # noqa: PLW0108 - it comes later
            on_scene=lambda *seen: self._on_scene(*seen),  # noqa: PLW0108 - it may change
            on_end=self._wake.set,
        )
        count = processes or len(os.sched_getaffinity(0))
        share = replace(hardware, sessions=hardware.sessions // count) if hardware else None
        self._processes = tuple(
            DecoderProcess(number, reports=reports, hardware=share) for number in range(count)
        )
        self._births = tuple(Births() for _process in self._processes)
        self._dead: set[int] = set()  # watcher alone: buried, not born again yet
        self._streams = Streams(self._processes, clock=clock, keeps_sound=keeps_sound)
        self.sounds = LiveSounds(self._feeds, self._streams, outbox)
        self._lock = threading.Lock()
        # Guarded by _lock
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
            self._lose(process)
        with self._lock:
            feeds = [self._feeds.pop(camera_id) for camera_id in tuple(self._feeds)]
        for feed in feeds:
            feed.switch_off()

    def open(self, camera_id: str, main: Address, *, sub: Address | None = None) -> Feed:
        """Returns at once; connecting goes on in the worker. An open feed of that camera is closed first.

        With `sub` the feed shows whichever stream the height of its pictures needs.
        """
        self.close(camera_id)
        with self._lock:
            feed = self._feeds[camera_id] = self._streams.open(camera_id, main, sub)
        self._rings.tell_all(feed)
        self._outbox.put(FeedChanged(feed.status()))
        return feed

    def close(self, camera_id: str) -> None:
        """Ends the feed; a waiting letterbox of it is reported dropped. Nothing where none is open."""
        with self._lock:
            feed = self._feeds.pop(camera_id, None)
            self._streams.close(camera_id)
        if feed is None:
            return
        self._outbox.put(FeedChanged(feed.switch_off()))
        for changed in feed.faults.forget():
            self._outbox.put(changed)
        if feed.process.jobs.drop_camera(camera_id):
            self._on_dropped(camera_id)

    def hold_main(self, camera_id: str) -> None:
        """Has the camera's main stream shown whatever its tiles need, until `release_main`."""
        self._streams.hold_main(camera_id)

    def release_main(self, camera_id: str) -> None:
        """Takes one `hold_main` back."""
        self._streams.release_main(camera_id)

    # --- the last minute ---

    @property
    def ring_span_ns(self) -> int:
        """How far back every feed's ring reaches; less than a minute where memory is short."""
        return self._rings.span_ns

    def pin(self, camera_id: str, *, from_ns: int, to_ns: int) -> Pin:
        """Keeps a span of the camera's packets (monotonic ns by arrival; may end later) until `unpin`.

        At most two minutes from its beginning; where all pins together hold over half of the rings' memory,
        the oldest are let go.
        """
        return self._rings.pin(camera_id, from_ns=from_ns, to_ns=to_ns)

    def unpin(self, pin: Pin) -> None:
        """A second time does nothing."""
        self._rings.unpin(pin)

    def save_clip(self, camera_id: str, *, from_ns: int, to_ns: int, file: Path) -> Future[ClipMade]:
        """Writes a span of the camera's ring as an MP4, when the span is over; nothing is encoded.

        Returns it once it is on the disk; it fails with MediaError where the feed or its decoder process
        ended, nothing of that span is kept, or the disk does not take it.
        """
        return self._rings.save_clip(camera_id, from_ns=from_ns, to_ns=to_ns, file=file)

    # --- the detectors' side ---

    def expect_no_detectors(self) -> None:
        """Feeds opened from now on are decoded without the loop filter from their first keyframe."""
        for process in self._processes:
            process.feeds_detectors = False

    def listen_letterboxes(
        self, on_letterbox: Callable[[Letterbox], None], on_dropped: Callable[[str], None]
    ) -> None:
        """Names who gets letterboxes and who hears of jobs that came to nothing.

        Both are called on the host's reader threads and must return at once.
        """
        self._on_letterbox, self._on_dropped = on_letterbox, on_dropped

    def listen_scenes(self, on_scene: OnScene) -> None:
        """Names who hears what a camera itself says; called on the host's reader threads."""
        self._on_scene = on_scene

    def ask_letterbox(self, camera_id: str, *, grid: SearchGrid = WHOLE, wish: Wish = Wish.NOW) -> bool:
        """Has the feed's next decoded frame letterboxed, the whole and the grid's tiles.

        Returns:
            Whether an answer will come: False where the feed is not connected or has a job already.
        """
        if (feed := self._feeds.get(camera_id)) is None:
            return False
        return feed.process.ask_letterbox(feed.intake(), feed.status(), grid=grid, wish=wish)

    def moved_at_ns(self, camera_id: str) -> int:
        """When something in its picture moved last, monotonic ns; 0: not known."""
        feed = self._feeds.get(camera_id)
        return int(feed.intake().row[Column.MOVED_AT_NS]) if feed is not None else 0

    def finish_letterbox(self, letterbox: Letterbox, *, still: Still = Still.DROP) -> Future[bytes] | None:
        """Gives slot and full frame back.

        Returns:
            With Still.KEEP the coming JPEG of the full frame that was letterboxed; it fails with MediaError
            if the decoder process died. Else None.
        """
        return self._processes[letterbox.process].finish_letterbox(letterbox, still)

    # --- reader threads ---

    def _deliver(self, letterbox: Letterbox) -> None:
        if self._on_letterbox:
            self._on_letterbox(letterbox)
        else:
            self.finish_letterbox(letterbox)

    def _on_ready(self, number: int) -> None:
        for feed in self._processes[number].feeds():
            self._rings.tell_all(feed)
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
            with self._lock:
                self._streams.look(time.monotonic_ns())
                left = [changed for feed in self._feeds.values() for changed in feed.faults.forget_left()]
            for changed in left:
                self._outbox.put(changed)
            for process in self._processes:
                if process.ails():
                    self._bury(process)
                if process.number in self._dead:
                    self._bear(process)
            self._rings.tick(now_ns=time.monotonic_ns())
            self.sounds.tick(time.monotonic_ns())

    def _bury(self, process: DecoderProcess) -> None:
        process.bury()
        self._lose(process)
        self._dead.add(process.number)
        self._births[process.number].die(now_s=time.monotonic())
        self._outbox.put(DecoderDied(process.number, self._camera_ids(process.number)))

    def _lose(self, process: DecoderProcess) -> None:
        """What it held is gone."""
        self._rings.lose_clips(process.number)
        self.replays.lose(process.number)
        self.sounds.lose(process.number)

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
