"""The desk's side of all live sounds: each waits for its camera's main stream, and ends with it."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from console.media.feed import Feed
from console.media.feed_state import Connection
from console.media.live_sound import LiveSound, SoundChanged
from console.media.media_error import MediaError
from console.media.sound_messages import SoundReport
from console.media.sound_phase import SoundPhase
from console.media.stream_choice import StreamKind

if TYPE_CHECKING:
    from console.outbox import Outbox

_COMING_NS = 25_000_000_000  # a main stream that has not come by then does not come


class _Streams(Protocol):
    def hold_main(self, camera_id: str) -> None: ...
    def release_main(self, camera_id: str) -> None: ...


class LiveSounds:
    """Thread: any; `take` from the reader threads, `tick` and `lose` from the watcher."""

    def __init__(self, feeds: Mapping[str, Feed], streams: _Streams, outbox: Outbox) -> None:
        """`feeds`: the host's own, by camera. SoundChanged goes to the outbox."""
        self._feeds = feeds
        self._streams = streams
        self._outbox = outbox
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        # Guarded by _lock
        self._open: dict[int, tuple[LiveSound, int]] = {}  # with the moment it was opened, monotonic ns

    def open(self, camera_id: str) -> LiveSound:
        """Looks for the sound of the camera's main stream, which is shown while it is open.

        SoundChanged tells what came of it.

        Raises:
            MediaError: the camera is not open, or has no connection.
        """
        feed = self._feeds.get(camera_id)
        if feed is None or feed.status().connection is not Connection.CONNECTED:
            raise MediaError("the camera is not connected")
        live = LiveSound(next(self._numbers), camera_id, on_close=self._forget)
        self._streams.hold_main(camera_id)  # first: whatever ends it from now on releases the stream
        with self._lock:
            self._open[live.number] = (live, time.monotonic_ns())
        return live

    def take(self, report: SoundReport) -> None:
        with self._lock:
            live, _since_ns = self._open.get(report.sound, (None, 0))
        if live is None:
            return  # closed while the message was on its way
        if report.phase.over:
            self._end(live, report.phase)
        elif live.take(report):
            self._tell(live, report.phase)

    def tick(self, now_ns: int) -> None:
        """Called again and again: attaches what waits for its stream, and ends what has lost it."""
        with self._lock:
            opened = tuple(self._open.values())
        for live, since_ns in opened:
            feed = self._feeds.get(live.camera_id)
            if feed is None or feed.status().connection is not Connection.CONNECTED:
                self._end(live, SoundPhase.LOST)
            elif live.intake is not None:
                if live.intake is not feed.intake():
                    self._end(live, SoundPhase.LOST)  # another process shows it now
            elif feed.kind is StreamKind.MAIN and not feed.is_changing:
                live.attach(feed.intake())
            elif now_ns - since_ns > _COMING_NS:
                self._end(live, SoundPhase.LATE)

    def lose(self, process: int) -> None:
        """A decoder process ended."""
        with self._lock:
            opened = tuple(live for live, _since_ns in self._open.values())
        for live in opened:
            feed = self._feeds.get(live.camera_id)
            intake = live.intake or (feed.intake() if feed else None)
            if intake is None or intake.process.number == process:
                self._end(live, SoundPhase.LOST)

    def _end(self, live: LiveSound, phase: SoundPhase) -> None:
        if live.end(phase):
            self._tell(live, phase)

    def _tell(self, live: LiveSound, phase: SoundPhase) -> None:
        self._outbox.put(SoundChanged(live.camera_id, live.number, phase))

    def _forget(self, live: LiveSound) -> None:
        with self._lock:
            known = self._open.pop(live.number, None)
        if known is not None:
            self._streams.release_main(live.camera_id)
