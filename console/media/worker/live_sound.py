"""What a camera sends of sound, and its pictures with it, on the way to somebody who listens."""

from __future__ import annotations

import logging
import os
import select
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import av.error

from console.media.media_error import MediaError
from console.media.sound_messages import SoundReport
from console.media.sound_phase import SoundPhase, SoundPicture
from console.media.worker.sound_mux import PICTURES, SoundMux
from console.media.worker.sound_parameters import SoundParameters
from console.media.worker.track import Track

_log = logging.getLogger(__name__)
_MOST_WAITING = 500  # packets, some seconds: a player that does not read begins anew with what is new
_LOOK_MS = 250


@dataclass(frozen=True, slots=True)
class Sent:
    """A packet of either track."""

    payload: bytes
    at_ns: int  # when it was due, monotonic
    shown_after_ns: int = 0  # of a picture that others overtake
    is_picture: bool = False
    is_keyframe: bool = False


class LiveSound:
    """Thread: its own, "sound-<number>", writes; `offer` and `put` demux, `play` and `close` main, `end` any.

    Nobody waits for it: a reader that is slow loses what it has not read.
    """

    def __init__(self, number: int, descriptor: int, *, tell: Callable[[object], None]) -> None:
        """`descriptor` is copied."""
        self.number = number
        self._descriptor = os.dup(descriptor)
        os.set_blocking(self._descriptor, False)
        self._tell = tell
        self._change = threading.Condition()
        # Guarded by _change
        self._over = False
        self._source: tuple[SoundParameters, Track | None] | None = None
        self._picture: SoundPicture | None = None  # None: nobody reads yet
        self._waiting: deque[Sent] = deque()
        self.thread = threading.Thread(target=self._run, name=f"sound-{number}", daemon=True)
        self.thread.start()

    # --- main ---

    def play(self, picture: SoundPicture) -> None:
        """Somebody reads from now on."""
        with self._change:
            self._picture = picture

    def close(self) -> None:
        """Nobody listens any more."""
        self._end(None)

    # --- demux ---

    def offer(self, sound: SoundParameters | None, track: Track | None) -> None:
        """What the connection that stands has of sound and pictures."""
        if sound is None:
            self.end(SoundPhase.SILENT)
            return
        try:
            sound.decoder()
        except MediaError:
            self.end(SoundPhase.UNREADABLE)
            return
        track = track if track and track.parameters.name in PICTURES else None
        with self._change:
            self._source = (sound, track)
        self._tell(SoundReport(self.number, SoundPhase.READY, track is not None))

    def put(self, sent: Sent) -> None:
        with self._change:
            if self._picture is None or (sent.is_picture and self._track() is None):
                return
            if len(self._waiting) >= _MOST_WAITING:
                self._waiting.clear()
            self._waiting.append(sent)
            self._change.notify()

    # --- any ---

    def end(self, phase: SoundPhase) -> None:
        """It is over, and the host hears why."""
        self._end(phase)

    def _end(self, phase: SoundPhase | None) -> None:
        with self._change:
            was_over, self._over = self._over, True
            self._waiting.clear()
            self._change.notify()
        if phase is not None and not was_over:
            self._tell(SoundReport(self.number, phase))

    # --- its own ---

    def _run(self) -> None:
        try:
            self._write_all()
        except (OSError, av.error.FFmpegError):
            self.end(SoundPhase.LOST)  # nobody reads, or the player ended
        except Exception:  # one camera's oddity ends its sound, and nobody's feed
            _log.exception("sound %d ended", self.number)
            self.end(SoundPhase.LOST)
        finally:
            os.close(self._descriptor)

    def _write_all(self) -> None:
        mux: SoundMux | None = None
        try:
            while (sent := self._next()) is not None:
                mux = mux or self._begin(sent)
                if mux is None:
                    continue
                if sent.is_picture:
                    mux.put_picture(
                        sent.payload,
                        at_ns=sent.at_ns,
                        shown_after_ns=sent.shown_after_ns,
                        is_keyframe=sent.is_keyframe,
                    )
                else:
                    mux.put_sound(sent.payload, at_ns=sent.at_ns)
        finally:
            if mux is not None:
                with suppress(OSError, av.error.FFmpegError):
                    mux.close()

    def _begin(self, sent: Sent) -> SoundMux | None:
        """With a keyframe where there are pictures: sound that came before it would wait for them."""
        assert self._source is not None
        track = self._track()
        if track is not None and not sent.is_keyframe:
            return None
        return SoundMux(self._write, sound=self._source[0], track=track, begins_ns=sent.at_ns)

    def _track(self) -> Track | None:
        """Of the pictures that go along."""
        return self._source[1] if self._source and self._picture is SoundPicture.WITH else None

    def _next(self) -> Sent | None:
        with self._change:
            while not self._waiting and not self._over:
                self._change.wait()
            return None if self._over else self._waiting.popleft()

    def _write(self, part: bytes) -> None:
        """Raises OSError where nobody reads any more."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT)
        left = memoryview(part)
        while left and not self._over:
            if poll.poll(_LOOK_MS):
                with suppress(BlockingIOError):
                    left = left[os.write(self._descriptor, left) :]
