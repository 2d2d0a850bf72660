"""One camera's feed in a decoder process: what its demux thread, the decode thread and main share."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from console.cameras.onvif_scene import Scene
from console.media.board import Column
from console.media.decode_mode import DecodeMode
from console.media.feed_state import Connection, Failure
from console.media.frame import Wish
from console.media.messages import (
    AskLetterbox,
    FeedEnded,
    FeedReport,
    HealthReport,
    LetterboxDropped,
    OpenFeed,
    SceneSeen,
)
from console.media.picture_fault import PictureFault
from console.media.worker.backlog import Backlog
from console.media.worker.demand import Demand
from console.media.worker.live_sound import LiveSound
from console.media.worker.packet_queue import PacketQueue
from console.media.worker.ring import Ring
from console.media.worker.scaler import Scaler
from console.media.worker.stream import Stream

_IDLE_NS = 30_000_000_000  # a tour or a window that was covered may be back soon
_LONG_AGO_NS = 1 << 62
_MOVED_NS = 10_000_000_000  # a street empties for a few seconds between two cars
_JOB_NS = 6_000_000_000  # a stalled camera's job is not kept for ever
# For so long a job at leisure waits for a keyframe. A look at a resting camera that decodes its group of
# pictures up to now costs as much as three looks.
_LEISURE_NS = 4_200_000_000


class Feed:
    """Thread: any."""

    def __init__(
        self,
        opened: OpenFeed,
        *,
        row: memoryview,
        tell: Callable[[object], None],
        backlog: Backlog,
        demand: Demand,
    ) -> None:
        self.number = opened.feed
        self.camera_id = opened.camera_id
        self.keeps_sound = opened.keeps_sound
        self.row = row
        self.queue = PacketQueue(backlog, demand.share())
        self.ring = Ring(row=row)
        self.closed = threading.Event()
        self.sound: LiveSound | None = None  # for whoever listens: set by main, read by demux
        self.scalers: tuple[Scaler, ...] = ()  # replaced as a whole by main, read by decode
        self.first_sequence = opened.first_sequence
        # When a detector last wanted this camera. Its first wish comes after the first keyframe, and the next
        # one, where the filter could be changed, may be far away.
        self.asked_at_ns = time.monotonic_ns() if opened.is_watched else -_LONG_AGO_NS
        self.announces = False  # its next picture is reported although nothing else is new
        self._mode = DecodeMode.EVERY_FRAME
        self._wanted_at_ns = time.monotonic_ns()  # when last somebody wanted pictures that no output shows
        self._tell = tell
        self._lock = threading.Lock()
        # Guarded by _lock
        self._stream: Stream | None = None  # of the present connection
        self._asked: AskLetterbox | None = None
        self._patient_until_ns = 0  # a keyframe may answer what is asked until then
        self._faults: dict[PictureFault, int] = {}  # since when, monotonic ns

    # --- main ---

    def add_scaler(self, scaler: Scaler) -> None:
        self.remove_scaler(scaler.name)
        self.scalers = (*self.scalers, scaler)

    def remove_scaler(self, name: str) -> None:
        self.scalers = tuple(scaler for scaler in self.scalers if scaler.name != name)

    def set_mode(self, mode: DecodeMode) -> None:
        if self._mode is DecodeMode.PACKETS and mode is not DecodeMode.PACKETS:
            self.announces = True
            self._wanted_at_ns = time.monotonic_ns()
        self._mode = mode
        if mode is DecodeMode.PACKETS:
            with self._lock:
                self._drop_job()

    def close(self) -> None:
        self.closed.set()
        self.queue.share.rest()
        self.ring.close()
        with self._lock:
            self._stream = None
            self._drop_job()

    def ask(self, message: AskLetterbox) -> None:
        with self._lock:
            self._drop_job()
            self.asked_at_ns = self._wanted_at_ns = now_ns = time.monotonic_ns()
            self._patient_until_ns = now_ns + _LEISURE_NS if message.wish is Wish.AT_LEISURE else 0
            self._asked = message  # behind its patience: `mode` reads both without the lock
            if self._stream is None:
                self._drop_job()

    # --- demux ---

    def mode(self, now_ns: int) -> DecodeMode:
        """What is to be decoded: nothing where no tile shows it and no detector asked for a while.

        Where only detectors want it, keyframes tell whether anything moves. What moves, or is wanted now, is
        decoded whole: 336 cameras behind shut walls are more than two cores decode otherwise.
        """
        if self.scalers or self._mode is DecodeMode.PACKETS:
            return self._mode
        if now_ns - self._wanted_at_ns > _IDLE_NS:
            return DecodeMode.PACKETS
        is_urgent = self._asked is not None and now_ns >= self._patient_until_ns
        return self._mode if is_urgent or self._moves(now_ns) else DecodeMode.KEYFRAMES

    def _moves(self, now_ns: int) -> bool:
        """Not known yet counts as moving: what is usual there is learnt from every frame."""
        moved_at_ns: int = self.row[Column.MOVED_AT_NS]
        return moved_at_ns == 0 or now_ns - moved_at_ns < _MOVED_NS

    def begin(self, stream: Stream) -> None:
        """A connection stands; it counts as connected with its first picture."""
        with self._lock:
            if not self.closed.is_set():
                self._stream = stream

    def lose(self, failure: Failure, *, next_try_ns: int) -> None:
        """The connection ended, or none came about."""
        with self._lock:
            self._stream = None
            self._drop_job()
            if not self.closed.is_set():
                self._tell(FeedReport(self.number, Connection.LOST, failure, next_try_ns))

    def end(self) -> None:
        """The thread of a closed feed ends."""
        self._tell(FeedEnded(self.number))

    def tell_scene(self, scene: Scene, *, at_ns: int) -> None:
        """What the camera itself says that it sees."""
        if not self.closed.is_set():
            self._tell(SceneSeen(self.number, scene, at_ns))

    # --- demux and decode ---

    def set_fault(self, fault: PictureFault, since_ns: int) -> None:
        """Tells of a fault when it begins and when it is over (0); a second time says nothing."""
        if bool(since_ns) == (fault in self._faults):  # each fault has one thread that sets it
            return
        with self._lock:
            if since_ns:
                self._faults[fault] = since_ns
            else:
                del self._faults[fault]
            if not self.closed.is_set():
                self._tell(HealthReport(self.number, fault, since_ns))

    # --- decode ---

    def is_current(self, stream: Stream) -> bool:
        """Whether this connection still stands; what is left of another is not shown."""
        return self._stream is stream

    def report_video(self, stream: Stream, *, width: int, height: int) -> None:
        """The first picture of a connection, or of another size."""
        name = stream.parameters.name
        report = FeedReport(self.number, Connection.CONNECTED, None, None, name, width, height, stream.fps)
        with self._lock:
            if self._stream is stream:
                self._tell(report)

    @property
    def asked(self) -> AskLetterbox | None:
        """The job that waits for a frame."""
        return self._asked

    def take_job(self, asked: AskLetterbox) -> bool:
        """Whether that job still waits; the caller answers it now."""
        with self._lock:
            waits = self._asked is asked
            if waits:
                self._asked = None
            return waits

    def drop_stale_job(self, now_ns: int) -> None:
        with self._lock:
            if self._asked is not None and now_ns - self.asked_at_ns > _JOB_NS:
                self._drop_job()

    def _drop_job(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self._tell(LetterboxDropped(asked.job))

    def clear_frozen(self) -> None:
        self.row[Column.FROZEN_SINCE_NS] = 0
