"""The detectors' worker threads: cameras by turn, one job a camera, never idle while a camera waits."""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future

from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.detection import Box, Detections
from console.detection.letterboxes import Letterboxes
from console.detection.looking import Looking
from console.detection.model import Model
from console.detection.pool_rate import PoolRate
from console.detection.tracker import Tracker
from console.detection.turns import Turn, Turns
from console.detection.waiting import Job, Waiting
from console.detection.worker import Worker
from console.media.frame import Letterbox, Still

_log = logging.getLogger(__name__)

_RATE_OVER_NS = 5_000_000_000
_LEAST_AHEAD = 2  # letterboxes under way for each worker: one at work, one next
_MOST_AHEAD = 16  # each holds a full frame in its decoder process; slow feeds answer late and need many
_MOST_WAITING = 6  # letterboxes for each worker: they come in bursts, with fewer it idles between two
NICENESS = 5
_FAILURES = 5  # looks in a row, before a worker gets another model
_WATCH_S = 1.0
_WAIT_S = 0.05  # between two tries to ask, while nothing arrives


class Pool:
    """Looks at every watched camera by turn, each worker with a model of its own.

    `on_detections` runs on the worker, with the letterbox still held; its answer says whether the full frame
    is kept as a still. That still is then handed to `on_still`, on the worker too.

    Thread: any.
    """

    def __init__(
        self,
        *,
        host: Letterboxes,
        clock: Clock,
        models: Callable[[], Model],
        workers: int,
        on_detections: Callable[[Detections, Letterbox], Still],
        on_still: Callable[[Detections, Future[bytes]], None] | None = None,
    ) -> None:
        self._host = host
        self._clock = clock
        self._models = models
        self._count = workers
        self._looking = Looking(host, clock=clock, on_detections=on_detections, on_still=on_still)
        self._watcher = threading.Thread(target=self._watch_workers, name="detector-watch", daemon=True)
        # Not by the condition: each letterbox wakes one who waits for it, and that must be a worker.
        self._stopped = threading.Event()
        self._change = threading.Condition()
        # Guarded by _change
        self._workers: list[Worker] = []
        self._failing: set[str] = set()
        self._replaced = 0
        self._turns = Turns(host.moved_at_ns)
        self._arrived = Waiting(self._turns)
        self._ahead = _LEAST_AHEAD * workers
        self._looks_ns: deque[int] = deque()
        self._stopping = False
        self._divisor = 1

    def start(self) -> None:
        """Loads the models and starts the workers.

        Raises:
            Problem: a model cannot be loaded; nothing runs then.
        """
        models = [self._models() for _ in range(self._count)]
        self._host.listen_letterboxes(self._on_letterbox, self._on_dropped)
        for number, model in enumerate(models, 1):
            self._begin_worker(number, model)
        self._watcher.start()

    def stop(self, *, deadline_s: float = 3.0) -> None:
        """Ends the workers, each after the look it is at. Call it before the host is stopped."""
        with self._change:
            self._stopping = True
            waiting = self._arrived.clear()
            self._change.notify_all()
        self._stopped.set()
        for letterbox in waiting:
            self._host.finish_letterbox(letterbox)
        until_ns = self._clock.monotonic_ns() + int(deadline_s * 1e9)
        threads = [worker.thread for worker in self._workers if worker.thread and not worker.is_left]
        for thread in (*threads, *([self._watcher] if self._watcher.is_alive() else [])):
            thread.join(max(0.0, (until_ns - self._clock.monotonic_ns()) / 1e9))
            if thread.is_alive():
                _log.warning("%s did not end in time", thread.name)

    def watch(self, camera: Camera) -> None:
        """Takes a camera into the turns, or puts its new confidence and ignore zones in force."""
        with self._change:
            self._turns.watch(camera, self._clock.monotonic_ns())

    def unwatch(self, camera_id: str) -> None:
        """Takes a camera out; a look that is under way is not told."""
        with self._change:
            self._turns.unwatch(camera_id)
            self._failing.discard(camera_id)

    def favour(self, camera_id: str) -> None:
        """Looks more often at the camera that a person looks at; "" favours none."""
        with self._change:
            self._turns.favoured = camera_id

    def slow_down(self, divisor: int) -> None:
        """Looks so many times more seldom, to leave the machine to the wall; 1: as often as can be."""
        with self._change:
            self._divisor = divisor
            self._change.notify_all()

    def rate(self) -> PoolRate:
        now_ns = self._clock.monotonic_ns()
        with self._change:
            self._forget_looks(now_ns)
            return PoolRate(
                per_second=len(self._looks_ns) / (_RATE_OVER_NS / 1e9),
                backlog=len(self._arrived),
                cameras=len(self._turns),
                oldest_ns=self._turns.longest_wait_ns(now_ns),
                failing=tuple(sorted(self._failing)),
                replaced=self._replaced,
            )

    # --- the host's reader threads: note and go ---

    def _on_letterbox(self, letterbox: Letterbox) -> None:
        with self._change:
            if not self._stopping:
                self._arrived.put(letterbox)
                if (
                    len(self._arrived) > _MOST_WAITING * self._count
                    and self._ahead > _LEAST_AHEAD * self._count
                ):
                    self._ahead -= 1  # more arrives than is looked at: what waits only grows old
                self._change.notify()
                return
        self._host.finish_letterbox(letterbox)

    def _on_dropped(self, camera_id: str) -> None:
        with self._change:
            self._turns.dropped(camera_id, self._clock.monotonic_ns())
            self._change.notify()

    # --- the workers ---

    def _begin_worker(self, number: int, model: Model) -> None:
        worker = Worker(number)
        worker.thread = threading.Thread(
            target=self._work, args=(worker, model), name=f"detector:{number}", daemon=True
        )
        with self._change:
            self._workers.append(worker)
        worker.thread.start()

    def _work(self, worker: Worker, model: Model) -> None:
        # A worker that is never idle must not make the wall stutter: on Linux each thread has a niceness of
        # its own, and 5 leaves it a quarter of a core that others want as much.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        failures = 0
        while not self._stopping and not worker.is_left:
            try:
                self._ask_ahead()
                if job := self._next():
                    began_ns = self._clock.monotonic_ns()
                    failures = 0 if self._take(worker, model, *job) else failures + 1
                    if failures >= _FAILURES:
                        model, failures = self._models(), 0
                        self._count_replaced()
                    self._rest(self._clock.monotonic_ns() - began_ns)
            except Exception:  # whatever goes wrong on one camera, the others are looked at
                _log.exception("a detector's turn failed")
                self._pause()

    def _count_replaced(self) -> None:
        with self._change:
            self._replaced += 1

    def _watch_workers(self) -> None:
        while not self._stopped.wait(_WATCH_S):
            with self._change:
                now_ns = self._clock.monotonic_ns()
                hung = [worker for worker in self._workers if worker.hangs(now_ns)]
            for worker in hung:
                self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        """Its camera is free again at once; the thread itself cannot be ended, and is left."""
        try:
            model = self._models()
        except Exception:  # tried again soon: the file may be back
            _log.exception("no model for the place of %s", worker.number)
            return
        with self._change:
            if worker.job is None:
                return
            letterbox, turn = worker.job
            worker.is_left = True
            turn.tracker = Tracker()  # the old one may yet be used by the thread that is left
            self._workers.remove(worker)
            self._failing.add(turn.camera.id)
            self._replaced += 1
        _log.error("a detector hung on camera %s: another takes its place", turn.camera.number)
        self._looking.finish(letterbox, Still.DROP)
        self._end(turn, ())
        self._begin_worker(worker.number, model)

    def _ask_ahead(self) -> None:
        """Asks cameras by turn until enough is under way or nobody is left. The host is asked unlocked."""
        while True:
            with self._change:
                if self._stopping or self._turns.under_way >= self._ahead:
                    return
                asked = self._turns.ask_next(self._clock.monotonic_ns())
                if asked is None:
                    return
                camera_id, wish = asked
                grid = self._turns.grid_of(camera_id)
            if not self._host.ask_letterbox(camera_id, grid=grid, wish=wish):
                self._on_dropped(camera_id)

    def _next(self) -> Job | None:
        with self._change:
            if not self._arrived:
                if self._turns.under_way >= self._ahead:  # a worker idles: ask further ahead
                    self._ahead = min(self._ahead + 1, _MOST_AHEAD * self._count)
                self._change.wait(_WAIT_S)
            return None if self._stopping else self._arrived.take(self._clock.monotonic_ns())

    def _pause(self) -> None:
        with self._change:
            self._change.wait(_WAIT_S)

    def _rest(self, worked_ns: int) -> None:
        with self._change:
            if self._divisor > 1 and not self._stopping:
                rest_s = (self._divisor - 1) * worked_ns / 1e9
                self._change.wait_for(lambda: self._stopping or self._divisor == 1, rest_s)

    def _take(self, worker: Worker, model: Model, letterbox: Letterbox, turn: Turn | None) -> bool:
        """One job, from its letterbox to the frame's release; the turn ends whatever happens.

        Returns:
            False where the look failed.
        """
        if turn is None or not self._watches(turn):
            self._host.finish_letterbox(letterbox)
            return True
        with self._change:
            worker.begin(letterbox, turn, self._clock.monotonic_ns())
        detections = self._looking.detect(model, letterbox, turn)
        with self._change:
            if not worker.end():
                return True  # it hung, and all this is done
        try:
            told = self._looking.tell(detections, letterbox, turn, is_watched=self._watches(turn))
            self._note(turn, told=told)
            return told
        finally:
            self._end(turn, detections.boxes if detections else ())

    def _note(self, turn: Turn, *, told: bool) -> None:
        """Which cameras fail; one that fails again and again stays marked until a look goes well."""
        with self._change:
            if told or not self._turns.holds(turn):
                self._failing.discard(turn.camera.id)
            else:
                self._failing.add(turn.camera.id)

    def _watches(self, turn: Turn) -> bool:
        with self._change:
            return self._turns.holds(turn)

    def _end(self, turn: Turn, seen: tuple[Box, ...]) -> None:
        now_ns = self._clock.monotonic_ns()
        with self._change:
            self._turns.looked(turn, now_ns, seen)
            self._looks_ns.extend([now_ns] * turn.grid.looks)
            self._forget_looks(now_ns)

    def _forget_looks(self, now_ns: int) -> None:
        while self._looks_ns and now_ns - self._looks_ns[0] > _RATE_OVER_NS:
            self._looks_ns.popleft()
