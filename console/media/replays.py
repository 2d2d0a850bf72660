"""The desk's side of all replays: a few at once, each in the decoder process that holds its ring."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from console.media.feed import Feed
from console.media.media_error import MediaError
from console.media.replay import Replay
from console.media.replay_messages import ClipOpened, OpenClip, OpenReplay, ReplayReport, ReplayStill
from console.media.replay_state import ReplayPhase

if TYPE_CHECKING:
    from console.media.decoder_process import DecoderProcess

# Each may hold a minute of packets and 50 MB of decoded pictures, and take what is over of a core.
MOST_REPLAYS = 4


class Replays:
    """Thread: any; `take` from the reader threads."""

    def __init__(self, feeds: Mapping[str, Feed], processes: Callable[[], Sequence[DecoderProcess]]) -> None:
        """`feeds`: the host's own, by camera; `processes`: all that decode."""
        self._feeds = feeds
        self._processes = processes
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        # Guarded by _lock
        self._open: dict[int, Replay] = {}

    @property
    def has_room(self) -> bool:
        """Whether one more can be opened."""
        with self._lock:
            return len(self._open) < MOST_REPLAYS

    def open(self, camera_id: str, *, at_ns: int) -> Replay:
        """Begins to play the camera's ring at that moment (monotonic), or at the oldest that it holds.

        Its span is kept while it is open, two minutes at the most.

        Raises:
            MediaError: the camera is not open, or MOST_REPLAYS are.
        """
        feed = self._feeds.get(camera_id)
        if feed is None:
            raise MediaError("the camera is not open")
        intake = feed.ring_intake()
        return self._begin(camera_id, intake.process, lambda number: OpenReplay(intake.number, number, at_ns))

    def open_clip(self, file: Path, *, sha256: str, begins_ns: int) -> Replay:
        """Begins to play a recorded clip; its times are UTC ns, from `begins_ns` at its first frame.

        Its bytes are proved first: it ends as CHANGED where they have another hash, as EMPTY where nothing
        can be shown of them.

        Raises:
            MediaError: no decoder is there, or MOST_REPLAYS are open.
        """
        alive = [process for process in self._processes() if process.pid is not None]
        if not alive:
            raise MediaError("no decoder is running")
        with self._lock:
            busy = [replay.process.number for replay in self._open.values()]
        process = min(alive, key=lambda process: busy.count(process.number))
        return self._begin("", process, lambda number: OpenClip(number, file, sha256, begins_ns))

    def _begin(
        self, camera_id: str, process: DecoderProcess, opening: Callable[[int], OpenReplay | OpenClip]
    ) -> Replay:
        with self._lock:
            if len(self._open) >= MOST_REPLAYS:
                raise MediaError("too many replays are open")
            replay = Replay(next(self._numbers), camera_id, process, on_close=self._forget)
            self._open[replay.number] = replay
        if process.pid is None:  # its end may have been told before this replay was known
            replay.end(ReplayPhase.LOST)
        else:
            process.send(opening(replay.number))
        return replay

    def take(self, message: ReplayReport | ReplayStill | ClipOpened) -> None:
        with self._lock:
            replay = self._open.get(message.replay)
        if replay is None:
            return  # closed while the message was on its way
        if isinstance(message, ReplayStill):
            replay.take_still(message)
        elif isinstance(message, ClipOpened):
            replay.clip = message
        else:
            replay.take(message)

    def lose(self, process: int) -> None:
        """A decoder process ended, and what it held with it."""
        with self._lock:
            lost = [replay for replay in self._open.values() if replay.process.number == process]
        for replay in lost:
            replay.end(ReplayPhase.LOST)

    def _forget(self, replay: Replay) -> None:
        with self._lock:
            self._open.pop(replay.number, None)
