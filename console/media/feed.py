"""The desk's side of a camera's feed: its status, its counters, its pictures."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from console.cameras.address import Address
from console.clock import Clock
from console.media.board import Column, FeedCounters, read_counters
from console.media.feed_state import Connection, Failure, FeedStatus, TileState, tile_state
from console.media.messages import FeedReport, HealthReport, HidePicture, OpenFeed, ShowPicture
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.media.slots import Picture, make_slots

if TYPE_CHECKING:
    from console.media.decoder_process import DecoderProcess

_TOLD = tuple(fault for fault in PictureFault if fault is not PictureFault.FROZEN)  # that is a tile's state


class Feed:
    """A camera's feed while it is open. Thread: any."""

    def __init__(
        self,
        number: int,
        *,
        camera_id: str,
        address: Address,
        process: DecoderProcess,
        row: int,
        clock: Clock,
    ) -> None:
        self.number = number
        self.camera_id = camera_id
        self.address = address
        self.process = process
        self.row_number = row
        self._clock = clock
        self._row = process.board.row(row)
        self._lock = threading.Lock()
        # Guarded by _lock; the status is replaced as a whole, so reading it needs no lock
        self._status = FeedStatus(camera_id, Connection.CONNECTING, None, clock.now_utc())
        self._slots: dict[str, tuple[int, ShowPicture]] = {}  # name → descriptor, how it is shown
        self._faults: frozenset[PictureFault] = frozenset()  # replaced as a whole, too

    def __repr__(self) -> str:
        return f"Feed({self.camera_id!r}, {str(self.address)!r})"

    def status(self) -> FeedStatus:
        return self._status

    def state(self, now_ns: int) -> TileState:
        """What the tile must say at this monotonic moment."""
        row = self._row
        return tile_state(
            self._status,
            newest_at_ns=row[Column.NEWEST_AT_NS],
            interval_ns=row[Column.INTERVAL_NS],
            frozen_since_ns=row[Column.FROZEN_SINCE_NS],
            now_ns=now_ns,
        )

    def age_ns(self, now_ns: int) -> int | None:
        """Of the newest decoded picture; None before the first."""
        newest_at_ns: int = self._row[Column.NEWEST_AT_NS]
        return max(0, now_ns - newest_at_ns) if newest_at_ns else None

    def picture_fault(self) -> PictureFault | None:
        """The gravest that the tile's state does not tell already; None while the picture is well."""
        faults = self._faults
        return next((fault for fault in _TOLD if fault in faults), None) if faults else None

    def counters(self) -> FeedCounters:
        return read_counters(self._row)

    def show(self, name: str, *, width_px: int, height_px: int) -> Picture:
        """A new output of exactly that size; the one of the same name is given up."""
        descriptor = make_slots(width_px=width_px, height_px=height_px)
        picture = Picture(descriptor, width_px=width_px, height_px=height_px)
        message = ShowPicture(self.number, name, width_px, height_px)
        with self._lock:
            self._forget(name)
            if self._status.connection is Connection.OFF:
                os.close(descriptor)  # the feed was closed: the picture stays empty
                return picture
            self._slots[name] = (descriptor, message)
            self.process.send(message, descriptor)
        return picture

    def hide(self, name: str) -> None:
        """Stops scaling for that output; what was claimed from it stays readable."""
        with self._lock:
            if self._forget(name):
                self.process.send(HidePicture(self.number, name))

    def _forget(self, name: str) -> bool:
        known = self._slots.pop(name, None)
        if known:
            os.close(known[0])
        return known is not None

    # --- for the host alone ---

    def tell_all(self) -> None:
        """Tells a new life of the process all that it must know of this feed."""
        address = self.address
        with self._lock:
            if self._status.connection is Connection.OFF:
                return
            opening = address.for_opening()
            self.process.send(
                OpenFeed(
                    self.number, self.row_number, self.camera_id, str(address), address.kind.value, opening
                )
            )
            for descriptor, message in self._slots.values():
                self.process.send(message, descriptor)

    def take_report(self, report: FeedReport) -> FeedStatus | None:
        """The new status if it is a change that others must hear of."""
        with self._lock:
            old = self._status
            if old.connection is Connection.OFF:
                return None
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

    def take_health(self, report: HealthReport) -> PictureHealthChanged | None:
        """The fact that others must hear of; None where the feed is closed."""
        with self._lock:
            if self._status.connection is Connection.OFF:
                return None
            if not report.since_ns:
                self._faults -= {report.fault}
                return PictureHealthChanged(self.camera_id, report.fault, None)
            self._faults |= {report.fault}
        ago_us = (self._clock.monotonic_ns() - report.since_ns) // 1000
        since_utc = self._clock.now_utc() - timedelta(microseconds=ago_us)
        return PictureHealthChanged(self.camera_id, report.fault, since_utc)

    def forget_faults(self) -> list[PictureHealthChanged]:
        """Nobody judges the picture any more."""
        with self._lock:
            faults, self._faults = self._faults, frozenset()
        return [PictureHealthChanged(self.camera_id, each, None) for each in PictureFault if each in faults]

    def lose(self) -> FeedStatus | None:
        """The decoder process died."""
        self._row[Column.FROZEN_SINCE_NS] = self._row[Column.CLOCK_OFFSET_MS] = 0
        return self.take_report(FeedReport(self.number, Connection.LOST, Failure.DECODER_DIED))

    def switch_off(self) -> FeedStatus:
        """The feed is closed: its outputs are given up."""
        with self._lock:
            for name in tuple(self._slots):
                self._forget(name)
            now = self._clock.now_utc()
            self._status = replace(
                self._status, connection=Connection.OFF, failure=None, since_utc=now, next_try_ns=None
            )
            return self._status
