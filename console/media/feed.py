"""The desk's side of a camera's feed: status, counters and pictures, whichever stream they come from."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from console.clock import Clock
from console.media.board import Column, FeedCounters
from console.media.decode_mode import DecodeMode
from console.media.feed_state import Connection, Failure, FeedStatus, TileState, tile_state
from console.media.intake import Intake
from console.media.messages import FeedReport, HealthReport, HidePicture, KeepSpan, SetMode, ShowPicture
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.media.picture_faults import PictureFaults
from console.media.slots import Picture, make_slots
from console.media.stream_choice import StreamKind

if TYPE_CHECKING:
    from console.media.decoder_process import DecoderProcess

# The decoder that is being left may be in the middle of a picture; only one may write at a time.
_LEAVING_NS = 200_000_000
# Of an intake whose packets are not the camera's last minute.
_SHORT_SPAN_NS = 5_000_000_000
_COMING_NS = 20_000_000_000  # longer than opening and a long group of pictures take


class Feed:
    """A camera's feed while it is open.

    Its pictures come from one intake; while another stream or another process is to take over, a second one
    is coming, and the first paints until that has a picture. Thread: any.
    """

    def __init__(self, intake: Intake, *, clock: Clock) -> None:
        self.camera_id = intake.camera_id
        self.faults = PictureFaults(intake.camera_id, clock=clock)
        self._clock = clock
        self._lock = threading.Lock()
        # Guarded by _lock; intake, base and status are replaced as wholes, so reading one needs no lock
        self._intake = intake
        self._coming: Intake | None = None
        self._coming_since_ns = 0
        self._left_at_ns: int | None = None  # the present intake writes no more, and the coming one not yet
        self._spare: Intake | None = None  # the sub stream while main is shown: kept for its packets
        self._base = FeedCounters()  # what earlier intakes had counted
        self._status = FeedStatus(self.camera_id, Connection.CONNECTING, None, clock.now_utc())
        self._mode = DecodeMode.EVERY_FRAME
        self._slots: dict[str, tuple[int, ShowPicture]] = {}  # name → descriptor, how it is shown

    def __repr__(self) -> str:
        return f"Feed({self.camera_id!r}, {str(self._intake.address)!r})"

    @property
    def number(self) -> int:
        """Of the intake that shows."""
        return self._intake.number

    @property
    def process(self) -> DecoderProcess:
        return self._intake.process

    @property
    def kind(self) -> StreamKind:
        """The stream that is shown."""
        return self._intake.kind

    def status(self) -> FeedStatus:
        return self._status

    def mode(self) -> DecodeMode:
        """How much of the stream is decoded just now."""
        return DecodeMode(self._intake.row[Column.MODE])

    def state(self, now_ns: int) -> TileState:
        """What the tile must say at this monotonic moment."""
        row = self._intake.row
        return tile_state(
            self._status,
            newest_at_ns=row[Column.NEWEST_AT_NS],
            interval_ns=row[Column.INTERVAL_NS],
            frozen_since_ns=row[Column.FROZEN_SINCE_NS],
            now_ns=now_ns,
        )

    def age_ns(self, now_ns: int) -> int | None:
        """Of the newest decoded picture; None before the first."""
        newest_at_ns: int = self._intake.row[Column.NEWEST_AT_NS]
        return max(0, now_ns - newest_at_ns) if newest_at_ns else None

    def picture_fault(self) -> PictureFault | None:
        """The gravest that the tile's state does not tell already; None while the picture is well."""
        return self.faults.gravest()

    def counters(self) -> FeedCounters:
        with self._lock:
            return self._intake.counters().behind(self._base)

    def height_px(self) -> int:
        """Of the highest picture that is shown of it; 0 where none is."""
        with self._lock:
            return max((message.height_px for _descriptor, message in self._slots.values()), default=0)

    def show(self, name: str, *, width_px: int, height_px: int) -> Picture:
        """A new output of exactly that size; the one of the same name is given up."""
        descriptor = make_slots(width_px=width_px, height_px=height_px)
        picture = Picture(descriptor, width_px=width_px, height_px=height_px)
        with self._lock:
            self._forget(name)
            if self._status.connection is Connection.OFF:
                os.close(descriptor)  # the feed was closed: the picture stays empty
                return picture
            message = ShowPicture(self._intake.number, name, width_px, height_px)
            self._slots[name] = (descriptor, message)
            if self._left_at_ns is None:
                self._intake.process.send(message, descriptor)
        return picture

    def hide(self, name: str) -> None:
        """Stops scaling for that output; what was claimed from it stays readable."""
        with self._lock:
            if self._forget(name):
                self._intake.process.send(HidePicture(self._intake.number, name))

    def _forget(self, name: str) -> bool:
        known = self._slots.pop(name, None)
        if known:
            os.close(known[0])
        return known is not None

    # --- for the host alone ---

    def set_mode(self, mode: DecodeMode) -> None:
        """Has less decoded, or all of it again."""
        with self._lock:
            if mode is not self._mode:
                self._mode = mode
                self._intake.process.send(SetMode(self._intake.number, mode))

    @property
    def is_changing(self) -> bool:
        return self._coming is not None

    def intake(self) -> Intake:
        """The one that shows."""
        return self._intake

    def spare(self) -> Intake | None:
        return self._spare

    def ring_intake(self) -> Intake:
        """The one whose packets are the camera's last minute: sub, where there is one, whatever is shown."""
        return self._spare or self._intake

    def tell(self, number: int) -> None:
        """Tells a new life of the process all that it must know of one intake."""
        with self._lock:
            intake = next((each for each in self._intakes() if each.number == number), None)
            if intake is None or self._status.connection is Connection.OFF:
                return
            intake.process.send(intake.opening())
            if intake is not self.ring_intake():
                intake.process.send(KeepSpan(number, _SHORT_SPAN_NS))
            if intake is self._spare and intake is not self._coming:
                intake.process.send(SetMode(number, DecodeMode.PACKETS))
            elif intake is self._intake:
                intake.process.send(SetMode(number, self._mode))
                if self._left_at_ns is None:
                    self._show_all(intake)

    def change_to(self, intake: Intake) -> None:
        """Lets an intake come that shall take over with its first picture; it may be the spare one."""
        with self._lock:
            self._coming, self._coming_since_ns = intake, time.monotonic_ns()
            is_spare = intake is self._spare
            if is_spare:
                intake.process.send(SetMode(intake.number, DecodeMode.EVERY_FRAME))
        if not is_spare:
            intake.process.add(intake.number, self)

    def settle(self, now_ns: int) -> None:
        """Goes on with a change: called by the watcher again and again."""
        with self._lock:
            if self._coming is None:
                return
            if self._left_at_ns is not None:
                if now_ns - self._left_at_ns >= _LEAVING_NS:
                    self._take_over(self._coming)
            elif now_ns - self._coming_since_ns > _COMING_NS:
                self._give_up_coming()

    def take_report(self, report: FeedReport) -> FeedStatus | None:
        """The new status if it is a change that others must hear of."""
        with self._lock:
            if self._status.connection is Connection.OFF:
                return None
            coming = self._coming
            if coming is not None and report.feed == coming.number:
                if report.connection is not Connection.CONNECTED:
                    self._give_up_coming()
                    return None
                self._leave(coming)
            elif report.feed != self._intake.number or self._left_at_ns is not None:
                return None  # the spare one's, or of one that was left meanwhile
            return self._take_status(report)

    def take_health(self, report: HealthReport) -> PictureHealthChanged | None:
        """The fact that others must hear of; None where it is not what is shown."""
        if self._status.connection is Connection.OFF or report.feed != self._intake.number:
            return None
        return self.faults.take(report)

    def lose(self, number: int) -> FeedStatus | None:
        """The decoder process of that intake died."""
        if number != self._intake.number:
            return None
        self._intake.row[Column.FROZEN_SINCE_NS] = self._intake.row[Column.CLOCK_OFFSET_MS] = 0
        return self.take_report(FeedReport(number, Connection.LOST, Failure.DECODER_DIED))

    def switch_off(self) -> FeedStatus:
        """The feed is closed: its outputs and its intakes are given up."""
        with self._lock:
            for name in tuple(self._slots):
                self._forget(name)
            for intake in self._intakes():
                intake.process.remove(intake)
            self._coming = self._spare = None
            now = self._clock.now_utc()
            self._status = replace(
                self._status, connection=Connection.OFF, failure=None, since_utc=now, next_try_ns=None
            )
            return self._status

    # --- under the lock ---

    def _intakes(self) -> set[Intake]:
        return {each for each in (self._intake, self._coming, self._spare) if each is not None}

    def _take_status(self, report: FeedReport) -> FeedStatus | None:
        old = self._status
        same = report.connection is old.connection
        self._status = FeedStatus(
            self.camera_id,
            report.connection,
            report.failure,
            old.since_utc if same else self._clock.now_utc(),
            report.next_try_ns,
            report.codec or old.codec,
            report.width or old.width,
            report.height or old.height,
            report.fps or old.fps,
        )
        return None if replace(self._status, next_try_ns=old.next_try_ns) == old else self._status

    def _give_up_coming(self) -> None:
        coming, self._coming = self._coming, None
        if coming is None:
            return
        if coming is self._spare:
            coming.process.send(SetMode(coming.number, DecodeMode.PACKETS))
        else:
            coming.process.remove(coming)
        if self._left_at_ns is not None:
            self._left_at_ns = None
            self._show_all(self._intake)

    def _leave(self, coming: Intake) -> None:
        """The coming intake has its first picture."""
        for name in self._slots:
            self._intake.process.send(HidePicture(self._intake.number, name))
        if coming.process is self._intake.process:
            self._take_over(coming)  # one decode thread writes both, one after the other
        else:
            self._left_at_ns = time.monotonic_ns()

    def _take_over(self, coming: Intake) -> None:
        old, self._coming, self._left_at_ns = self._intake, None, None
        self._base = old.counters().behind(self._base).less(coming.counters())
        self._intake = coming
        self.faults.leave()
        if coming is self._spare:
            self._spare = None
        if old.kind is StreamKind.SUB and coming.kind is StreamKind.MAIN:
            self._spare = old
            old.process.send(SetMode(old.number, DecodeMode.PACKETS))
        else:
            old.process.remove(old)
        coming.process.send(SetMode(coming.number, self._mode))
        self._show_all(coming)

    def _show_all(self, intake: Intake) -> None:
        for descriptor, message in self._slots.values():
            intake.process.send(replace(message, feed=intake.number), descriptor)
