"""The desk's side of all rings: how long each may be, what is pinned, and clips on their way."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path

from console.clock import Clock
from console.media.clip import ClipMade, utc_at, utc_minus_monotonic_ns
from console.media.feed import Feed
from console.media.intake import Intake
from console.media.media_error import MediaError
from console.media.messages import ClipFailed, ClipSaved, KeepSpan, PinSpan, SaveClip, UnpinSpan
from console.media.pin import LONGEST_PIN_NS, Pin
from console.media.ring_budget import FULL_SPAN_NS, RingNeed, ring_budget_bytes, spans_ns

_log = logging.getLogger(__name__)
_EACH_NS = 2_000_000_000  # between two looks at the budget
_PINS_SHARE = 2  # of the budget, a half: forgotten pins must leave the rings the other
_BEGINNING_S = 10.0
_DIED = "the decoder broke down before the clip was written"
_Wanted = tuple[Future[ClipMade], SaveClip, Intake]


class Rings:
    """Thread: any; `tick` from media-watch, `take_clip` from the reader threads."""

    def __init__(
        self,
        feeds: Mapping[str, Feed],
        *,
        clock: Clock,
        budget_bytes: int | None,
        for_children: Callable[[str], bool],
    ) -> None:
        """`feeds`: the host's own, by camera."""
        self._feeds = feeds
        self._clock = clock
        self._budget_bytes = ring_budget_bytes() if budget_bytes is None else budget_bytes
        self._for_children = for_children
        self._next_look_ns = 0  # media-watch alone
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        # Guarded by _lock; `_spans` is replaced as a whole
        self._spans: Mapping[str, int] = {}
        self._told: dict[str, int] = {}  # camera → the intake that knows its span and its pins
        self._pins: dict[int, Pin] = {}  # oldest first
        self._clips: dict[int, _Wanted] = {}

    @property
    def span_ns(self) -> int:
        return min(self._spans.values(), default=FULL_SPAN_NS)

    def tell_all(self, feed: Feed) -> None:
        """Tells a new feed, or an old one's new process, what its ring must do."""
        with self._lock:
            span_ns = self._spans.get(feed.camera_id, FULL_SPAN_NS)
            pins = [pin for pin in self._pins.values() if pin.camera_id == feed.camera_id]
            intake = feed.ring_intake()
            self._told[feed.camera_id] = intake.number
            intake.process.send(KeepSpan(intake.number, span_ns))
            for pin in pins:
                intake.process.send(_pin_message(intake, pin))

    # --- pins ---

    def pin(self, camera_id: str, *, from_ns: int, to_ns: int) -> Pin:
        pin = Pin(next(self._numbers), camera_id, from_ns, min(to_ns, from_ns + LONGEST_PIN_NS))
        with self._lock:
            self._pins[pin.number] = pin
            if feed := self._feeds.get(camera_id):
                intake = feed.ring_intake()
                intake.process.send(_pin_message(intake, pin))
        return pin

    def unpin(self, pin: Pin) -> None:
        with self._lock:
            known = self._pins.pop(pin.number, None)
            if known and (feed := self._feeds.get(pin.camera_id)):
                intake = feed.ring_intake()
                intake.process.send(UnpinSpan(intake.number, pin.number))

    # --- the budget ---

    def tick(self, *, now_ns: int) -> None:
        """Every few seconds: what do the rings cost, and how long may they be?"""
        if now_ns < self._next_look_ns:
            return
        self._next_look_ns = now_ns + _EACH_NS
        feeds = dict(self._feeds)
        for camera_id, feed in feeds.items():  # another process or another stream has taken over
            if self._told.get(camera_id) != feed.ring_intake().number:
                self.tell_all(feed)
        needs = {camera_id: self._need(feed) for camera_id, feed in feeds.items()}
        pinned_bytes = sum(feed.ring_intake().counters().ring_pinned_bytes for feed in feeds.values())
        excess_bytes = pinned_bytes - self._budget_bytes // _PINS_SHARE
        if excess_bytes > 0:
            self._let_oldest_go(needs, excess_bytes, now_ns)
        spans = spans_ns(needs.values(), budget_bytes=self._budget_bytes, pinned_bytes=pinned_bytes)
        with self._lock:
            before, self._spans = self._spans, spans
            for camera_id, span_ns in spans.items():
                if span_ns != before.get(camera_id, FULL_SPAN_NS):
                    intake = feeds[camera_id].ring_intake()
                    intake.process.send(KeepSpan(intake.number, span_ns))

    def _need(self, feed: Feed) -> RingNeed:
        row, camera_id = feed.ring_intake().counters(), feed.camera_id
        is_full = row.ring_span_ns >= self._spans.get(camera_id, FULL_SPAN_NS)
        # A ring that has just begun holds little but a keyframe, which says nothing about a minute.
        over_s = max(row.ring_span_ns / 1e9, 1.0 if is_full else _BEGINNING_S)
        return RingNeed(
            camera_id,
            bytes_per_s=(row.ring_bytes - row.ring_pinned_bytes) / over_s,
            for_children=self._for_children(camera_id),
            group_s=row.interval_ns * row.packets / max(1, row.keyframes) / 1e9,
        )

    def _let_oldest_go(self, needs: Mapping[str, RingNeed], excess_bytes: float, now_ns: int) -> None:
        with self._lock:
            pins = tuple(self._pins.values())
        for pin in pins:
            if excess_bytes <= 0:
                return
            need = needs.get(pin.camera_id)
            held_s = max(0, min(pin.to_ns, now_ns) - pin.from_ns) / 1e9
            excess_bytes -= need.bytes_per_s * held_s if need else 0
            _log.warning("camera %s: a pinned span is let go, for pins hold too much", pin.camera_id)
            self.unpin(pin)

    # --- clips ---

    def save_clip(self, camera_id: str, *, from_ns: int, to_ns: int, file: Path) -> Future[ClipMade]:
        future: Future[ClipMade] = Future()
        future.set_running_or_notify_cancel()  # what is asked for is written
        feed = self._feeds.get(camera_id)
        if feed is None:
            future.set_exception(MediaError("the camera is not open"))
            return future
        offset_ns = utc_minus_monotonic_ns(self._clock)
        intake = feed.ring_intake()
        wish = SaveClip(intake.number, next(self._numbers), from_ns, to_ns, offset_ns, str(file))
        with self._lock:
            self._clips[wish.job] = (future, wish, intake)
        if intake.process.pid is None:
            self.take_clip(ClipFailed(wish.job, _DIED))
        else:
            intake.process.send(wish)
        return future

    def take_clip(self, message: ClipSaved | ClipFailed) -> None:
        with self._lock:
            wanted = self._clips.pop(message.job, None)
        if wanted is None:
            return
        future, wish, intake = wanted
        if isinstance(message, ClipFailed):
            future.set_exception(MediaError(message.why))
            return
        started = utc_at(message.first_at_ns, utc_minus_monotonic_ns=wish.utc_minus_monotonic_ns)
        future.set_result(
            ClipMade(
                intake.camera_id,
                Path(wish.file),
                started,
                message.first_at_ns,
                message.last_at_ns,
                message.frames,
                message.codec,
                intake.kind,
                message.width,
                message.height,
                message.has_sound,
            )
        )

    def lose_clips(self, process: int) -> None:
        """A decoder process ended: what it was to write does not come."""
        with self._lock:
            jobs = [job for job, wanted in self._clips.items() if wanted[2].process.number == process]
        for job in jobs:
            self.take_clip(ClipFailed(job, _DIED))


def _pin_message(intake: Intake, pin: Pin) -> PinSpan:
    return PinSpan(intake.number, pin.number, pin.from_ns, pin.to_ns)
