"""Puts an alert's evidence aside at once, and gives it to the violation when the alert is confirmed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue

from console.alerts.alert import Alert
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.clock import Clock
from console.evidence.gathering import ClipHost
from console.evidence.moments import Moment, Moments
from console.evidence.rounds import Rounds
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.journal import Journal
from console.journal.pending import PendingEvidence
from console.journal.pending_recovery import recover
from console.journal.pending_sweep import PendingSweep
from console.operators.operator import MACHINE
from console.paths import DataFolder

_log = logging.getLogger(__name__)
_LOOK_S = 0.25
_SWEEP_EACH_NS = 3600 * 10**9
_HEARD = (
    Kind.ALERT_RAISED,
    Kind.ALERT_DISMISSED,
    Kind.ALERT_REOPENED,
    Kind.ALERT_EXPIRED,
    Kind.VIOLATION_RECORDED,
    Kind.EVIDENCE_STORED,
    Kind.EVIDENCE_ERASED,
)


class EvidenceKeeper:
    """Thread: public methods from any; what they ask for is done by the thread `evidence`."""

    def __init__(
        self,
        folder: DataFolder,
        *,
        host: ClipHost,
        journal: Journal,
        pins: AlertPins,
        looks: Looks,
        clock: Clock,
        days: int,
    ) -> None:
        """`days`: for which the evidence of an alert stays that came to nothing; 0: for ever."""
        self._folder = folder
        self._journal = journal
        self._host = host
        self._pins = pins
        self._moments = Moments(pins)
        self._clock = clock
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._cutting_short = threading.Event()
        self._at_rest = threading.Event()  # while cutting short: nothing is under way any more
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        # The thread `evidence` alone
        self._pending = PendingEvidence(folder)
        self._rounds = Rounds(
            folder,
            self._pending,
            host=host,
            journal=journal,
            pins=pins,
            moments=self._moments,
            looks=looks,
            clock=clock,
            post=self._work.put,
        )
        self._sweep = PendingSweep(
            folder, self._pending, journal=journal, clock=clock, actor=MACHINE, days=days
        )
        self._may_sweep = False
        self._next_sweep_ns = 0

    def start(self) -> None:
        """After the journal. What an earlier run left is looked at first."""
        self._work.put(self._recover)
        self._thread.start()

    def cut_short(self, *, deadline_s: float = 2.0) -> None:
        """Has the clips that are still to come cut as far as they go, and waits; before the host stops."""
        if self._thread.is_alive():
            self._cutting_short.set()
            if not self._at_rest.wait(deadline_s):
                _log.warning("not every clip could be cut before the desk was closed")

    def stop(self, *, deadline_s: float = 3.0) -> None:
        """Ends the thread when it has done what waits; after the journal has stopped."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(deadline_s)
            if self._thread.is_alive():  # a disk that does not answer; the next start goes on with the rest
                _log.warning("evidence that waits for the disk was left behind")
        self._pending.unlock()

    # --- what it is told; each returns at once ---

    def put_aside(self, alert: Alert, jpeg: bytes, *, stream: str) -> None:
        """Also records that the alert was raised. `jpeg`: the full frame, empty where it could not be had."""
        self._work.put(partial(self._rounds.put_aside, alert, jpeg, stream))

    def hold_moment(self, ref: str, moment: Moment) -> bool:
        """Keeps the seconds round it, to be joined to the violation recorded with this ref.

        Returns:
            Whether anything is kept of that camera; else there is nothing to join.
        """
        feed = self._host.feeds.get(moment.camera.id)
        if feed is None or not feed.ring_intake().counters().ring_bytes:
            return False
        self._moments.hold(ref, moment)
        return True

    def let_go(self, ref: str) -> None:
        """Nothing will be recorded with this ref."""
        self._moments.let_go(ref)

    def hear(self, fact: object) -> None:
        """The journal's facts."""
        match fact:
            case EntryWritten(ref, entry) if entry.kind in _HEARD:
                self._work.put(partial(self._rounds.on_written, ref, entry))
                self._work.put(partial(self._sweep.written, ref))
            case EntryRefused(ref, _kind, why) if ref:
                self._work.put(partial(self._rounds.on_refused, ref, why))
                self._work.put(partial(self._sweep.refused, ref))

    def left(self, alert_id: str) -> None:
        """It is in the inbox no more: decided on, expired, or folded into another."""
        self._pins.release_main(alert_id)
        self._work.put(partial(self._rounds.on_left, alert_id))

    # --- the thread ---

    def _run(self) -> None:
        while not (self._closing.is_set() and self._work.empty()):
            try:
                work = self._work.get(timeout=_LOOK_S)
            except Empty:
                work = self._look
            self._guarded(work)
            self._guarded(partial(self._rounds.cut_due, at_once=self._cutting_short.is_set()))

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # one alert's trouble must not cost the others their evidence
            _log.exception("evidence: something went wrong")

    def _look(self) -> None:
        """Nothing waits."""
        if self._cutting_short.is_set():
            if not self._journal.state().queued and self._work.empty() and not self._rounds.under_way():
                self._at_rest.set()
            return
        now_ns = self._clock.monotonic_ns()
        if self._may_sweep and now_ns >= self._next_sweep_ns:
            self._next_sweep_ns = now_ns + _SWEEP_EACH_NS
            self._sweep.look()

    def _recover(self) -> None:
        if not self._pending.lock():
            _log.warning("another desk is at work on this data folder: what lies in pending is its own")
            return
        self._may_sweep = True
        self._rounds.recover(recover(self._folder, self._pending))
