"""Clips that the host asked for, written one after the other as soon as their span is over."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from console.media.clip import utc_at
from console.media.media_error import MediaError
from console.media.messages import ClipFailed, ClipSaved, SaveClip
from console.media.worker.clip import cut_out, write_clip
from console.media.worker.feed import Feed

_log = logging.getLogger(__name__)
_LONGEST_WAIT_NS = 300_000_000_000  # for a span's end


class ClipJobs:
    """Thread: its own, "media-clip", writes; main asks."""

    def __init__(self, *, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._change = threading.Condition()
        # Guarded by _change
        self._waiting: list[tuple[int, Feed, SaveClip]] = []  # when it is due, monotonic ns
        self._ended = False
        self.thread = threading.Thread(target=self._run, name="media-clip", daemon=True)
        self.thread.start()

    def put(self, feed: Feed, message: SaveClip) -> None:
        due_ns = min(message.to_ns, time.monotonic_ns() + _LONGEST_WAIT_NS)
        with self._change:
            self._waiting.append((due_ns, feed, message))
            self._change.notify()

    def drop(self, feed: Feed) -> None:
        """The feed is closed, and its ring empty."""
        with self._change:
            dropped = [job for job in self._waiting if job[1] is feed]
            self._waiting = [job for job in self._waiting if job[1] is not feed]
        for _due_ns, _feed, message in dropped:
            self._tell(ClipFailed(message.job, "the feed was closed"))

    def end(self, timeout_s: float) -> None:
        """Waits for the clip that is being written; the others are not made."""
        with self._change:
            self._ended = True
            self._change.notify()
        self.thread.join(timeout_s)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            feed, message = job
            try:
                self._tell(_save(feed, message))
            except MediaError as error:
                self._tell(ClipFailed(message.job, str(error)))
            except Exception:  # one camera's oddity must not cost the others their clips
                _log.exception("camera %s: a clip could not be made", feed.camera_id)
                self._tell(ClipFailed(message.job, "the clip could not be made"))

    def _next(self) -> tuple[Feed, SaveClip] | None:
        with self._change:
            while not self._ended:
                job = min(self._waiting, key=lambda job: job[0], default=None)
                wait_ns = job[0] - time.monotonic_ns() if job else None
                if job and wait_ns is not None and wait_ns <= 0:
                    self._waiting.remove(job)
                    return job[1], job[2]
                self._change.wait(wait_ns / 1e9 if wait_ns is not None else None)
        return None


def _save(feed: Feed, message: SaveClip) -> ClipSaved:
    groups = feed.ring.read(from_ns=message.from_ns, to_ns=message.to_ns)
    cut = cut_out(groups, from_ns=message.from_ns, to_ns=message.to_ns)
    times = cut.timeline
    started = utc_at(times.first_at_ns, utc_minus_monotonic_ns=message.utc_minus_monotonic_ns)
    has_sound = write_clip(cut, Path(message.file), started_at_utc=started)
    return ClipSaved(
        message.job,
        times.first_at_ns,
        times.last_at_ns,
        len(cut.packets),
        cut.codec,
        *cut.size_px,
        has_sound,
    )
